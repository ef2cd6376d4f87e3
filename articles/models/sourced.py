"""How a fact of the process is known."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.fields import NormalisedTextField


class Basis(models.TextChoices):
    SOURCED = "sourced", _("sourced")
    UNVERIFIED = "unverified", _("unverified")


class Sourced(models.Model):
    """A fact of the process: sourced, with its source, or unverified."""

    basis = models.CharField(
        _("basis"), max_length=10, choices=Basis.choices, default=Basis.UNVERIFIED
    )
    source = NormalisedTextField(
        _("source"), blank=True, help_text=_("Where this was seen: a document, a page or a symbol.")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(basis=Basis.SOURCED, source=""),
                name="%(app_label)s_%(class)s_sourced_has_source",
                violation_error_message=_("Enter the source, or mark this as unverified."),
            )
        ]

    @property
    def is_unverified(self):
        return self.basis == Basis.UNVERIFIED
