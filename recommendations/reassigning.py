"""Reassigning a submission: what it says of one draft is moved to the same places of another."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles.locking import lock
from recommendations import bases, bulk, data_checks, publishing
from recommendations.models import Proposal, Recommendation, Target


class Reassignment:
    """The move of a submission's targets from one draft to another, in preview or for good.

    Places correspond by kind and number. What has no counterpart stays in the old draft, which
    then stays among the drafts of the submission.
    """

    def __init__(self, submission, old, new, by, may_change=lambda row: True):
        self.submission, self.old, self.new, self.by = submission, old, new, by
        self.may_change = may_change
        self.left = []  # targets that stay where they are: (target, why)
        self._misquoting = frozenset()

    def run(self, token=None):
        """Return what it does; done only with the token of the preview and no refusal."""
        if self.new == self.old or self.new.treaty_id != self.old.treaty_id:
            raise publishing.Refused(_("Choose two different drafts of the same treaty."))
        self.left = []
        return bulk.all_or_nothing(self._results, token)

    @cached_property
    def _articles(self):
        return {(article.kind, article.number): article for article in self.new.articles.all()}

    @cached_property
    def _divisions(self):
        divisions = self.new.divisions.all()
        return {(division.kind, division.number): division for division in divisions}

    @cached_property
    def _provisions(self):
        rows = self.new.provisions.select_related("article")
        return {(provision.article_id, provision.eid): provision for provision in rows}

    def _results(self):
        lock(self.submission)
        targets = self._targets()
        self._misquoting = self._find_misquoting(targets)
        by_recommendation = {}
        for target in targets:
            by_recommendation.setdefault(target.recommendation_id, []).append(target)
        # The drafts first: what is published is judged by them.
        self._set_drafts({self.old, self.new} if any(map(self._why_left, targets)) else {self.new})
        recommendations = Recommendation.objects.in_bulk(by_recommendation)
        for key in sorted(by_recommendation):
            recommendation = recommendations.get(key)
            if recommendation is None or not lock(recommendation):
                continue  # what was deleted meanwhile has nothing to move
            try:
                with transaction.atomic():
                    words = self._move_all(recommendation, by_recommendation[key])
                    yield bulk.RowResult(
                        recommendation, words, (), recommendation.updated_at.isoformat()
                    )
            except ValidationError as refusal:
                yield bulk.RowResult(recommendation, "", tuple(refusal.messages))
        yield from self._own_result()

    def _targets(self):
        within = Q(article__draft=self.old) | Q(division__draft=self.old)
        return list(
            Target.objects.filter(within, recommendation__submission=self.submission)
            .select_related("article__draft", "division__draft", "provision__article")
            .select_related("recommendation")
            .prefetch_related("proposals")
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

    def _find_misquoting(self, targets):
        """Return the keys of targets whose base, called official, the new draft does not have."""
        wanted = []
        for target in targets:
            article, _division, provision = self._counterpart(target)
            there = article and not target.is_insertion and (provision or not target.provision_id)
            for proposal in target.proposals.all() if there else ():
                if proposal.basis == Proposal.Basis.OFFICIAL:
                    key, eid = (target.pk, proposal.language), provision.eid if provision else ""
                    place = (article.pk, eid, target.extent, proposal.language)
                    wanted.append(bases.Base(key, *place, proposal.base))
        checks = bases.compared(wanted)
        return {key for (key, _language), check in checks.items() if not check.is_equal}

    def _why_left(self, target):
        article, division, provision = self._counterpart(target)
        if not (article or division) or (target.provision_id and not provision):
            return _("%(place)s is not recorded in %(draft)s.") % {
                "place": (target.provision or target.article or target.division).label,
                "draft": self.new,
            }
        if target.pk in self._misquoting:
            return _(
                "%(place)s: its base is given as the official text, which is different in "
                "%(draft)s. Say that the base is quoted, or use the new text."
            ) % {"place": target.label, "draft": self.new}
        return ""

    def _move_all(self, recommendation, targets):
        moved = [target for target in targets if not self._why_left(target)]
        staying = [target for target in targets if target not in moved]
        self.left += [(target, self._why_left(target)) for target in staying]
        if not moved:
            return ""
        if not self.may_change(recommendation):
            raise publishing.Refused(_("You do not have permission to change this."))
        seen = recommendation.updated_at
        for target in moved:
            target.article, target.division, target.provision = self._counterpart(target)
            target._history_user = self.by
            target.full_clean()
            target.save()
        recommendation._history_user = self.by
        recommendation.touch()
        recommendation.save(update_fields=["updated_at"])
        self._refuse_broken_rules(recommendation)
        recommendation.updated_at = seen
        return ", ".join(target.label for target in moved)

    def _refuse_broken_rules(self, recommendation):
        bulk.refuse_broken_rules(recommendation)
        stored = Recommendation.objects.with_parts().get(pk=recommendation.pk)
        if broken := list(data_checks.broken_outcome_rules(stored, stored.targets.all())):
            raise publishing.Refused(broken)

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
