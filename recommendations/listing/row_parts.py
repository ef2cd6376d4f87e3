"""What stands around recommendations, read as plain values for lists of the pages and the API.

A query for each kind of part, as with `for_list()`; but no model instance for any of them, nor a
query set at each recommendation, which together take longer than the database does.
"""

from collections import defaultdict
from functools import cached_property

from articles import references
from articles.models import Division
from recommendations.models import Outcome, Passage, Proposal, Recommendation, Signature, Target
from recommendations.models.target import label_at

OF_PLACE = ("kind", "number", "slug", "heading")
OF_DRAFT = ("draft__slug", "draft__symbol", "draft__title", "draft__treaty__slug")
TARGET_VALUES = (
    *("pk", "as_cited", "extent", "relation", "new_label", "provision__eid"),
    *(f"{place}__{name}" for place in ("article", "division") for name in OF_PLACE + OF_DRAFT),
)
PROPOSAL_VALUES = ("language", "base", "proposed", "basis", "note")
OUTCOME_VALUES = (
    *("target", "draft__slug", "draft__treaty__slug", "verdict", "status"),
    *("evidence", "note", "basis", "source"),
)
SIGNATURE_VALUES = (
    *("organisation__slug", "organisation__name", "organisation__acronym"),
    *("role", "name_as_signed"),
)


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


def place_of(target):
    """Return the label of the article or division that a target of `Parts` lies in."""
    if target.division__kind:
        return Division(kind=target.division__kind, number=target.division__number).label
    return references.article_label(target.article__kind, target.article__number)


def label_of(target, place):
    """Return the label of a target of `Parts` in its `place_of`, as the model has it."""
    if target.provision__eid:
        place = references.provision_label(place, target.provision__eid)
    return label_at(place, target.relation, target.new_label)
