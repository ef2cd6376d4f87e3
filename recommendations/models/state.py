"""The state of what editors enter, and what is public."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


def is_public_recommendation(lookup=""):
    """Return the condition that a recommendation is published, in a published submission.

    `lookup` leads to the recommendation, such as "recommendation__".
    """
    states = {f"{lookup}state": State.PUBLISHED, f"{lookup}submission__state": State.PUBLISHED}
    return models.Q(**states)


class Stateful(models.Model):
    """Something that editors enter and that becomes public; `publishing` alone writes its state."""

    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    # Since when it answers that it is gone; what an editor changes afterwards does not move it.
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    # Not auto_now: the moment travels with the data when it is exported and imported again.
    updated_at = models.DateTimeField(_("last changed"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )

    # What `publishing` alone writes.
    state_fields = ("state", "published_at", "withdrawn_at")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="published", published_at=None),
                name="%(app_label)s_%(class)s_published_is_dated",
                violation_error_message=_("What is published must have its publication date."),
            )
        ]

    def touch(self):
        """Mark as changed now; the caller saves."""
        self.updated_at = timezone.now()
