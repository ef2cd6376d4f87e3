import hashlib
import re

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Prefetch
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles import dates
from articles.fields import (
    NOT_A_WEB_ADDRESS,
    NormalisedCharField,
    NormalisedTextField,
    PartialDateField,
    is_web_address,
    validate_language_tag,
)
from articles.folding import canonical, fold
from articles.models import Draft, Renamable, Session, Treaty
from articles.page_addresses import address
from recommendations.models.passage import Passage
from recommendations.models.signature import Signature
from recommendations.models.state import State, Stateful


def file_path(submission, filename):
    """Where the file of a submission is kept: a folder of its own."""
    return f"submissions/{submission.slug}/{filename}"


def sha256_of(file):
    """Return the SHA-256 of a file as hexadecimal figures; the file is left at its beginning."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


LARGEST_FILE = 30 * 1024 * 1024  # bytes
MOST_WORDS = 20  # of a search; more tell no more
SENTENCE = 6  # words; so many are looked for as they stand
ADDRESS_ENDS = re.compile(r"[#?].*$|/+$")
# Those without a date at the end, on every database.
NEWEST_FIRST = (F("first_day").desc(nulls_last=True), "slug")


class SubmissionQuerySet(models.QuerySet):
    def published(self):
        """Those that everybody may see."""
        return self.filter(state=State.PUBLISHED)

    def on_real_treaties(self):
        """Those on a treaty that is not invented."""
        return self.exclude(treaty__example=True)

    def withdrawn(self):
        """Those that were public and are no more, whatever state they are in since."""
        return self.filter(published_at__isnull=False).exclude(state=State.PUBLISHED)

    def for_list(self):
        """With treaty, session, drafts and signatories, in four queries."""
        return (
            self.select_related("treaty", "session")
            .defer("text")
            .prefetch_related(
                "drafts__treaty",
                Prefetch("signatures", Signature.objects.select_related("organisation")),
            )
        )

    def search(self, words):
        """Those that hold every word in title, text or the names of those who signed.

        A web address finds the documents from there, a sentence those that hold it as it stands.
        """
        if "://" in words:
            return self._from(words)
        folded = fold(words)
        each = folded.split()[:MOST_WORDS]
        if len(each) >= SENTENCE:
            said = FoldedText.objects.filter(folded__contains=folded)
            return self.filter(
                models.Q(folded__contains=folded) | models.Q(pk__in=said.values("submission"))
            )
        found = self
        for word in each:
            signed = Signature.objects.filter(organisation__folded__contains=word)
            said = FoldedText.objects.filter(folded__contains=word)
            found = found.filter(
                models.Q(folded__contains=word)
                | models.Q(pk__in=signed.values("submission"))
                | models.Q(pk__in=said.values("submission"))
            )
        return found

    def _from(self, address):
        """Those whose source address it is, whatever stands before the host or after the path."""
        bare = ADDRESS_ENDS.sub("", address.strip()).partition("://")[2].removeprefix("www.")
        if not bare:
            return self.none()
        return self.filter(source_url__icontains=bare)

    def newest_first(self):
        """In falling order of date, those without one at the end."""
        return self.order_by(*NEWEST_FIRST)

    def update(self, **values):
        """As Django does; where the text changes, passages are looked for in it anew."""
        if "text" not in values:
            return super().update(**values)
        with transaction.atomic():
            keys = list(self.order_by().values_list("pk", flat=True))
            count = super().update(**values)
            Passage.objects.filter(recommendation__submission__in=keys).judge()
            texts = self.model._base_manager.filter(pk__in=keys).order_by()
            for key, text in texts.values_list("pk", "text"):
                FoldedText.keep(key, text)
        return count

    update.alters_data = True


class Submission(Renamable, Stateful):
    """One document that one or more organisations handed in on one or more drafts."""

    title = NormalisedCharField(_("title"), max_length=400)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    treaty = models.ForeignKey(
        Treaty, on_delete=models.PROTECT, related_name="submissions", verbose_name=_("treaty")
    )
    session = models.ForeignKey(
        Session,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions",
        verbose_name=_("session"),
    )
    drafts = models.ManyToManyField(
        Draft, related_name="submissions", verbose_name=_("drafts it comments on"), blank=True
    )
    date = PartialDateField(
        _("date"), blank=True, help_text=_("As far as it is known: 2023, 2023-07 or 2023-07-19.")
    )
    first_day = models.DateField(null=True, editable=False, db_index=True)
    last_day = models.DateField(null=True, editable=False)
    language = models.CharField(
        _("language"),
        max_length=35,
        default="en",
        validators=[validate_language_tag],
        help_text=_("Language code, for example en, es or ar (BCP 47)."),
    )
    source_url = models.URLField(_("source address"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to=file_path, blank=True, max_length=300)
    text = NormalisedTextField(_("text"), blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True, editable=False)
    folded = models.TextField(editable=False, default="")

    objects = SubmissionQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["text", "folded", "first_day", "last_day", "withdrawn_at"],
        m2m_fields=[drafts],
    )

    class Meta(Stateful.Meta):
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        permissions = [("publish_submission", "Can publish and withdraw submissions")]
        ordering = NEWEST_FIRST
        constraints = [
            *Stateful.Meta.constraints,
            models.CheckConstraint(
                condition=is_web_address("source_url"),
                name="recommendations_submission_source_url_of_the_web",
                violation_error_message=NOT_A_WEB_ADDRESS,
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.derive()
        with transaction.atomic():
            is_new = self._state.adding
            is_another = self._has_another_text(kwargs.get("update_fields"))
            super().save(*args, **kwargs)
            if is_another:
                Passage.objects.filter(recommendation__submission=self).judge()
            if is_another or (is_new and self.text):
                FoldedText.keep(self.pk, self.text)

    def _has_another_text(self, update_fields):
        """Whether saving changes the text in which passages are looked for."""
        if update_fields is not None and "text" not in update_fields:
            return False
        if self._state.adding or "text" in self.get_deferred_fields():
            return False
        return not type(self).objects.filter(pk=self.pk, text=canonical(self.text)).exists()

    def get_absolute_url(self):
        return address("submission", self.slug)

    @property
    def is_public(self):
        return self.state == State.PUBLISHED

    @property
    def was_public(self):
        """Whether everybody could once see it: no later state takes the date of that away."""
        return self.published_at is not None

    @property
    def authors(self):
        """The organisations that wrote it, in the order of signing."""
        return [s.organisation for s in self.signatures.all() if s.role == Signature.Role.AUTHOR]

    def derive(self):
        """Set the first and last day that the date may mean, and the folded title."""
        first, last = dates.span(self.date) if self.date else (None, None)
        self.first_day, self.last_day = first, last
        self.folded = fold(self.title)

    def clean(self):
        if self.session_id and self.treaty_id and self.session.treaty_id != self.treaty_id:
            raise ValidationError({"session": _("The session belongs to another treaty.")})


class FoldedText(models.Model):
    """The text of a submission as searches read it: without case, accents and line breaks.

    Apart from it, because lists of submissions never read it.
    """

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, primary_key=True, related_name="folded_text"
    )
    folded = models.TextField()

    def __str__(self):
        return self.folded[:80]

    @classmethod
    def keep(cls, submission, text):
        """Store the text of the submission of this key; nothing where it has none."""
        folded = fold(text or "")
        if folded:
            cls.objects.update_or_create(pk=submission, defaults={"folded": folded})
        else:
            cls.objects.filter(pk=submission).delete()
