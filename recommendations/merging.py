"""Merging organisations: one that was entered twice goes, and what was its own is the other's."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.folding import fold
from articles.locking import lock_all
from articles.models import FormerSlug
from recommendations import bulk, publishing
from recommendations.models import Organisation, Recommendation, Submission

# What the one that stays takes over where it has nothing itself.
FILLED_IN = ("acronym", "country", "website", "accreditation")
LONGEST_REASON = 100  # characters, as many as a record of history holds


class OrganisationMerge:
    """The merge of one organisation into another, in preview or for good.

    Signatures move with their roles, names become other names, and every address that the one that
    goes has or had leads to the one that stays. Where both signed one submission nobody can tell
    what the two signatures mean: that is refused.
    """

    def __init__(self, gone, kept, by):
        self.gone, self.kept, self.by = gone, kept, by
        self.signatures = self.recommendations = self.addresses = 0  # how many move
        self.names = []  # what the one that stays will also be called
        self.filled = []  # what else it takes over, by the names of the fields

    def run(self, token=None):
        """Return what it does; done only with the token of the preview and no refusal."""
        if self.gone.pk == self.kept.pk:
            raise publishing.Refused(_("This is the same organisation. Choose another one."))
        return bulk.all_or_nothing(self._results, token)

    def _results(self):
        # Submissions first, as in every save of a signature.
        held = lock_all(Submission.objects.filter(signatures__organisation=self.gone))
        both = lock_all(Organisation.objects.filter(pk__in=[self.gone.pk, self.kept.pk]))
        if len(both) < 2:
            yield bulk.RowResult(self.gone, "", (_("Somebody else has deleted it."),))
            return
        self.gone.refresh_from_db()
        self.kept.refresh_from_db()
        results = list(self._moved_signatures(set(held)))
        yield from results
        if not any(result.refusals for result in results):
            self.signatures = len(results)
            self.recommendations = Recommendation.objects.filter(submission__in=held).count()
            yield self._own_result()
            self._remove()

    def _moved_signatures(self, held):
        signed = set(self.kept.signatures.values_list("submission", flat=True))
        rows = self.gone.signatures.select_related("submission").defer("submission__text")
        for signature in rows.order_by("submission__title", "pk"):
            submission = signature.submission
            if submission.pk in signed:
                words = _(
                    "Both organisations signed this submission. Remove one of the two "
                    "signatures first."
                )
                yield bulk.RowResult(submission, "", (words,))
            elif submission.pk not in held:
                words = _("Somebody has just signed this. Check the preview again.")
                yield bulk.RowResult(submission, "", (words,))
            else:
                yield self._move(signature, submission)

    def _move(self, signature, submission):
        seen = submission.updated_at.isoformat()
        signature.organisation = self.kept
        if not signature.name_as_signed and self.gone.name != self.kept.name:
            # The document still bears the name under which it was entered.
            signature.name_as_signed = self.gone.name
        self._note(signature)
        signature.save()
        bulk.mark_changed(submission, self.by)
        return bulk.RowResult(submission, signature.get_role_display(), (), seen)

    def _own_result(self):
        filled = [n for n in FILLED_IN if getattr(self.gone, n) and not getattr(self.kept, n)]
        for name in filled:
            setattr(self.kept, name, getattr(self.gone, name))
        self.filled = [str(Organisation._meta.get_field(name).verbose_name) for name in filled]
        self.names = self._names_to_add()
        self.kept.other_names = "\n".join([*self.kept.names, *self.names])
        self._note(self.kept)
        self.kept.save()
        before = FormerSlug.objects.filter(kind=Organisation._meta.label_lower, row=self.gone.pk)
        self.addresses = 1 + before.count()
        words = ngettext("%(count)d address", "%(count)d addresses", self.addresses)
        what = [*self.names, *self.filled, words % {"count": self.addresses}]
        return bulk.RowResult(self.kept, ", ".join(what))

    def _names_to_add(self):
        known = {fold(name) for name in (self.kept.name, self.kept.acronym, *self.kept.names)}
        names = {fold(name): name for name in (self.gone.name, self.gone.acronym, *self.gone.names)}
        return [name for folded, name in names.items() if folded and folded not in known]

    def _remove(self):
        self.kept.take_addresses_of(self.gone)
        row = Organisation.objects.get(pk=self.gone.pk)  # `gone` keeps its key for the preview
        self._note(row)
        row.delete()

    def _note(self, row):
        """Let the history say who merged what."""
        row._history_user = self.by
        words = _("Merged: %(gone)s into %(kept)s")
        reason = words % {"gone": self.gone.short_name, "kept": self.kept.short_name}
        row._change_reason = reason[:LONGEST_REASON]
