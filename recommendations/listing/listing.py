"""One view of the list of recommendations: its state, rows, counts, chips and addresses."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pyroaring import BitMap

from articles.filters import InvalidValue, invalid_values
from articles.folding import fold
from recommendations.index.process_index import index
from recommendations.index.words import query_parser
from recommendations.index.words.highlighting import Excerpt
from recommendations.listing.facets.facet import Facet, Option, RowFacet, Tally, fullest
from recommendations.listing.filters import (
    DEFAULT_VIEW,
    DISPLAY_PARAMETERS,
    SORTS,
    RecommendationFilterSet,
)
from recommendations.listing.named_places import Name, NamedArticle, read_name
from recommendations.listing.selection import (
    FromDatabase,
    FromIndex,
    Nothing,
    OrderedRows,
    selected,
)
from recommendations.listing.updated_since import CHANGES
from recommendations.models import Recommendation

SEARCH_BEING_PREPARED = gettext_lazy(
    "The search by words is being prepared. Try again in a moment."
)
# What these filters choose belongs to one treaty, or is somebody who may have asked of one alone.
OF_ONE_TREATY = {"treaty", "session", "draft", "article", "lineage", "submission", "organisation"}
RETRY_AFTER = 5  # seconds, until which the search may be prepared


class Chip(NamedTuple):
    """A filter in force: its parameter, the parameter's name, the value in words, its removal."""

    parameter: str
    name: str
    label: str
    querystring: str


class FacetValue(NamedTuple):
    """A value of a facet with its count; `querystring` is the state with this value toggled."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # a tuple has a method of this name
    is_chosen: bool
    querystring: str


class FacetCounts(NamedTuple):
    """A facet with its values, counted under every filter but its own; `more` are left out."""

    name: str
    label: str
    values: list[FacetValue]
    more: int = 0


class NamedList(NamedTuple):
    """An article that the words name: its label, how many results are on it, their full list.

    `articles` are the paths of the articles of that number that these results are on, one for
    each lineage; `querystring` is empty where no list would hold as many.
    """

    label: str
    count: int  # type: ignore[assignment]  # a tuple has a method of this name
    articles: list[str]
    querystring: str


class Listing:
    """The list of public recommendations that a query string asks for; never raises.

    `also` names further parameters that the caller reads itself, such as `page_size`.
    """

    def __init__(self, querydict: QueryDict, also: Iterable[str] = ()):
        public = Recommendation.objects.published()
        self.filterset = RecommendationFilterSet(data=querydict, queryset=public)
        self.querydict = querydict
        understood = {*self.filterset.filters, "page", *also}
        self.unknown = [name for name in querydict if name not in understood]

    @cached_property
    def invalid_values(self) -> list[InvalidValue]:
        """The values that cannot be used; while there are any, there are no rows."""
        return invalid_values(self.filterset)

    @cached_property
    def parameters(self) -> dict[str, list[str]]:
        """The valid state as a dict from parameter to list of values, in a fixed order."""
        state = {}
        broken = {invalid.name for invalid in self.invalid_values}
        for name in self.filterset.filters:
            if name in broken:
                continue
            if name in self._facets:
                values = list(self.filterset.form.cleaned_data[name])
            else:
                values = [value] if (value := self._given(name)).strip() else []
            if values and values != [self._usual(name)]:
                state[name] = values
        return state

    @property
    def usable(self) -> "Listing":
        """This list, without the values that cannot be used."""
        return Listing(QueryDict(self.querystring())) if self.invalid_values else self

    @cached_property
    def word_query(self) -> query_parser.Query:
        """The words as a Query: anything that a reader types is one."""
        return query_parser.parse(self.filterset.data.get("q", ""))

    @cached_property
    def selection(self) -> Nothing | FromDatabase | FromIndex:
        """What the filters leave, found by the index or, while it is built, by the database."""
        if self.invalid_values:
            return Nothing()
        return selected(self.filterset, self.word_query, self.name)

    @cached_property
    def name(self) -> Name:
        """The articles and drafts that the words name."""
        return read_name(self.words)

    @property
    def awaits_words(self) -> bool:
        """Whether words cannot be searched yet; then there are no rows."""
        return self.selection.awaits_words

    @property
    def progress(self) -> int:
        """How much of the words can be searched so far, in percent."""
        return index.progress

    @property
    def awaits_counts(self) -> bool:
        """Whether the counts of the facets are being prepared: to count them now would be slow."""
        return self.selection.awaits_counts

    @property
    def rows(self) -> OrderedRows:
        """The matching recommendations in order, as OrderedRows, with all that a list shows."""
        return self.selection.rows(self.sort)

    def last_published(self, count: int) -> list:
        """Return the rows that became public last, each with that time as `first_public`.

        Those on an invented treaty only where a filter names something of it.
        """
        examples = not self.parameters.keys().isdisjoint(OF_ONE_TREATY)
        return self.selection.rows("published", examples=examples)[:count]

    @property
    def total(self) -> int:
        """The number of matching recommendations."""
        return self.selection.total

    @cached_property
    def named(self) -> list[NamedList]:
        """The articles that the words name, each with how many of these are on it."""
        return [self._named_list(article) for article in self.selection.named_articles]

    @cached_property
    def named_total(self) -> int:
        """How many of these are on an article that the words name."""
        asked = (article.asked for article in self.selection.named_articles)
        return len(BitMap.union(BitMap(), *asked))

    @property
    def in_every_draft(self) -> str:
        """This state as a query string, its words without those that name drafts."""
        return self.querystring(q=self.name.without_drafts)

    @property
    def did_you_mean(self) -> str | None:
        """The words with near ones that occur, where nothing was found; else None."""
        return self.selection.did_you_mean

    @property
    def is_cut(self) -> bool:
        """Whether only the beginning of the words is read."""
        return self.word_query.cut

    def excerpts(self, ids: Collection[int]) -> dict[int, Excerpt]:
        """Return where the words stand in rows of this list, as {id: Excerpt}."""
        return self.selection.excerpts(ids)

    @property
    def sort(self) -> str:
        return self.parameters.get("sort", [usual_sort(self._given("q"))])[0]

    @property
    def sorts(self) -> list[tuple[str, str, bool, str]]:
        """The ways to sort for a reader, as (value, label, chosen, query string)."""
        return [
            (value, label, value == self.sort, self.querystring(sort=value))
            for value, label in SORTS.items()
            if self._fits(value)
        ]

    @property
    def group(self) -> str:
        """What the rows stand together by: article, organisation or, as a rule, nothing."""
        return self.parameters.get("group", [""])[0]

    @property
    def view(self) -> str:
        return self.parameters.get("view", [DEFAULT_VIEW])[0]

    @property
    def words(self) -> str:
        return self.parameters.get("q", [""])[0]

    def facets(
        self, names: Iterable[str] | None = None, top: int | None = None
    ) -> list[FacetCounts]:
        """Return facets with counts, all or those named, in the order of the names.

        Of each come all values or `top`, the fullest first; those that are chosen are always there.
        """
        if self.invalid_values:
            return []
        facets = self._facets
        return [self._count(facets[name], top) for name in (facets if names is None else names)]

    def counts(self, name: str) -> dict[str, int]:
        """Return the number of rows at each value of a facet."""
        return {value.value: value.count for facet in self.facets([name]) for value in facet.values}

    def totals(self, name: str, rows: Collection[Model]) -> dict[str, int]:
        """Return the number of results at each of these rows of a facet, by its value."""
        if self.invalid_values or not rows:
            return {}
        facet = self._facets[name]
        assert isinstance(facet, RowFacet)
        options = {option.value: option for option in map(facet.option, rows)}
        tallies, _more = self.selection.tallies(facet, options, 0)
        return {tally.value: tally.count for tally in tallies}

    def facet(self, name: str, find: str = "", top: int | None = None) -> FacetCounts:
        """Return one facet with the values whose labels hold the words of `find`.

        `top` leaves the fullest of these, and all that are chosen.
        """
        facet, chosen = self._facets[name], self._chosen(name)
        tallies, _more = self.selection.tallies(facet, chosen)
        words = fold(find).split()
        found = [t for t in tallies if all(word in fold(t.label) for word in words)]
        shown = fullest(found, chosen, top)
        return self._facet_counts(facet, shown, len(found) - len(shown))

    def chips(self) -> list[Chip]:
        """Return the filters in force, each with the query string that lifts it."""
        chips = []
        for name, values in self.parameters.items():
            if name in DISPLAY_PARAMETERS:
                continue
            labels = self._labels(name)
            for value in values:
                rest = [other for other in values if other != value]
                label = labels.get(value, value)
                title = str(self.filterset.filters[name].label or name)
                chips.append(Chip(name, title, label, self.querystring(**{name: rest or None})))
        return chips

    def querystring(self, **changes: str | int | list[str] | None) -> str:
        """Return this state as a query string, changed; None removes, the page starts anew."""
        state = {**self.parameters, **changes}
        for name in ("sort", "view"):
            usual = self._usual(name, state)
            if state.get(name) in (usual, [usual]):
                del state[name]
        return encoded(state)

    def in_words(self) -> str:
        """Return the state as one short phrase, for titles of pages, feeds and files."""
        if not self.parameters.keys() - DISPLAY_PARAMETERS:
            return _("All recommendations")
        return " · ".join(f"{chip.name}: {chip.label}" for chip in self.chips())

    def _named_list(self, article: NamedArticle) -> NamedList:
        # Where the list has that filter already, another value would add to it.
        has_list = article.asked and article.facet not in self.parameters
        state = {"q": self.name.others or None, article.facet: article.values}
        querystring = self.querystring(**state) if has_list else ""
        return NamedList(article.label, len(article.asked), article.values, querystring)

    @cached_property
    def _facets(self) -> dict[str, Facet]:
        return {facet.name: facet for facet in self.filterset.facets}

    def _chosen(self, name: str) -> dict[str, Option]:
        return self.filterset.form.cleaned_data.get(name) or {}

    def _labels(self, name: str) -> dict[str, str]:
        if name not in self._facets:
            return {}
        return {option.value: option.label for option in self._chosen(name).values()}

    def _count(self, facet: Facet, top: int | None) -> FacetCounts:
        tallies, more = self.selection.tallies(facet, self._chosen(facet.name), top)
        return self._facet_counts(facet, tallies, more)

    def _facet_counts(self, facet: Facet, tallies: list[Tally], more: int) -> FacetCounts:
        chosen = list(self._chosen(facet.name))
        toggled = self._toggled(facet.name, chosen)
        values = [
            FacetValue(value, label, count, value in chosen, toggled(value))
            for value, label, count in tallies
        ]
        return FacetCounts(facet.name, str(facet.label), values, more)

    def _toggled(self, name: str, chosen: list[str]) -> Callable[[str], str]:
        """Return a function from a value of a facet to the query string with it toggled.

        What stands before and after it is the same for all values, and written once for them.
        """
        order = list(self.filterset.filters)
        at = order.index(name)
        before = {k: v for k, v in self.parameters.items() if order.index(k) < at}
        after = {k: v for k, v in self.parameters.items() if order.index(k) > at}
        start, end = encoded(before), encoded(after)

        def toggled(value: str) -> str:
            rest = [v for v in chosen if v != value] if value in chosen else [*chosen, value]
            return "&".join(part for part in (start, encoded({name: rest}), end) if part)

        return toggled

    def _given(self, name: str) -> str:
        """Return the last value of a parameter, as in the form; no more of it than is read."""
        return self.querydict.get(name, "")[: query_parser.MAX_LENGTH]

    def _usual(self, name: str, state: dict | None = None) -> str | None:
        """Return the value of a parameter that goes without saying in an address."""
        if name == "sort":
            return usual_sort(self._given("q") if state is None else state.get("q"))
        return DEFAULT_VIEW if name == "view" else None

    def _fits(self, sort: str) -> bool:
        """Return whether a reader is offered a way to sort."""
        if sort == self.sort:
            return True
        return bool(self.words) if sort == "relevance" else sort != CHANGES


def usual_sort(words: str | list[str] | None) -> str:
    """Return the order of rows where none is asked for."""
    is_searched = words.strip() if isinstance(words, str) else words
    return "relevance" if is_searched else "newest"


def encoded(state: Mapping) -> str:
    """Return parameters as a query string; without those that are empty."""
    pairs = {name: value for name, value in state.items() if value not in (None, [], "")}
    return urlencode(pairs, doseq=True, safe="/")
