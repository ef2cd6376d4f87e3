"""The wording of a place as it is known already: officially, or as another proposal has it."""

from django.db.models import Case, IntegerField, Value, When

from articles.models import ProvisionText
from recommendations.models import Proposal, Target


def known_wordings(places, tongue, submission):
    """Return {"text", "basis", "source"} of the best wording of each place, or None, in order.

    The official text comes first, then what the submission itself says elsewhere, then others. It
    takes three queries, however many places there are.
    """
    official = _official_texts(places, tongue)
    earlier = _earlier_proposals(places, tongue, submission)
    known = []
    for place in places:
        text = official.get(place.provision and place.provision.pk)
        if text:
            known.append(_known(text, Proposal.Basis.OFFICIAL, str(place.draft)))
        else:
            known.append(_as_proposed(earlier.get(_aim(place)), submission))
    return known


def _official_texts(places, tongue):
    provisions = [one.provision for one in places if one.provision]
    texts = ProvisionText.objects.filter(provision__in=provisions, language=tongue)
    return dict(texts.values_list("provision_id", "text"))


def _earlier_proposals(places, tongue, submission):
    """Return the nearest proposal with a base for each aim; its text is read for no other."""
    aims = {_aim(one) for one in places if one.article and not one.is_new}
    rows = (
        Proposal.objects.filter(
            target__article__in={article for article, _provision in aims},
            target__relation=Target.Relation.AT,
            language=tongue,
        )
        .exclude(base="")
        .order_by(_nearness(submission), "-pk")
        .values_list("pk", "target__article", "target__provision")
    )
    nearest = {}
    for key, *aim in rows:
        if tuple(aim) in aims:
            nearest.setdefault(tuple(aim), key)
    whole = Proposal.objects.select_related("target__recommendation__submission")
    found = whole.defer("target__recommendation__submission__text").in_bulk(nearest.values())
    return {aim: found[key] for aim, key in nearest.items() if key in found}


def _aim(place):
    return place.article and place.article.pk, place.provision and place.provision.pk


def _as_proposed(earlier, submission):
    if earlier is None:
        return None
    whole, basis = earlier.target.recommendation, earlier.basis
    if basis == Proposal.Basis.QUOTED and whole.submission_id != submission.pk:
        basis = Proposal.Basis.RECONSTRUCTED  # quoted elsewhere, not in this document
    return _known(earlier.base, basis, f"{whole.number}, {whole.submission}")


def _nearness(submission):
    return Case(
        When(basis=Proposal.Basis.OFFICIAL, then=Value(0)),
        When(target__recommendation__submission=submission, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _known(text, basis, source):
    return {"text": text, "basis": str(basis), "source": source}
