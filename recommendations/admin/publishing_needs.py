"""What a record still lacks to be published: told while it is entered, all at once.

It reads the form as it stands, before anything of it is checked, or the row as it is stored.
Publishing itself checks more: `recommendations.publishing` says what.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _

from recommendations import publishing
from recommendations.admin.suggested_action import filled_rows
from recommendations.models import Outcome, Signature


class Need(NamedTuple):
    """What is missing, by name, and the id of the field where it is entered."""

    id: str
    name: str


class Entered(NamedTuple):
    """Which of the things that publishing asks for are there."""

    submission: bool
    number: bool
    title: bool
    passages: bool
    themes: bool
    targets: bool
    cross_cutting: bool


def needs_of_form(posted, sought=()):
    """Return what the form lacks; `sought` are its pasted passages, looked for in the document."""
    passages = filled_rows(posted, "passages", "exact")
    entered = Entered(
        *(bool(posted.get(name, "").strip()) for name in ("submission", "number", "title")),
        passages=bool(posted.get("quote", "").strip() or passages),
        themes=bool(posted.get("themes")),
        targets=bool(filled_rows(posted, "targets", "place")),
        cross_cutting="cross_cutting" in posted,
    )
    needs = [*_missing(entered), *_missing_of_outcomes(posted)]
    if any(passage.matches == [] for passage in sought):
        needs.append(_unaccepted("id_quote"))
    return needs


def needs_of_stored(recommendation):
    """Return what a recommendation lacks as it is stored."""
    passages = recommendation.passages.all()
    entered = Entered(
        True,
        True,
        True,
        passages=bool(passages),
        themes=bool(recommendation.themes.all()),
        targets=bool(recommendation.targets.all()),
        cross_cutting=recommendation.cross_cutting,
    )
    unaccepted = [_unaccepted("passages-group")] if publishing.unaccepted(passages) else []
    return [*_missing(entered), *unaccepted]


def needs_of_submission(submission, posted):
    """Return what a submission lacks: as its form was posted, else as it is stored, if it is."""
    if posted:
        roles = [row.get("role") for row in filled_rows(posted, "signatures", "organisation")]
    else:
        roles = [row.role for row in submission.signatures.all()] if submission else []
    if Signature.Role.AUTHOR in roles:
        return []
    return [Need("signatures-group", _("an author among its signatures"))]


def _unaccepted(field):
    return Need(field, _("words that are in the document, or a reviewer’s reason"))


def _missing(entered):
    if not entered.submission:
        yield Need("id_submission", _("its submission"))
    if not entered.number:
        yield Need("id_number", _("a number"))
    if not entered.title:
        yield Need("id_title", _("a title"))
    if not entered.passages:
        yield Need("id_quote", _("words of the document"))
    if not entered.themes:
        yield Need("find_theme", _("a theme"))
    if not entered.targets and not entered.cross_cutting:
        yield Need("targets-group", _("a place, or “cross-cutting”"))
    if entered.targets and entered.cross_cutting:
        yield Need("id_cross_cutting", _("either places or “cross-cutting”, not both"))


def _missing_of_outcomes(posted):
    for row in filled_rows(posted, "outcomes", "verdict"):
        is_confirmed = row.get("status") == Outcome.Status.CONFIRMED
        if is_confirmed and not row.get("note", "").strip():
            yield Need("outcomes-group", _("a note on the confirmed outcome"))
        elif not is_confirmed and not row.get("evidence", "").strip():
            yield Need("outcomes-group", _("evidence for the suggested outcome"))
