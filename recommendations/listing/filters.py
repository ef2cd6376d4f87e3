"""The one set of filters over recommendations: page, API, feeds and exports share it."""

from collections.abc import Mapping
from typing import ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import dates
from articles.filters import can_be_asked, not_known
from recommendations.listing.facets import FACETS, Facet, Option
from recommendations.listing.updated_since import CHANGES, SinceFilter
from recommendations.models import Recommendation, Signature, Target
from recommendations.models.counting import count_of

SORTS = {
    "relevance": gettext_lazy("Best match first"),
    "newest": gettext_lazy("Newest first"),
    "oldest": gettext_lazy("Oldest first"),
    "article": gettext_lazy("In the order of the text"),
    "cosigned": gettext_lazy("Most co-signed first"),
    "updated": gettext_lazy("Last changed first"),
    CHANGES: gettext_lazy("First changed first"),
}
# The sorts by a time, latest first, with that time. What was written past `publishing` may be
# public without bearing since when.
TIME_ORDERS = {
    "updated": {"changed_at": F("updated_at")},
    "published": {"first_public": Coalesce("public_since", "published_at")},
}
GROUPS = {"article": gettext_lazy("Article"), "organisation": gettext_lazy("Organisation")}
VIEWS = {"cards": gettext_lazy("Cards"), "table": gettext_lazy("Table")}
DEFAULT_VIEW = "cards"
# Parameters that say how the rows are shown, not which: they narrow nothing and are no chips.
DISPLAY_PARAMETERS = frozenset({"sort", "group", "view"})


class OptionsField(forms.Field):
    """The chosen options of a facet, as a dict by their values; unknown values are errors."""

    widget = forms.SelectMultiple

    def __init__(self, facet: Facet, **kwargs):
        super().__init__(**kwargs)
        self.facet = facet

    def clean(self, value: list[str] | None) -> dict[str, Option]:
        values = list(dict.fromkeys(part for part in value or [] if part))
        options = self.facet.by_value([value for value in values if can_be_asked(value)])
        if unknown := [value for value in values if value not in options]:
            facet = (self.facet.label, self.facet.path_models)
            raise ValidationError([not_known(value, *facet) for value in unknown])
        return {options[value].value: options[value] for value in values}


class FacetFilter(django_filters.Filter):
    """A filter by the options of a facet: any of them."""

    field_class = OptionsField

    def __init__(self, facet: Facet, help_text: str = ""):
        super().__init__(facet=facet, label=facet.label, help_text=help_text or facet.help_text)
        self.facet = facet

    def filter(self, qs: QuerySet, value: dict[str, Option]) -> QuerySet:
        return self.facet.narrow(qs, keys_of(value)) if value else qs


def keys_of(options: Mapping[str, Option]) -> list:
    """Return what rows and index know the chosen options of a facet by."""
    return [option.key for option in options.values()]


class PartialDateFormField(forms.CharField):
    """A year, a month or a day; cleaned to the span of days that it covers, None when empty."""

    def clean(self, value: str | None) -> dates.Span | None:
        value = super().clean(value)
        if not value:
            return None
        try:
            return dates.span(value)
        except ValueError as error:
            raise ValidationError(
                _("“%(value)s” is not a date. Write 2023, 2023-07 or 2023-07-19."),
                params={"value": value[:40]},
            ) from error


class PartialDateFilter(django_filters.Filter):
    field_class = PartialDateFormField


class WordsFormField(forms.CharField):
    """Any text at all: what a reader types is never an error."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.validators = []


class WordsFilter(django_filters.CharFilter):
    field_class = WordsFormField


class RecommendationFilterSet(django_filters.FilterSet):
    """Filters of the list of recommendations. Within a facet values are or-ed, facets and-ed."""

    q = WordsFilter(
        method="keep_all",
        label=gettext_lazy("Words"),
        help_text=gettext_lazy(
            "Words that all occur in title, quote, rationale, proposed wording or the names of "
            'those who signed; "exact phrase", OR, -not, prefix*, title:, quote:, rationale:, '
            "proposal:, organisation:. Words that name an article (article 35, art. 24(2)) bring "
            "what is asked of it, in every draft, first. Any text is understood; 500 characters "
            "of it are read."
        ),
    )
    after = PartialDateFilter(
        method="filter_after",
        label=gettext_lazy("From"),
        help_text=gettext_lazy("Submissions dated in or after a year, month or day."),
    )
    before = PartialDateFilter(
        method="filter_before",
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("Submissions dated in or before a year, month or day."),
    )
    updated_since = SinceFilter(["updated_at", "submission__updated_at"], "key")
    sort = django_filters.ChoiceFilter(
        method="order",
        choices=list(SORTS.items()),
        label=gettext_lazy("Sort"),
        help_text=gettext_lazy(
            "relevance (the default where there are words), newest (the default where there are "
            "none), oldest, article, cosigned, updated or changes."
        ),
    )
    group = django_filters.ChoiceFilter(
        method="keep_all",
        choices=list(GROUPS.items()),
        label=gettext_lazy("Group by"),
        help_text=gettext_lazy(
            "article or organisation: adds headings to the page; the rows do not change."
        ),
    )
    view = django_filters.ChoiceFilter(
        method="keep_all",
        choices=list(VIEWS.items()),
        label=gettext_lazy("View"),
        help_text=gettext_lazy(
            "cards (the default) or table: the layout of the page; the rows do not change."
        ),
    )

    class Meta:
        model = Recommendation
        fields: ClassVar[list[str]] = []

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """Return all filters in the order of an address: facets come after words and days."""
        filters: dict[str, django_filters.Filter] = {}
        for name, declared in super().get_filters().items():
            if name == "updated_since":
                filters |= {facet.name: FacetFilter(facet) for facet in FACETS}
            filters[name] = declared
        return filters

    @property
    def facets(self) -> list[Facet]:
        """The facets, in the order of an address; this instance's own."""
        return [f.facet for f in self.filters.values() if isinstance(f, FacetFilter)]

    def narrowed(self, but: str | None = None) -> QuerySet:
        """Return the rows that all filters leave, or all but the facet named `but`; unordered."""
        rows = self.queryset
        for name, value in self.form.cleaned_data.items():
            if name != but and name not in DISPLAY_PARAMETERS:
                rows = self.filters[name].filter(rows, value)
        return rows

    def keep_all(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Leave the rows as they are: words are found by the index (see `selection`)."""
        return queryset

    def filter_after(self, queryset: QuerySet, name: str, value: dates.Span | None) -> QuerySet:
        return queryset.filter(submission__last_day__gte=value.first) if value else queryset

    def filter_before(self, queryset: QuerySet, name: str, value: dates.Span | None) -> QuerySet:
        return queryset.filter(submission__first_day__lte=value.last) if value else queryset

    def order(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Sort; every order is total. Ties are newest first, or stand as they were entered."""
        if value == CHANGES:
            return self.filters["updated_since"].in_order(queryset)
        if value in TIME_ORDERS:
            (time,) = TIME_ORDERS[value]
            return queryset.annotate(**TIME_ORDERS[value]).order_by(f"-{time}", "pk")
        leading = [F("submission__first_day").desc(nulls_last=True)]
        if value == "article":
            queryset = with_first_place(queryset)
            leading = [*FIRST_PLACE_ORDER, *leading]
        elif value == "cosigned":
            signed = Signature.objects.filter(submission=OuterRef("submission"))
            queryset = queryset.annotate(signatories=count_of(signed, "submission"))
            leading = [F("signatories").desc(), *leading]
        elif value == "oldest":
            leading = [F("submission__first_day").asc(nulls_last=True)]
        return queryset.order_by(*leading, "submission__slug", "sort_key", "key")


def with_first_place(queryset: QuerySet) -> QuerySet:
    """Add the place in the text of the first target of each recommendation."""
    first = Target.objects.filter(recommendation=OuterRef("pk"), article__isnull=False).order_by(
        "article__draft__stage",
        "article__position",
        F("provision__position").asc(nulls_first=True),
        "pk",
    )
    return queryset.annotate(
        first_stage=Subquery(first.values("article__draft__stage")[:1]),
        first_article=Subquery(first.values("article__position")[:1]),
        first_provision=Subquery(first.values("provision__position")[:1]),
    )


FIRST_PLACE_ORDER = [
    F("first_stage").asc(nulls_last=True),
    F("first_article").asc(nulls_last=True),
    F("first_provision").asc(nulls_first=True),
]
