"""The state of a list page of organisations or submissions: its filters, rows, page and faults."""

from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Paginator

from articles.filters import invalid_values, takes_several
from recommendations.listing import Chip
from recommendations.listing.counts import count_recommendations
from recommendations.views.paging import page_of

PAGE_SIZE = 25


class Directory:
    """What a query string asks of a FilterSet; never raises. With a fault there are no rows.

    Each row bears its number of recommendations, under the facet `counted_by`.
    """

    def __init__(self, filterset_class, querydict, rows, counted_by):
        self.counted_by = counted_by
        self.filterset = filterset_class(data=querydict, queryset=rows)
        self.querydict = querydict
        self.unknown = [n for n in querydict if n not in {*self.filterset.filters, "page"}]

    @cached_property
    def invalid_values(self):
        """The values that cannot be used, the page among them, each with a message."""
        return invalid_values(self.filterset) or self._paged[1]

    @cached_property
    def parameters(self):
        """The state as a dict from parameter to its values, empty ones left out."""
        state = {}
        for name, filter_ in self.filterset.filters.items():
            given = self.querydict.getlist(name)
            read = given if takes_several(filter_) else given[-1:]
            values = [value for value in dict.fromkeys(read) if value.strip()]
            if values and name not in self.filterset.form.errors:
                state[name] = values
        return state

    @cached_property
    def paginator(self):
        rows = self.filterset.queryset.none() if self.filterset.form.errors else self.filterset.qs
        return Paginator(rows, PAGE_SIZE)

    @property
    def total(self):
        """The number of rows that the filters leave."""
        return self.paginator.count

    @cached_property
    def page(self):
        """The rows of the page asked for; the first one where there is no such page."""
        page, _faults = self._paged
        page.object_list = count_recommendations(page.object_list, self.counted_by)
        return page

    def chips(self):
        """Return the filters in force, each with the query string that lifts it."""
        return [
            self._chip(name, value) for name, values in self.parameters.items() for value in values
        ]

    def querystring(self, **changes):
        """Return the filters as a query string, changed; None removes, the page starts anew."""
        state = {**self.parameters, **changes}
        pairs = {name: value for name, value in state.items() if value not in (None, [], "")}
        return urlencode(pairs, doseq=True, safe="/")

    @property
    def canonical(self):
        """The query string under which this page is known: what is not understood is left out."""
        number = self.page.number
        return self.querystring(page=number if number > 1 else None)

    @cached_property
    def _paged(self):
        return page_of(self.paginator, self.querydict.get("page") or 1)

    def _chip(self, name, value):
        chosen = self.filterset.filters[name]
        options = self.filterset.form.cleaned_data.get(name) if takes_several(chosen) else {}
        label = options[value].label if value in options else value
        rest = [other for other in self.parameters[name] if other != value]
        return Chip(name, str(chosen.label), label, self.querystring(**{name: rest or None}))
