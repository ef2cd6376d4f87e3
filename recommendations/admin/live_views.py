"""What the recommendation page asks for while an editor types: places, and a redline."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles import places as drafts_places
from articles import redline
from articles.admin.forms import KEY
from articles.places.draft_places import DraftPlaces
from articles.redline_html import as_html
from articles.references import enumerations
from recommendations.admin.known_wording import known_wordings
from recommendations.admin.recommendation_form import drafts_of
from recommendations.models import Submission

# Beyond this a comparison may take longer than somebody waits; saving compares texts of any length.
LONGEST_LIVE = 20_000


def submission_of(request):
    """Return the submission named in the address; None when it is none."""
    key = request.GET.get("submission", "")
    if not KEY.fullmatch(key):
        return None
    return Submission.objects.filter(pk=int(key)).defer("text").select_related("treaty").first()


def refuse_strangers(request):
    wanted = ("recommendations.add_recommendation", "recommendations.change_recommendation")
    if not any(request.user.has_perm(permission) for permission in wanted):
        raise PermissionDenied


@require_GET
def places(request):
    """Answer the places that a text may mean in the drafts of a submission, the likeliest first."""
    refuse_strangers(request)
    submission = submission_of(request)
    if submission is None:
        return JsonResponse({"places": [], "note": _("Choose the submission first.")})
    typed = request.GET.get("typed", "").replace("\0", " ")
    _relation, place = drafts_places.relation_of(typed)
    draft_places = DraftPlaces(drafts_of(submission))
    found, before = drafts_places.suggest(place, draft_places), []
    if not found:
        # Of an enumeration the last place is still being typed.
        *before, last = enumerations.split(place[: drafts_places.MAX_LENGTH + 1]) or [""]
        found = drafts_places.suggest(last, draft_places) if before else []
    rows = [
        {
            "text": place.text,
            "heading": place.heading,
            "note": _("new, to be entered as a stub") if place.is_new else "",
        }
        for place in found
    ]
    answer = {"places": rows, "note": "" if rows else _("No such place.")}
    kept = typed.removesuffix(place) + "".join(f"{one}, " for one in before)
    return JsonResponse(answer | ({"before": kept} if kept else {}))


@require_GET
def rows(request):
    """Answer the places of an enumeration, each with the wording known of it, and the relation.

    What is inserted beside a place has no base, so none is told.
    """
    refuse_strangers(request)
    submission = submission_of(request)
    relation, typed = drafts_places.relation_of(request.GET.get("typed", "").replace("\0", " "))
    drafts = drafts_of(submission) if submission else []
    foremost = next((one for one in drafts if str(one.pk) == request.GET.get("draft")), None)
    try:
        found = drafts_places.find_enumerated(typed, DraftPlaces(drafts), foremost)
    except drafts_places.NotFound:
        # Why it is none is said on saving, and by the suggestions.
        return JsonResponse({"rows": [], "relation": relation})
    tongue = request.GET.get("language", "").strip()[:35] or submission.language
    known = [None] * len(found) if relation else known_wordings(found, tongue, submission)
    told = [{"text": one.text, "known": words} for one, words in zip(found, known, strict=True)]
    return JsonResponse({"rows": told, "relation": relation})


@require_POST
def live_redline(request):
    """Answer the redline of two posted texts as HTML; it is saved nowhere."""
    refuse_strangers(request)
    base, proposed = (
        request.POST.get(name, "").replace("\r\n", "\n") for name in ("base", "proposed")
    )
    if len(base) + len(proposed) > LONGEST_LIVE:
        return HttpResponse(_("These texts are long: their redline is shown after saving."))
    return HttpResponse(as_html(redline.compare(base, proposed)))
