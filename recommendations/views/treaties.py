"""The treaties, and the page of one: its sessions and drafts in time, what is asked of it."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count
from django.http import QueryDict
from django.shortcuts import get_object_or_404, render

from articles import dates
from articles.models import Draft, Session, Treaty
from articles.models.session import FIRST_DAY
from recommendations.listing import Listing
from recommendations.listing.counts import count_recommendations
from recommendations.models import Signature, Submission
from recommendations.views.facet_panel import top_values


class TimelineEntry(NamedTuple):
    """A session or a draft, the day it is placed at, and how much was said to or of it."""

    day: date
    session: Session | None
    draft: Draft | None
    count: int  # submissions to the session, or recommendations on the draft

    @property
    def year(self):
        return None if self.day == date.min else self.day.year


def treaties(request):
    """List the treaties, each with its numbers of drafts and recommendations."""
    # Ordered by name: a query that counts forgets the order of its model.
    rows = Treaty.objects.annotate(draft_count=Count("drafts")).order_by("title", "slug")
    return render(
        request,
        "recommendations/treaties.html",
        {"treaties": count_recommendations(rows, "treaty")},
    )


def treaty(request, treaty):
    """Show one treaty with its timeline and figures."""
    shown = get_object_or_404(Treaty, slug=treaty)
    listing = Listing(QueryDict(f"treaty={shown.slug}"))
    submissions = Submission.objects.published().filter(treaty=shown)
    signatures = Signature.objects.public().filter(submission__treaty=shown)
    asked = listing.counts("draft")
    timeline = timeline_of(shown, asked, submissions)
    context = {
        "treaty": shown,
        "example": shown.example_title,
        "listing": listing,
        "facets": top_values(listing, ("lineage", "theme")),
        "timeline": timeline,
        "compared": drafts_to_compare(timeline),
        "drafts_overlap": sum(asked.values()) > listing.total,
        "submission_count": submissions.count(),
        "organisation_count": signatures.order_by().values("organisation").distinct().count(),
    }
    return render(request, "recommendations/treaty.html", context)


def drafts_to_compare(timeline):
    """Return the drafts of a timeline by their stages; none where there is only one stage."""
    drafts = [entry.draft for entry in timeline if entry.draft]
    drafts.sort(key=lambda draft: draft.stage)
    return drafts if len({draft.stage for draft in drafts}) > 1 else []


def timeline_of(treaty, asked, submissions):
    """Return the timeline of a treaty; `asked` maps drafts' paths to recommendations."""
    sessions = treaty.sessions.select_related("treaty").order_by("position", FIRST_DAY)
    drafts = treaty.drafts.for_list().order_by("stage", "date", "slug")
    placed = submissions.order_by().filter(session__isnull=False)
    submitted = dict(placed.values_list("session").annotate(Count("pk")))
    return in_order_of_time(list(sessions), list(drafts), submitted, asked)


def in_order_of_time(sessions, drafts, submitted, asked):
    """Return the Entries in order of time; what has no date stands by what it belongs to.

    `submitted` maps sessions' ids to numbers of submissions, `asked` drafts' paths to
    recommendations.
    """
    begins, last = {}, date.min
    for session in sessions:
        last = begins[session.pk] = session.starts_on or last
    entries = []
    last = date.min
    for draft in drafts:
        last = day_of(draft, begins) or last
        entries.append(TimelineEntry(last, None, draft, asked.get(draft.path, 0)))
    entries += [TimelineEntry(begins[s.pk], s, None, submitted.get(s.pk, 0)) for s in sessions]
    # Stable: a draft stands before the session of its day, which had it on the table.
    return sorted(entries, key=lambda entry: entry.day)


def day_of(draft, begins):
    """Return the first day that a draft's date may mean, else that of its first session."""
    if draft.date:
        return dates.span(draft.date).first
    return min((begins[session.pk] for session in draft.sessions.all()), default=None)
