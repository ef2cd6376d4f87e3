from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields import NormalisedCharField
from articles.kinds import DivisionKind
from articles.models.draft import Draft
from articles.models.sourced import Sourced
from articles.trees import lies_within_itself


class Division(Sourced):
    """A part, title, chapter, section or cluster of a draft; divisions form a tree."""

    class Kind(models.TextChoices):
        PART = DivisionKind.PART, _("part")
        TITLE = DivisionKind.TITLE, _("title")
        CHAPTER = DivisionKind.CHAPTER, _("chapter")
        SECTION = DivisionKind.SECTION, _("section")
        CLUSTER = DivisionKind.CLUSTER, _("cluster")

    draft = models.ForeignKey(
        Draft, on_delete=models.PROTECT, related_name="divisions", verbose_name=_("draft")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("within"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    number = NormalisedCharField(_("number"), max_length=20, blank=True)
    heading = NormalisedCharField(_("heading"), max_length=400, blank=True)
    slug = models.SlugField(_("slug"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    history = HistoricalRecords()

    class Meta(Sourced.Meta):
        verbose_name = _("division")
        verbose_name_plural = _("divisions")
        ordering = ["draft", "position"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["draft", "slug"],
                name="articles_division_slug_once",
                violation_error_message=_("This draft already has a division with this slug."),
            ),
        ]

    def __str__(self):
        return f"{self.label}: {self.heading}" if self.heading else self.label

    def get_absolute_url(self):
        return f"{self.draft.get_absolute_url()}#{self.slug}"

    @property
    def label(self):
        """The division as it is cited, "Chapter IV"."""
        return f"{capfirst(self.get_kind_display())} {self.number}".strip()

    @property
    def path(self):
        """The address of the division as slugs: treaty/draft/division."""
        return f"{self.draft.path}/{self.slug}"

    def clean(self):
        if self.parent_id and self.parent.draft_id != self.draft_id:
            raise ValidationError(
                {"parent": _("A division must be within a division of the same draft.")}
            )
        if lies_within_itself(self):
            raise ValidationError({"parent": _("A division cannot be within itself.")})
