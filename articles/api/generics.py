"""What every view of the API has in common, and the viewset of a list and detail."""

from functools import cached_property, partial

from django.http import HttpResponse
from django.urls import path
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from articles.api.exceptions import InvalidParameters
from articles.api.negotiation import FORMAT, WeightedContentNegotiation
from articles.api.pagination import StrictPageNumberPagination
from articles.api.parameters import (
    FIELDS,
    refuse_several,
    refuse_unknown,
    select_fields,
    several_given,
)
from articles.filters import invalid_values, takes_several
from articles.http import not_modified


class StrictViewMixin:
    """For every view of the API: refuses what it would not read, answers conditional requests."""

    content_negotiation_class = WeightedContentNegotiation

    def allowed_parameters(self):
        """Return the names of the parameters that this address takes."""
        return {FORMAT}

    def filters(self):
        """Return the filters of the address by name; the schema describes them too."""
        return {}

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            self.refuse_parameters(request.query_params)

    def refuse_parameters(self, query):
        """Refuse what this address would not read: unknown names, and values beside others."""
        refuse_unknown(query, self.allowed_parameters())
        if several := several_given(query):
            read = {name for name, f in self.filters().items() if takes_several(f)}
            refuse_several(query, [name for name in several if name not in read | {FIELDS}])

    def options(self, request, *args, **kwargs):
        """Answer with the methods alone, which the header Allow lists."""
        return HttpResponse(status=204)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        # Errors too: another header might have had another one, or none.
        patch_vary_headers(response, ["Accept"])
        if isinstance(response, Response) and response.status_code == 200:
            # Whoever keeps a copy asks again each time: what is withdrawn is gone at once.
            response.headers["Cache-Control"] = "no-cache"
            response.add_post_render_callback(partial(not_modified, request))
        return response


class ReadOnlyViewSet(StrictViewMixin, ReadOnlyModelViewSet):
    """List and detail of one model.

    `lookup_kwargs` maps the parts of a detail's address, outermost first, to lookups.
    `prefetch_detail` adds what only `detail_serializer_class` shows.
    """

    lookup_kwargs = {"slug": "slug"}
    may_be_withdrawn = False  # whether a detail can answer 410
    selected_fields = ()  # the fields of the answer
    detail_serializer_class = None
    filterset_class = None
    pagination_class = StrictPageNumberPagination

    @classmethod
    def urls(cls, name):
        """Return the two addresses of the resource for a urlconf: list and detail."""
        parts = "".join(f"<slug:{part}>/" for part in cls.lookup_kwargs)
        return [
            path(f"{name}/", cls.as_view({"get": "list"}), name=f"api-{name}"),
            path(f"{name}/{parts}", cls.as_view({"get": "retrieve"}), name=f"api-{name}-detail"),
        ]

    def allowed_parameters(self):
        allowed = super().allowed_parameters() | {FIELDS}
        if self.action == "list":
            allowed |= {"page", "page_size", *self.filterset_class.base_filters}
        return allowed

    def filters(self):
        return self.filterset_class({}, queryset=self.queryset.none()).filters

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.selected_fields = select_fields(request.query_params, self.selectable_fields())

    def selectable_fields(self):
        """Return the names of all fields that rows of this answer have."""
        return self.get_serializer_class()().fields

    def list(self, request, *args, **kwargs):
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.serialized(rows))

    def retrieve(self, request, *args, **kwargs):
        (answer,) = self.serialized([self.get_object()])
        return Response(answer)

    def serialized(self, rows):
        """Return the selected fields of each row."""
        answers = self.get_serializer().represent_rows(rows)
        return [{name: answer[name] for name in self.selected_fields} for answer in answers]

    def get_queryset(self):
        return self.only_needed(super().get_queryset())

    def only_needed(self, rows):
        """Return the rows without what no selected field shows."""
        return self.get_serializer_class().only_needed(rows, self.with_related)

    @cached_property
    def with_related(self):
        related = self.get_serializer_class().related_fields
        return not related or not related.isdisjoint(self.selected_fields)

    def filter_queryset(self, queryset):
        filterset = self.filterset_class(self.request.query_params, queryset=queryset)
        if not filterset.is_valid():
            raise InvalidParameters(invalid_values(filterset))
        return filterset.qs

    def get_serializer_class(self):
        detailed = self.action == "retrieve" and self.detail_serializer_class
        return detailed or self.serializer_class

    def get_serializer_context(self):
        context = super().get_serializer_context()
        if self.request is not None:
            context["origin"] = self.request.build_absolute_uri("/").rstrip("/")
            context["with_related"] = self.with_related
        return context

    def prefetch_detail(self, queryset):
        """Return the queryset with what only a detail shows."""
        return queryset

    def get_object(self):
        rows = self.get_queryset()
        rows = self.prefetch_detail(rows) if self.with_related else rows
        row = rows.filter(**self.lookups()).first()
        if row is None:
            raise self.absence_error()
        return row

    def lookups(self):
        return {lookup: self.kwargs[part] for part, lookup in self.lookup_kwargs.items()}

    def absence_error(self):
        """Return why nothing is at this address, as an exception."""
        return NotFound(_("There is nothing at this address."))
