"""Hints while a recommendation is entered: passages found, similar ones, the likely action.

The form is posted as it stands, is saved nowhere, and may hold anything.
"""

from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import places
from articles.admin.forms import PRIMARY_KEY
from articles.places.draft_places import DraftPlaces
from articles.trees import publicly_visible
from recommendations.admin import (
    passage_inline,
    publishing_needs,
    similar_recommendations,
    suggested_action,
)
from recommendations.admin.live_views import LONGEST_LIVE, refuse_strangers
from recommendations.admin.recommendation_form import drafts_of
from recommendations.models import Recommendation, Submission

LOOKS_LIKE = gettext_lazy('Looks like <a href="{address}">{name}</a>: {reason}.')
NOT_IN_TEXT = gettext_lazy(
    "The recorded text of this article has no %(place)s. It is saved as a place without "
    "wording, which readers see once this is public. Check the number."
)
MOST_LIVE = 30  # rows of targets; any more are looked at on saving


@require_POST
def live_hints(request):
    """Answer pieces of HTML, each for the place on the page that it belongs to."""
    refuse_strangers(request)
    posted = {name: value.replace("\0", " ") for name, value in request.POST.items()}
    submission = Submission.objects.filter(pk=_key(posted.get("submission"))).defer("text").first()
    quote = posted.get("quote", "")[:LONGEST_LIVE]
    passages = similar = ()
    if submission:
        if quote.strip():
            source = passage_inline.source_of(submission.pk)
            passages = passage_inline.seek_quoted(quote, source)
        similar = similar_recommendations.similar_to(_profile(posted, submission, quote))
    action = "" if posted.get("action") else _action(posted)
    return render(
        request,
        "admin/recommendations/_entry_hints.html",
        {
            "passages": passages,
            "similar": similar,
            "action": action,
            "needs": publishing_needs.needs_of_form(posted, passages),
            "waits_for": submission if submission and not submission.is_public else None,
        },
    )


def _key(text):
    return int(text) if text and PRIMARY_KEY.fullmatch(text) else None


def _profile(posted, submission, quote):
    aimed_at, draft_places = set(), DraftPlaces(drafts_of(submission))
    key = _key(posted.get("draft"))
    preferred = next((draft for draft in draft_places.drafts if draft.pk == key), None)
    for row in suggested_action.target_rows(posted)[:MOST_LIVE]:
        try:
            where = places.relation_of(row["place"])[1]
            for place in places.find_enumerated(where, draft_places, preferred):
                rows = (place.article, place.provision, place.division)
                aimed_at.add(tuple(row and row.pk for row in rows))
        except places.NotFound:
            continue
    title, own = posted.get("title", "")[:200], _key(posted.get("own"))
    return similar_recommendations.Profile(submission, title, quote, frozenset(aimed_at), own)


def _action(posted):
    title = posted.get("title", "")
    if not title.strip():
        return ""
    wordings = suggested_action.wordings(posted)
    guess = suggested_action.suggested(title, wordings, "cross_cutting" in posted)
    return Recommendation.Action(guess).label


def hints(recommendation, passages):
    """Return what an editor is told after saving: what is not found, and what it is like."""
    profile = similar_recommendations.profile_of(recommendation)
    return [
        *(passage.hint for passage in passages if passage.hint),
        *(NOT_IN_TEXT % {"place": place} for place in _not_in_text(recommendation)),
        *(
            format_html(LOOKS_LIKE, address=like.address, name=like.name, reason=like.reason)
            for like in similar_recommendations.similar_to(profile)
        ),
    ]


def _not_in_text(recommendation):
    """Yield the provisions aimed at that the text of their article, where there is one, lacks."""
    aimed = recommendation.targets.filter(provision__isnull=False)
    for target in aimed.select_related("article__draft", "provision__article"):
        text = publicly_visible(target.article.provisions.prefetch_related("texts"), cited=())
        if text and target.provision not in text:
            yield target.provision
