from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields import NormalisedCharField, NormalisedTextField
from articles.models.former_slug import Renamable
from articles.page_addresses import address


class Treaty(Renamable):
    """One negotiation process, and the treaty that it is about."""

    class Status(models.TextChoices):
        NEGOTIATING = "negotiating", _("negotiating")
        ADOPTED = "adopted", _("adopted")
        IN_FORCE = "in_force", _("in force")
        ABANDONED = "abandoned", _("abandoned")

    title = NormalisedCharField(_("title"), max_length=300)
    short_title = NormalisedCharField(_("short title"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    negotiating_body = NormalisedCharField(_("negotiating body"), max_length=300, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.NEGOTIATING
    )
    summary = NormalisedTextField(_("summary"), blank=True)
    example = models.BooleanField(
        _("example"),
        default=False,
        help_text=_(
            "Invented, for practice. Its pages say so; figures, feeds of everything and search "
            "engines leave it out."
        ),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("treaty")
        verbose_name_plural = _("treaties")
        ordering = ["title"]

    def __str__(self):
        return self.short_title

    def get_absolute_url(self):
        return address("treaty", self.slug)

    @property
    def example_title(self):
        """The title of an invented treaty, which its pages bear as a warning; of others nothing."""
        return self.title if self.example else ""
