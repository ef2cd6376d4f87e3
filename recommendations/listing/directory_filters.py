"""The filters over organisations and submissions: their pages and the API share them.

They take the same values as the facets of the list of recommendations, and answer unknown ones in
the same words; values of one filter are or-ed, filters and-ed.
"""

from collections.abc import Collection, Iterable
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.dates import Span
from articles.filters import MAX_WORDS_LENGTH
from recommendations.display_names import country_name, language_name
from recommendations.listing.facets.facet import ChoiceFacet, CodeFacet, Facet, Option
from recommendations.listing.facets.source_facets import OrganisationFacet
from recommendations.listing.facets.target_facets import DraftFacet, SessionFacet, TreatyFacet
from recommendations.listing.filters import FacetFilter, PartialDateFilter, keys_of
from recommendations.listing.updated_since import SinceFilter
from recommendations.models import Organisation, Signature, Submission, Theme


class RelatedFilter(FacetFilter):
    """The options of a facet, applied to another model: rows whose `lookup` is any of them."""

    def __init__(self, facet: Facet, lookup: str, help_text: str):
        super().__init__(facet, help_text)
        self.lookup = lookup

    def filter(self, qs: QuerySet, value: dict[str, Option]) -> QuerySet:
        if not value:
            return qs
        rows = qs.model.objects.filter(**{f"{self.lookup}__in": keys_of(value)})
        # A subquery, because a join over a relation to many would repeat rows.
        return qs.filter(pk__in=rows.order_by().values("pk"))


class SubmissionLanguageFacet(CodeFacet):
    """The languages in which public submissions are written."""

    name = "language"
    label = _("Language")
    help_text = _("Language code of the document (BCP 47), such as en or es.")
    column = "language"

    def label_of(self, code: str) -> str:
        return language_name(code)

    def used(self, codes: Collection[str]) -> Iterable[str]:
        written = Submission.objects.published().order_by().filter(language__in=codes)
        return written.values_list("language", flat=True).distinct()


class SignedOnFacet(TreatyFacet):
    """The treaties on which organisations signed public submissions."""

    help_text = _("Slug of a treaty on which it signed a submission.")

    def narrow(self, rows: QuerySet, keys: Collection) -> QuerySet:
        on_it = Signature.objects.public().filter(submission__treaty__in=keys)
        return rows.filter(pk__in=on_it.values("organisation"))


class KindFacet(ChoiceFacet):
    name = "kind"
    label = _("Kind")
    help_text = _("Kind of body.")
    column = "kind"
    choices = dict(Organisation.Kind.choices)


class CountryFacet(CodeFacet):
    """The countries of organisations that signed public submissions."""

    name = "country"
    label = _("Country")
    help_text = _("ISO 3166 code of two capital letters, such as CL or GB.")
    column = "country"

    def label_of(self, code: str) -> str:
        return country_name(code)

    def used(self, codes: Collection[str]) -> Iterable[str]:
        public = Organisation.objects.published().order_by().filter(country__in=codes)
        return public.values_list("country", flat=True).distinct()


class Sha256Field(forms.RegexField):
    """A SHA-256 as hexadecimal figures, small ones afterwards."""

    def __init__(self, **options: Any):
        reason = _("Give 64 hexadecimal figures, as sha256sum prints them.")
        super().__init__(r"^[0-9a-fA-F]{64}$", error_messages={"invalid": reason}, **options)

    def clean(self, value: str) -> str:
        return super().clean(value).lower()


class Sha256Filter(django_filters.CharFilter):
    field_class = Sha256Field


class SubmissionFilterSet(django_filters.FilterSet):
    """Filters of the list of submissions."""

    treaty = RelatedFilter(TreatyFacet(), "treaty", _("Slug of the treaty that it is about."))
    organisation = RelatedFilter(
        OrganisationFacet(),
        "signatures__organisation",
        _("Slug of an organisation that signed it, as author or endorser."),
    )
    session = RelatedFilter(
        SessionFacet(), "session", _("The session it was submitted to, as treaty/session.")
    )
    draft = RelatedFilter(
        DraftFacet(), "drafts", _("A draft that it comments on, as treaty/draft.")
    )
    language = FacetFilter(SubmissionLanguageFacet())
    q = django_filters.CharFilter(
        method="filter_words",
        max_length=MAX_WORDS_LENGTH,
        label=_("Words"),
        help_text=_(
            "Words that all occur in its title, its text or the names of those who signed; or "
            "a sentence from it, or the address where it was published."
        ),
    )
    after = PartialDateFilter(
        method="filter_after",
        label=_("From"),
        help_text=_("Dated in or after a year, month or day."),
    )
    before = PartialDateFilter(
        method="filter_before",
        label=_("Until"),
        help_text=_("Dated in or before a year, month or day."),
    )
    sha256 = Sha256Filter(
        "sha256",
        label=_("File"),
        help_text=_("SHA-256 of its file: 64 hexadecimal figures."),
    )
    updated_since = SinceFilter(["updated_at"], "slug")

    class Meta:
        model = Submission
        fields: ClassVar[list[str]] = []

    def filter_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.search(value)

    def filter_after(self, queryset: QuerySet, name: str, value: Span | None) -> QuerySet:
        return queryset.filter(last_day__gte=value.first) if value else queryset

    def filter_before(self, queryset: QuerySet, name: str, value: Span | None) -> QuerySet:
        return queryset.filter(first_day__lte=value.last) if value else queryset


class OrganisationFilterSet(django_filters.FilterSet):
    """Filters of the list of organisations."""

    q = django_filters.CharFilter(
        method="filter_name",
        max_length=MAX_WORDS_LENGTH,
        label=_("Name"),
        help_text=_("Words that all occur in its name, acronym or other names."),
    )
    kind = FacetFilter(KindFacet())
    treaty = FacetFilter(SignedOnFacet())
    country = FacetFilter(CountryFacet())

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = []

    def filter_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.named_like(value)


class UpperThemeFacet(Facet):
    """The themes of the upper level, each with those within it."""

    name = "parent"
    label = _("Theme")
    help_text = _("Slug of a top-level theme.")
    column = "parent"

    def by_value(self, values: Collection[str]) -> dict[str, Option]:
        themes = Theme.objects.filter(parent=None, slug__in=values)
        return {theme.slug: Option(theme.pk, theme.slug, theme.name) for theme in themes}


class ThemeFilterSet(django_filters.FilterSet):
    """Filters of the list of themes."""

    parent = FacetFilter(UpperThemeFacet())

    class Meta:
        model = Theme
        fields: ClassVar[list[str]] = []
