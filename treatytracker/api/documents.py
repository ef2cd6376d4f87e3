"""The API as an OpenAPI document, and a page to read it and try it out."""

from functools import cache

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.response import Response

from articles.api.resource import StrictViewMixin


@cache
def document():
    """Return the OpenAPI document; it follows from the code alone, so once a process is enough."""
    return SchemaGenerator().get_schema(public=True)


class SchemaView(StrictViewMixin, SpectacularAPIView):
    def _get_schema_response(self, request):
        suffix = request.accepted_renderer.format
        disposition = f'inline; filename="treaty-tracker.{suffix}"'
        return Response(document(), headers={"Content-Disposition": disposition})


class DocumentationView(SpectacularSwaggerSplitView):
    """Swagger UI from the project's own files, its script apart from its page."""

    url_name = "api-schema"
    template_name = "recommendations/api_docs.html"
