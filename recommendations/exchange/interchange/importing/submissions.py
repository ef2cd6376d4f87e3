"""Submissions and the recommendations in them."""

from django.db.models import CharField, F, Prefetch, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from recommendations.exchange.interchange.importing import child_rows, cited, files, states
from recommendations.exchange.interchange.importing.row_writer import BROKEN
from recommendations.models import Recommendation, Submission, Target

SUBMISSION = ("slug", "title", "date", "language", "source_url", "text")
RECOMMENDATION = (
    "key",
    "number",
    "title",
    "action",
    "aim",
    "cross_cutting",
    "rationale",
    "language",
)


def write_submission(run, entry):
    """Write a submission with all that it holds; its states come last, when all parts stand."""
    slug, before, broken = entry["slug"], run.changes, run.broken
    if not run.claim("submission", slug, entry, "slug"):
        return
    submission = _write_row(run, entry)
    drafts = _link_drafts(run, submission, entry)
    child_rows.write_signatures(run, submission, entry["signatures"])
    is_whole = run.broken == broken
    known = _known_recommendations(run, submission, entry)
    written = []
    for recommendation in entry["recommendations"]:
        since, broken = run.changes, run.broken
        row = _write_recommendation(run, submission, recommendation, known, drafts)
        if run.broken == broken:
            written.append((row, recommendation, run.changes != since))
    if is_whole:
        states.settle(run, submission, entry, written, run.changes != before)


def _write_row(run, entry):
    treaty_slug = entry["treaty"]
    values = {name: entry[name] for name in SUBMISSION}
    values["treaty"] = run.find("treaty", treaty_slug, entry.at("treaty"))
    values["session"] = None
    if entry["session"]:
        path = f"{treaty_slug}/{entry['session']}"
        values["session"] = run.find("session", path, entry.at("session"))
    known = Submission.objects.prefetch_related("drafts", "signatures").filter(slug=entry["slug"])
    row = known.first()
    values |= files.values(run, entry, row)
    if entry["updated_at"]:
        values["updated_at"] = entry["updated_at"]
    return run.write(Submission, row, entry, values)


def _link_drafts(run, submission, entry):
    drafts = [
        run.find("draft", f"{entry['treaty']}/{slug}", entry.at("drafts", index))
        for index, slug in enumerate(entry["drafts"])
    ]
    run.link(submission, "drafts", drafts)
    return drafts


def _known_recommendations(run, submission, entry):
    """Return the recommendations of these keys, by key, ready to be renumbered."""
    keys = [recommendation["key"] for recommendation in entry["recommendations"]]
    targets = Target.objects.prefetch_related("proposals")
    rows = Recommendation.objects.filter(key__in=keys).select_related("submission")
    rows = rows.prefetch_related("themes", "passages", "outcomes", Prefetch("targets", targets))
    known = {row.key: row for row in rows}
    numbers = {r["key"]: r["number"] for r in entry["recommendations"]}
    moving = [row.pk for row in known.values() if row.number != numbers[row.key]]
    # Two recommendations can change numbers with each other only if both let go of theirs first.
    aside = Concat(Value("~"), Cast(F("pk"), CharField()))
    Recommendation.objects.filter(pk__in=moving).update(number=aside)
    return known


def _write_recommendation(run, submission, entry, known, drafts):
    key = entry["key"]
    if not run.claim("recommendation", key, entry, "key"):
        run.broken += 1
        return BROKEN
    row = known.get(key)
    if row and submission is not BROKEN and row.submission_id != submission.pk:
        message = _("the key “%(key)s” is that of a recommendation in “%(slug)s”")
        named = {"key": key, "slug": row.submission.slug}
        row = run.fault(entry.at("key"), message % named)
    values = {name: entry[name] for name in RECOMMENDATION} | {"submission": submission}
    if entry["updated_at"]:
        values["updated_at"] = entry["updated_at"]
    themes = [
        run.find("theme", slug, entry.at("themes", index))
        for index, slug in enumerate(entry["themes"])
    ]
    row = run.write(Recommendation, row, entry, values)
    run.link(row, "themes", themes)
    child_rows.write_passages(run, row, entry["passages"])
    child_rows.write_targets(run, row, cited.placed(run, entry["targets"], drafts))
    child_rows.write_outcomes(run, row, None, entry["outcomes"])
    return row
