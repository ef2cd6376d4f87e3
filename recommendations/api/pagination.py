"""Pages of recommendations, with the articles that the words name."""

from django.urls import reverse

from articles.api.pagination import StrictPageNumberPagination

NAMED = {
    "type": "array",
    "example": [],
    "description": (
        "The articles that `q` names, such as “articles 24 and 42”: what is asked of them comes "
        "first. Empty where it names none."
    ),
    "items": {
        "type": "object",
        "required": ["label", "count", "articles", "list"],
        "properties": {
            "label": {"type": "string", "examples": ["Article 24"]},
            "count": {
                "type": "integer",
                "description": "How many of the results are on it.",
            },
            "articles": {
                "type": "array",
                "items": {"type": "string"},
                "description": (
                    "Paths of the articles that are called so and that these are on: where `q` "
                    "names no draft, one for each lineage."
                ),
            },
            "list": {
                "type": ["string", "null"],
                "format": "uri",
                "description": (
                    "The address of these recommendations alone; null where there are none."
                ),
            },
        },
    },
}


class NamedArticlesPagination(StrictPageNumberPagination):
    """Pages whose answer has `named` behind `count`; the viewset leaves the NamedLists here."""

    named = ()

    def get_paginated_response(self, data):
        response = super().get_paginated_response(data)
        named = [self.represented(article) for article in self.named]
        response.data = {"count": response.data["count"], "named": named, **response.data}
        return response

    def represented(self, article):
        query = article.querystring
        address = self.request.build_absolute_uri(reverse("api-recommendations"))
        return {
            "label": article.label,
            "count": article.count,
            "articles": article.articles,
            "list": f"{address}?{query}" if query else None,
        }

    def get_paginated_response_schema(self, schema):
        described = super().get_paginated_response_schema(schema)
        described["properties"]["named"] = NAMED
        described["required"].append("named")
        return described
