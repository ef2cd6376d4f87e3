"""What the desk notices while a recommendation is entered: passages, likenesses, the action.

The form is posted as it stands, is saved nowhere, and may hold anything.
"""

from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles import places
from articles.admin.forms import KEY
from articles.places.draft_places import DraftPlaces
from articles.trees import publicly_visible
from recommendations.admin import passage_inline, similar_recommendations, suggested_action
from recommendations.admin.live_views import refuse_strangers
from recommendations.admin.posted_rows import target_rows, wordings
from recommendations.admin.recommendation_form import drafts_of
from recommendations.models import Recommendation, Submission

LOOKS_LIKE = gettext_lazy('Looks like <a href="{address}">{name}</a>: {reason}.')
NOT_IN_TEXT = gettext_lazy(
    "The text that is recorded of this article has no %(place)s. It is kept as a place without "
    "wording, which readers see once this is public: is the number right?"
)
# What passes these is looked at on saving.
LONGEST_LIVE = 20_000  # characters of a quote
MOST_LIVE = 30  # rows of targets


@require_POST
def notice(request):
    """Answer pieces of HTML, each for the place on the page that it belongs to."""
    refuse_strangers(request)
    posted = {name: value.replace("\0", " ") for name, value in request.POST.items()}
    submission = Submission.objects.filter(pk=_key(posted.get("submission"))).defer("text").first()
    quote = posted.get("quote", "")[:LONGEST_LIVE]
    sought = like = ()
    if submission:
        if quote.strip():
            sought = passage_inline.seek_quoted(quote, passage_inline.source_of(submission.pk))
        like = similar_recommendations.alike(_sketch(posted, submission, quote))
    action = "" if posted.get("action") else _action(posted)
    return render(
        request,
        "admin/recommendations/_entry_hints.html",
        {"sought": sought, "like": like, "action": action},
    )


def _key(text):
    return int(text) if text and KEY.fullmatch(text) else None


def _sketch(posted, submission, quote):
    found, draft_places = set(), DraftPlaces(drafts_of(submission))
    key = _key(posted.get("draft"))
    foremost = next((one for one in draft_places.drafts if one.pk == key), None)
    for row in target_rows(posted)[:MOST_LIVE]:
        try:
            where = places.relation_of(row["place"])[1]
            for place in places.find_enumerated(where, draft_places, foremost):
                parts = (place.article, place.provision, place.division)
                found.add(tuple(part and part.pk for part in parts))
        except places.NotFound:
            continue
    return similar_recommendations.Sketch(
        submission, posted.get("title", "")[:200], quote, frozenset(found), _key(posted.get("own"))
    )


def _action(posted):
    title = posted.get("title", "")
    if not title.strip():
        return ""
    guess = suggested_action.suggested(title, wordings(posted), "cross_cutting" in posted)
    return Recommendation.Action(guess).label


def remarks(recommendation, sought):
    """Return what an editor is told after saving: what is not found, and what it is like."""
    like = similar_recommendations.alike(similar_recommendations.sketch_of(recommendation))
    return [
        *(one.remark for one in sought if one.remark),
        *(NOT_IN_TEXT % {"place": place} for place in _not_in_text(recommendation)),
        *(
            format_html(LOOKS_LIKE, address=one.address, name=one.name, reason=one.reason)
            for one in like
        ),
    ]


def _not_in_text(recommendation):
    """Yield the provisions aimed at that the text of their article, where there is one, lacks."""
    aimed = recommendation.targets.filter(provision__isnull=False)
    for target in aimed.select_related("article__draft", "provision__article"):
        text = publicly_visible(target.article.provisions.prefetch_related("texts"), cited=())
        if text and target.provision not in text:
            yield target.provision
