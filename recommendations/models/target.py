from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields import NormalisedCharField
from articles.models import Article, Division, Provision
from recommendations.models.state import is_public_recommendation


class TargetQuerySet(models.QuerySet):
    def public(self):
        """Those of recommendations that everybody may see."""
        return self.filter(is_public_recommendation("recommendation__"))


class Target(models.Model):
    """What a recommendation is about: an article or a division, as deep as the source says."""

    class Extent(models.TextChoices):
        ALL = "all", _("with all under it")
        OWN = "own", _("its own words")

    class Relation(models.TextChoices):
        AT = "at", _("at")
        BEFORE = "before", _("before")
        AFTER = "after", _("after")

    recommendation = models.ForeignKey(
        "recommendations.Recommendation",
        on_delete=models.CASCADE,
        related_name="targets",
        verbose_name=_("recommendation"),
    )
    article = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("article"),
    )
    division = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("division"),
    )
    provision = models.ForeignKey(
        Provision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("provision"),
    )
    extent = models.CharField(_("extent"), max_length=3, choices=Extent.choices, default=Extent.ALL)
    relation = models.CharField(
        _("relation"), max_length=6, choices=Relation.choices, default=Relation.AT
    )
    new_label = NormalisedCharField(
        _("new label"),
        max_length=40,
        blank=True,
        help_text=_("Of what is inserted before or after, for example “3 bis”."),
    )
    as_cited = NormalisedCharField(
        _("as cited"), max_length=200, blank=True, help_text=_("As the submission writes it.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = TargetQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["recommendation", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, division__isnull=True)
                | Q(article__isnull=True, division__isnull=False),
                name="recommendations_target_article_or_division",
                violation_error_message=_("A target is an article or a division. Choose one."),
            ),
            models.CheckConstraint(
                condition=Q(provision__isnull=True) | Q(article__isnull=False),
                name="recommendations_target_provision_in_article",
                violation_error_message=_("Choose the article of the provision too."),
            ),
            models.UniqueConstraint(
                fields=["recommendation", "article"],
                condition=Q(relation="at", provision=None),
                name="recommendations_target_article_once",
                violation_error_message=_(
                    "This recommendation already has this article as a target."
                ),
            ),
            models.UniqueConstraint(
                fields=["recommendation", "provision"],
                condition=Q(relation="at"),
                name="recommendations_target_provision_once",
                violation_error_message=_(
                    "This recommendation already has this provision as a target."
                ),
            ),
            models.UniqueConstraint(
                fields=["recommendation", "division"],
                condition=Q(relation="at"),
                name="recommendations_target_division_once",
                violation_error_message=_(
                    "This recommendation already has this division as a target."
                ),
            ),
            models.CheckConstraint(
                condition=Q(relation="at", new_label="") | ~Q(relation="at"),
                name="recommendations_target_label_of_insertion",
                violation_error_message=_("Only an insertion before or after has a new label."),
            ),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        if self.provision_id:
            # From the target's own article, which lists have at hand with its draft and treaty.
            return f"{self.article.get_absolute_url()}#{self.provision.eid}"
        return (self.article or self.division).get_absolute_url()

    @property
    def draft(self):
        """The draft in which the target stands."""
        return (self.article or self.division).draft

    @property
    def label(self):
        """The place as it is cited: "Article 35(1)", "new 3 bis after Article 24(3)"."""
        if self.provision_id:
            place = self.provision.label
        else:
            place = self.article.label if self.article_id else self.division.label
        return label_at(place, self.relation, self.new_label)

    @property
    def stands_at(self):
        """The Provision or Article that its words are those of; None for a division or beside."""
        return None if self.is_insertion else self.provision or self.article

    @property
    def is_insertion(self):
        return self.relation != self.Relation.AT

    def clean(self):
        if self.provision_id and self.article_id and self.provision.article_id != self.article_id:
            raise ValidationError({"provision": _("This provision belongs to another article.")})


def label_at(place, relation, new_label):
    """Return the label of a place or, where something is inserted beside it, of that."""
    if relation == Target.Relation.AT:
        return place
    pattern = (
        _("new %(new)s before %(place)s")
        if relation == Target.Relation.BEFORE
        else _("new %(new)s after %(place)s")
    )
    return " ".join((pattern % {"new": new_label, "place": place}).split())
