from itertools import groupby
from operator import itemgetter

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields import NormalisedTextField
from recommendations.passages import prepared


class PassageQuerySet(models.QuerySet):
    def judge(self):
        """Look for each anew in the text of its document, which is read once for all in it."""
        Recommendation = self.model.recommendation.field.related_model
        values = ("recommendation__submission", "pk", "recommendation", "exact", "text_check")
        rows = self.order_by("recommendation__submission", "pk").values_list(*values)
        changed = {}
        for submission, passages in groupby(list(rows), key=itemgetter(0)):
            source = prepared(_text_of(submission=submission))
            for _submission, pk, recommendation, exact, before in passages:
                check = check_of(exact, source)
                if check != before:
                    changed.setdefault(check, []).append((pk, recommendation))
        for check, pairs in changed.items():
            keys, recommendations = zip(*pairs, strict=True)
            self.model.objects.filter(pk__in=keys).update(text_check=check)
            # The API tells it: whoever mirrors the data has to learn of it.
            touched = Recommendation.objects.filter(pk__in=recommendations)
            touched.update(updated_at=timezone.now())


def _text_of(**recommendations):
    """Return the text of the document in which these recommendations are."""
    rows = Passage.recommendation.field.related_model.objects.filter(**recommendations)
    return rows.order_by().values_list("submission__text", flat=True).first()


def check_of(words, source):
    """Return how words stand in the text of their document, as a prepared Source or None."""
    if source is None:
        return Passage.Check.NOT_CHECKED
    return Passage.Check.FOUND if source.find(words) else Passage.Check.NOT_FOUND


class Passage(models.Model):
    """A piece of the source that says it, as a W3C text quote selector, with its page."""

    class Check(models.TextChoices):
        FOUND = "found", _("found in the document’s text")
        NOT_FOUND = "not_found", _("not found in the document’s text")
        NOT_CHECKED = "not_checked", _("not checked: no text is stored")

    recommendation = models.ForeignKey(
        "recommendations.Recommendation",
        on_delete=models.CASCADE,
        related_name="passages",
        verbose_name=_("recommendation"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    exact = NormalisedTextField(_("exact words"))
    prefix = NormalisedTextField(_("words before"), blank=True)
    suffix = NormalisedTextField(_("words after"), blank=True)
    page = models.PositiveIntegerField(_("page"), null=True, blank=True)
    # Not "check", which Django's models have as a method.
    text_check = models.CharField(
        _("in the document’s text"),
        max_length=11,
        choices=Check.choices,
        default=Check.NOT_CHECKED,
        editable=False,
    )
    not_found_reason = NormalisedTextField(
        _("reviewer’s reason"),
        blank=True,
        help_text=_(
            "Why a passage that was not found is right, for example “The document is a scan” "
            "or “a translation by its authors”. Readers see this."
        ),
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("accepted by"),
    )

    objects = PassageQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["text_check"])

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["recommendation", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(exact=""),
                name="recommendations_passage_not_empty",
                violation_error_message=_("Enter the words of the source."),
            )
        ]

    def __str__(self):
        return self.exact[:80]

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is None or "exact" in update_fields:
            source = prepared(_text_of(pk=self.recommendation_id))
            self.text_check = check_of(self.exact, source)
            update_fields = None if update_fields is None else {*update_fields, "text_check"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def is_not_found(self):
        return self.text_check == self.Check.NOT_FOUND

    @property
    def is_unaccepted(self):
        """Whether it is not in the text of its document and no reviewer has said why."""
        return self.is_not_found and not self.not_found_reason.strip()

    @property
    def start(self):
        """The first words, to name it by."""
        return Truncator(" ".join(self.exact.split())).chars(60)
