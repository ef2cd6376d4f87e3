"""The parts of submissions and recommendations: signatures, passages, targets, proposals, outcomes.

Parts have no name of their own outside the database. Those that are the same in the file keep their
row (and history); the others are removed or new.
"""

from collections import defaultdict

from django.utils.translation import gettext as _

from articles.folding import canonical
from recommendations.exchange.interchange.importing.positions import positions
from recommendations.exchange.interchange.importing.row_lookup import provision_path
from recommendations.exchange.interchange.importing.row_writer import BROKEN
from recommendations.models import Outcome, Passage, Proposal, Signature, Target

PASSAGE = ("exact", "prefix", "suffix", "page")
TARGET = ("extent", "relation", "new_label", "as_cited")
PROPOSAL = ("language", "base", "proposed", "basis", "note")
OUTCOME = ("verdict", "status", "evidence", "note", "basis", "source")


def write_signatures(run, submission, entries):
    """Make the signatures of a submission equal to the file."""
    places = [(entry, entry.at("organisation")) for entry in entries]
    organisations = [run.find("organisation", e["organisation"], place) for e, place in places]
    rows = [] if submission is BROKEN else submission.signatures.all()
    identities = [organisation and organisation.pk for organisation in organisations]
    pairs = _paired(run, rows, lambda row: row.organisation_id, identities)
    for entry, organisation, row, position in zip(
        entries, organisations, pairs, positions(pairs), strict=True
    ):
        values = {
            "submission": submission,
            "organisation": organisation,
            "role": entry["role"],
            "position": position,
            "name_as_signed": entry["name_as_signed"],
        }
        run.write(Signature, row, entry, values)


def write_passages(run, recommendation, entries):
    """Make the passages of a recommendation equal to the file."""
    rows = [] if recommendation is BROKEN else recommendation.passages.all()
    identities = [canonical(entry["exact"]) for entry in entries]
    pairs = _paired(run, rows, lambda row: row.exact, identities)
    for entry, row, position in zip(entries, pairs, positions(pairs), strict=True):
        values = {name: entry[name] for name in PASSAGE}
        values |= {"recommendation": recommendation, "position": position}
        run.write(Passage, row, entry, values)


def write_targets(run, recommendation, entries):
    """Make the targets of a recommendation, and the proposals on them, equal to the file."""
    rows = [] if recommendation is BROKEN else recommendation.targets.all()
    places = [_find_place(run, entry) for entry in entries]
    identities = [
        (
            *(place and place.pk for place in found),
            entry["relation"] or "at",
            canonical(entry["new_label"]),
        )
        for entry, found in zip(entries, places, strict=True)
    ]
    pairs = _paired(run, rows, _target_identity, identities)
    for entry, found, row, position in zip(entries, places, pairs, positions(pairs), strict=True):
        values = {name: entry[name] for name in TARGET}
        values |= dict(zip(("article", "division", "provision"), found, strict=True))
        values |= {"recommendation": recommendation, "position": position}
        target = run.write(Target, row, entry, values)
        _write_proposals(run, target, entry["proposals"])
        write_outcomes(run, recommendation, target, entry["outcomes"])


def _target_identity(row):
    return (row.article_id, row.division_id, row.provision_id, row.relation, row.new_label)


def _find_place(run, entry):
    """Return article, division and provision of a target; None for those it does not name."""
    article, division = (
        run.find(noun, entry[noun], entry.at(noun)) if entry[noun] else None
        for noun in ("article", "division")
    )
    provision = None
    if entry["provision"]:
        provision = _find_provision(run, entry, article)
    return article, division, provision


def _find_provision(run, entry, article):
    place = entry.at("provision")
    if article is None:
        return run.fault(place, _("a provision is given together with its article"))
    if article is BROKEN:
        return BROKEN
    draft_path = entry["article"].rpartition("/")[0]
    return run.find("provision", provision_path(draft_path, entry["provision"]), place)


def _write_proposals(run, target, entries):
    rows = [] if target is BROKEN else target.proposals.all()
    identities = [entry["language"] or "en" for entry in entries]
    pairs = _paired(run, rows, lambda row: row.language, identities)
    for entry, row in zip(entries, pairs, strict=True):
        values = {name: entry[name] for name in PROPOSAL} | {"target": target}
        run.write(Proposal, row, entry, values)


def write_outcomes(run, recommendation, target, entries):
    """Write the outcomes of a target, or of the whole (target is None); others stay."""
    known = {}
    if entries and recommendation is not BROKEN:
        rows = recommendation.outcomes.all()
        known = {(row.target_id, row.draft_id): row for row in rows}
    for entry in entries:
        draft = run.find("draft", entry["draft"], entry.at("draft"))
        values = {name: entry[name] for name in OUTCOME}
        values |= {"recommendation": recommendation, "target": target, "draft": draft}
        row = known.get((target and target.pk, draft and draft.pk))
        run.write(Outcome, row, entry, values)


def _paired(run, rows, identity, wanted):
    """Return the row for each wanted identity, None for a new one; remove the rows left over."""
    left = defaultdict(list)
    for row in rows:
        left[identity(row)].append(row)
    pairs = [left[name].pop(0) if left.get(name) else None for name in wanted]
    # Removed before others are written, so that nothing new meets an old row it replaces.
    for spare in left.values():
        for row in spare:
            run.remove(row)
    return pairs
