"""What the recommendation page asks for while an editor types: places, wordings, a redline."""

from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles import places, redline
from articles.admin.forms import PRIMARY_KEY
from articles.models import ProvisionText
from articles.places.draft_places import DraftPlaces
from articles.redline_html import as_html
from articles.references import enumerations
from recommendations.admin.recommendation_form import drafts_of
from recommendations.models import Proposal, Submission, Target

# Beyond this a comparison may take longer than somebody waits; saving compares texts of any length.
LONGEST_LIVE = 20_000


def submission_of(request):
    """Return the submission named in the address; None when it is none."""
    key = request.GET.get("submission", "")
    if not PRIMARY_KEY.fullmatch(key):
        return None
    return Submission.objects.filter(pk=int(key)).defer("text").select_related("treaty").first()


def refuse_strangers(request):
    """Raise PermissionDenied for whoever may neither add nor change recommendations."""
    wanted = ("recommendations.add_recommendation", "recommendations.change_recommendation")
    if not any(request.user.has_perm(permission) for permission in wanted):
        raise PermissionDenied


@require_GET
def suggest_places(request):
    """Answer the places that a text may mean in the drafts of a submission, the likeliest first."""
    refuse_strangers(request)
    submission = submission_of(request)
    if submission is None:
        return JsonResponse({"places": [], "note": _("Choose the submission first.")})
    typed = request.GET.get("typed", "").replace("\0", " ")
    _relation, wanted = places.relation_of(typed)
    draft_places = DraftPlaces(drafts_of(submission))
    suggestions, before = places.suggest(wanted, draft_places), []
    if not suggestions:
        # Of an enumeration the last place is still being typed.
        *before, last = enumerations.split(wanted[: places.MAX_LENGTH + 1]) or [""]
        suggestions = places.suggest(last, draft_places) if before else []
    rows = [
        {
            "text": place.text,
            "heading": place.heading,
            "note": _("new, will be added as a stub") if place.is_new else "",
        }
        for place in suggestions
    ]
    answer = {"places": rows, "note": "" if rows else _("This place was not found.")}
    unchanged = typed.removesuffix(wanted) + "".join(f"{place}, " for place in before)
    return JsonResponse(answer | ({"before": unchanged} if unchanged else {}))


@require_GET
def split_into_rows(request):
    """Answer the places of an enumeration, each with the wording known of it, and the relation.

    What is inserted beside a place has no base, so none is told.
    """
    refuse_strangers(request)
    submission = submission_of(request)
    relation, typed = places.relation_of(request.GET.get("typed", "").replace("\0", " "))
    drafts = drafts_of(submission) if submission else []
    preferred = next((draft for draft in drafts if str(draft.pk) == request.GET.get("draft")), None)
    try:
        enumerated = places.find_enumerated(typed, DraftPlaces(drafts), preferred)
    except places.NotFound:
        # Why it is none is said on saving, and by the suggestions.
        return JsonResponse({"rows": [], "relation": relation})
    language = request.GET.get("language", "").strip()[:35] or submission.language
    wordings = [None] * len(enumerated)
    if not relation:
        wordings = known_wordings(enumerated, language, submission)
    rows = [
        {"text": place.text, "known": wording}
        for place, wording in zip(enumerated, wordings, strict=True)
    ]
    return JsonResponse({"rows": rows, "relation": relation})


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


def known_wordings(enumerated, language, submission):
    """Return {"text", "basis", "source"} of the best wording of each place, or None, in order.

    The official text comes first, then what the submission itself says elsewhere, then others. It
    takes three queries, however many places there are.
    """
    official = _official_texts(enumerated, language)
    earlier = _earlier_proposals(enumerated, language, submission)
    wordings = []
    for place in enumerated:
        text = official.get(place.provision and place.provision.pk)
        if text:
            wordings.append(_wording(text, Proposal.Basis.OFFICIAL, str(place.draft)))
        else:
            wordings.append(_as_proposed(earlier.get(_keys_of(place)), submission))
    return wordings


def _official_texts(enumerated, language):
    provisions = [place.provision for place in enumerated if place.provision]
    texts = ProvisionText.objects.filter(provision__in=provisions, language=language)
    return dict(texts.values_list("provision_id", "text"))


def _earlier_proposals(enumerated, language, submission):
    """Return the nearest proposal with a base for each place; its text is read for no other."""
    wanted = {_keys_of(place) for place in enumerated if place.article and not place.is_new}
    rows = (
        Proposal.objects.filter(
            target__article__in={article for article, _provision in wanted},
            target__relation=Target.Relation.AT,
            language=language,
        )
        .exclude(base="")
        .order_by(_nearness(submission), "-pk")
        .values_list("pk", "target__article", "target__provision")
    )
    nearest = {}
    for key, *keys in rows:
        if tuple(keys) in wanted:
            nearest.setdefault(tuple(keys), key)
    whole = Proposal.objects.select_related("target__recommendation__submission")
    proposals = whole.defer("target__recommendation__submission__text").in_bulk(nearest.values())
    return {keys: proposals[key] for keys, key in nearest.items() if key in proposals}


def _keys_of(place):
    return place.article and place.article.pk, place.provision and place.provision.pk


def _as_proposed(earlier, submission):
    if earlier is None:
        return None
    recommendation, basis = earlier.target.recommendation, earlier.basis
    if basis == Proposal.Basis.QUOTED and recommendation.submission_id != submission.pk:
        basis = Proposal.Basis.RECONSTRUCTED  # quoted elsewhere, not in this document
    source = f"{recommendation.number}, {recommendation.submission}"
    return _wording(earlier.base, basis, source)


def _nearness(submission):
    return Case(
        When(basis=Proposal.Basis.OFFICIAL, then=Value(0)),
        When(target__recommendation__submission=submission, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _wording(text, basis, source):
    return {"text": text, "basis": str(basis), "source": source}
