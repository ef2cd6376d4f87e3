from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields import NormalisedCharField, NormalisedTextField
from articles.models import Renamable
from articles.page_addresses import address


class Theme(Renamable):
    """A subject, in a tree of two levels; choosing a parent includes its children."""

    name = NormalisedCharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("within"),
        limit_choices_to={"parent": None},
    )
    definition = NormalisedTextField(_("definition"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("theme", self.slug)

    def clean(self):
        if not self.parent_id:
            return
        if self.parent_id == self.pk or self.parent.parent_id:
            raise ValidationError(
                {"parent": _("Themes have two levels. Choose a top-level theme.")}
            )
        if self.pk and self.children.exists():
            raise ValidationError(
                {"parent": _("This theme has themes within it, so it cannot be within another.")}
            )
