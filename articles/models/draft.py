from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields import (
    NOT_A_WEB_ADDRESS,
    NormalisedCharField,
    PartialDateField,
    is_web_address,
    validate_language_tag,
)
from articles.models.former_slug import Renamable
from articles.models.session import Session
from articles.models.sourced import Sourced
from articles.models.treaty import Treaty
from articles.page_addresses import address


def latest_first(draft=""):
    """Return an order: the treaty with the newest document first, of each the last stage first.

    `draft` is the lookup that leads to the draft, such as "draft__". A stage counts within one
    treaty alone.
    """
    treaty = models.OuterRef(f"{draft}treaty_id")
    newest = Draft.objects.filter(treaty=treaty).order_by("-date").values("date")[:1]
    within = (f"{draft}treaty_id", f"-{draft}stage", f"-{draft}date", f"{draft}slug")
    return [models.Subquery(newest).desc(), *within]


# Pages of a treaty that stand where those of its drafts do.
RESERVED = frozenset({"compare", "outcomes"})


class DraftQuerySet(models.QuerySet):
    def for_list(self):
        """With all that a row of a list shows, in two queries."""
        return self.select_related("treaty").prefetch_related("sessions")

    def next_stage(self, treaty):
        """Return the stage after the last one of a treaty: 1 where it has no draft yet."""
        last = self.filter(treaty=treaty).aggregate(last=models.Max("stage"))["last"]
        return (last or 0) + 1

    def latest_first(self):
        """From the last stage of the treaty with the newest document back."""
        return self.order_by(*latest_first())


class Draft(Renamable, Sourced):
    """One published document of the treaty's text; documents of one stage stand side by side."""

    slug_scope = "treaty_id"

    class Kind(models.TextChoices):
        NEGOTIATING = "negotiating", _("negotiating text")
        INFORMAL = "informal", _("informal text")
        ADOPTED = "adopted", _("adopted text")

    treaty = models.ForeignKey(
        Treaty, on_delete=models.PROTECT, related_name="drafts", verbose_name=_("treaty")
    )
    title = NormalisedCharField(_("title"), max_length=400)
    slug = models.SlugField(_("slug"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    symbol = models.CharField(
        _("document symbol"),
        max_length=60,
        blank=True,
        help_text=_("As printed, for example A/AC.291/22 (UN) or COM(2012) 11 (EU)."),
    )
    date = PartialDateField(_("date"), blank=True)
    stage = models.PositiveSmallIntegerField(
        _("stage"),
        help_text=_(
            "1 for the first text, 2 for the next. Documents that together form one version "
            "of the text share the number."
        ),
    )
    partial = models.BooleanField(
        _("partial"), default=False, help_text=_("The document has only a part of the text.")
    )
    # Texts may stand in several languages, headings and structure in one alone.
    language = models.CharField(
        _("language of the headings"),
        max_length=35,
        blank=True,
        validators=[validate_language_tag],
        help_text=_(
            "Language code, for example en (BCP 47). The text in this language gives the "
            "structure; the first text imported sets it."
        ),
    )
    sessions = models.ManyToManyField(
        Session, blank=True, related_name="drafts", verbose_name=_("sessions that considered it")
    )
    source_url = models.URLField(_("source address"), max_length=500, blank=True)

    objects = DraftQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[sessions])

    class Meta(Sourced.Meta):
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["treaty", "stage", "date", "slug"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["treaty", "slug"],
                name="articles_draft_slug_once",
                violation_error_message=_("This treaty already has a draft with this slug."),
            ),
            models.UniqueConstraint(
                fields=["treaty", "symbol"],
                condition=~models.Q(symbol=""),
                name="articles_draft_symbol_once",
                violation_error_message=_("This treaty already has a draft with this symbol."),
            ),
            models.CheckConstraint(
                condition=is_web_address("source_url"),
                name="articles_draft_source_url_of_the_web",
                violation_error_message=NOT_A_WEB_ADDRESS,
            ),
        ]

    def __str__(self):
        return self.symbol or self.title

    def clean(self):
        if self.slug in RESERVED:
            message = _("“%s” is the address of another page of the treaty. Choose another slug.")
            raise ValidationError({"slug": message % self.slug})

    def get_absolute_url(self):
        return address("draft", self.treaty.slug, self.slug)

    @property
    def path(self):
        """The address of the draft as slugs: treaty/draft."""
        return f"{self.treaty.slug}/{self.slug}"
