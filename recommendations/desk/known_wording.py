"""The wording of a place as it is known already: officially, or as another proposal has it."""

from django.db.models import Case, IntegerField, Value, When

from articles.models import ProvisionText
from recommendations.models import Proposal, Target


def known_wording(place, tongue, submission):
    """Return {"text", "basis", "source"} of the best wording known of a place; None without one.

    The official text comes first, then what the submission itself says elsewhere, then others.
    """
    if place.provision:
        text = ProvisionText.objects.filter(provision=place.provision, language=tongue).first()
        if text:
            return _known(text.text, Proposal.Basis.OFFICIAL, str(place.draft))
    if place.division or place.is_new:
        return None
    earlier = (
        Proposal.objects.filter(
            target__article=place.article,
            target__provision=place.provision,
            target__relation=Target.Relation.AT,
            language=tongue,
        )
        .exclude(base="")
        .annotate(nearness=_nearness(submission))
        .select_related("target__recommendation__submission")
        .defer("target__recommendation__submission__text")
        .order_by("nearness", "-pk")
        .first()
    )
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
