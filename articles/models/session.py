from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields import NormalisedCharField
from articles.models.former_slug import Renamable
from articles.models.sourced import Sourced
from articles.models.treaty import Treaty

# Those without one at the end, on every database.
FIRST_DAY = F("starts_on").asc(nulls_last=True)


class Session(Renamable, Sourced):
    """A meeting of the negotiating body."""

    slug_scope = "treaty_id"

    class Kind(models.TextChoices):
        REGULAR = "regular", _("regular")
        CONCLUDING = "concluding", _("concluding")
        RECONVENED = "reconvened", _("reconvened")
        INTERSESSIONAL = "intersessional", _("intersessional")
        INFORMAL = "informal", _("informal")

    treaty = models.ForeignKey(
        Treaty, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("treaty")
    )
    title = NormalisedCharField(_("title"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=80)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices, default=Kind.REGULAR)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    place = NormalisedCharField(_("place"), max_length=100, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta(Sourced.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["treaty", "position", FIRST_DAY]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["treaty", "slug"],
                name="articles_session_slug_once",
                violation_error_message=_("This treaty already has a session with this slug."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="articles_session_ends_after_start",
                violation_error_message=_("A session cannot end before it starts."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{self.treaty.get_absolute_url()}#session-{self.slug}"

    @property
    def path(self):
        """The address of the session as slugs: treaty/session."""
        return f"{self.treaty.slug}/{self.slug}"
