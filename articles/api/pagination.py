"""Lists in pages: which one, how long, and where the next one is."""

from django.core.paginator import InvalidPage, Paginator
from django.utils.translation import gettext as _
from rest_framework.pagination import PageNumberPagination
from rest_framework.utils.urls import remove_query_param, replace_query_param

from articles.api.exceptions import InvalidParameters
from articles.filters import InvalidValue, shortened

# Longer numbers cannot be a page, and Python refuses to read those of thousands of digits.
MAX_DIGITS = 9


class StrictPageNumberPagination(PageNumberPagination):
    """Pages of 50, or of as many as `page_size` says, at most 200."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    next_page_parameters = None  # a function: last row of a page -> parameters of the next

    def paginate_queryset(self, queryset, request, view=None):
        """Return the rows of the page asked for; InvalidParameters where there is none."""
        self.request = request
        size = self.number(request, "page_size", self.page_size, self.max_page_size)
        number = self.number(request, "page", 1)
        paginator = Paginator(queryset, size)
        try:
            self.page = paginator.page(number)
        except InvalidPage as error:
            reason = _("There is no page %(number)d: this list has %(last)d.")
            counts = {"number": number, "last": paginator.num_pages}
            raise InvalidParameters([InvalidValue("page", str(number), reason % counts)]) from error
        return list(self.page)

    def get_next_link(self):
        """Return the address of the next page; with `next_page_parameters` it follows the last row.

        Numbers of pages would skip rows whenever rows before them come, go or move meanwhile.
        """
        if self.next_page_parameters is None or not self.page.has_next():
            return super().get_next_link()
        url = remove_query_param(self.request.build_absolute_uri(), self.page_query_param)
        for name, value in self.next_page_parameters(self.page[-1]).items():
            url = replace_query_param(url, name, value)
        return url

    def number(self, request, name, default, most=None):
        """Return a parameter as a number from 1 to `most`; InvalidParameters for anything else."""
        given = request.query_params.get(name)
        if given is None:
            return default
        is_number = given.isascii() and given.isdigit() and len(given) <= MAX_DIGITS
        if is_number and 1 <= int(given) <= (most or int(given)):
            return int(given)
        reason = (
            _("Enter a whole number from 1 to %d.") % most
            if most
            else _("Enter a whole number, 1 or more.")
        )
        raise InvalidParameters([InvalidValue(name, shortened(given), reason)])

    def get_paginated_response_schema(self, schema):
        """Describe a page in OpenAPI 3.1: `null` is a type, not `nullable` as the library says."""
        described = super().get_paginated_response_schema(schema)
        for name in ("next", "previous"):
            address = described["properties"][name]
            del address["nullable"]
            address["type"] = ["string", "null"]
        described["required"] = list(described["properties"])
        return described

    def get_schema_operation_parameters(self, view):
        """Describe both parameters for the schema."""
        about_page = _("Which page, counted from 1.")
        about_size = _("How many rows a page has: 1 to %d.") % self.max_page_size
        size = {"minimum": 1, "maximum": self.max_page_size, "default": self.page_size}
        return [
            parameter("page", about_page, {"minimum": 1, "default": 1}),
            parameter("page_size", about_size, size),
        ]


def parameter(name, description, limits):
    """Return the description of a whole number in the query."""
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": {"type": "integer", **limits},
    }
