"""What became of an article, as readers follow it: step by step from the earliest draft."""

from collections import defaultdict
from typing import NamedTuple

from articles.lineage import Lineage, history_of
from articles.models import Article, Succession


class LineageStep(NamedTuple):
    """An article on the way, and the successions by which the text came to it."""

    article: Article
    arrivals: list[Succession]

    @property
    def is_unverified(self):
        """Whether any part of the way to this article rests on no source."""
        return any(succession.is_unverified for succession in self.arrivals)


class LineagePath(NamedTuple):
    """The way of one article: confirmed steps, earliest first, and what is not yet certain."""

    article: Article
    earlier: list[LineageStep]
    here: LineageStep
    later: list[LineageStep]
    suggested: list[Succession]
    dropped: list[Succession]

    @property
    def steps(self):
        return [*self.earlier, self.here, *self.later]

    @property
    def has_more(self):
        """Whether there is more to tell than the article itself."""
        certain = self.earlier or self.here.arrivals or self.later
        return bool(certain or self.suggested or self.dropped)

    @property
    def successions(self):
        """The confirmed successions, in the order of the drafts."""
        return [succession for step in self.steps for succession in step.arrivals]

    @property
    def others(self):
        """The same article in other drafts."""
        return [step.article for step in [*self.earlier, *self.later]]


def lineage_paths(articles, treaty):
    """Return the LineagePath of each of these articles of a treaty, in order; three queries."""
    lineage = Lineage.load(treaty)
    families = {article.pk: lineage.of(article.pk) for article in articles}
    members = Article.objects.for_list().filter(pk__in=set().union(*families.values()))
    members = list(members.order_by("draft__stage", "draft__slug", "position"))
    successions = list(history_of(members))
    return [_path(article, families[article.pk], members, successions) for article in articles]


def _path(article, family, members, successions):
    arrivals, suggested, dropped = defaultdict(list), [], []
    for succession in successions:
        ends = {succession.ancestor_id, succession.descendant_id} - {None}
        if not ends & family:
            continue
        if succession.state == Succession.State.SUGGESTED:
            suggested.append(succession)
        elif succession.descendant_id is None:
            dropped.append(succession)
        elif ends <= family:  # what is new came from nothing, and leads here all the same
            arrivals[succession.descendant_id].append(succession)
    steps = [LineageStep(member, arrivals[member.pk]) for member in members if member.pk in family]
    stage = article.draft.stage
    return LineagePath(
        article,
        [step for step in steps if step.article.draft.stage < stage],
        LineageStep(article, arrivals[article.pk]),
        [step for step in steps if step.article.draft.stage > stage],
        suggested,
        dropped,
    )
