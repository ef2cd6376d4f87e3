"""What a file may leave out of a submission, since it follows: keys, and dates of publication."""

from django.utils import timezone

from recommendations.keys import new_key
from recommendations.models import Recommendation, State, Submission


def complete(run, entry):
    """Write into the entry of a submission what follows from the rest of it, and from the database.

    A recommendation without a key is the one of its number, so that it stays the same one however
    often a file is read; where there is none yet, it gets a key. What is published without a date,
    and never was before, is published now.
    """
    recommendations = entry["recommendations"]
    _name(run, entry["slug"], recommendations)
    now = timezone.now()
    _date(Submission.objects, "slug", [entry], now)
    _date(Recommendation.objects, "key", recommendations, now)


def _name(run, submission, entries):
    nameless = [entry for entry in entries if not entry["key"]]
    if not nameless:
        return
    # What the file names by a key may have moved away from its number.
    named = [entry["key"] for entry in entries if entry["key"]]
    rows = Recommendation.objects.filter(submission__slug=submission).exclude(key__in=named)
    known = dict(rows.values_list("number", "key"))
    for entry in nameless:
        entry["key"] = known.pop(entry["number"], "")
        if not entry["key"]:
            entry["key"] = new_key()
            run.tally["given a key"] += 1


def _date(rows, name, entries, now):
    undated = [e for e in entries if e["state"] == State.PUBLISHED and not e["published_at"]]
    if not undated:
        return
    identities = {f"{name}__in": [entry[name] for entry in undated]}
    dated = set(rows.exclude(published_at=None).filter(**identities).values_list(name, flat=True))
    for entry in undated:
        if entry[name] not in dated:
            entry["published_at"] = now
