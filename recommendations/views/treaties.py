"""The treaties, and the page of one: its sessions and drafts in time, what is asked of it."""

from django.db.models import Count
from django.http import QueryDict
from django.shortcuts import get_object_or_404, render

from articles.models import Treaty
from articles.models.session import FIRST_DAY
from recommendations.listing import Listing
from recommendations.listing.counts import beside
from recommendations.models import Signature, Submission
from recommendations.views.timeline import timeline
from recommendations.views.top_values import foremost


def treaties(request):
    """List the treaties, each with its numbers of drafts and recommendations."""
    # Ordered by name: a query that counts forgets the order of its model.
    found = Treaty.objects.annotate(draft_count=Count("drafts")).order_by("title", "slug")
    return render(request, "recommendations/treaties.html", {"treaties": beside(found, "treaty")})


def treaty(request, treaty):
    """Show one treaty with its timeline and figures."""
    shown = get_object_or_404(Treaty, slug=treaty)
    listing = Listing(QueryDict(f"treaty={shown.slug}"))
    submissions = Submission.objects.published().filter(treaty=shown)
    signatures = Signature.objects.public().filter(submission__treaty=shown)
    asked = listing.counts("draft")
    context = {
        "treaty": shown,
        "listing": listing,
        "facets": foremost(listing, ("lineage", "theme")),
        "timeline": timeline_of(shown, asked, submissions),
        "drafts_overlap": sum(asked.values()) > listing.total,
        "submission_count": submissions.count(),
        "organisation_count": signatures.order_by().values("organisation").distinct().count(),
    }
    return render(request, "recommendations/treaty.html", context)


def timeline_of(treaty, asked, submissions):
    """Return the timeline of a treaty; `asked` maps drafts' paths to recommendations."""
    sessions = treaty.sessions.select_related("treaty").order_by("position", FIRST_DAY)
    drafts = treaty.drafts.for_list().order_by("stage", "date", "slug")
    placed = submissions.order_by().filter(session__isnull=False)
    submitted = dict(placed.values_list("session").annotate(Count("pk")))
    return timeline(list(sessions), list(drafts), submitted, asked)
