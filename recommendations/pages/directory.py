"""The state of a list page of organisations or submissions: its filters, rows, page and faults."""

from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Paginator
from django.utils.translation import gettext as _

from recommendations.counts import beside
from recommendations.listing import Chip, Fault

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
    def faults(self):
        """The values that cannot be used, the page among them, each with a message."""
        found = []
        for parameter, errors in self.filterset.form.errors.as_data().items():
            for error in errors:
                given = (error.params or {}).get("value", self.querydict.get(parameter, ""))
                found.append(Fault(parameter, str(given)[:80], " ".join(error.messages)))
        return found or self._page_faults

    @cached_property
    def parameters(self):
        """The state as a dict from parameter to its values, empty ones left out."""
        state = {}
        for name in self.filterset.filters:
            values = [v for v in dict.fromkeys(self.querydict.getlist(name)) if v.strip()]
            if values and name not in self.filterset.form.errors:
                state[name] = values[-1:] if name == "q" else values
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
        page = self.paginator.page(1 if self._page_faults else self._number)
        page.object_list = beside(page.object_list, self.counted_by)
        return page

    def chips(self):
        """Return the filters in force, each with the query string that lifts it."""
        return [
            self._chip(name, value) for name, values in self.parameters.items() for value in values
        ]

    def query(self, **changes):
        """Return the filters as a query string, changed; None removes, the page starts anew."""
        state = {**self.parameters, **changes}
        pairs = {name: value for name, value in state.items() if value not in (None, [], "")}
        return urlencode(pairs, doseq=True, safe="/")

    @property
    def canonical(self):
        """The query string under which this page is known: what is not understood is left out."""
        number = self.page.number
        return self.query(page=number if number > 1 else None)

    @property
    def _number(self):
        return self.querydict.get("page") or 1

    @cached_property
    def _page_faults(self):
        try:
            self.paginator.validate_number(self._number)
        except InvalidPage:
            given = str(self._number)[:80].replace("\x00", "�")
            message = _("There is no page “%(page)s”: this list has %(last)s.") % {
                "page": given,
                "last": self.paginator.num_pages,
            }
            return [Fault("page", given, message)]
        return []

    def _chip(self, name, value):
        chosen = self.filterset.filters[name]
        facet = getattr(chosen, "facet", None)
        found = self.filterset.form.cleaned_data.get(name)
        label = facet.labels({value: found[value]})[value] if facet else value
        rest = [other for other in self.parameters[name] if other != value]
        return Chip(name, str(chosen.label), label, self.query(**{name: rest or None}))
