"""The page of one recommendation, at its permalink."""

from functools import partial, reduce
from operator import or_
from typing import NamedTuple
from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render

from recommendations import bases
from recommendations.listing.address_cache import links_in
from recommendations.listing.counts import RecommendationSets
from recommendations.listing.rows import recommendation_rows
from recommendations.models import Outcome, Recommendation, Target
from recommendations.views.downloads import citation_of
from recommendations.views.lineage_steps import LineagePath, lineage_paths
from recommendations.views.quote_links import with_links
from recommendations.views.visibility import show_or_gone

MOST_RELATED = 6


class TargetInfo(NamedTuple):
    """A target of the recommendation, what became of its article, and of what was asked there."""

    target: Target
    lineage: LineagePath | None
    outcomes: list[Outcome]

    @property
    def has_wording(self):
        return bool(self.target.proposals.all())


def recommendation(request, key):
    """Show a recommendation: 404 if it never was public, 410 if it no longer is."""
    shown = get_object_or_404(Recommendation.objects.for_list(), key=key)
    return show_or_gone(request, shown, partial(_page, request, shown))


def _page(request, shown, preview):
    targets = targets_of(shown)
    related = related_to(shown, targets)
    draft = draft_cited(shown)
    drafts = {info.target.draft for info in targets} | {draft}
    context = {
        "recommendation": shown,
        "submission": shown.submission,
        "example": shown.submission.treaty.example_title,
        "preview": preview,
        "targets": targets,
        "has_wording": any(info.has_wording for info in targets),
        "outcomes": [o for o in shown.outcomes.all() if o.target_id is None],
        "related": with_links(related[:MOST_RELATED]),
        "all_related": lineages_query(targets) if len(related) > MOST_RELATED else "",
        "citation": citation_of(request, shown),
        "draft": draft,
        "links": links_in(drafts),
    }
    return render(request, "recommendations/recommendation.html", context)


def draft_cited(recommendation):
    """Return the one draft whose articles its words can mean, or None where there are several."""
    drafts = {target.draft for target in recommendation.targets.all()}
    drafts = drafts or set(recommendation.submission.drafts.select_related("treaty"))
    return drafts.pop() if len(drafts) == 1 else None


def targets_of(recommendation):
    """Return the targets of a recommendation in its order; a query more than `lineage_paths`."""
    targets = list(recommendation.targets.all())
    bases.attach([proposal for target in targets for proposal in target.proposals.all()])
    articles = {target.article_id: target.article for target in targets if target.article_id}
    paths = lineage_paths(list(articles.values()), recommendation.submission.treaty)
    path_of = {path.article.pk: path for path in paths}
    outcomes = list(recommendation.outcomes.all())
    return [
        TargetInfo(
            target,
            path_of.get(target.article_id),
            [outcome for outcome in outcomes if outcome.target_id == target.pk],
        )
        for target in targets
    ]


def related_to(recommendation, targets):
    """Return others on the same articles in any draft, other submissions first; one too many.

    Which they are is known from memory, however many there are.
    """
    sets = RecommendationSets()
    about = [sets.at("lineage", info.lineage.article) for info in targets if info.lineage]
    if not about:
        return []
    about = reduce(or_, about)
    own = about & sets.at("submission", recommendation.submission)
    most = MOST_RELATED + 2  # this one may be among them
    ids = [*sets.newest(about - own, most), *sets.newest(own, most)]
    ids = [pk for pk in dict.fromkeys(ids) if pk != recommendation.pk][: MOST_RELATED + 1]
    rows = {row.pk: row for row in recommendation_rows(Recommendation.objects.filter(pk__in=ids))}
    return [rows[pk] for pk in ids if pk in rows]


def lineages_query(targets):
    """Return the query string of the list of all that is asked of the same articles."""
    paths = dict.fromkeys(info.target.article.path for info in targets if info.lineage)
    return urlencode({"lineage": list(paths)}, doseq=True, safe="/")
