"""What those need who keep a mirror: lists in the order of change, and what was withdrawn."""

import django_filters
from django.db.models import CharField, F, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from articles.api.exceptions import InvalidParameters
from articles.api.generics import StrictViewMixin
from articles.api.pagination import StrictPageNumberPagination
from articles.api.serializers import Choice, ReadOnlySerializer, Text
from articles.filters import invalid_values
from recommendations.listing import RecommendationFilterSet
from recommendations.listing.directory_filters import SubmissionFilterSet
from recommendations.listing.updated_since import CHANGES, SinceFilter
from recommendations.models import Recommendation, Submission


class ChangeOrderMixin:
    """A list whose pages, with sort=changes, follow each other by row and not by number."""

    def paginate_queryset(self, queryset):
        if self.is_in_order_of_change():
            self.paginator.next_page_parameters = self.next_page_parameters
        return super().paginate_queryset(queryset)

    def is_in_order_of_change(self):
        return self.request.query_params.get("sort") == CHANGES

    def next_page_parameters(self, row):
        return {"updated_since": self.filters()["updated_since"].place_of(row)}


class SubmissionListFilterSet(SubmissionFilterSet):
    """The filters of the page, and the order of change."""

    sort = django_filters.ChoiceFilter(
        method="order",
        choices=[
            ("newest", gettext_lazy("Newest first")),
            (CHANGES, gettext_lazy("First changed first")),
        ],
        label=gettext_lazy("Sort"),
        help_text=gettext_lazy("newest (the default) or changes."),
    )

    def order(self, queryset, name, value):
        return self.filters["updated_since"].in_order(queryset) if value == CHANGES else queryset


class WithdrawnSerializer(ReadOnlySerializer):
    kind = Choice(choices=[("recommendation", "recommendation"), ("submission", "submission")])
    identity = Text(help_text="Key of the recommendation, slug of the submission.")
    updated_at = serializers.DateTimeField(help_text="When it was withdrawn.")

    def to_representation(self, row):
        return {"kind": row.kind, "identity": row.identity, "updated_at": row.changed}


class WithdrawnFilterSet(django_filters.FilterSet):
    """The filter of the list of what was withdrawn."""

    updated_since = SinceFilter(["gone"], "identity")

    class Meta:
        model = Recommendation
        fields = []


class WithdrawnView(ChangeOrderMixin, StrictViewMixin, ListAPIView):
    """What was public and is withdrawn, in the order of withdrawal: that, and nothing else of it.

    Each answers 410 at its own address; a recommendation goes with its submission.
    """

    serializer_class = WithdrawnSerializer
    filterset_class = WithdrawnFilterSet
    pagination_class = StrictPageNumberPagination

    def allowed_parameters(self):
        return super().allowed_parameters() | {
            "page",
            "page_size",
            *self.filterset_class.base_filters,
        }

    def filters(self):
        return self.filterset_class({}, queryset=Recommendation.objects.none()).filters

    def get_queryset(self):
        filterset = WithdrawnFilterSet(
            self.request.query_params, queryset=Recommendation.objects.none()
        )
        if not filterset.is_valid():
            raise InvalidParameters(invalid_values(filterset))
        since = filterset.form.cleaned_data["updated_since"]
        recommendations = withdrawn(Recommendation, RecommendationFilterSet, since)
        submissions = withdrawn(Submission, SubmissionFilterSet, since)
        return recommendations.union(submissions, all=True).order_by("changed", "identity")

    def is_in_order_of_change(self):
        return True


def withdrawn(model, filterset_class, since):
    """Return kind, identity and moment of what was withdrawn of a model, unordered."""
    changed = filterset_class.base_filters["updated_since"]
    # What bears no date, since nobody withdrew it in the usual way, is dated by its last change.
    moment = Coalesce("withdrawn_at", Greatest(*changed.columns, "updated_at"))
    gone = SinceFilter(["gone"], changed.key)
    rows = gone.in_order(gone.filter(model.objects.withdrawn().annotate(gone=moment), since))
    rows = rows.order_by()
    rows = rows.annotate(kind=Value(model._meta.model_name, CharField()), identity=F(changed.key))
    return rows.values_list("kind", "identity", "changed", named=True)
