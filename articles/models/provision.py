from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles import references
from articles.fields import NormalisedCharField, NormalisedTextField, validate_language_tag
from articles.kinds import ProvisionKind
from articles.models.article import Article
from articles.models.draft import Draft
from articles.trees import lies_within_itself


class ProvisionQuerySet(models.QuerySet):
    def for_list(self):
        """With article, draft and texts, in two queries."""
        return self.select_related("article__draft__treaty").prefetch_related("texts")


class Provision(models.Model):
    """A piece inside an article; without a text it is a stub. Provisions form a tree."""

    class Kind(models.TextChoices):
        CHAPEAU = ProvisionKind.CHAPEAU, _("introduction or chapeau")
        PARAGRAPH = ProvisionKind.PARAGRAPH, _("paragraph")
        SUBPARAGRAPH = ProvisionKind.SUBPARAGRAPH, _("sub-paragraph")
        POINT = ProvisionKind.POINT, _("point")
        SUBPOINT = ProvisionKind.SUBPOINT, _("sub-point")
        CLOSING = ProvisionKind.CLOSING, _("closing words")

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="provisions", verbose_name=_("article")
    )
    # Follows from the article; kept here so that the database itself holds "eId unique per draft".
    draft = models.ForeignKey(
        Draft, on_delete=models.PROTECT, related_name="provisions", editable=False
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("within"),
    )
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    number = NormalisedCharField(_("number"), max_length=20, blank=True)
    eid = models.CharField(
        _("eId"),
        max_length=120,
        help_text=_("Akoma Ntoso identifier, for example art_23__para_2__point_c."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    agreed_ad_referendum = models.BooleanField(_("agreed ad referendum"), null=True, blank=True)

    objects = ProvisionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["article", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "eid"],
                name="articles_provision_eid_once",
                violation_error_message=_("This draft already has a provision with this eId."),
            ),
        ]

    def __str__(self):
        return self.label

    def save(self, *args, **kwargs):
        self.draft_id = self.article.draft_id
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return f"{self.article.get_absolute_url()}#{self.eid}"

    @property
    def label(self):
        """The provision as it is cited: "Article 23(2)(c)"."""
        return references.provision_label(self.article.label, self.eid)

    def clean(self):
        if not self.article_id:
            return  # the form says so already
        if not references.lies_in(self.eid, self.article.eid):
            raise ValidationError(
                {"eid": _("The eId must begin with that of its article, %s.") % self.article.eid}
            )
        if self.parent_id and self.parent.article_id != self.article_id:
            raise ValidationError(
                {"parent": _("A provision must be within a provision of the same article.")}
            )
        if lies_within_itself(self):
            raise ValidationError({"parent": _("A provision cannot be within itself.")})
        self.draft_id = self.article.draft_id


class ProvisionText(models.Model):
    """The wording of a provision in one language, as published."""

    provision = models.ForeignKey(
        Provision, on_delete=models.CASCADE, related_name="texts", verbose_name=_("provision")
    )
    language = models.CharField(
        _("language"),
        max_length=35,
        default="en",
        validators=[validate_language_tag],
        help_text=_("Language code, for example en, fr or zh-Hans (BCP 47)."),
    )
    text = NormalisedTextField(_("text"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("provision text")
        verbose_name_plural = _("provision texts")
        ordering = ["provision", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["provision", "language"],
                name="articles_provisiontext_language_once",
                violation_error_message=_("This provision already has a text in this language."),
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="articles_provisiontext_not_empty",
                violation_error_message=_(
                    "Enter the text, or remove it: a provision without a text is a stub."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.provision} ({self.language})"
