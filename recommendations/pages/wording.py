"""The text of an article: its provisions as they run, each in the languages that a reader chose."""

from articles.models import ProvisionText
from articles.trees import as_the_text_runs
from recommendations.pages.tongues import Tongue, Tongues


class Wording:
    """The provisions of an article, each with its depth, and their texts; two queries.

    `query` is what the page was asked for, as a dict of parameters; see `Tongues`.
    """

    def __init__(self, article, query):
        self.provisions = list(as_the_text_runs(article.provisions.prefetch_related("texts")))
        tags = {text.language for provision, _ in self.provisions for text in provision.texts.all()}
        self.tongues = Tongues(tags, query)

    def of(self, provision):
        """Return its text to read and the one beside it; None where there is none.

        A provision that has no text in the language to read stands in another one that it has.
        """
        texts = {text.language: text for text in provision.texts.all()}
        main, beside = self.tongues.main, self.tongues.beside
        read = _in(texts, main) or next((texts[tag] for tag in sorted(texts)), None)
        return read, _in(texts, beside)


def _in(texts: dict[str, ProvisionText], tongue: Tongue | None):
    return texts.get(tongue.tag) if tongue else None
