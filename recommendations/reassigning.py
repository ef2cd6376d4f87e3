"""Reassigning a submission: what it says of one draft is moved to the same places of another."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles.locking import lock
from recommendations import bulk, checking, publishing
from recommendations.models import Recommendation, Target


class Left(NamedTuple):
    """A target that stays where it is, and why."""

    target: Target
    why: str


class Reassignment:
    """The move of a submission's targets from one draft to another, in preview or for good.

    Places correspond by kind and number. What has no counterpart stays in the old draft, which
    then stays among the drafts of the submission.
    """

    def __init__(self, submission, old, new, by, may_change=lambda row: True):
        self.submission, self.old, self.new, self.by = submission, old, new, by
        self.may_change = may_change
        self.left = []

    def run(self, token=None):
        """Return what it does; done only with the token of the preview and no refusal."""
        if self.new == self.old or self.new.treaty_id != self.old.treaty_id:
            raise publishing.Refused(_("Choose two different drafts of one treaty."))
        self.left = []
        return bulk.all_or_nothing(self._results, token)

    @cached_property
    def _articles(self):
        return {(one.kind, one.number): one for one in self.new.articles.all()}

    @cached_property
    def _divisions(self):
        return {(one.kind, one.number): one for one in self.new.divisions.all()}

    @cached_property
    def _provisions(self):
        rows = self.new.provisions.select_related("article")
        return {(one.article_id, one.eid): one for one in rows}

    def _results(self):
        lock(self.submission)
        targets = self._targets()
        by_whole = {}
        for target in targets:
            by_whole.setdefault(target.recommendation_id, []).append(target)
        # The drafts first: what is published is judged by them.
        self._set_drafts({self.old, self.new} if any(map(self._why_left, targets)) else {self.new})
        wholes = Recommendation.objects.in_bulk(by_whole)
        for key in sorted(by_whole):
            whole = wholes.get(key)
            if whole is None or not lock(whole):
                continue  # what was deleted meanwhile has nothing to move
            try:
                with transaction.atomic():
                    words = self._move_all(whole, by_whole[key])
                    yield bulk.RowResult(whole, words, (), whole.updated_at.isoformat())
            except ValidationError as refusal:
                yield bulk.RowResult(whole, "", tuple(refusal.messages))
        yield from self._own_result()

    def _targets(self):
        within = Q(article__draft=self.old) | Q(division__draft=self.old)
        return list(
            Target.objects.filter(within, recommendation__submission=self.submission)
            .select_related("article__draft", "division__draft", "provision__article")
            .select_related("recommendation")
            .order_by("recommendation__sort_key", "position", "pk")
        )

    def _counterpart(self, target):
        """Return article, division and provision of the new draft, None for what it lacks."""
        if target.division_id:
            division = target.division
            return None, self._divisions.get((division.kind, division.number)), None
        article = self._articles.get((target.article.kind, target.article.number))
        provision = None
        if article and target.provision_id:
            provision = self._provisions.get((article.pk, target.provision.eid))
        return article, None, provision

    def _why_left(self, target):
        article, division, provision = self._counterpart(target)
        if not (article or division) or (target.provision_id and not provision):
            return _("%(place)s is not recorded in %(draft)s.") % {
                "place": (target.provision or target.article or target.division).label,
                "draft": self.new,
            }
        return ""

    def _move_all(self, whole, targets):
        moved = [target for target in targets if not self._why_left(target)]
        self.left += [Left(one, self._why_left(one)) for one in targets if one not in moved]
        if not moved:
            return ""
        if not self.may_change(whole):
            raise publishing.Refused(_("You may not change this."))
        seen = whole.updated_at
        for target in moved:
            target.article, target.division, target.provision = self._counterpart(target)
            target._history_user = self.by
            target.full_clean()
            target.save()
        whole._history_user = self.by
        whole.touch()
        whole.save(update_fields=["updated_at"])
        self._refuse_faults(whole)
        whole.updated_at = seen
        return ", ".join(target.label for target in moved)

    def _refuse_faults(self, whole):
        bulk.refuse_faults(whole)
        stored = Recommendation.objects.with_parts().get(pk=whole.pk)
        if faults := list(checking.outcome_faults(stored, stored.targets.all())):
            raise publishing.Refused(faults)

    def _set_drafts(self, keeping):
        drafts = set(self.submission.drafts.all()) - {self.old} | keeping
        self._had = set(self.submission.drafts.all())
        if drafts != self._had:
            bulk.mark_changed(self.submission, self.by)
            self.submission.drafts.set(drafts)
        self._has = drafts

    def _own_result(self):
        signs = [f"+ {draft}" for draft in self._has - self._had]
        signs += [f"− {draft}" for draft in self._had - self._has]
        yield bulk.RowResult(self.submission, ", ".join(sorted(signs)))
