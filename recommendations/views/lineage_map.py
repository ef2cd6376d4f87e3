"""The way of an article through the drafts as a drawing: a column a stage, lines between them.

Beside the article under all its numbers stand those that it was split from or merged with, one step
away and no further: what else became of them is theirs.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.models import Article, Draft, Succession

MOST_BESIDE = 3
Node = tuple[str, int]  # an article, a draft that dropped one, or where a line passes a column


class Entry(NamedTuple):
    """What stands in a column: an article, or that it was dropped there (then without article)."""

    draft: Draft
    article: Article | None
    is_own: bool  # the article that is followed, under this number
    is_here: bool = False
    is_suggested: bool = False  # nobody has confirmed what joins it to the others
    is_unverified: bool = False
    is_new: bool = False

    @property
    def number(self) -> str:
        """Its number, or its name where that says more: "42", "Preamble", "Annex I"."""
        assert self.article
        is_article = self.article.kind == Article.Kind.ARTICLE
        return self.article.number if is_article else self.article.label

    @property
    def before_number(self) -> str:
        """What the number leaves out of the name: "Article "."""
        assert self.article
        return self.article.label.removesuffix(self.number)

    @property
    def draft_name(self) -> str:
        """The adopted text goes by that, any other document by its symbol or title."""
        return _("adopted") if self.draft.kind == Draft.Kind.ADOPTED else str(self.draft)


class Line(NamedTuple):
    """A line from the column before: where it starts and ends, in hundredths of the columns."""

    start: int
    end: int
    is_own: bool
    is_suggested: bool


class Column(NamedTuple):
    """A stage: what stands there (None where a line passes) and the lines that lead there."""

    entries: list[Entry | None]
    lines: list[Line]
    is_crowded: bool  # here or before stands more than fits beside each other on a phone

    @property
    def is_straight(self) -> bool:
        """Whether an arrow shows as much as a drawing would."""
        return [(line.start, line.end) for line in self.lines] == [(50, 50)]


def columns_of(
    article: Article, family: set[int], successions: Iterable[Succession]
) -> list[Column]:
    """Return the drawing of an article; `family` are the ids of its lineage.

    `successions` are those that touch the family. What is suggested is drawn where it leads from
    the article onwards or back, and not where it leads aside.
    """
    stage = article.draft.stage
    drawn = [s for s in successions if s.state == s.State.CONFIRMED or _leads_on(s, family, stage)]
    entries = _entries(article, family, drawn)
    stages = sorted({entry.draft.stage for entry in entries.values()})
    column_of = {node: stages.index(entry.draft.stage) for node, entry in entries.items()}
    rows: list[list[Node]] = [[] for _stage in stages]
    for node in sorted(entries, key=lambda node: _place(entries[node])):
        rows[column_of[node]].append(node)
    ends: list[list[tuple[Node, Node, Succession]]] = [[] for _stage in stages]
    for succession in drawn:
        if succession.ancestor_id:
            start, end = _nodes(succession)
            for column in range(column_of[start] + 1, column_of[end]):
                passing = ("passing", succession.pk)
                rows[column].append(passing)
                ends[column].append((start, passing, succession))
                start = passing
            ends[column_of[end]].append((start, end, succession))
    before: list[list[Node]] = [[], *rows]
    return [
        Column(
            [entries.get(node) for node in rows[column]],
            sorted(_line(before[column], rows[column], *way, family) for way in ends[column]),
            max(len(before[column]), len(rows[column])) > MOST_BESIDE,
        )
        for column in range(len(stages))
    ]


def _line(
    before: list[Node],
    here: list[Node],
    start: Node,
    end: Node,
    succession: Succession,
    family: set[int],
) -> Line:
    is_own = {succession.ancestor_id, succession.descendant_id} - {None} <= family
    is_suggested = succession.state != succession.State.CONFIRMED
    return Line(_middle(before, start), _middle(here, end), is_own, is_suggested)


def _leads_on(succession: Succession, family: set[int], stage: int) -> bool:
    earlier, later = succession.ancestor, succession.descendant
    onwards = earlier and earlier.pk in family and earlier.draft.stage >= stage
    back = later and later.pk in family and later.draft.stage <= stage
    return bool(onwards or back)


def _nodes(succession: Succession) -> tuple[Node, Node]:
    start = ("article", succession.ancestor_id)
    if succession.descendant_id:
        return start, ("article", succession.descendant_id)
    return start, ("dropped", succession.dropped_in_id)


def _entries(
    article: Article, family: set[int], successions: list[Succession]
) -> dict[Node, Entry]:
    """Return what stands anywhere in the drawing, each once."""
    articles, touching = {article.pk: article}, defaultdict(list)
    entries: dict[Node, Entry] = {}
    for succession in successions:
        for end in (succession.ancestor, succession.descendant):
            if end:
                articles.setdefault(end.pk, end)
                touching[end.pk].append(succession)
        if succession.dropped_in:
            entries["dropped", succession.dropped_in_id] = Entry(
                succession.dropped_in,
                None,
                is_own=True,
                is_suggested=succession.state != succession.State.CONFIRMED,
                is_unverified=succession.is_unverified,
            )
    for pk, row in articles.items():
        confirmed = [s for s in touching[pk] if s.state == s.State.CONFIRMED]
        arrivals = [s for s in confirmed if s.descendant_id == pk]
        entries["article", pk] = Entry(
            row.draft,
            row,
            is_own=pk in family,
            is_here=row == article,
            is_suggested=pk not in family and not confirmed,
            is_unverified=any(s.is_unverified for s in arrivals),
            is_new=any(s.kind == s.Kind.NEW for s in arrivals),
        )
    return entries


def _place(entry: Entry) -> tuple[bool, str, int, int]:
    """Return the order within a column: as the documents of a stage run, the dropped last."""
    if entry.article is None:
        return True, entry.draft.slug, 0, 0
    return False, entry.draft.slug, entry.article.position, entry.article.pk


def _middle(rows: list[Node], node: Node) -> int:
    return round((rows.index(node) + 0.5) * 100 / len(rows))
