from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields import NormalisedTextField


class Passage(models.Model):
    """A piece of the source that says it, as a W3C text quote selector, with its page."""

    recommendation = models.ForeignKey(
        "recommendations.Recommendation",
        on_delete=models.CASCADE,
        related_name="passages",
        verbose_name=_("recommendation"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    exact = NormalisedTextField(_("exact words"))
    prefix = NormalisedTextField(_("words before"), blank=True)
    suffix = NormalisedTextField(_("words after"), blank=True)
    page = models.PositiveIntegerField(_("page"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["recommendation", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(exact=""),
                name="recommendations_passage_not_empty",
                violation_error_message=_("A passage holds the words of the source."),
            )
        ]

    def __str__(self):
        return self.exact[:80]
