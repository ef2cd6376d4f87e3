"""The wording that stands now in a place of an earlier draft, whatever its number.

Confirmed successions alone are followed. What is said of it says nothing of why it changed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Q

from articles.lineage.alignment import Row
from articles.lineage.article_alignment import DraftText, StoredTexts, rows_around
from articles.lineage.article_changes import STORED, ProvisionChange, provisions_of
from articles.lineage.provision_words import Place
from articles.lineage.succession_paths import CONFIRMED, Edge, Paths, edges_of
from articles.models import Article, Draft


class PlaceBefore(NamedTuple):
    """An article of a draft, or a provision of it by its eId, alone or with all within it."""

    article: Article
    eid: str | None = None
    with_parts: bool = True

    def covers(self, place: Place) -> bool:
        """Tell whether a provision of the same draft is part of this place."""
        if place.article != self.article.slug:
            return False
        is_within = self.eid is None or (self.with_parts and place.eid.startswith(f"{self.eid}__"))
        return is_within or place.eid == self.eid


class PlaceNow(NamedTuple):
    """What a later draft has of a place.

    Without a `draft` nobody has confirmed what became of the article. `articles` are what it became
    there, none where it was dropped. `provisions` are compared in `language`; it is "" where the
    two drafts have no text in common. `gone` are provisions of the place that are in the later
    draft no more. `former` are the earlier articles that any of this comes from, by slug. `choices`
    are the later drafts of which it is known; `unknown` is the last whole one where it is not.
    """

    before: PlaceBefore
    draft: Draft | None
    articles: list[Article]
    language: str
    provisions: list[tuple[Article, ProvisionChange]]
    gone: list[Place]
    former: dict[str, Article]
    choices: list[Draft]
    unknown: Draft | None

    @property
    def is_dropped(self) -> bool:
        return self.draft is not None and not self.articles

    @property
    def is_compared(self) -> bool:
        """Whether the place has a text in both drafts, or had one that is gone."""
        return bool(self.provisions or self.gone)


class _Way(NamedTuple):
    """The drafts between which a place is followed."""

    place: PlaceBefore
    later: Draft | None
    choices: list[Draft]
    unknown: Draft | None
    language: str

    @property
    def earlier(self) -> Draft:
        return self.place.article.draft


def places_now(
    places: Sequence[PlaceBefore],
    wanted: str = "",
    languages: Sequence[str] = (),
    stored: StoredTexts = STORED,
) -> list[PlaceNow]:
    """Return what stands in places of one treaty, in their order.

    That is what the last draft has of which it is known, one with a text before one without, or the
    draft with the slug `wanted`. The first of `languages` that both drafts have is compared. Three
    queries, one for the languages of the texts, and two for the texts in each.
    """
    if not places:
        return []
    treaty = places[0].article.draft.treaty
    drafts = list(Draft.objects.filter(treaty=treaty).order_by("stage", "date", "slug"))
    for draft in drafts:
        draft.treaty = treaty
    follower = _Follower(drafts, edges_of(treaty.pk, {CONFIRMED}), languages, stored)
    return follower.told([follower.way(place, wanted) for place in places])


class _Follower:
    """All that the ways of several places share."""

    def __init__(
        self,
        drafts: list[Draft],
        edges: list[Edge],
        preferred: Sequence[str],
        stored: StoredTexts,
    ) -> None:
        self.drafts, self.edges, self.preferred, self.stored = drafts, edges, preferred, stored
        self.tags = stored.languages(drafts)
        self._paths: dict[tuple[int, int], Paths] = {}

    def paths(self, earlier: Draft, later: Draft) -> Paths:
        key = earlier.pk, later.pk
        if key not in self._paths:
            self._paths[key] = Paths(earlier, later, (CONFIRMED,), self.edges)
        return self._paths[key]

    def way(self, place: PlaceBefore, wanted: str) -> _Way:
        """Return to which draft a place is followed."""
        own = place.article.draft
        later = [draft for draft in self.drafts if draft.stage > own.stage]
        known = [d for d in later if self.paths(own, d).any.leads_on(place.article.pk)]
        whole = [draft for draft in later if not draft.partial]
        unknown = whole[-1] if whole and whole[-1] not in known else None
        if wanted:
            chosen = next((draft for draft in known if draft.slug == wanted), None)
            if chosen is None:
                unknown = next((draft for draft in later if draft.slug == wanted), None)
        else:
            # Where it was dropped, the first draft without it says so; else the last one counts.
            standing = [d for d in known if self.paths(own, d).any.successors(place.article.pk)]
            with_text = [draft for draft in standing if self.language(own, draft)]
            ended = [draft for draft in known if draft not in standing]
            is_over = ended and (not standing or ended[0].stage > standing[-1].stage)
            rows = ended[:1] if is_over else with_text or standing
            chosen = rows[-1] if rows else None
        language = self.language(own, chosen) if chosen else ""
        return _Way(place, chosen, known, unknown, language)

    def language(self, earlier: Draft, later: Draft) -> str:
        """Return the language in which two drafts are compared; "" where there is none."""
        common = self.tags[earlier.pk] & self.tags[later.pk]
        ranked = (*self.preferred, earlier.language, later.language, *sorted(common))
        return next((tag for tag in ranked if tag in common), "")

    def told(self, ways: list[_Way]) -> list[PlaceNow]:
        """Return what stands at the end of each way."""
        texts = self._texts(ways)
        found = [(way, *self._compared(way, texts)) for way in ways]
        articles = self._articles(found)
        return [
            PlaceNow(
                way.place,
                way.later,
                [row for row in articles.values() if row.pk in successors],
                way.language,
                [(articles[way.later.pk, row.later.article], row) for row in changes if way.later],
                gone,
                {slug: row for (draft, slug), row in articles.items() if draft == way.earlier.pk},
                way.choices,
                way.unknown,
            )
            for way, successors, changes, gone in found
        ]

    def _texts(self, ways: list[_Way]) -> dict[tuple[str, int], DraftText]:
        drafts: defaultdict[str, dict[int, Draft]] = defaultdict(dict)
        for way in ways:
            if way.later and way.language:
                for draft in (way.earlier, way.later):
                    drafts[way.language][draft.pk] = draft
        return {
            (language, pk): text
            for language, rows in drafts.items()
            for pk, text in zip(rows, self.stored.texts(language, *rows.values()), strict=True)
        }

    def _compared(
        self, way: _Way, texts: Mapping[tuple[str, int], DraftText]
    ) -> tuple[set[int], list[ProvisionChange], list[Place]]:
        """Return the ids of the successors, where the place stands, and what of it is gone."""
        if way.later is None:
            return set(), [], []
        earlier, paths = way.earlier, self.paths(way.earlier, way.later)
        successors = paths.any.successors(way.place.article.pk)
        if not way.language:
            return successors, [], []
        pair = texts[way.language, earlier.pk], texts[way.language, way.later.pk]
        rows = rows_around(way.place.article.pk, pair, paths)
        own = [row for row in rows if row.earlier and way.place.covers(row.earlier)]
        return successors, list(_changes(own, rows, pair)), _gone(own)

    def _articles(
        self, found: Iterable[tuple[_Way, set[int], list[ProvisionChange], list[Place]]]
    ) -> dict[tuple[int, str], Article]:
        """Return the articles to which any of the ways lead, by draft and slug; one query."""
        wanted = Q(pk__in=())
        for way, successors, changes, _gone_places in found:
            later = {row.later.article for row in changes}
            earlier = {place.article for row in changes for place in row.earlier}
            wanted |= Q(pk__in=successors) | Q(draft=way.later, slug__in=later)
            wanted |= Q(draft=way.earlier, slug__in={*earlier, way.place.article.slug})
        rows = Article.objects.for_list().filter(wanted).order_by("draft", "position", "pk")
        return {(row.draft_id, row.slug): row for row in rows}


def _changes(
    own: list[Row], rows: list[Row], texts: tuple[DraftText, DraftText]
) -> Iterator[ProvisionChange]:
    """Yield the later provisions that have anything of a place, in the order of the later text."""
    later = {row.later for row in own if row.later}
    slugs = sorted(
        {place.article for place in later}, key=lambda slug: list(texts[1].ids).index(slug)
    )
    for slug in slugs:
        yield from (row for row in provisions_of(slug, rows, texts) if row.later in later)


def _gone(own: list[Row]) -> list[Place]:
    return [row.earlier for row in own if row.earlier and not row.later]
