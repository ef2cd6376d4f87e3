from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields import NormalisedTextField
from articles.models import Draft, Sourced


class Outcome(Sourced):
    """What stands in a later draft of what was asked; it says what is in the text, not why."""

    class Verdict(models.TextChoices):
        ADOPTED = "adopted", _("adopted")
        PARTLY = "partly", _("partly adopted")
        NOT_ADOPTED = "not_adopted", _("not adopted")
        REVERSED = "reversed", _("reversed")
        MOOT = "moot", _("moot")

    class Status(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        CONFIRMED = "confirmed", _("confirmed")

    recommendation = models.ForeignKey(
        "recommendations.Recommendation",
        on_delete=models.CASCADE,
        related_name="outcomes",
        verbose_name=_("recommendation"),
    )
    target = models.ForeignKey(
        "recommendations.Target",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="outcomes",
        verbose_name=_("target"),
        help_text=_("Leave empty if it is about the whole recommendation."),
    )
    draft = models.ForeignKey(
        Draft, on_delete=models.PROTECT, related_name="outcomes", verbose_name=_("later draft")
    )
    verdict = models.CharField(_("verdict"), max_length=11, choices=Verdict.choices)
    status = models.CharField(
        _("status"), max_length=9, choices=Status.choices, default=Status.SUGGESTED
    )
    evidence = NormalisedTextField(_("evidence"), blank=True)
    note = NormalisedTextField(_("note"), blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("confirmed by"),
    )

    history = HistoricalRecords()

    class Meta(Sourced.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["recommendation", "draft", "pk"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["recommendation", "draft"],
                condition=Q(target=None),
                name="recommendations_outcome_whole_once",
                violation_error_message=_(
                    "This recommendation already has an outcome in this draft."
                ),
            ),
            models.UniqueConstraint(
                fields=["target", "draft"],
                condition=Q(target__isnull=False),
                name="recommendations_outcome_target_once",
                violation_error_message=_("This target already has an outcome in this draft."),
            ),
            models.CheckConstraint(
                condition=Q(status="confirmed") | ~Q(evidence=""),
                name="recommendations_outcome_suggested_with_evidence",
                violation_error_message=_("Enter the evidence for the suggested outcome."),
            ),
            models.CheckConstraint(
                condition=Q(status="suggested") | ~Q(note=""),
                name="recommendations_outcome_confirmed_with_note",
                violation_error_message=_("Enter a note on the confirmed outcome."),
            ),
        ]

    def __str__(self):
        return f"{self.get_verdict_display()}, {self.draft}"

    @property
    def is_confirmed(self):
        return self.status == self.Status.CONFIRMED

    def clean(self):
        if self.target_id and self.target.recommendation_id != self.recommendation_id:
            raise ValidationError({"target": _("This target belongs to another recommendation.")})
