"""How the views of the API are described in its OpenAPI document."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from articles.api.negotiation import FORMAT
from articles.api.parameters import FIELDS
from articles.filters import takes_several

PROBLEM = "application/problem+json"
PATH_PARTS = {
    "treaty": "Slug of a treaty, such as un-cybercrime.",
    "session": "Slug of a session of the treaty.",
    "draft": "Slug of a draft of the treaty, such as a-ac-291-22.",
    "article": "Slug of an article of the draft, such as article-24-bis or preamble.",
    "slug": "Its slug.",
    "key": "Its key, which never changes.",
}
SLUG = "^[-a-zA-Z0-9_]+$"


class InvalidParameterSerializer(serializers.Serializer):
    name = serializers.CharField(help_text="The parameter.")
    value = serializers.CharField(help_text="What was given, shortened.")
    reason = serializers.CharField(help_text="Why it cannot be used.")


class ProblemSerializer(serializers.Serializer):
    """Problem details (RFC 9457)."""

    type = serializers.CharField(help_text="about:blank: the title says all.")
    title = serializers.CharField(help_text="The status in words.")
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What is wrong, and what to do.")

    def get_fields(self):
        # A name with a hyphen, as in the registered examples; no class attribute can have it.
        invalid = InvalidParameterSerializer(
            many=True,
            required=False,
            help_text="With status 400: what cannot be used, at most ten.",
        )
        return super().get_fields() | {"invalid-params": invalid}


def example(status, title, detail, **members):
    """Return an example of problem details."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **members}
    return OpenApiExample(title, value=body, media_type=PROBLEM, response_only=True)


UNKNOWN = "Theme “surveilance” is not known."
INVALID = {"name": "theme", "value": "surveilance", "reason": UNKNOWN}
ERRORS = {
    400: (
        "A parameter that is not known here or is given twice, or a value that cannot be used.",
        example(400, "Bad Request", UNKNOWN, **{"invalid-params": [INVALID]}),
    ),
    404: (
        "Nothing public is at this address.",
        example(404, "Not Found", "There is nothing at this address."),
    ),
    406: (
        "The header Accept lets no format pass that this address has.",
        example(406, "Not Acceptable", "Could not satisfy the request Accept header."),
    ),
    410: (
        "What was here has been withdrawn.",
        example(410, "Gone", "This has been withdrawn."),
    ),
    429: (
        "Too many requests; the header Retry-After says for how many seconds to wait.",
        example(429, "Too Many Requests", "Request was throttled. Available in 5 seconds."),
    ),
    503: (
        "Words cannot be searched yet, as a server has just started; the header Retry-After says "
        "for how many seconds to wait.",
        example(503, "Service Unavailable", "The search by words is being prepared."),
    ),
}
WAITING = {
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}},
}


class DescribedSchema(AutoSchema):
    """Describes filters by their own help texts, and every error that a view may answer with."""

    def get_tags(self):
        return super().get_tags() or ["index"]

    def get_summary(self):
        model = getattr(getattr(self.view, "queryset", None), "model", None)
        if model is None:
            return self.get_tags()[0].capitalize()
        words = model._meta
        if "{" not in self.path:
            return f"List {words.verbose_name_plural}"
        return f"Read one {words.verbose_name}"

    @property
    def serializer(self):
        """The serializer of a view's answer, as drf-spectacular finds it."""
        return super().get_response_serializers()

    def get_response_serializers(self):
        unchanged = OpenApiResponse(description="Not modified.")
        answers = {200: self.serializer, 304: unchanged}
        for status in self.possible_errors():
            description, shown = ERRORS[status]
            answers[status, PROBLEM] = OpenApiResponse(ProblemSerializer, description, [shown])
        return answers

    def possible_errors(self):
        possible = {400, 406, 429}
        if "{" in self.path or getattr(self.view, "may_be_absent", False):
            possible.add(404)
            if getattr(self.view, "may_be_withdrawn", False):
                possible.add(410)
        elif getattr(self.view, "searches_words", False):
            possible.add(503)
        return sorted(possible)

    def get_override_parameters(self):
        parts = getattr(self.view, "lookup_kwargs", {}) if "{" in self.path else {}
        parameters = [
            OpenApiParameter(
                part, str, OpenApiParameter.PATH, description=PATH_PARTS[part], pattern=SLUG
            )
            for part in parts
        ]
        if "{" not in self.path:
            parameters += [describe_filter(name, f) for name, f in self.view.filters().items()]
        if hasattr(self.view, "selected_fields"):
            parameters.append(describe_fields(self.serializer))
        return parameters

    def get_operation(self, *arguments):
        operation = super().get_operation(*arguments)
        if operation is not None:  # as it is for a view that is left out
            for parameter in operation.get("parameters", ()):
                self.complete_parameter(parameter)
            self.complete_responses(operation["responses"])
        return operation

    def complete_parameter(self, parameter):
        """Say what a form sends for a field left empty, and what `format` is for."""
        names = {*self.view.filters(), FIELDS}
        is_required = parameter.get("required", False)
        if parameter["in"] == "query" and parameter["name"] in names and not is_required:
            parameter["allowEmptyValue"] = True
        if parameter["name"] == FORMAT:
            parameter["description"] = "The format, where the header Accept cannot be set."

    def complete_responses(self, responses):
        """Say which headers the answers bear, and that a table is text."""
        responses["200"]["headers"] = {
            "ETag": {"description": "Hash of the answer.", "schema": {"type": "string"}}
        }
        for status in responses.keys() & {"429", "503"}:
            responses[status]["headers"] = WAITING
        if "text/csv" in responses["200"].get("content", ()):
            responses["200"]["content"]["text/csv"] = {"schema": {"type": "string"}}


def describe_fields(serializer):
    """Return the description of the parameter that selects fields of an answer."""
    fields = getattr(serializer, "child", serializer).fields
    return OpenApiParameter(
        FIELDS,
        {"type": "array", "items": {"type": "string", "enum": list(fields)}},
        description="Only these fields, between commas: also without those that are required "
        "below, which describes the whole answer. In a table, its columns.",
        explode=False,
    )


def describe_filter(name, filter_):
    """Return the description of one filter as a query parameter."""
    field, facet = filter_.field, getattr(filter_, "facet", None)
    choices = getattr(facet, "choices", None) or dict(filter_.extra.get("choices", ()))
    schema = {"type": "string"}
    if choices:
        schema["enum"] = list(choices)
    if getattr(field, "max_length", None):
        schema["maxLength"] = field.max_length
    many = takes_several(filter_)
    return OpenApiParameter(
        name,
        {"type": "array", "items": schema} if many else schema,
        required=filter_.extra["required"],
        description=str(filter_.extra.get("help_text", "")),
        explode=True if many else None,
    )
