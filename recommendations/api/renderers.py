"""Lists of the API as CSV, where a table makes sense: one page at a time, like the JSON."""

import csv
import io
from functools import cached_property

from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.response import Response

from recommendations.exchange.table import BYTE_ORDER_MARK, harmless


class CSVRenderer(BaseRenderer):
    """Renders rows of cells, the header among them."""

    media_type = "text/csv"
    format = "csv"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        file = io.StringIO(BYTE_ORDER_MARK)
        file.seek(0, io.SEEK_END)
        csv.writer(file).writerows(data)
        return file.getvalue().encode()


class CSVListMixin:
    """A viewset whose list can be had as CSV; `Link` leads to the pages before and after.

    `csv_columns` names the columns where they are not the fields of the JSON.
    """

    csv_columns = None
    csv_name = None  # of the file, where it is not the model's

    def get_renderers(self):
        return [JSONRenderer(), *([CSVRenderer()] if self.action == "list" else [])]

    def list(self, request, *args, **kwargs):
        if not self.is_table:
            return super().list(request, *args, **kwargs)
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        name = self.csv_name or self.queryset.model._meta.verbose_name_plural
        headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        around = {
            "prev": self.paginator.get_previous_link(),
            "next": self.paginator.get_next_link(),
        }
        if links := [f'<{url}>; rel="{rel}"' for rel, url in around.items() if url]:
            headers["Link"] = ", ".join(links)
        table = ([cells[name] for name in self.selected_fields] for cells in self.cells(rows))
        return Response([self.selected_fields, *table], headers=headers)

    @property
    def is_table(self):
        return self.request.accepted_renderer.format == CSVRenderer.format

    @property
    def has_own_columns(self):
        return self.is_table and self.csv_columns is not None

    def selectable_fields(self):
        return self.csv_columns if self.has_own_columns else super().selectable_fields()

    @cached_property
    def with_related(self):
        # The cells of a row are made all at once.
        return self.has_own_columns or super().with_related

    def only_needed(self, rows):
        # Cells are made from the rows themselves, not by a serializer.
        return rows if self.has_own_columns else super().only_needed(rows)

    def cells(self, rows):
        """Return the cells of each row by column: the fields of the JSON, made flat."""
        return (
            {name: harmless(flat(value)) for name, value in row.items()}
            for row in self.serialized(rows)
        )


def flat(value):
    """Return a value of the JSON as the text of one cell; several are joined with "; "."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(flat(item) for item in value)
    if isinstance(value, dict):
        return flat(value["name"])
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
