"""Signatures, passages, targets, proposals and outcomes: rows that belong to another one.

They have no name of their own outside the database. Those that are the same in the file keep their
row (and history); the others are removed or new.
"""

from collections import defaultdict

from django.utils.translation import gettext as _

from articles import places
from articles.folding import canonical
from articles.places.draft_places import DraftPlaces
from recommendations import bases, publishing
from recommendations.exchange.interchange.importing.row_lookup import provision_path
from recommendations.exchange.interchange.importing.row_writer import (
    BROKEN,
    plain_values,
    positions,
)
from recommendations.models import Outcome, Passage, Proposal, Signature, State, Target


def write_signatures(writer, submission, entries):
    """Make the signatures of a submission equal to the file."""
    organisations = [
        writer.find("organisation", entry["organisation"], entry.at("organisation"))
        for entry in entries
    ]
    rows = [] if submission is BROKEN else submission.signatures.all()
    identities = [organisation and organisation.pk for organisation in organisations]
    pairs = _paired(writer, rows, lambda row: row.organisation_id, identities)
    for entry, organisation, row, position in zip(
        entries, organisations, pairs, positions(pairs), strict=True
    ):
        values = plain_values(Signature, entry) | {
            "submission": submission,
            "organisation": organisation,
            "position": position,
        }
        if row and organisation and organisation.slug != entry["organisation"]:
            # Merged since: the name of the one that went stands there as the name as signed.
            values["name_as_signed"] = values["name_as_signed"] or row.name_as_signed
        writer.write(Signature, row, entry, values)


def write_passages(writer, recommendation, entries):
    """Make the passages of a recommendation equal to the file."""
    rows = [] if recommendation is BROKEN else recommendation.passages.all()
    identities = [canonical(entry["exact"]) for entry in entries]
    pairs = _paired(writer, rows, lambda row: row.exact, identities)
    for entry, row, position in zip(entries, pairs, positions(pairs), strict=True):
        values = plain_values(Passage, entry)
        values |= {"recommendation": recommendation, "position": position}
        before = writer.changes
        written = writer.write(Passage, row, entry, values)
        # What is yet to be published is judged then; what is public must not become unfounded.
        if written is not BROKEN and writer.changes != before and _is_published(recommendation):
            for message in publishing.unaccepted([written]):
                writer.fault(entry.at("exact"), message)


def _is_published(recommendation):
    return recommendation is not BROKEN and recommendation.state == State.PUBLISHED


def write_targets(writer, recommendation, entries):
    """Make the targets of a recommendation, and the proposals on them, equal to the file."""
    rows = [] if recommendation is BROKEN else recommendation.targets.all()
    found_places = [_find_place(writer, entry) for entry in entries]
    identities = [
        (
            *(row and row.pk for row in place),
            entry["relation"] or "at",
            canonical(entry["new_label"]),
        )
        for entry, place in zip(entries, found_places, strict=True)
    ]
    pairs = _paired(writer, rows, _target_identity, identities)
    for entry, place, row, position in zip(
        entries, found_places, pairs, positions(pairs), strict=True
    ):
        values = plain_values(Target, entry)
        values |= dict(zip(("article", "division", "provision"), place, strict=True))
        values |= {"recommendation": recommendation, "position": position}
        extent = row and row.extent
        target = writer.write(Target, row, entry, values)
        is_changed = target is not BROKEN and target.extent != extent
        _write_proposals(writer, target, entry["proposals"], is_changed)
        write_outcomes(writer, recommendation, target, entry["outcomes"])


def _target_identity(row):
    return (row.article_id, row.division_id, row.provision_id, row.relation, row.new_label)


def _find_place(writer, entry):
    """Return article, division and provision of a target; None for those it does not name."""
    article, division = (
        writer.find(noun, entry[noun], entry.at(noun)) if entry[noun] else None
        for noun in ("article", "division")
    )
    provision = None
    if entry["provision"]:
        provision = _find_provision(writer, entry, article)
    return article, division, provision


def _find_provision(writer, entry, article):
    place = entry.at("provision")
    if article is None:
        return writer.fault(place, _("a provision must be given with its article"))
    if article is BROKEN:
        return BROKEN
    draft_path = entry["article"].rpartition("/")[0]
    return writer.find("provision", provision_path(draft_path, entry["provision"]), place)


def _write_proposals(writer, target, entries, is_target_changed):
    rows = [] if target is BROKEN else target.proposals.all()
    identities = [entry["language"] or "en" for entry in entries]
    pairs = _paired(writer, rows, lambda row: row.language, identities)
    for entry, row in zip(entries, pairs, strict=True):
        values = plain_values(Proposal, entry) | {"target": target}
        before = row and (row.base, row.basis)
        written = writer.write(Proposal, row, entry, values)
        # What the file leaves as it is may have gone stale with a text that was read in since.
        if written is BROKEN:
            continue
        if is_target_changed or before != (written.base, written.basis):
            for message in bases.misquoted(written, target):
                writer.fault(entry.at("base"), message)


def with_places(writer, entries, drafts):
    """Return the entries of targets with those that are merely cited looked up in these drafts.

    What cites several places becomes an entry for each. What is given beside the citation stands as
    it is given.
    """
    draft_places = DraftPlaces(drafts)
    return [placed for entry in entries for placed in _with_place(writer, entry, draft_places)]


def _with_place(writer, entry, draft_places):
    given = entry["article"] or entry["division"] or entry["provision"]
    if given or not entry["as_cited"] or not entry.sound:
        return [entry]
    drafts_known = not any(draft is BROKEN for draft in draft_places.drafts)
    entries = _find_cited(writer, entry, draft_places) if drafts_known else []
    if not entries:
        writer.broken += 1
    return entries


def _find_cited(writer, entry, draft_places):
    """Return an entry for each place that is cited; none, with a fault, where it is not certain."""
    relation, words = places.relation_of(entry["as_cited"])
    try:
        cited = places.find_enumerated(words, draft_places)
    except places.NotFound as reason:
        return _note_doubt(writer, entry, str(reason))
    for place in cited:
        if place.is_new:
            message = _("%(place)s has no entry among the provisions of %(draft)s.")
            named = {"place": place.label, "draft": place.draft}
            return _note_doubt(writer, entry, message % named)
    if len(cited) > 1 and (entry["proposals"] or entry["outcomes"]):
        return _note_doubt(writer, entry, _("Several places are cited: each needs its own target."))
    new_label = places.new_label_of(entry["as_cited"])
    return [_entry_at(entry, place, relation, new_label) for place in cited]


def _note_doubt(writer, entry, reason):
    advice = _("Or give the article, division or provision itself.")
    writer.fault(entry.at("as_cited"), f"{reason} {advice}")
    return []


def _entry_at(entry, place, relation, new_label):
    """Return the entry as it would be if it said outright which place it is about."""
    placed = entry.copy()
    placed["article"] = place.article.path if place.article else ""
    placed["division"] = place.division.path if place.division else ""
    placed["provision"] = place.provision.eid if place.provision else ""
    placed["relation"] = entry["relation"] or relation
    placed["new_label"] = entry["new_label"] or new_label
    return placed


def write_outcomes(writer, recommendation, target, entries):
    """Write the outcomes of a target, or of the whole (target is None); others stay."""
    outcomes = {}
    if entries and recommendation is not BROKEN:
        rows = recommendation.outcomes.all()
        outcomes = {(row.target_id, row.draft_id): row for row in rows}
    for entry in entries:
        draft = writer.find("draft", entry["draft"], entry.at("draft"))
        values = plain_values(Outcome, entry)
        values |= {"recommendation": recommendation, "target": target, "draft": draft}
        row = outcomes.get((target and target.pk, draft and draft.pk))
        writer.write(Outcome, row, entry, values)


def _paired(writer, rows, identity, wanted):
    """Return the row for each wanted identity, None for a new one; remove the rows left over."""
    left = defaultdict(list)
    for row in rows:
        left[identity(row)].append(row)
    pairs = [left[name].pop(0) if left.get(name) else None for name in wanted]
    # Removed before others are written, so that nothing new meets an old row it replaces.
    for spare in left.values():
        for row in spare:
            writer.remove(row)
    return pairs
