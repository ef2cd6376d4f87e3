"""What the grammar understood of a document: divisions, articles, provisions, and doubts."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace

from articles import references
from articles.interface_translation import gettext as _
from articles.reading.lines import LeftOut
from articles.reading.patterns import ROMAN, SUFFIXES
from articles.references.numerals import roman_value

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
    kind: str = ""  # what doubts of one kind share; the message where that says it
    places: list = field(default_factory=list)  # of several of one kind, each with its page


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
    def eid(self) -> str:
        return references.article_eid(self.kind, self.number)

    @property
    def label(self) -> str:
        return references.article_label(self.kind, self.number)


@dataclass
class Outline:
    """A document as a tree, in the order of the text."""

    language: str
    title: str = ""
    divisions: list = field(default_factory=list)
    articles: list = field(default_factory=list)
    doubts: list = field(default_factory=list)
    # What the account of a reading is made of; the same text may come from other documents.
    labels: int = field(default=0, compare=False)  # words of labels: "Article 5", "Part II"
    words: int = field(default=0, compare=False)  # of the whole document
    left_out: list = field(default_factory=list, compare=False)  # LeftOut
    contents: list = field(default_factory=list, compare=False)  # articles that a list names

    def walk(self) -> Iterator[tuple]:
        """Yield (article, provision, parent) of every provision in the order of the text."""
        for article in self.articles:
            for provision, parent in walk(article.provisions):
                yield article, provision, parent

    def of_kind(self, kind: str) -> list[ReadArticle]:
        return [article for article in self.articles if article.kind == kind]

    def count(self, kind: str) -> int:
        return len(self.of_kind(kind))

    def as_data(self) -> dict:
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
                "left_out": [LeftOut(*entry) for entry in data["left_out"]],
            }
        )


def walk(
    provisions: list[ReadProvision], parent: ReadProvision | None = None
) -> Iterator[tuple[ReadProvision, ReadProvision | None]]:
    """Yield each provision of a tree with the one that it lies in, as the text runs."""
    for provision in provisions:
        yield provision, parent
        yield from walk(provision.provisions, provision)


def _provisions(entries):
    return [
        ReadProvision(**entry | {"provisions": _provisions(entry["provisions"])})
        for entry in entries
    ]


# ── what is doubtful ─────────────────────────────────────────────────────────

SHOWN_PLACES = 50
PLACE = re.compile(
    rf"(\d+)(?:\.(\d+))?[A-Za-z]{{0,2}}((?:\s(?:{SUFFIXES}|[A-Z]|alt))*)$|({ROMAN})$"
)


def doubts_of(outline: Outline) -> Iterator[Doubt]:
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
    last = (0, 0)
    for article in articles:
        match = PLACE.match(article.number)
        if not match:
            continue
        whole = int(match[1] or 0) or roman_value(match[4] or "")
        value = whole, int(match[2] or 0)
        inserted = bool(match[3]) or article.number[-1:].isalpha()
        again = inserted and value == last and not match[4]
        # Chapter 2 of an agreement may begin with article 2.1, after 1.9.
        if not again and value not in ((last[0], last[1] + 1), (last[0] + 1, min(value[1], 1))):
            before = _printed(last) if any(last) else "–"
            message = _("The number before is %s.")
            yield Doubt(article.label, message % before, article.heading[:200], kind=message)
        last = value


def _printed(value):
    return f"{value[0]}.{value[1]}" if value[1] else str(value[0])


def _headings(articles):
    """Yield articles without a heading where most have one."""
    bare = [article for article in articles if not article.heading]
    if len(bare) * 2 < len(articles):
        for article in bare:
            yield Doubt(article.label, _("This article has no heading."))


def doubts_of_left_out(outline: Outline) -> Iterator[Doubt]:
    """Yield a Doubt for what the format itself calls no text: struck words, hidden ones, notes."""
    messages = {
        "struck": _("Struck words are left out."),
        "hidden": _("Hidden words are left out."),
        "note": _("Notes are left out."),
        "comment": _("Comments are left out."),
        "remark": _("A remark beside a number is left out."),
        "margin": _("Line numbers in the margin are left out."),
        "box": _("The words of a text box are separate from the text."),
        "other_text": _("The file holds another text, which is left out."),
    }
    told: set[str] = set()
    for item in outline.left_out:
        once = item.kind in ("margin", "other_text")
        if item.kind in messages and not (once and item.kind in told):
            yield Doubt(item.place, messages[item.kind], item.text[:200], item.page)
            told.add(item.kind)


def grouped(doubts: list[Doubt]) -> list[Doubt]:
    """Return the doubts with those of one kind as one, which has all their places.

    So forty struck words do not bury one lost article.
    """
    by_kind: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        by_kind.setdefault(doubt.kind or doubt.message, []).append(doubt)
    groups = []
    for alike in by_kind.values():
        places = [place for doubt in alike for place in doubt.places or [placed(doubt)]]
        groups.append(replace(alike[0], places=places))
    return groups


def placed(doubt: Doubt) -> str:
    """Return where a doubt is, with its page: "Article 5 (p. 3)"."""
    page = f"(p. {doubt.page})" if doubt.page else ""
    return " ".join(part for part in (doubt.place, page) if part)


# ── what became of the words ─────────────────────────────────────────────────

# A sign of Chinese counts as a word: nothing but its reader parts them.
WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")


def count_words(text: str) -> int:
    return len(WORD.findall(text))


def account_of(outline: Outline) -> dict:
    """Return how many words of a document stand where, and which articles were read.

    A loss shows as a number: `missing` are words that are neither in the text nor told apart.
    """
    provisions = [provision for _article, provision, _parent in outline.walk()]
    texts = [text for provision in provisions for text in (provision.number, provision.text)]
    heads = [unit.heading for unit in (*outline.divisions, *outline.articles)]
    left: Counter[str] = Counter()
    for item in outline.left_out:
        if item.kind != "box":  # whose words stand in the text as well
            left[item.kind] += count_words(item.text)
    in_text, headings = sum(map(count_words, texts)), sum(map(count_words, heads))
    title = count_words(outline.title)
    told = in_text + headings + title + outline.labels + sum(left.values())
    return {
        "articles": [article.label for article in outline.articles],
        "articles_in_contents": outline.contents,
        "words": {
            "document": outline.words,
            "text": in_text,
            "headings": headings + outline.labels,
            "title": title,
            **{kind: left[kind] for kind in sorted(left)},
            "missing": max(0, outline.words - told),
        },
        "share_in_text": round(
            min(1, (in_text + headings + outline.labels) / max(1, outline.words)), 4
        ),
    }
