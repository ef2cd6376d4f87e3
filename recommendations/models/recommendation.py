from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields import (
    NormalisedCharField,
    NormalisedTextField,
    validate_language_tag,
    validate_one_line,
)
from articles.folding import fold, natural_key
from articles.page_addresses import address
from recommendations.keys import new_key
from recommendations.models.outcome import Outcome
from recommendations.models.passage import Passage
from recommendations.models.proposal import Proposal
from recommendations.models.signature import Signature
from recommendations.models.state import State, Stateful, is_public_recommendation
from recommendations.models.submission import Submission
from recommendations.models.target import Target
from recommendations.models.theme import Theme


class RecommendationQuerySet(models.QuerySet):
    def published(self):
        """Those that everybody may see: published, in a published submission."""
        return self.filter(is_public_recommendation())

    def withdrawn(self):
        """Those that were public and are no more, by themselves or with their submission."""
        return self.filter(
            ~Q(state=State.PUBLISHED) | ~Q(submission__state=State.PUBLISHED),
            public_since__isnull=False,
        )

    def about(self, *articles):
        """Those with a target in one of these articles, each once."""
        return self.filter(
            pk__in=Target.objects.filter(article__in=articles).values("recommendation")
        )

    def without_place(self):
        """Those that nobody has said yet what in the text they are about."""
        return self.filter(targets=None, cross_cutting=False)

    def search(self, words):
        """Those that hold every word in title, rationale, quote, proposal or signatories' names."""
        found = self
        for word in fold(words).split():
            signed = Signature.objects.filter(organisation__folded__contains=word)
            found = found.filter(
                Q(folded__contains=word) | Q(submission__in=signed.values("submission"))
            )
        return found

    def for_list(self):
        """With all that a list shows of a recommendation, in a fixed number of queries."""
        # Each in its order within the whole: the models' own would join the whole to sort by it.
        proposals = Proposal.objects.order_by("language")
        targets = Target.objects.order_by("position", "pk").select_related(
            "article__draft__treaty", "division__draft__treaty", "provision__article"
        )
        outcomes = Outcome.objects.order_by("draft", "pk").select_related("draft__treaty")
        signatures = Signature.objects.order_by("role", "position", "pk")
        return (
            self.select_related("submission__treaty", "submission__session")
            # Of a submission the text can be long, and no list shows it.
            .defer("folded", "submission__folded", "submission__text")
            .prefetch_related(
                Prefetch("passages", Passage.objects.order_by("position", "pk")),
                "themes",
                Prefetch("submission__signatures", signatures.select_related("organisation")),
                Prefetch("targets", targets.prefetch_related(Prefetch("proposals", proposals))),
                Prefetch("outcomes", outcomes),
            )
        )

    def with_parts(self):
        """With all that rules across rows look at, in a fixed number of queries."""
        targets = Target.objects.select_related(
            "article__draft", "division__draft", "provision__article"
        ).prefetch_related("proposals")
        outcomes = Outcome.objects.select_related("draft")
        return self.prefetch_related(
            "passages",
            "themes",
            "submission__drafts",
            Prefetch("targets", targets),
            Prefetch("outcomes", outcomes),
        )


class Recommendation(Stateful):
    """One thing asked for in a submission."""

    class Action(models.TextChoices):
        AMEND = "amend", _("amend")
        INSERT = "insert", _("insert")
        DELETE = "delete", _("delete")
        REPLACE = "replace", _("replace")
        RETAIN = "retain", _("retain")
        GENERAL = "general", _("general")

    class Aim(models.TextChoices):
        NARROW = "narrow", _("narrow")
        BROADEN = "broaden", _("broaden")
        CLARIFY = "clarify", _("clarify")
        STRENGTHEN_SAFEGUARDS = "strengthen_safeguards", _("strengthen safeguards")
        OPPOSE = "oppose", _("oppose")

    submission = models.ForeignKey(
        Submission,
        on_delete=models.PROTECT,
        related_name="recommendations",
        verbose_name=_("submission"),
    )
    key = models.CharField(_("key"), max_length=12, unique=True, default=new_key, editable=False)
    number = models.CharField(
        _("number"),
        max_length=20,
        validators=[validate_one_line],
        help_text=_("Its number in the submission, for example 6.1."),
    )
    title = NormalisedCharField(
        _("title"),
        max_length=200,
        help_text=_("What is asked, in your own words, for a delegate to read."),
    )
    action = models.CharField(_("action"), max_length=8, choices=Action.choices)
    aim = models.CharField(_("aim"), max_length=21, choices=Aim.choices, blank=True)
    rationale = NormalisedTextField(
        _("rationale"), blank=True, help_text=_("Why they ask for it, in your own words.")
    )
    language = models.CharField(
        _("language"),
        max_length=35,
        validators=[validate_language_tag],
        blank=True,
        help_text=_("If it is not the language of the submission."),
    )
    themes = models.ManyToManyField(
        Theme, related_name="recommendations", verbose_name=_("themes"), blank=True
    )
    cross_cutting = models.BooleanField(
        _("cross-cutting"),
        default=False,
        help_text=_("About the whole text, not about one place in it."),
    )
    # Not to be had from the two dates of publication: each may have been published alone.
    public_since = models.DateTimeField(_("public since"), null=True, blank=True, editable=False)
    sort_key = models.CharField(max_length=120, editable=False, default="")
    folded = models.TextField(editable=False, default="")

    objects = RecommendationQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["folded", "sort_key", "public_since", "withdrawn_at"], m2m_fields=[themes]
    )

    state_fields = (*Stateful.state_fields, "public_since")

    class Meta(Stateful.Meta):
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        permissions = [("publish_recommendation", "Can publish and withdraw recommendations")]
        ordering = ["submission", "sort_key"]
        constraints = [
            *Stateful.Meta.constraints,
            models.UniqueConstraint(
                fields=["submission", "number"],
                name="recommendations_recommendation_number_once",
                violation_error_message=_(
                    "This submission already has a recommendation with this number."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def save(self, *args, **kwargs):
        self.sort_key = natural_key(self.number)[:120]
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return address("recommendation", self.key)

    @property
    def is_public(self):
        return self.state == State.PUBLISHED and self.submission.is_public

    @property
    def was_public(self):
        """Whether everybody could once see it: whether it and its submission were both public."""
        return self.public_since is not None

    @property
    def stays_in_submission(self):
        """Whether it stays in its submission: elsewhere it might appear or vanish unannounced."""
        return self.state == State.PUBLISHED or self.was_public

    @property
    def quote(self):
        """The words of the source: the passages, joined with […]."""
        return quote(passage.exact for passage in self.passages.all())

    @property
    def not_found(self):
        """The passages that are not in the text of the document."""
        return [passage for passage in self.passages.all() if passage.is_not_found]

    @property
    def is_not_checked(self):
        """Whether no text of the document is stored in which its passages could be."""
        checks = [passage.text_check for passage in self.passages.all()]
        return Passage.Check.NOT_CHECKED in checks

    @property
    def pages(self):
        """The pages of the document that the quote is on, each once, in order."""
        return sorted({passage.page for passage in self.passages.all() if passage.page})

    @property
    def quote_language(self):
        """The language tag of the quote: its own, else that of the submission."""
        return self.language or self.submission.language

    def derive_folded(self):
        """Return the folded text that search reads, from title, rationale and the parts."""
        parts = [self.title, self.rationale]
        parts += [passage.exact for passage in self.passages.all()]
        for target in self.targets.all():
            for proposal in target.proposals.all():
                parts += [proposal.base, proposal.proposed]
        return fold(" \n ".join(parts))

    def refresh_folded(self):
        """Store the folded text anew, from the database; after any change of the parts."""
        stored = type(self).objects.prefetch_related("passages", "targets__proposals")
        self.folded = stored.get(pk=self.pk).derive_folded()
        type(self).objects.filter(pk=self.pk).update(folded=self.folded)


def quote(words):
    """Return the words of passages as one quote."""
    return " […] ".join(words)
