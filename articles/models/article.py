from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles import references
from articles.fields import NormalisedCharField
from articles.folding import fold
from articles.kinds import ArticleKind
from articles.models.division import Division
from articles.models.draft import Draft, latest_first
from articles.models.former_slug import Renamable
from articles.models.sourced import Sourced
from articles.page_addresses import address


def article_slug(kind, number):
    """Return how an article is called in addresses: "article-24-bis", "article-6-10".

    What is put in before an article, as number -57a, is "article-before-57a".
    """
    place = f"before {number[1:]}" if number.startswith("-") else number
    return slugify(f"{kind} {place.replace('.', '-')}")


class ArticleQuerySet(models.QuerySet):
    def for_list(self):
        """With draft, treaty and division, in one query."""
        return self.select_related("draft__treaty", "division")

    def called(self, *citations):
        """Those that any of these references.Citations names, of the latest stage first."""
        named = models.Q(pk__in=())
        for citation in citations:
            named |= models.Q(kind=citation.kind, number__iexact=citation.number)
        return self.filter(named).latest_first()

    def latest_first(self):
        """From the last stage of the treaty with the newest document back, in order within."""
        return self.order_by(*latest_first("draft__"), "position")


class Article(Renamable, Sourced):
    """A page-sized unit of one draft: the preamble, a recital, an article or an annex."""

    slug_scope = "draft_id"

    class Kind(models.TextChoices):
        PREAMBLE = ArticleKind.PREAMBLE, _("preamble")
        RECITAL = ArticleKind.RECITAL, _("recital")
        ARTICLE = ArticleKind.ARTICLE, _("article")
        ANNEX = ArticleKind.ANNEX, _("annex")

    draft = models.ForeignKey(
        Draft, on_delete=models.PROTECT, related_name="articles", verbose_name=_("draft")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ARTICLE)
    number = NormalisedCharField(
        _("number"), max_length=20, blank=True, help_text=_("As printed, for example 24 or 24 bis.")
    )
    heading = NormalisedCharField(_("heading"), max_length=400, blank=True)
    slug = models.SlugField(_("slug"), max_length=80, editable=False)
    division = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("division"),
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    folded = models.TextField(editable=False, default="")

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta(Sourced.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["draft", "position"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["draft", "kind", "number"],
                name="articles_article_number_once",
                violation_error_message=_("This draft already has an article with this number."),
            ),
            models.UniqueConstraint(
                fields=["draft", "slug"],
                name="articles_article_slug_once",
                violation_error_message=_("This draft already has an article with this slug."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="article", number=""),
                name="articles_article_has_number",
                violation_error_message=_("An article needs a number."),
            ),
        ]

    def __str__(self):
        return f"{self.label} · {self.draft}"

    def save(self, *args, **kwargs):
        self.derive()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return address("article", self.draft.treaty.slug, self.draft.slug, self.slug)

    @property
    def label(self):
        """The article as it is cited: "Article 24 bis", "Preamble"."""
        return references.article_label(self.kind, self.number)

    @property
    def eid(self):
        """The Akoma Ntoso identifier under which its provisions stand: art_24bis."""
        return references.article_eid(self.kind, self.number)

    @property
    def path(self):
        """The address of the article as slugs: treaty/draft/article."""
        return f"{self.draft.path}/{self.slug}"

    def derive(self):
        """Set what follows from kind, number and heading: the slug and the folded text."""
        self.slug = article_slug(self.kind, self.number)
        self.folded = fold(f"{self.label} {self.heading}")

    def clean(self):
        if self.division_id and self.division.draft_id != self.draft_id:
            raise ValidationError({"division": _("The division belongs to another draft.")})
        self.derive()
