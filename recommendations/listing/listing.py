"""One view of the list of recommendations: its state, rows, counts, chips and addresses."""

from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from recommendations.listing.changes import CHANGES
from recommendations.listing.filters import (
    DEFAULT_SORT,
    DEFAULT_VIEW,
    SHOWING,
    SORTS,
    RecommendationFilterSet,
)
from recommendations.models import Recommendation

USUAL = {"sort": DEFAULT_SORT, "view": DEFAULT_VIEW}  # goes without saying in an address


class Fault(NamedTuple):
    """A value that cannot be used, and why, in words for a reader."""

    parameter: str
    value: str
    message: str


class Chip(NamedTuple):
    """A filter in force: its parameter, the parameter's name, the value in words, its removal."""

    parameter: str
    name: str
    label: str
    query: str


class FacetValue(NamedTuple):
    """A value of a facet with its count; `query` is the state with this value toggled."""

    value: str
    label: str
    count: int
    chosen: bool
    query: str


class FacetCounts(NamedTuple):
    """A facet with its values, counted under every filter but its own."""

    name: str
    label: str
    values: list[FacetValue]


class Listing:
    """The list of public recommendations that a query string asks for; never raises.

    `also` names further parameters that the caller reads itself, such as `page_size`.
    """

    def __init__(self, querydict, also=()):
        public = Recommendation.objects.published()
        self.filterset = RecommendationFilterSet(data=querydict, queryset=public)
        self.querydict = querydict
        known = {*self.filterset.filters, "page", *also}
        self.unknown = [name for name in querydict if name not in known]

    @cached_property
    def faults(self):
        """The values that cannot be used; while there are any, there are no rows."""
        found = []
        for parameter, errors in self.filterset.form.errors.as_data().items():
            for error in errors:
                given = (error.params or {}).get("value", self.querydict.get(parameter, ""))
                message = " ".join(error.messages)
                found.append(Fault(parameter, str(given)[:80], message))
        return found

    @cached_property
    def parameters(self):
        """The valid state as a dict from parameter to list of values, in a fixed order."""
        state = {}
        broken = {fault.parameter for fault in self.faults}
        for name in self.filterset.filters:
            if name in broken:
                continue
            if name in self._facets:
                values = list(self.filterset.form.cleaned_data[name])
            else:
                # The last one counts, empty or not, as in the form.
                values = [value for value in self.querydict.getlist(name)[-1:] if value.strip()]
            if values and values != [USUAL.get(name)]:
                state[name] = values
        return state

    @cached_property
    def matching(self):
        """The public recommendations that all filters leave, unordered and bare."""
        return Recommendation.objects.none() if self.faults else self.filterset.narrowed()

    @property
    def rows(self):
        """The matching recommendations in order, with all that a list shows."""
        return self.filterset.order(self.matching, "sort", self.sort).for_list()

    @cached_property
    def total(self):
        """The number of matching recommendations; one query."""
        return self.matching.count()

    @property
    def sort(self):
        return self.parameters.get("sort", [DEFAULT_SORT])[0]

    @property
    def sorts(self):
        """The ways to sort for a reader, as (value, label, chosen, query string)."""
        return [
            (value, label, value == self.sort, self.query(sort=value))
            for value, label in SORTS.items()
            if value != CHANGES or self.sort == CHANGES
        ]

    @property
    def group(self):
        """What the rows stand together by: article, organisation or, as a rule, nothing."""
        return self.parameters.get("group", [""])[0]

    @property
    def view(self):
        return self.parameters.get("view", [DEFAULT_VIEW])[0]

    @property
    def words(self):
        return self.parameters.get("q", [""])[0]

    def facets(self, names=None):
        """Return the facets with counts, all or those named; a fixed number of queries each."""
        if self.faults:
            return []
        chosen = [f for f in self.filterset.facets if names is None or f.name in names]
        return [self._count(facet) for facet in chosen]

    def chips(self):
        """Return the filters in force, each with the query string that lifts it."""
        chips = []
        for name, values in self.parameters.items():
            if name in SHOWING:
                continue
            labels = self._labels(name)
            for value in values:
                rest = [other for other in values if other != value]
                label = labels.get(value, value)
                title = str(self.filterset.filters[name].label or name)
                chips.append(Chip(name, title, label, self.query(**{name: rest or None})))
        return chips

    def query(self, **changes):
        """Return this state as a query string, changed; None removes, the page starts anew."""
        state = {**self.parameters, **changes}
        for name, usual in USUAL.items():
            if state.get(name) in (usual, [usual]):
                del state[name]
        pairs = {name: value for name, value in state.items() if value not in (None, [], "")}
        return urlencode(pairs, doseq=True, safe="/")

    def in_words(self):
        """Return the state as one short phrase, for titles of pages, feeds and files."""
        if not self.parameters.keys() - SHOWING:
            return _("All recommendations")
        return " · ".join(f"{chip.name}: {chip.label}" for chip in self.chips())

    @cached_property
    def _facets(self):
        return {facet.name: facet for facet in self.filterset.facets}

    def _labels(self, name):
        found = self.filterset.form.cleaned_data.get(name) if name in self._facets else None
        return self._facets[name].labels(found) if found else {}

    def _count(self, facet):
        chosen = self.parameters.get(facet.name, [])
        rows = self.filterset.narrowed(but=facet.name) if chosen else self.matching
        tallies = {tally.value: tally for tally in facet.tally(rows)}
        values = [
            self._value(facet, tally.value, tally.label, tally.count, chosen)
            for tally in tallies.values()
        ]
        labels = self._labels(facet.name)
        # What is chosen is always shown, even where nothing is left of it.
        missing = [v for v in chosen if v not in tallies]
        values += [
            self._value(facet, v, labels[v], self._alone(facet, rows, v), chosen) for v in missing
        ]
        return FacetCounts(facet.name, str(facet.label), values)

    def _alone(self, facet, rows, value):
        found = self.filterset.form.cleaned_data[facet.name]
        return facet.narrow(rows, {value: found[value]}).count()

    def _value(self, facet, value, label, count, chosen):
        toggled = [v for v in chosen if v != value] if value in chosen else [*chosen, value]
        query = self.query(**{facet.name: toggled})
        return FacetValue(value, label, count, value in chosen, query)
