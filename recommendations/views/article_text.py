"""The text of an article: its provisions as they run, in the one or two languages chosen."""

import re
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.filters import shortened
from articles.models import ProvisionText
from articles.reading.provision_numbers import abjad
from articles.trees import as_the_text_runs
from recommendations.display_names import language_name, own_language_name

LETTER = re.compile(r"\b[a-z]\b")


class ArticleText:
    """The provisions of an article, each with its depth, and their texts; two queries.

    `query` is what the page was asked for, as a dict of parameters; see `LanguageSwitch`, which
    takes `options`.
    """

    def __init__(self, article, query, **options):
        self.provisions = list(as_the_text_runs(article.provisions.prefetch_related("texts")))
        tags = {text.language for provision, _ in self.provisions for text in provision.texts.all()}
        self.languages = LanguageSwitch(tags, query, **options)

    def of(self, provision):
        """Return its text to read and the one beside it; None where there is none.

        A provision that has no text in the language to read stands in another one that it has.
        """
        texts = {text.language: text for text in provision.texts.all()}
        main, beside = self.languages.main, self.languages.beside
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
            letter, place = LETTER.search(provision.number), last.get(provision.parent_id, 0) + 1
            if letter and ord(letter.group()) - ord("a") + 1 == place:
                places[provision.pk] = last[provision.parent_id] = place
        return places


class TextLanguage(NamedTuple):
    """A language of a text, by its tag (BCP 47); its name is the one it has for itself."""

    tag: str

    @property
    def name(self):
        return own_language_name(self.tag)


class LanguageChoice(NamedTuple):
    """A link of the switch: where it leads, as a query string, and whether it is in force."""

    language: TextLanguage
    query: str
    is_chosen: bool


class LanguageSwitch:
    """The languages of a text, with those that `language` and `beside` of a query string choose.

    Unasked it is one of the `preferred` tags, where there are any. What is `kept` of the query
    string, as a dict, is in the addresses of all choices.
    """

    def __init__(self, tags, query, preferred=(), kept=None):
        self.all = {tag.lower(): TextLanguage(tag) for tag in sorted(tags)}
        self.query = query
        self.preferred = {tag.lower() for tag in preferred}
        self.kept = kept or {}
        self.notices = []
        asked = self._asked("language")
        self.main = asked or self._default
        self.beside = self._asked("beside")
        if self.beside and self.beside == self.main:
            words = _(
                "The text is already shown in %(language)s. Choose another language beside it."
            )
            self.notices.append(words % {"language": language_name(self.main.tag)})
            self.beside = None
        # For addresses of other articles, which are read on in the same languages.
        self.chosen = {"language": asked, "beside": self.beside}
        self.query_as_chosen = query_of(self.chosen)

    @property
    def is_default(self):
        """Whether the text stands in what it would stand in unasked."""
        return self.main == self._default and not self.beside

    @property
    def main_choices(self):
        """The choices of the language to read in; the one beside it changes places with it."""
        for language in self.all.values():
            beside = self.main if language == self.beside else self.beside
            yield LanguageChoice(language, self._query(language, beside), language == self.main)

    @property
    def beside_choices(self):
        """The choices of the language that stands beside it."""
        for language in self.all.values():
            if language != self.main:
                yield LanguageChoice(
                    language, self._query(self.main, language), language == self.beside
                )

    @property
    def query_without_beside(self):
        """The query string of the text with nothing beside it."""
        return self._query(self.main, None)

    @cached_property
    def _default(self):
        """The reader's own language, else English, else the first; None where there is no text."""
        first = next((tag for tag in self.all if tag in self.preferred), next(iter(self.all), None))
        tags = (get_language(), "en", first)
        usable = self.preferred & self.all.keys() or self.all
        return next((self.all[tag] for tag in tags if tag in usable), None)

    def _asked(self, parameter):
        """Return the language that a parameter names; None, and a notice, where there is none."""
        given = self.query.get(parameter, "").strip()
        language = self.all.get(given.lower())
        if given and not language:
            words = _("There is no text of this article in “%(language)s”.")
            self.notices.append(words % {"language": language_name(shortened(given))})
        return language

    def _query(self, main, beside):
        return query_of({"language": main, "beside": beside}, **self.kept)


def query_of(languages: dict[str, TextLanguage | None], **others: str) -> str:
    """Return the query string that chooses languages; "" where it says nothing."""
    pairs = others | {name: language.tag for name, language in languages.items() if language}
    return f"?{urlencode(pairs)}" if pairs else ""


def _in(texts: dict[str, ProvisionText], language: TextLanguage | None):
    return texts.get(language.tag) if language else None
