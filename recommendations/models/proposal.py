from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles import redline
from articles.fields import NormalisedTextField, validate_language_tag


class Proposal(models.Model):
    """The wording proposed for one target in one language; the redline is computed from it."""

    class Basis(models.TextChoices):
        OFFICIAL = "official", _("official text")
        QUOTED = "quoted", _("quoted in the submission")
        RECONSTRUCTED = "reconstructed", _("reconstructed from the submission")

    target = models.ForeignKey(
        "recommendations.Target",
        on_delete=models.CASCADE,
        related_name="proposals",
        verbose_name=_("target"),
    )
    language = models.CharField(
        _("language"), max_length=35, default="en", validators=[validate_language_tag]
    )
    base = NormalisedTextField(
        _("base wording"), blank=True, help_text=_("Leave empty only for an insertion.")
    )
    proposed = NormalisedTextField(
        _("proposed wording"), blank=True, help_text=_("Leave empty for a deletion.")
    )
    basis = models.CharField(
        _("how the base is known"), max_length=13, choices=Basis.choices, default=Basis.QUOTED
    )
    note = NormalisedTextField(_("note"), blank=True)

    history = HistoricalRecords()

    # A bases.BaseCheck where the base was compared with an official text: see `bases.attach`.
    base_check = None

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["target", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "language"],
                name="recommendations_proposal_language_once",
                violation_error_message=_("This target already has a proposal in this language."),
            ),
            models.CheckConstraint(
                condition=~Q(base=F("proposed")),
                name="recommendations_proposal_changes_something",
                violation_error_message=_("Base and proposed wording are the same."),
            ),
        ]

    def __str__(self):
        return f"{self.target} ({self.language})"

    @cached_property
    def redline(self):
        """The redline from base to proposed, as a list of redline.Run."""
        return redline.compare(self.base, self.proposed)

    def clean(self):
        # A target that is not saved yet can be judged too: it is at hand, without an id.
        at_hand = self.target_id or Proposal.target.is_cached(self)
        if at_hand and bool(self.base) == self.target.is_insertion:
            message = (
                _("An insertion has no base wording. Leave it empty.")
                if self.base
                else _("Enter the base wording. Only an insertion before or after has none.")
            )
            raise ValidationError({"base": message})
