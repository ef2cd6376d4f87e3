"""What stands around the recommendations of an answer, read as plain values.

A query for each kind of part, as with `for_list()`; but no model instance for any of them, nor a
query set at each recommendation, which together take longer than the database does.
"""

from collections import defaultdict
from functools import cached_property

from recommendations.models import Outcome, Passage, Proposal, Recommendation, Signature, Target

TARGET_VALUES = (
    *("pk", "as_cited", "extent", "relation", "new_label"),
    *("article__kind", "article__number", "article__slug"),
    *("article__draft__slug", "article__draft__treaty__slug"),
    *("division__kind", "division__number", "division__slug"),
    *("division__draft__slug", "division__draft__treaty__slug"),
    "provision__eid",
)
PROPOSAL_VALUES = ("language", "base", "proposed", "basis", "note")
OUTCOME_VALUES = (
    *("target", "draft__slug", "draft__treaty__slug", "verdict", "status"),
    *("evidence", "note", "basis", "source"),
)
SIGNATURE_VALUES = ("organisation__slug", "organisation__name", "role", "name_as_signed")


class Parts:
    """The parts of these recommendations, by the id of what they belong to, each in its order."""

    def __init__(self, recommendations):
        self.ids = [row.pk for row in recommendations]
        self.submissions = {row.submission_id for row in recommendations}

    @cached_property
    def passages(self):
        rows = self.of(Passage).order_by("position", "pk")
        return grouped(rows, "recommendation", "exact", "prefix", "suffix", "page")

    @cached_property
    def themes(self):
        rows = self.of(Recommendation.themes.through).order_by("theme__position", "theme__name")
        return grouped(rows, "recommendation", "theme__slug", "theme__name")

    @cached_property
    def signatures(self):
        rows = Signature.objects.filter(submission__in=self.submissions)
        return grouped(rows.order_by("role", "position", "pk"), "submission", *SIGNATURE_VALUES)

    @cached_property
    def targets(self):
        rows = self.of(Target).order_by("position", "pk")
        return grouped(rows, "recommendation", *TARGET_VALUES)

    @cached_property
    def proposals(self):
        targets = [target.pk for found in self.targets.values() for target in found]
        rows = Proposal.objects.filter(target__in=targets).order_by("language")
        return grouped(rows, "target", *PROPOSAL_VALUES)

    @cached_property
    def outcomes(self):
        rows = self.of(Outcome).order_by("draft", "pk")
        return grouped(rows, "recommendation", *OUTCOME_VALUES)

    def of(self, model):
        return model.objects.filter(recommendation__in=self.ids)


def grouped(rows, key, *names):
    """Return the values of rows under these names, in lists by the value of `key`."""
    found = defaultdict(list)
    for row in rows.values_list(key, *names, named=True):
        found[row[0]].append(row)
    return found
