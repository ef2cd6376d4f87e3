"""The page of a treaty: what it is, its sessions and drafts in time, what is asked of it."""

from django.db.models import Count
from django.http import QueryDict
from django.shortcuts import get_object_or_404, render

from articles.models import Treaty
from recommendations.listing import Listing
from recommendations.models import Signature, Submission
from recommendations.pages.foremost import foremost
from recommendations.pages.timeline import timeline


def treaty(request, treaty):
    """Show one treaty with its timeline and figures."""
    shown = get_object_or_404(Treaty, slug=treaty)
    listing = Listing(QueryDict(f"treaty={shown.slug}"))
    submissions = Submission.objects.published().filter(treaty=shown)
    signatures = Signature.objects.public().filter(submission__treaty=shown)
    context = {
        "treaty": shown,
        "listing": listing,
        "facets": foremost(listing, ("lineage", "theme")),
        "timeline": timeline_of(shown, listing, submissions),
        "submission_count": submissions.count(),
        "organisation_count": signatures.order_by().values("organisation").distinct().count(),
    }
    return render(request, "pages/treaty.html", context)


def timeline_of(treaty, listing, submissions):
    """Return the timeline of a treaty with its counts."""
    sessions = treaty.sessions.select_related("treaty").order_by("position", "starts_on")
    drafts = treaty.drafts.for_list().order_by("stage", "date", "slug")
    placed = submissions.order_by().filter(session__isnull=False)
    submitted = dict(placed.values_list("session").annotate(Count("pk")))
    return timeline(list(sessions), list(drafts), submitted, listing.counts("draft"))
