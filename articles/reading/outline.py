"""What the grammar understood of a document: divisions, articles, provisions, and doubts."""

import re
from dataclasses import asdict, dataclass, field

from articles import references
from articles.reading.patterns import SUFFIXES
from articles.references.numerals import roman_value
from articles.translation import gettext as _

# Kinds of Mark: those of divisions, articles and provisions, and the words of a heading.
DIVISIONS = ("part", "title", "chapter", "section", "cluster")
ARTICLES = ("preamble", "recital", "article", "annex")


@dataclass
class Doubt:
    """Something that an editor should look at: where, what, and the words that it is about."""

    place: str
    message: str
    text: str = ""
    page: int = 0


@dataclass
class ReadProvision:
    kind: str
    number: str
    eid: str
    text: str = ""
    provisions: list = field(default_factory=list)
    agreed_ad_referendum: bool | None = None
    # Texts in other languages, where the format brings several at once.
    texts: dict = field(default_factory=dict)


@dataclass
class ReadDivision:
    kind: str
    number: str
    slug: str
    heading: str = ""
    parent: str = ""  # the slug of the division that it lies in


@dataclass
class ReadArticle:
    kind: str
    number: str
    heading: str = ""
    division: str = ""  # the slug of its division
    provisions: list = field(default_factory=list)

    @property
    def eid(self):
        return references.article_eid(self.kind, self.number)

    @property
    def label(self):
        return references.article_label(self.kind, self.number)


@dataclass
class Outline:
    """A document as a tree, in the order of the text."""

    language: str
    title: str = ""
    divisions: list = field(default_factory=list)
    articles: list = field(default_factory=list)
    doubts: list = field(default_factory=list)

    def walk(self):
        """Yield (article, provision, parent) of every provision in the order of the text."""
        for article in self.articles:
            for provision, parent in walk(article.provisions):
                yield article, provision, parent

    def of_kind(self, kind):
        return [article for article in self.articles if article.kind == kind]

    def count(self, kind):
        return len(self.of_kind(kind))

    def as_data(self):
        """Return the outline as lists, dicts and text, which `from_data` takes back."""
        return asdict(self)

    @classmethod
    def from_data(cls, data):
        return cls(
            **data
            | {
                "divisions": [ReadDivision(**entry) for entry in data["divisions"]],
                "articles": [
                    ReadArticle(**entry | {"provisions": _provisions(entry["provisions"])})
                    for entry in data["articles"]
                ],
                "doubts": [Doubt(**entry) for entry in data["doubts"]],
            }
        )


def walk(provisions, parent=None):
    """Yield each provision of a tree with the one that it lies in, as the text runs."""
    for provision in provisions:
        yield provision, parent
        yield from walk(provision.provisions, provision)


def _provisions(entries):
    return [
        ReadProvision(**entry | {"provisions": _provisions(entry["provisions"])})
        for entry in entries
    ]


def doubts_of(outline):
    """Yield a Doubt for each thing that an editor should look at."""
    articles = outline.of_kind("article")
    yield from _strangeness(articles)
    for kind in ("recital", "article", "annex"):
        yield from _numbers(outline.of_kind(kind))
    yield from _headings(articles)
    for article in outline.articles:
        if not article.provisions:
            yield Doubt(article.label, _("There is no text under this heading."))


def _strangeness(articles):
    """Yield a doubt where the articles stand in no order: a paper about a treaty quotes them so."""
    leaps = len(list(_numbers(articles)))
    if leaps > 2 and leaps * 4 > len(articles):
        message = _(
            "%(leaps)d of %(count)d articles are out of order: is this the text of a treaty?"
        )
        yield Doubt("", message % {"leaps": leaps, "count": len(articles)})


def _numbers(articles):
    """Yield articles whose number does not follow the one before."""
    last = 0
    for article in articles:
        bare = re.sub(rf"\s*(?:{SUFFIXES})$", "", article.number)
        value = int(bare) if bare.isdecimal() else roman_value(bare)
        again = bare != article.number and value == last
        if value and value != last + 1 and not again:
            message = _("The number before is %s.") % (last or "–")
            yield Doubt(article.label, message, article.heading[:200])
        last = value or last


def _headings(articles):
    """Yield articles without a heading where most have one."""
    bare = [article for article in articles if not article.heading]
    if len(bare) * 2 < len(articles):
        for article in bare:
            yield Doubt(article.label, _("This article has no heading."))
