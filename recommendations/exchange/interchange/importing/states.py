"""The states of what was imported, once all parts stand: `publishing` gives them, by its rules."""

from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from recommendations import publishing
from recommendations.models import Recommendation, State, Submission


class WrittenRow(NamedTuple):
    """A submission or recommendation that an import wrote, and whether that changed anything."""

    row: Submission | Recommendation
    entry: dict
    changed: bool

    def wanted_state(self, row=None):
        """Return state and dates of publication as the file has them; what it leaves out stays."""
        row = row or self.row
        return {name: self.entry[name] or getattr(row, name) for name in row.state_fields}

    def state_differs(self, row=None):
        row = row or self.row
        return any(getattr(row, name) != v for name, v in self.wanted_state(row).items())


def apply_states(writer, submission, recommendations):
    """Give a submission and its recommendations their states and what is derived from the parts.

    Both are WrittenRows; the submission's `changed` speaks of all that it holds.
    """
    written = [submission, *recommendations]
    if not submission.changed and not any(whole.state_differs() for whole in written):
        return
    _derive(written)
    # Read anew: rows of the run know nothing of parts that were written beside them.
    fresh = Submission.objects.prefetch_related("signatures", "drafts").get(pk=submission.row.pk)
    # The submission first, since a recommendation is published by what that one is.
    _apply_state(writer, fresh, submission)
    _apply_to_recommendations(writer, submission, recommendations)
    # Last of all: until then a state may be one that nobody is ever to see.
    if fresh.is_public:
        publishing.note_public(fresh, fresh.published_at)
    publishing.note_withdrawn(fresh)


def _derive(written):
    """Mark what changed as changed now, unless the file says when, and fold its words anew."""
    for whole in written:
        if (whole.changed or whole.state_differs()) and not whole.entry["updated_at"]:
            rows = type(whole.row).objects.filter(pk=whole.row.pk)
            rows.update(updated_at=timezone.now())
        if whole.changed and isinstance(whole.row, Recommendation):
            whole.row.refresh_folded()


def _apply_to_recommendations(writer, submission, recommendations):
    written = {recommendation.row.pk: recommendation for recommendation in recommendations}
    mentioned = {entry["key"] for entry in submission.entry["recommendations"]}
    # Those that the file does not mention too: a draft taken from the submission can undo them.
    for row in Recommendation.objects.filter(submission=submission.row).with_parts():
        if row.pk in written:
            _apply_state(writer, row, written[row.pk])
        elif row.state == State.PUBLISHED and row.key not in mentioned:
            for message in publishing.broken_standing_rules(row):
                words = {"key": row.key, "message": message}
                writer.fault(
                    submission.entry.place, _("the published %(key)s: %(message)s") % words
                )


def _apply_state(writer, row, whole):
    """Give a row, read anew, the state that the file says, or judge again what was published."""
    writer.place = whole.entry.place
    if not whole.state_differs(row):
        messages = publishing.broken_standing_rules(row) if row.state == State.PUBLISHED else []
    else:
        row._change_reason = "Imported"
        messages = _restore(writer, row, whole.wanted_state(row))
    for message in messages:
        writer.fault(whole.entry.at("state"), message)


def _restore(writer, row, state):
    """Set the state of a row and count it; return why that is refused, if it is."""
    try:
        publishing.set_imported_state(row, **state)
    except publishing.Refused as refusal:
        return refusal.messages
    if row.state == State.PUBLISHED:
        writer.tally["published"] += 1
    else:
        writer.count_change(row)
    return []
