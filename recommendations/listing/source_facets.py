"""The facets of who and what: organisation, submission, theme, outcome, language."""

import re

from django.db.models import Case, CharField, Count, F, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from recommendations.code_names import language_name
from recommendations.listing.facet import Facet, RowFacet, Tally, by_count
from recommendations.models import (
    Organisation,
    Outcome,
    Recommendation,
    Signature,
    Submission,
    Theme,
)

TONGUE = Case(
    When(language="", then=F("submission__language")),
    default=F("language"),
    output_field=CharField(),
)


class OrganisationFacet(RowFacet):
    """Those who signed, as authors or endorsers."""

    name = "organisation"
    label = _("Organisation")
    help_text = _("Slug of an organisation that signed the submission.")
    steps = (Organisation,)

    def rows(self):
        return Organisation.objects.published()

    def title(self, row):
        return row.name

    def holding(self, ids):
        signed = Signature.objects.filter(organisation__in=ids).values("submission")
        return Recommendation.objects.filter(submission__in=signed).values("pk")

    def counts(self, recommendations):
        column = "submission__signatures__organisation"
        signed = recommendations.order_by().filter(**{f"{column}__isnull": False})
        return dict(signed.values_list(column).annotate(Count("pk", distinct=True)))

    def tally(self, recommendations):
        return by_count(super().tally(recommendations))


class OrganisationKindFacet(Facet):
    """What kind of body signed."""

    name = "organisation_kind"
    label = _("Kind of organisation")
    help_text = _("Kind of an organisation that signed: ngo, igo, nhri, academic, state and so on.")
    choices = dict(Organisation.Kind.choices)

    def known(self, values):
        return {value: value for value in values if value in self.choices}

    def narrow(self, recommendations, found):
        signed = Signature.objects.filter(organisation__kind__in=list(found)).values("submission")
        return recommendations.filter(submission__in=signed)

    def tally(self, recommendations):
        column = "submission__signatures__organisation__kind"
        signed = recommendations.order_by().filter(**{f"{column}__isnull": False})
        counts = signed.values_list(column).annotate(Count("pk", distinct=True))
        return [Tally(kind, str(self.choices[kind]), count) for kind, count in counts]

    def labels(self, found):
        return {value: str(self.choices[value]) for value in found}


class YearFacet(Facet):
    """The year of the submission, the first of those that its date may mean."""

    name = "year"
    label = _("Year")
    help_text = _("Year of the submission, such as 2023.")

    def known(self, values):
        return {value: value for value in values if re.fullmatch("[12][0-9]{3}", value)}

    def narrow(self, recommendations, found):
        return recommendations.filter(submission__first_day__year__in=[int(v) for v in found])

    def tally(self, recommendations):
        dated = recommendations.order_by().filter(submission__first_day__isnull=False)
        counts = dated.values_list("submission__first_day__year").annotate(Count("pk"))
        return [Tally(str(year), str(year), count) for year, count in counts]

    def labels(self, found):
        return {value: value for value in found}


class SubmissionFacet(RowFacet):
    name = "submission"
    label = _("Submission")
    help_text = _("Slug of a submission.")
    steps = (Submission,)

    def rows(self):
        return Submission.objects.published().defer("text")

    def holding(self, ids):
        return Recommendation.objects.filter(submission__in=ids).values("pk")

    def counts(self, recommendations):
        return dict(recommendations.order_by().values_list("submission").annotate(Count("pk")))


class ThemeFacet(RowFacet):
    """A theme with the themes within it."""

    name = "theme"
    label = _("Theme")
    help_text = _("Slug of a theme; a theme of the upper level includes those within it.")
    steps = (Theme,)

    def rows(self):
        return Theme.objects.select_related("parent").order_by(
            Coalesce("parent__position", "position"),
            Coalesce("parent_id", "pk"),
            F("parent").asc(nulls_first=True),
            "position",
        )

    def title(self, row):
        return f"{row.parent.name} › {row.name}" if row.parent_id else row.name

    def holding(self, ids):
        themed = Recommendation.themes.through.objects
        return (themed.filter(theme__in=ids) | themed.filter(theme__parent__in=ids)).values(
            "recommendation"
        )

    def counts(self, recommendations):
        themed = Recommendation.themes.through.objects.filter(
            recommendation__in=recommendations.order_by().values("pk")
        )
        number = Count("recommendation", distinct=True)
        lower = themed.filter(theme__parent__isnull=False).values_list("theme").annotate(number)
        upper = themed.values_list(Coalesce("theme__parent", "theme")).annotate(number)
        return dict(lower) | dict(upper)


class OutcomeFacet(Facet):
    """A verdict on the recommendation or one of its targets, in any later draft."""

    name = "outcome"
    label = _("Outcome")
    help_text = _("A verdict in any later draft, suggested or confirmed.")
    choices = dict(Outcome.Verdict.choices)

    def known(self, values):
        return {value: value for value in values if value in self.choices}

    def narrow(self, recommendations, found):
        judged = Outcome.objects.filter(verdict__in=list(found)).values("recommendation")
        return recommendations.filter(pk__in=judged)

    def tally(self, recommendations):
        judged = Outcome.objects.order_by().filter(
            recommendation__in=recommendations.order_by().values("pk")
        )
        counts = dict(
            judged.values_list("verdict").annotate(Count("recommendation", distinct=True))
        )
        return [
            Tally(value, str(label), counts[value])
            for value, label in self.choices.items()
            if counts.get(value)
        ]

    def labels(self, found):
        return {value: str(self.choices[value]) for value in found}


class LanguageFacet(Facet):
    """The language of the quoted words: that of the recommendation, else of the submission."""

    name = "language"
    label = _("Language")
    help_text = _("BCP 47 tag of the language of the quote, such as en or es.")

    def _public(self):
        return Recommendation.objects.published().order_by().annotate(spoken=TONGUE)

    def known(self, values):
        tags = self._public().filter(spoken__in=values).values_list("spoken", flat=True)
        return {tag: tag for tag in tags.distinct()}

    def narrow(self, recommendations, found):
        return recommendations.annotate(spoken=TONGUE).filter(spoken__in=list(found))

    def tally(self, recommendations):
        tagged = recommendations.order_by().annotate(spoken=TONGUE)
        rows = tagged.values_list("spoken").annotate(Count("pk", distinct=True))
        return by_count(Tally(tag, language_name(tag), count) for tag, count in rows)

    def labels(self, found):
        return {tag: language_name(tag) for tag in found}
