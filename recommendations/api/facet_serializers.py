"""The shape of the counts beside the list of recommendations."""

from rest_framework import serializers

from articles.api.serializers import ReadOnlySerializer, Text, shaped


class FacetValueSerializer(ReadOnlySerializer):
    value = Text(help_text="What to give as value of the parameter.")
    label = Text(help_text="The value in words.")
    count = serializers.IntegerField(help_text="Rows that choosing this value alone would leave.")
    chosen = serializers.BooleanField()
    query = serializers.CharField(
        allow_blank=True, help_text="The query string with this value chosen, or no longer chosen."
    )

    def to_representation(self, value):
        return value._asdict()


class FacetSerializer(ReadOnlySerializer):
    name = Text(help_text="The parameter.")
    label = Text(help_text="The parameter in words.")
    values = FacetValueSerializer(many=True)

    def to_representation(self, facet):
        return {
            "name": facet.name,
            "label": facet.label,
            "values": shaped(FacetValueSerializer, facet.values),
        }


class FacetsSerializer(ReadOnlySerializer):
    count = serializers.IntegerField(help_text="Recommendations that all filters leave.")
    facets = FacetSerializer(many=True)

    def to_representation(self, listing):
        return {"count": listing.total, "facets": shaped(FacetSerializer, listing.facets())}
