from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields import NormalisedCharField
from recommendations.models.state import State


class SignatureQuerySet(models.QuerySet):
    def public(self):
        """Those under public submissions."""
        return self.filter(submission__state=State.PUBLISHED)


class Signature(models.Model):
    """An organisation under a submission."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("author")
        ENDORSER = "endorser", _("endorser")

    submission = models.ForeignKey(
        "recommendations.Submission",
        on_delete=models.CASCADE,
        related_name="signatures",
        verbose_name=_("submission"),
    )
    organisation = models.ForeignKey(
        "recommendations.Organisation",
        on_delete=models.PROTECT,
        related_name="signatures",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=8, choices=Role.choices, default=Role.AUTHOR)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    name_as_signed = NormalisedCharField(_("name as signed"), max_length=250, blank=True)

    objects = SignatureQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["submission", "role", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "organisation"],
                name="recommendations_signature_once",
                violation_error_message=_("This organisation has already signed this submission."),
            )
        ]

    def __str__(self):
        return self.name_as_signed or str(self.organisation)
