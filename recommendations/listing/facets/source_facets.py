"""The facets of who asks what: organisation, submission, year, theme, action and so on."""

import re
from collections.abc import Collection, Hashable, Iterable

from django.db.models import Case, CharField, Count, F, Model, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from recommendations.display_names import language_name
from recommendations.index.records import IndexedRecommendation
from recommendations.listing.facets.facet import ChoiceFacet, CodeFacet, RowFacet
from recommendations.models import (
    Organisation,
    Outcome,
    Recommendation,
    Signature,
    Submission,
    Theme,
)

LANGUAGE = Case(
    When(language="", then=F("submission__language")),
    default=F("language"),
    output_field=CharField(),
)


def counts_by_signature(recommendations: QuerySet, lookup: str) -> dict:
    """Return how many of the recommendations each value of their signatures has, each once."""
    column = f"submission__signatures__{lookup}"
    signed = recommendations.order_by().filter(**{f"{column}__isnull": False})
    return dict(signed.values_list(column).annotate(Count("pk", distinct=True)))


class OrganisationFacet(RowFacet):
    """Those who signed, as authors or endorsers."""

    name = "organisation"
    label = _("Organisation")
    help_text = _("Slug of an organisation that signed the submission.")
    panel_rank = 30
    path_models = (Organisation,)

    def rows(self) -> QuerySet:
        return Organisation.objects.published()

    def title(self, row: Model) -> str:
        return row.name

    def narrow(self, rows: QuerySet, keys: Collection) -> QuerySet:
        signed = Signature.objects.filter(organisation__in=keys)
        return rows.filter(submission__in=signed.values("submission"))

    def counts(self, recommendations: QuerySet) -> dict:
        return counts_by_signature(recommendations, "organisation")

    def index_keys(self, recommendation: IndexedRecommendation) -> Iterable[Hashable]:
        return recommendation.submission.organisations


class OrganisationKindFacet(ChoiceFacet):
    """What kind of body signed."""

    name = "organisation_kind"
    label = _("Kind of organisation")
    help_text = _("Kind of an organisation that signed: ngo, igo, nhri, academic, state and so on.")
    panel_rank = 70
    choices = dict(Organisation.Kind.choices)

    def narrow(self, rows: QuerySet, keys: Collection) -> QuerySet:
        signed = Signature.objects.filter(organisation__kind__in=keys)
        return rows.filter(submission__in=signed.values("submission"))

    def counts(self, recommendations: QuerySet) -> dict:
        return counts_by_signature(recommendations, "organisation__kind")

    def index_keys(self, recommendation: IndexedRecommendation) -> Iterable[Hashable]:
        return recommendation.submission.organisation_kinds


class YearFacet(CodeFacet):
    """The year of the submission, the first of those that its date may mean."""

    name = "year"
    label = _("Year")
    help_text = _("Year of the submission, such as 2023.")
    panel_rank = 110
    column = "submission__first_day__year"

    def used(self, codes: Collection[str]) -> Iterable[str]:
        return [code for code in codes if re.fullmatch("[12][0-9]{3}", code)]

    def narrow(self, rows: QuerySet, keys: Collection) -> QuerySet:
        return super().narrow(rows, [int(year) for year in keys])

    def counts(self, recommendations: QuerySet) -> dict:
        return {str(year): count for year, count in super().counts(recommendations).items()}

    def index_keys(self, recommendation: IndexedRecommendation) -> Iterable[Hashable]:
        day = recommendation.submission.first_day
        return [str(day.year)] if day else []


class SubmissionFacet(RowFacet):
    name = "submission"
    label = _("Submission")
    help_text = _("Slug of a submission.")
    panel_rank = 100
    column = "submission"
    path_models = (Submission,)

    def rows(self) -> QuerySet:
        return Submission.objects.published().defer("text")

    def index_keys(self, recommendation: IndexedRecommendation) -> Iterable[Hashable]:
        return [recommendation.submission.id]


class ThemeFacet(RowFacet):
    """A theme with the themes within it."""

    name = "theme"
    label = _("Theme")
    help_text = _("Slug of a theme; a top-level theme includes those within it.")
    panel_rank = 10
    label_sources = ("theme",)  # one within another is called by both
    path_models = (Theme,)

    def rows(self) -> QuerySet:
        return Theme.objects.select_related("parent").order_by(
            Coalesce("parent__position", "position"),
            Coalesce("parent_id", "pk"),
            F("parent").asc(nulls_first=True),
            "position",
        )

    def title(self, row: Model) -> str:
        return f"{row.parent.name} › {row.name}" if row.parent_id else row.name

    def narrow(self, rows: QuerySet, keys: Collection) -> QuerySet:
        themed = Recommendation.themes.through.objects
        within = themed.filter(theme__in=keys) | themed.filter(theme__parent__in=keys)
        return rows.filter(pk__in=within.values("recommendation"))

    def counts(self, recommendations: QuerySet) -> dict:
        themed = Recommendation.themes.through.objects.filter(
            recommendation__in=recommendations.order_by().values("pk")
        )
        number = Count("recommendation", distinct=True)
        lower = themed.filter(theme__parent__isnull=False).values_list("theme").annotate(number)
        upper = themed.values_list(Coalesce("theme__parent", "theme")).annotate(number)
        return dict(lower) | dict(upper)

    def index_keys(self, recommendation: IndexedRecommendation) -> Iterable[Hashable]:
        return recommendation.themes


class ActionFacet(ChoiceFacet):
    name = "action"
    label = _("Action")
    help_text = _(
        "What the recommendation does: amend, insert, delete, replace, retain or general."
    )
    panel_rank = 40
    column = "action"
    choices = dict(Recommendation.Action.choices)

    def index_keys(self, recommendation: IndexedRecommendation) -> Iterable[Hashable]:
        return [recommendation.action]


class AimFacet(ChoiceFacet):
    name = "aim"
    label = _("Aim")
    help_text = _("Its aim: narrow, broaden, clarify, strengthen_safeguards or oppose.")
    panel_rank = 50
    column = "aim"
    choices = dict(Recommendation.Aim.choices)

    def index_keys(self, recommendation: IndexedRecommendation) -> Iterable[Hashable]:
        return [recommendation.aim] if recommendation.aim else []


class OutcomeFacet(ChoiceFacet):
    """A verdict on the recommendation or one of its targets, in any later draft."""

    name = "outcome"
    label = _("Outcome")
    help_text = _("The verdict in any later draft, suggested or confirmed.")
    panel_rank = 60
    choices = dict(Outcome.Verdict.choices)

    def narrow(self, rows: QuerySet, keys: Collection) -> QuerySet:
        judged = Outcome.objects.filter(verdict__in=keys)
        return rows.filter(pk__in=judged.values("recommendation"))

    def counts(self, recommendations: QuerySet) -> dict:
        judged = Outcome.objects.order_by().filter(
            recommendation__in=recommendations.order_by().values("pk")
        )
        number = Count("recommendation", distinct=True)
        return dict(judged.values_list("verdict").annotate(number))

    def index_keys(self, recommendation: IndexedRecommendation) -> Iterable[Hashable]:
        return recommendation.verdicts


class LanguageFacet(CodeFacet):
    """The language of the quoted words: that of the recommendation, else of the submission."""

    name = "language"
    label = _("Language")
    help_text = _("Language code of the quote (BCP 47), such as en or es.")
    panel_rank = 120

    def label_of(self, code: str) -> str:
        return language_name(code)

    def used(self, codes: Collection[str]) -> Iterable[str]:
        public = Recommendation.objects.published().order_by()
        return self.narrow(public, codes).values_list("of_quote", flat=True).distinct()

    def narrow(self, rows: QuerySet, keys: Collection) -> QuerySet:
        return rows.annotate(of_quote=LANGUAGE).filter(of_quote__in=keys)

    def counts(self, recommendations: QuerySet) -> dict:
        tagged = recommendations.order_by().annotate(of_quote=LANGUAGE)
        return dict(tagged.values_list("of_quote").annotate(Count("pk", distinct=True)))

    def index_keys(self, recommendation: IndexedRecommendation) -> Iterable[Hashable]:
        return [recommendation.language or recommendation.submission.language]
