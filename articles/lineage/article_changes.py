"""What changed in an article since an earlier draft: where its provisions come from, and the words.

`article_alignment` tells where the provisions of an article went; this reads the same rows from the
other end, so that both say the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from articles.lineage.alignment import Kind, Row
from articles.lineage.article_alignment import DraftText, StoredTexts, rows_around
from articles.lineage.provision_words import Place, Side, rarity_of, with_many
from articles.lineage.succession_paths import CONFIRMED, Paths
from articles.models import Article, Draft
from articles.redline import DELETED, KEPT, Run, compare
from articles.redline.matcher import longest_rising

STORED = StoredTexts()
BETWEEN = "\n"  # stands between provisions that are compared as one text


class ProvisionChange(NamedTuple):
    """A provision as it stands: those that it comes from, and the redline from their words."""

    later: Place
    kind: Kind
    earlier: list[Place]
    runs: list[Run]

    @property
    def is_reworded(self) -> bool:
        """Whether any word is another; what is new is not."""
        return self.kind != Kind.NEW and any(run.op != KEPT for run in self.runs)


class Departure(NamedTuple):
    """An earlier provision that is not in the article: gone, or now in another article (`later`).

    `after` is the provision that it followed, as far as that stands in the article.
    """

    earlier: Place
    later: list[Place]
    text: str
    after: Place | None


class ArticleChanges(NamedTuple):
    """All that changed in an article since an earlier draft, by the eIds of its provisions."""

    predecessors: list[Article]
    provisions: dict[str, ProvisionChange]
    departures: list[Departure]

    @property
    def standing(self) -> dict[Place, list[str]]:
        """Where earlier provisions stand in the article now: eIds by place."""
        standing = defaultdict(list)
        for eid, change in self.provisions.items():
            for place in change.earlier:
                standing[place].append(eid)
        return standing


def changes_since(
    article: Article, earlier: Draft, language: str, stored: StoredTexts = STORED
) -> ArticleChanges:
    """Return what changed since a draft of an earlier stage, over confirmed successions.

    Both have text in the language. Two queries, and those of the texts.
    """
    paths = Paths(earlier, article.draft, (CONFIRMED,))
    own = paths.confirmed.predecessors(article.pk)
    rows = Article.objects.for_list().filter(pk__in=own)
    predecessors = list(rows.order_by("position", "pk"))
    if not predecessors:
        return ArticleChanges([], {}, [])
    texts = stored.texts(language, earlier, article.draft)
    around = rows_around(predecessors[0].pk, texts, paths)
    around = [*around, *_arrivals(article, around, texts, paths)]
    slugs = {row.slug for row in predecessors}
    provisions = {change.later.eid: change for change in provisions_of(article.slug, around, texts)}
    return ArticleChanges(
        predecessors, provisions, list(_departures(article.slug, slugs, around, texts))
    )


def _arrivals(
    article: Article, around: list[Row], texts: tuple[DraftText, ...], paths: Paths
) -> list[Row]:
    """Return rows of what came from articles that are not joined with this one."""
    earlier, later = texts
    new = [row.later for row in around if row.later and not row.earlier]
    new = [place for place in new if place.article == article.slug]
    wording = {article.slug: [w for w in later.provisions[article.slug] if _is_in(w.eid, new)]}
    if not new:
        return []
    runs = set().union(*Side(wording, rarity_of(wording)).runs)
    known = {row.earlier.article for row in around if row.earlier}
    others = {slug: rows for slug, rows in earlier.provisions.items() if slug not in known}
    found = []
    for slug, alike in with_many(others, runs).items():
        if alike and earlier.kinds[slug] == article.kind and paths.any.leads_on(earlier.ids[slug]):
            rows = rows_around(earlier.ids[slug], texts, paths)
            found += [row for row in rows if row.later in new and row.earlier]
    return found


def _is_in(eid: str, places: Iterable[Place]) -> bool:
    return any(place.eid == eid for place in places)


# ── provisions that stand in the article ─────────────────────────────────────


class Way(NamedTuple):
    """A row of the alignment that has both its places."""

    earlier: Place
    later: Place
    row: Row


def provisions_of(
    slug: str, rows: list[Row], texts: tuple[DraftText, ...]
) -> Iterator[ProvisionChange]:
    """Yield what became of each provision of an article of the later text, as it runs."""
    earlier, later = texts
    origins, parts = defaultdict(list), defaultdict(list)
    for row in rows:
        if row.earlier and row.later:
            origins[row.later].append(Way(row.earlier, row.later, row))
            parts[row.earlier].append(row.later)
    for wording in later.provisions.get(slug, ()):
        place = Place(slug, wording.eid)
        ways = sorted(origins[place], key=lambda way: earlier.order[way.earlier])
        if not ways:
            yield ProvisionChange(place, Kind.NEW, [], compare("", wording.text))
            continue
        main = max(ways, key=lambda way: (way.row.absorbed, way.row.score))
        runs = _runs(ways, main, parts, texts)
        yield ProvisionChange(place, main.row.kind, [way.earlier for way in ways], runs)


def _runs(
    ways: list[Way],
    main: Way,
    parts: Mapping[Place, list[Place]],
    texts: tuple[DraftText, ...],
) -> list[Run]:
    """Return the redline of a provision from all that it comes from, or its part of a split one."""
    earlier, later = texts
    if len(ways) == 1 and main.row.kind == Kind.SPLIT:
        places = sorted(parts[main.earlier], key=lambda place: later.order[place])
        if all(sum(p in others for others in parts.values()) == 1 for p in places):
            redlines = split_redline(earlier.wording(main.earlier), [*map(later.wording, places)])
            return redlines[places.index(main.later)]
    if all(len(parts[way.earlier]) == 1 for way in ways):
        base = BETWEEN.join(earlier.wording(way.earlier) for way in ways)
        return compare(base, later.wording(main.later))
    return compare(earlier.wording(main.earlier), later.wording(main.later))


def split_redline(base: str, parts: list[str]) -> list[list[Run]]:
    """Return a redline to each part from its share of a text that was split.

    Without the deletions each is its part; without the insertions all are the base, but for white
    space where it was cut.
    """
    redlines: list[list[Run]] = [[] for _part in parts]
    at, left = 0, len(parts[0])
    for op, text in compare(base, BETWEEN.join(parts)):
        if op == DELETED:
            if text.strip():
                redlines[at].append(Run(op, text))
            continue
        while text:
            redlines[at] += [Run(op, text[:left])] if left else []
            text, left = text[left:], left - min(left, len(text))
            if text:  # a part ends here; BETWEEN follows
                at, text = at + 1, text[len(BETWEEN) :]
                left = len(parts[at])
    return redlines


# ── provisions that do not ───────────────────────────────────────────────────


def _departures(
    slug: str, predecessors: set[str], rows: list[Row], texts: tuple[DraftText, ...]
) -> Iterator[Departure]:
    earlier, later = texts
    ways: defaultdict[Place, list[Place]] = defaultdict(list)
    for row in rows:
        if row.earlier and row.earlier.article in predecessors:
            ways[row.earlier] += [row.later] if row.later else []
    places = sorted(ways, key=earlier.order.__getitem__)
    here = {
        place: next((other for other in ways[place] if other.article == slug), None)
        for place in places
    }
    stays = {place for place, _later in _in_order(here, later)}
    last = None
    for place in places:
        last = here[place] if place in stays else last
        if not here[place] and (text := earlier.wording(place)):
            yield Departure(place, ways[place], text, last)


def _in_order(
    here: Mapping[Place, Place | None], later: DraftText
) -> Iterator[tuple[Place, Place]]:
    """Yield the places that follow each other now as they did before: others tell no order."""
    pairs = [(place, other) for place, other in here.items() if other]
    order = [(number, later.order[other]) for number, (_place, other) in enumerate(pairs)]
    for number, _order in longest_rising(order):
        yield pairs[number]
