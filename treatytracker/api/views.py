"""Where everything in the API is, the API as an OpenAPI document, and a page to try it out."""

from functools import cache

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from articles.api.generics import StrictViewMixin
from articles.api.serializers import ReadOnlySerializer


class IndexSerializer(ReadOnlySerializer):
    treaties = serializers.URLField()
    sessions = serializers.URLField()
    drafts = serializers.URLField()
    articles = serializers.URLField()
    successions = serializers.URLField(help_text="Which article became which.")
    organisations = serializers.URLField()
    submissions = serializers.URLField()
    themes = serializers.URLField()
    recommendations = serializers.URLField()
    facets = serializers.URLField(help_text="Counts beside the list of recommendations.")
    withdrawn = serializers.URLField(help_text="What was public and is withdrawn.")
    schema = serializers.URLField(help_text="This API as an OpenAPI document.")
    docs = serializers.URLField(help_text="The same to read and to try out.")

    def to_representation(self, request):
        return {name: reverse(f"api-{name}", request=request) for name in self.fields}


class IndexView(StrictViewMixin, APIView):
    """The addresses of all lists that answer as they stand, of the schema and of its pages."""

    serializer_class = IndexSerializer

    def get(self, request):
        return Response(IndexSerializer(request).data)


@cache
def document():
    """Return the OpenAPI document; it follows from the code alone, so once a process is enough."""
    return SchemaGenerator().get_schema(public=True)


class SchemaView(StrictViewMixin, SpectacularAPIView):
    @extend_schema(exclude=True)
    def get(self, request):
        suffix = request.accepted_renderer.format
        disposition = f'inline; filename="treaty-tracker.{suffix}"'
        return Response(document(), headers={"Content-Disposition": disposition})


class DocumentationView(SpectacularSwaggerSplitView):
    """Swagger UI from the project's own files, its script apart from its page."""

    url_name = "api-schema"
    template_name = "recommendations/api_docs.html"
