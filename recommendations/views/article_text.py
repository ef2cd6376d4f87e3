"""The text of an article: its provisions as they run, each in the languages that a reader chose."""

import re
from functools import cached_property

from articles.models import ProvisionText
from articles.reading.provision_numbers import abjad
from articles.trees import as_the_text_runs
from recommendations.views.text_languages import Tongue, Tongues

LETTER = re.compile(r"\b[a-z]\b")


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

    def sign(self, provision, language):
        """Return its number as a text in this language prints it: "2.", "(c)", in Arabic "(ج)"."""
        number = provision.number
        if language.split("-")[0] == "ar" and provision.pk in self._letters:
            number = LETTER.sub(abjad(self._letters[provision.pk]), number)
        return f"{number}." if number.isdigit() else number

    @cached_property
    def _letters(self):
        """The places of lettered provisions in their lists, by key, without any Roman "(i)"."""
        places, last = {}, {}
        for provision, _depth in self.provisions:
            found, place = LETTER.search(provision.number), last.get(provision.parent_id, 0) + 1
            if found and ord(found.group()) - ord("a") + 1 == place:
                places[provision.pk] = last[provision.parent_id] = place
        return places


def _in(texts: dict[str, ProvisionText], tongue: Tongue | None):
    return texts.get(tongue.tag) if tongue else None
