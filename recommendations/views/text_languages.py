"""In which languages a text stands, and in which one or two of them a visitor reads it."""

from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from articles.filters import shortened
from recommendations.listing.source_facets import language_name


class Tongue(NamedTuple):
    """A language of a text, by its tag (BCP 47)."""

    tag: str

    @property
    def name(self):
        """Its name for itself, "français"; the tag where Django knows none."""
        return self._known.get("name_local", self.tag)

    @property
    def direction(self):
        """How it runs, as the attribute `dir` has it: "rtl", "ltr" or, not known, "auto"."""
        return {True: "rtl", False: "ltr"}.get(self._known.get("bidi"), "auto")

    @property
    def _known(self):
        try:
            return get_language_info(self.tag.lower())
        except KeyError:
            return {}


class LanguageChoice(NamedTuple):
    """A link of the switch: where it leads, as a query string, and whether it is in force."""

    tongue: Tongue
    query: str
    is_chosen: bool


class Tongues:
    """The languages of a text, with those that `language` and `beside` of a query string choose."""

    def __init__(self, tags, query):
        self.all = {tag.lower(): Tongue(tag) for tag in sorted(tags)}
        self.query = query
        self.notices = []
        asked = self._asked("language")
        self.main = asked or self._usual
        self.beside = self._asked("beside")
        if self.beside and self.beside == self.main:
            words = _("The text stands in %(language)s already: choose another language beside it.")
            self.notices.append(words % {"language": language_name(self.main.tag)})
            self.beside = None
        # For addresses of other articles, which are read on in the same languages.
        self.kept = self._query(asked, self.beside)

    @property
    def is_usual(self):
        """Whether the text stands in what it would stand in unasked."""
        return self.main == self._usual and not self.beside

    @property
    def mains(self):
        """The Choices of the language to read in; the one beside it changes places with it."""
        for tongue in self.all.values():
            beside = self.main if tongue == self.beside else self.beside
            yield LanguageChoice(tongue, self._query(tongue, beside), tongue == self.main)

    @property
    def besides(self):
        """The Choices of the language that stands beside it."""
        for tongue in self.all.values():
            if tongue != self.main:
                yield LanguageChoice(tongue, self._query(self.main, tongue), tongue == self.beside)

    @property
    def alone(self):
        """The query string of the text with nothing beside it."""
        return self._query(self.main, None)

    @cached_property
    def _usual(self):
        """The reader's own language, else English, else the first; None where there is no text."""
        first = next(iter(self.all), None)
        tags = (get_language(), "en", first)
        return next((self.all[tag] for tag in tags if tag in self.all), None)

    def _asked(self, parameter):
        """Return the Tongue that a parameter names; None, and a notice, where there is no such."""
        given = self.query.get(parameter, "").strip()
        found = self.all.get(given.lower())
        if given and not found:
            words = _("There is no text of this article in “%(language)s”.")
            self.notices.append(words % {"language": language_name(shortened(given))})
        return found

    def _query(self, main, beside):
        chosen = {"language": main, "beside": beside}
        pairs = {name: tongue.tag for name, tongue in chosen.items() if tongue}
        return f"?{urlencode(pairs)}" if pairs else ""
