"""Submissions with their files, and the recommendations in them."""

from pathlib import PurePosixPath

from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import CharField, F, Prefetch, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from recommendations.exchange.interchange.importing import child_rows
from recommendations.exchange.interchange.importing.row_writer import BROKEN, plain_values
from recommendations.exchange.interchange.importing.states import WrittenRow, apply_states
from recommendations.exchange.interchange.layout import digest, stored_file
from recommendations.keys import new_key
from recommendations.models import Recommendation, State, Submission, Target

# Written by rules of their own: the state when all else stands, the file with its hash.
LATER = ("state", "published_at", "withdrawn_at", "public_since", "updated_at", "file", "sha256")


def fill_in(writer, entry):
    """Write into the entry of a submission what follows from the rest of it, and from the database.

    A recommendation without a key is the one of its number, so that it stays the same one however
    often a file is read; where there is none yet, it gets a key. What is published without a date,
    and never was before, is published now.
    """
    recommendations = entry["recommendations"]
    _fill_in_keys(writer, entry["slug"], recommendations)
    now = timezone.now()
    _fill_in_dates(Submission.objects, "slug", [entry], now)
    _fill_in_dates(Recommendation.objects, "key", recommendations, now)


def _fill_in_keys(writer, submission, entries):
    nameless = [entry for entry in entries if not entry["key"]]
    if not nameless:
        return
    # What the file names by a key may have moved away from its number.
    named = [entry["key"] for entry in entries if entry["key"]]
    rows = Recommendation.objects.filter(submission__slug=submission).exclude(key__in=named)
    keys = dict(rows.values_list("number", "key"))
    for entry in nameless:
        entry["key"] = keys.pop(entry["number"], "")
        if not entry["key"]:
            entry["key"] = new_key()
            writer.tally["given a key"] += 1


def _fill_in_dates(rows, name, entries, now):
    undated = [e for e in entries if e["state"] == State.PUBLISHED and not e["published_at"]]
    if not undated:
        return
    identities = {f"{name}__in": [entry[name] for entry in undated]}
    dated = set(rows.exclude(published_at=None).filter(**identities).values_list(name, flat=True))
    for entry in undated:
        if entry[name] not in dated:
            entry["published_at"] = now


def write_submission(writer, entry):
    """Write a submission with all that it holds; its states come last, when all parts stand."""
    slug, before, broken = entry["slug"], writer.changes, writer.broken
    if not writer.claim("submission", slug, entry, "slug"):
        return
    submission = _write_row(writer, entry)
    drafts = _link_drafts(writer, submission, entry)
    child_rows.write_signatures(writer, submission, entry["signatures"])
    # Without its signatures or drafts it would be judged for what is only missing here.
    is_whole = writer.broken == broken
    existing = _existing_recommendations(writer, submission, entry)
    written = []
    for recommendation in entry["recommendations"]:
        since, broken = writer.changes, writer.broken
        row = _write_recommendation(writer, submission, recommendation, existing, drafts)
        if writer.broken == broken:
            written.append(WrittenRow(row, recommendation, writer.changes != since))
    if is_whole:
        apply_states(writer, WrittenRow(submission, entry, writer.changes != before), written)


def _write_row(writer, entry):
    treaty_slug = entry["treaty"]
    values = plain_values(Submission, entry, LATER)
    values["treaty"] = writer.find("treaty", treaty_slug, entry.at("treaty"))
    values["session"] = None
    if entry["session"]:
        path = f"{treaty_slug}/{entry['session']}"
        values["session"] = writer.find("session", path, entry.at("session"))
    rows = Submission.objects.prefetch_related("drafts", "signatures")
    row = rows.filter(slug=entry["slug"]).first()
    values |= _file_values(writer, entry, row)
    if entry["updated_at"]:
        values["updated_at"] = entry["updated_at"]
    return writer.write(Submission, row, entry, values)


def _file_values(writer, entry, row):
    """Return the values of a submission's file and hash; a file that is there already is kept."""
    name = entry["file"]
    if not name:
        gone = {"file": ""} if row and row.file else {}
        return {"sha256": entry["sha256"], **gone}
    path = writer.folder / stored_file(entry["slug"], name)
    # A name such as ../../settings.py would read a file of the machine into the data.
    if PurePosixPath(name).name != name or name == ".." or not path.is_file():
        place = entry.at("file")
        writer.fault(place, _("no file “%s”") % stored_file(entry["slug"], name)[:300])
        return {}
    with path.open("rb") as stream:
        sha256 = digest(stream)
    if entry["sha256"] and entry["sha256"] != sha256:
        writer.fault(entry.at("sha256"), _("the file has a different SHA-256: %s") % sha256)
    # Nothing is stored for an import that is refused already, nor twice.
    if writer.faults or (row and row.file and row.sha256 == sha256):
        return {"sha256": sha256}
    try:
        return {"sha256": sha256, "file": _store(writer, entry["slug"], path, sha256)}
    except OSError as error:
        reason = error.strerror or error
        writer.fault(entry.at("file"), _("cannot be stored in MEDIA_ROOT: %s") % reason)
        return {"sha256": sha256}


def _store(writer, slug, path, sha256):
    """Put the file into the storage, unless it is there; return its name in it."""
    field = Submission._meta.get_field("file")
    name = field.generate_filename(Submission(slug=slug), path.name)
    if default_storage.exists(name):
        with default_storage.open(name) as stream:
            if digest(stream) == sha256:
                return name
    with path.open("rb") as stream:
        return writer.stored_files.save(name, File(stream), field.max_length)


def _link_drafts(writer, submission, entry):
    drafts = [
        writer.find("draft", f"{entry['treaty']}/{slug}", entry.at("drafts", index))
        for index, slug in enumerate(entry["drafts"])
    ]
    writer.link(submission, "drafts", drafts)
    return drafts


def _existing_recommendations(writer, submission, entry):
    """Return the recommendations of these keys, by key, ready to be renumbered."""
    keys = [recommendation["key"] for recommendation in entry["recommendations"]]
    targets = Target.objects.prefetch_related("proposals")
    rows = Recommendation.objects.filter(key__in=keys).select_related("submission")
    rows = rows.prefetch_related("themes", "passages", "outcomes", Prefetch("targets", targets))
    existing = {row.key: row for row in rows}
    numbers = {r["key"]: r["number"] for r in entry["recommendations"]}
    moving = [row.pk for row in existing.values() if row.number != numbers[row.key]]
    # Two recommendations can change numbers with each other only if both let go of theirs first.
    aside = Concat(Value("~"), Cast(F("pk"), CharField()))
    Recommendation.objects.filter(pk__in=moving).update(number=aside)
    return existing


def _write_recommendation(writer, submission, entry, existing, drafts):
    key = entry["key"]
    if not writer.claim("recommendation", key, entry, "key"):
        writer.broken += 1
        return BROKEN
    row = existing.get(key)
    if row and submission is not BROKEN and row.submission_id != submission.pk:
        message = _("the key “%(key)s” is that of a recommendation in “%(slug)s”")
        named = {"key": key, "slug": row.submission.slug}
        row = writer.fault(entry.at("key"), message % named)
    values = plain_values(Recommendation, entry, LATER) | {"submission": submission}
    if entry["updated_at"]:
        values["updated_at"] = entry["updated_at"]
    themes = [
        writer.find("theme", slug, entry.at("themes", index))
        for index, slug in enumerate(entry["themes"])
    ]
    row = writer.write(Recommendation, row, entry, values)
    writer.link(row, "themes", themes)
    child_rows.write_passages(writer, row, entry["passages"])
    child_rows.write_targets(writer, row, child_rows.with_places(writer, entry["targets"], drafts))
    child_rows.write_outcomes(writer, row, None, entry["outcomes"])
    return row
