from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields import NormalisedTextField
from articles.locking import lock_all
from articles.models.article import Article
from articles.models.draft import Draft
from articles.models.sourced import Sourced


class SuccessionQuerySet(models.QuerySet):
    def hold(self):
        """Hold these until the transaction ends, and before them the drafts that they join.

        What contradicts one of them ends in the same drafts, so nobody confirms it meanwhile.
        """
        columns = "ancestor__draft", "descendant__draft", "dropped_in"
        drafts = {pk for row in self.order_by().values_list(*columns) for pk in row if pk}
        lock_all(Draft.objects.filter(pk__in=drafts))
        return lock_all(self)

    def confirmed(self):
        """Those that an editor stands by; lineage follows these alone."""
        return self.filter(state=Succession.State.CONFIRMED)

    def of_treaty(self, slug):
        """Those between articles of the treaty of this slug, and what is new in it."""
        return self.filter(
            Q(ancestor__draft__treaty__slug=slug) | Q(descendant__draft__treaty__slug=slug)
        )

    def of_kinds(self, kinds):
        """Those of any of these kinds."""
        of_kind = {
            Succession.Kind.BECAME: Q(ancestor__isnull=False, descendant__isnull=False),
            Succession.Kind.DROPPED: Q(dropped_in__isnull=False),
            Succession.Kind.NEW: Q(ancestor__isnull=True),
        }
        wanted = Q(pk__in=[])
        for kind in kinds:
            wanted |= of_kind[kind]
        return self.filter(wanted)

    def in_order(self):
        """By treaty and in the order of the earlier text; what is new stands last of each."""
        return self.order_by(
            Coalesce("ancestor__draft__treaty__slug", "descendant__draft__treaty__slug"),
            F("ancestor__draft__stage").asc(nulls_last=True),
            F("ancestor__draft__slug").asc(nulls_last=True),
            F("ancestor__position").asc(nulls_last=True),
            F("descendant__position").asc(nulls_last=True),
            "pk",
        )

    def for_list(self):
        """With both articles, their drafts and the treaty, in one query."""
        return self.select_related(
            "ancestor__draft__treaty", "descendant__draft__treaty", "dropped_in__treaty"
        )


class Succession(Sourced):
    """An edge from an article to one of a later stage, or to nothing in a later draft.

    An edge from nothing to an article says that this is new.
    """

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    class Confidence(models.TextChoices):
        A = "A", _("A: both numbers seen in a source")
        B = "B", _("B: one side seen in a source, little doubt")
        C = "C", _("C: plausible")
        D = "D", _("D: uncertain")

    class Kind(models.TextChoices):
        BECAME = "became", _("became")
        DROPPED = "dropped", _("dropped")
        NEW = "new", _("new")

    ancestor = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successions",
        verbose_name=_("article"),
        help_text=_("Left empty where the later article is new: it came from no earlier one."),
    )
    descendant = models.ForeignKey(
        Article,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="precessions",
        verbose_name=_("became"),
    )
    dropped_in = models.ForeignKey(
        Draft,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dropped_articles",
        verbose_name=_("dropped in"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.SUGGESTED
    )
    confidence = models.CharField(
        _("confidence"), max_length=1, choices=Confidence.choices, blank=True
    )
    # What a rule suggested has one; what an editor entered or changed has none.
    score = models.FloatField(
        _("score"),
        null=True,
        blank=True,
        editable=False,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("How sure a suggestion by rule is, from 0 to 1."),
    )
    reasons = NormalisedTextField(_("reasons"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)

    objects = SuccessionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Sourced.Meta):
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["ancestor__draft", "ancestor__position", "pk"]
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=Q(descendant__isnull=True, dropped_in__isnull=False)
                | Q(descendant__isnull=False, dropped_in__isnull=True),
                name="articles_succession_one_end",
                violation_error_message=_(
                    "A succession leads either to an article or to the draft that dropped it. "
                    "Choose one."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ancestor__isnull=False) | Q(dropped_in__isnull=True),
                name="articles_succession_dropped_from",
                violation_error_message=_("Say which article was dropped."),
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=1),
                name="articles_succession_score_is_share",
                violation_error_message=_("A score lies between 0 and 1."),
            ),
            models.UniqueConstraint(
                fields=["ancestor", "descendant"],
                name="articles_succession_once",
                violation_error_message=_("This succession is already recorded."),
            ),
            models.UniqueConstraint(
                fields=["ancestor", "dropped_in"],
                name="articles_succession_dropped_once",
                violation_error_message=_("It is already recorded that this was dropped there."),
            ),
            models.UniqueConstraint(
                fields=["descendant"],
                condition=Q(ancestor__isnull=True),
                name="articles_succession_new_once",
                violation_error_message=_("That this is new is recorded already."),
            ),
        ]

    def __str__(self):
        return f"{self.ancestor or _('new')} → {self.descendant or self.dropped_in}"

    @transaction.atomic
    def decide(self, state, by, at=None):
        """Confirm, reject or reopen it as it is stored, and record who did; False if it was so.

        What is decided in one act is decided `at` one moment. ValidationError if it cannot stand,
        or is there no longer.
        """
        if not Succession.objects.filter(pk=self.pk).hold():
            raise ValidationError(_("Somebody else has deleted it."))
        self.refresh_from_db(from_queryset=Succession.objects.for_list())
        if self.state == state:
            return False
        if state == self.State.CONFIRMED:
            self.full_clean()
            self.check_against_confirmed()
        suggested = state == self.State.SUGGESTED
        self.state = state
        self.decided_by, self.decided_at = (None, None) if suggested else (by, at or timezone.now())
        self._history_user = by
        self.save(update_fields=["state", "decided_by", "decided_at"])
        return True

    @transaction.atomic
    def take_back(self, by):
        """Undo its last decision: it is as it was before, and deleted where it was not there.

        Author and time of an earlier decision are so again. Returns whether it is still there;
        ValidationError where the earlier decision cannot stand any more.
        """
        before = self._before_last_decision()
        self._history_user = by
        if before is None:
            self.delete()
            return False
        self.state, self.decided_at = before.state, before.decided_at
        self.decided_by = get_user_model().objects.filter(pk=before.decided_by_id).first()
        if self.state == self.State.CONFIRMED:
            self.full_clean()
            self.check_against_confirmed()
        self.save(update_fields=["state", "decided_by", "decided_at"])
        return True

    def _before_last_decision(self):
        records = self.history.order_by("-history_date", "-history_id")
        return next((row for row in records if row.decided_at != self.decided_at), None)

    def check_against_confirmed(self):
        """Refuse what contradicts a confirmed one: new and come from one, dropped and living on."""
        confirmed = Succession.objects.confirmed().exclude(pk=self.pk)
        if self.descendant_id:
            is_new = self.kind == self.Kind.NEW
            others = confirmed.filter(descendant=self.descendant_id)
            if others.filter(ancestor__isnull=not is_new).exists():
                raise ValidationError(
                    _("It is confirmed already that this came from an earlier article.")
                    if is_new
                    else _("It is confirmed already that the later article is new.")
                )
        if self.ancestor_id:
            is_dropped = self.kind == self.Kind.DROPPED
            others = confirmed.filter(ancestor=self.ancestor_id)
            others = (
                others.filter(descendant__draft__stage=self.later_draft.stage)
                if is_dropped
                else others.filter(dropped_in__stage=self.later_draft.stage)
            )
            if others.exists():
                raise ValidationError(
                    _("It is confirmed already that this lives on at that stage.")
                    if is_dropped
                    else _("It is confirmed already that the earlier article was dropped.")
                )

    @property
    def ends(self):
        """The keys of its articles and of the draft that dropped one: what it is known by."""
        return self.ancestor_id, self.descendant_id, self.dropped_in_id

    @property
    def is_replaceable(self):
        """Whether a rule suggested it and nobody has decided or changed it."""
        return self.state == self.State.SUGGESTED and self.score is not None

    @property
    def kind(self):
        """Whether an article became another, was dropped, or is new."""
        if not self.ancestor_id:
            return self.Kind.NEW
        return self.Kind.BECAME if self.descendant_id else self.Kind.DROPPED

    @property
    def treaty(self):
        return (self.ancestor or self.descendant).draft.treaty

    @property
    def later_draft(self):
        """The draft in which the succession ends."""
        return self.descendant.draft if self.descendant_id else self.dropped_in

    def clean(self):
        if not self.ancestor_id or not (self.descendant_id or self.dropped_in_id):
            return
        field = "descendant" if self.descendant_id else "dropped_in"
        earlier, later = self.ancestor.draft, self.later_draft
        if earlier.treaty_id != later.treaty_id:
            raise ValidationError({field: _("A succession must stay within one treaty.")})
        # The rising stage is what makes a cycle impossible.
        if later.stage <= earlier.stage:
            raise ValidationError(
                {field: _("A succession must lead to a later stage of the text.")}
            )
