"""Where recommendations are aimed at: the articles, provisions and divisions of each draft."""

from collections import defaultdict
from itertools import accumulate
from random import Random
from typing import NamedTuple

from articles.models import Article, Division, Draft, Provision
from bench.data import shares


class TargetPlace(NamedTuple):
    """An article or a division, by their ids; a provision of the article with its wording."""

    draft: int
    article: int | None = None
    division: int | None = None
    provision: int | None = None
    wording: str = ""


class PlaceChooser:
    """All places there are, read once."""

    def __init__(self):
        self.articles = grouped(Article.objects.order_by("position"), "draft", "pk")
        self.divisions = grouped(Division.objects.order_by("position"), "draft", "pk")
        self.provisions = grouped(
            Provision.objects.order_by("position"), "article", "pk", "texts__text"
        )
        self.likely = {draft: gathered_weights(len(ids)) for draft, ids in self.articles.items()}
        drafts = Draft.objects.values_list("pk", "treaty", "stage")
        self.stages = {pk: (treaty, stage) for pk, treaty, stage in drafts}
        self.drafts = {place: pk for pk, place in self.stages.items()}

    def choose(self, rng, drafts):
        """Return a TargetPlace in one of these drafts."""
        draft = rng.choice(drafts)
        if rng.random() < shares.AT_DIVISION:
            [division] = rng.choice(self.divisions[draft])
            return TargetPlace(draft, division=division)
        [[article]] = rng.choices(self.articles[draft], cum_weights=self.likely[draft])
        if rng.random() < shares.AT_PROVISION:
            provision, wording = rng.choice(self.provisions[article])
            return TargetPlace(draft, article, provision=provision, wording=wording)
        return TargetPlace(draft, article)

    def next_draft(self, drafts):
        """Return the draft of the stage after all of these, None where there is none."""
        treaty, stage = max(self.stages[draft] for draft in drafts)
        return self.drafts.get((treaty, stage + 1))


def grouped(rows, key, *columns):
    """Return the columns of rows, as tuples, by the value of one column."""
    groups = defaultdict(list)
    for value, *rest in rows.values_list(key, *columns):
        groups[value].append(tuple(rest))
    return dict(groups)


def gathered_weights(count):
    """Return cumulative weights: what is asked gathers at few articles, all over the text."""
    weights = shares.falling_weights(count)
    Random(count).shuffle(weights)
    return list(accumulate(weights))
