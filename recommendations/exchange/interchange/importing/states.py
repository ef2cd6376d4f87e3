"""The states of what was imported, once all parts stand: `publishing` gives them, by its rules."""

from django.utils import timezone
from django.utils.translation import gettext as _

from recommendations import publishing
from recommendations.models import Recommendation, State, Submission


def apply_states(writer, submission, entry, written, changed):
    """Give a submission and its recommendations their states and what is derived from the parts.

    `written` has (row, entry, whether anything of it changed) of each recommendation; `changed`
    says whether anything of the whole submission did.
    """
    rows = [(submission, entry, changed), *written]
    if not changed and not any(_differs(row, said) for row, said, _changed in rows):
        return
    for row, said, row_changed in rows:
        if (row_changed or _differs(row, said)) and not said["updated_at"]:
            type(row).objects.filter(pk=row.pk).update(updated_at=timezone.now())
    for row, _said, row_changed in written:
        if row_changed:
            row.refresh_folded()
    fresh = Submission.objects.prefetch_related("signatures", "drafts").get(pk=submission.pk)
    _apply_state(writer, fresh, entry)
    mentioned = {said["key"] for said in entry["recommendations"]}
    said_of = {row.pk: said for row, said, _changed in written}
    # Those that the file does not mention too: a draft taken from the submission can undo them.
    for recommendation in Recommendation.objects.filter(submission=submission).with_parts():
        said = said_of.get(recommendation.pk)
        if said is not None:
            _apply_state(writer, recommendation, said)
        elif recommendation.state == State.PUBLISHED and recommendation.key not in mentioned:
            for message in publishing.faults(recommendation):
                words = {"key": recommendation.key, "message": message}
                writer.fault(entry.place, _("the published %(key)s: %(message)s") % words)
    # Last of all: until then a state may be one that nobody is ever to see.
    if fresh.is_public:
        publishing.note_public(fresh, fresh.published_at)


def _wanted(row, entry):
    """Return state and dates of publication as the file has them; what it leaves out stays."""
    return {name: entry[name] or getattr(row, name) for name in row.state_fields}


def _differs(row, entry):
    return any(getattr(row, name) != value for name, value in _wanted(row, entry).items())


def _apply_state(writer, row, entry):
    writer.place = entry.place
    place = entry.at("state")
    if _differs(row, entry):
        row._change_reason = "Imported"
        try:
            publishing.restore(row, **_wanted(row, entry))
        except publishing.Refused as refusal:
            for message in refusal.messages:
                writer.fault(place, message)
        else:
            if row.state == State.PUBLISHED:
                writer.tally["published"] += 1
            else:
                writer.count_change(row)
    elif row.state == State.PUBLISHED:
        for message in publishing.faults(row):
            writer.fault(place, message)
