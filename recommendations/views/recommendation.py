"""The page of one recommendation, at its permalink."""

from functools import partial, reduce
from operator import or_
from typing import NamedTuple
from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import references
from articles.filters import can_be_asked, shortened
from articles.lineage.alignment import Kind
from articles.lineage.article_changes import ProvisionChange
from articles.lineage.places_now import PlaceNow
from articles.lineage.provision_words import Place
from articles.models import Article
from recommendations import bases
from recommendations.listing.address_cache import links_in
from recommendations.listing.counts import RecommendationSets
from recommendations.listing.rows import recommendation_rows
from recommendations.listing.target_wordings import wordings_now
from recommendations.models import Outcome, Recommendation, Target
from recommendations.views.downloads import citation_of
from recommendations.views.lineage_steps import LineagePath, lineage_paths
from recommendations.views.quote_links import with_links
from recommendations.views.visibility import show_or_gone

MOST_RELATED = 6
MOST_OPEN = 4  # provisions of one place; where there are more, they wait to be opened


class StandingWords(NamedTuple):
    """A provision of a later draft that has something of a place: its words against those before.

    `others` are provisions outside the place that were merged into it.
    """

    label: str
    address: str
    change: ProvisionChange
    others: list[str]
    is_elsewhere: bool  # in an article that is no successor

    @property
    def in_words(self) -> str:
        """What became of it beside the words that are marked."""
        parts = [_("moved to another article")] if self.is_elsewhere else []
        if self.others:
            parts.append(_("merged with %s") % ", ".join(self.others))
        elif self.change.kind == Kind.SPLIT:
            parts.append(_("a part of it"))
        return ", ".join(parts if self.change.is_reworded else [*parts, _("the same words")])


class TargetInfo(NamedTuple):
    """A target of the recommendation, what became of its article, and of what was asked there."""

    target: Target
    lineage: LineagePath | None
    outcomes: list[Outcome]
    now: PlaceNow | None

    @property
    def standing(self) -> list[StandingWords]:
        """What stands in its place in a later draft."""
        return [
            StandingWords(
                references.provision_label(article.label, change.later.eid),
                f"{article.get_absolute_url()}#{change.later.eid}",
                change,
                [self._label(p) for p in change.earlier if not self.now.before.covers(p)],
                is_elsewhere=article not in self.now.articles,
            )
            for article, change in self.now.provisions
        ]

    @property
    def articles(self) -> list[Article]:
        """The later articles that have anything of the place, where that is known, or all."""
        return list(dict.fromkeys(row for row, _change in self.now.provisions)) or self.now.articles

    @property
    def is_long(self) -> bool:
        return len(self.now.provisions) + len(self.now.gone) > MOST_OPEN

    @property
    def gone(self) -> list[str]:
        return [self._label(place) for place in self.now.gone]

    @property
    def summary(self) -> str:
        """How much of the place is as it was, in words."""
        count = len(self.now.provisions)
        reworded = sum(change.is_reworded for _article, change in self.now.provisions)
        words = ngettext(
            "%(reworded)d of %(count)d provision reworded",
            "%(reworded)d of %(count)d provisions reworded",
            count,
        )
        parts = [words % {"reworded": reworded, "count": count}] if count else []
        gone = len(self.now.gone)
        parts += [ngettext("%d gone", "%d gone", gone) % gone] if gone else []
        return ", ".join(parts)

    def _label(self, place: Place) -> str:
        """Return how a place of the earlier draft is cited."""
        return references.provision_label(self.now.former[place.article].label, place.eid)

    @property
    def has_wording(self):
        return bool(self.target.proposals.all())


def recommendation(request, key):
    """Show a recommendation: 404 if it never was public, 410 if it no longer is."""
    shown = get_object_or_404(Recommendation.objects.for_list(), key=key)
    return show_or_gone(request, shown, partial(_page, request, shown))


def _page(request, shown, preview):
    if session := shown.submission.session:
        session.treaty = shown.submission.treaty  # whose address is its own
    later = LaterDraft(shown, request.GET)
    targets = targets_of(shown, later.slug)
    related = related_to(shown, targets)
    draft = draft_cited(shown)
    drafts = {info.target.draft for info in targets} | {draft}
    context = {
        "recommendation": shown,
        "submission": shown.submission,
        "example": shown.submission.treaty.example_title,
        "preview": preview,
        "targets": targets,
        "later": later,
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


class LaterDraft:
    """The later draft that `draft` of the address asks for: its slug, "" where there is none."""

    def __init__(self, recommendation, query):
        self.slug, self.notice = query.get("draft", "").strip(), ""
        if not self.slug:
            return
        drafts = recommendation.submission.treaty.drafts
        draft = drafts.filter(slug=self.slug).first() if can_be_asked(self.slug) else None
        stages = [target.draft.stage for target in recommendation.targets.all()]
        if draft is None:
            words = _("There is no draft “%s” (draft) of this treaty.")
            self.notice = words % shortened(self.slug)
        elif stages and draft.stage <= min(stages):
            self.notice = (
                _("%s (draft) is no later draft than this recommendation is about.") % draft
            )
        if self.notice:
            self.slug = ""


def targets_of(recommendation, draft=""):
    """Return the targets of a recommendation in its order, with what a later draft has there."""
    targets = list(recommendation.targets.all())
    bases.attach([proposal for target in targets for proposal in target.proposals.all()])
    articles = {target.article_id: target.article for target in targets if target.article_id}
    paths = lineage_paths(list(articles.values()), recommendation.submission.treaty)
    path_of = {path.article.pk: path for path in paths}
    outcomes = list(recommendation.outcomes.all())
    now = wordings_now(targets, draft, [recommendation.quote_language])
    return [
        TargetInfo(
            target,
            path_of.get(target.article_id),
            [outcome for outcome in outcomes if outcome.target_id == target.pk],
            now.get(target.pk),
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
