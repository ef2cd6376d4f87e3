"""The home page: what this is, search, figures, articles by themes, the latest submissions."""

from django.shortcuts import render

from articles.models import Draft, Treaty
from recommendations.listing.counts import Asked, beside
from recommendations.models import Organisation, Submission
from recommendations.views.theme_grid import grid_of

LATEST = 5
FOREMOST = 5


def home(request):
    """Show the way in; the grid is that of the latest draft on which something is asked."""
    draft = latest_asked()
    grid = grid_of(draft) if draft else None
    context = {
        "draft": draft,
        "grid": grid,
        "foremost": grid.most_asked[:FOREMOST] if grid else [],
        "recommendation_count": len(Asked().every()),
        "organisation_count": Organisation.objects.published().count(),
        "submission_count": Submission.objects.published().count(),
        "draft_count": Draft.objects.count(),
        "treaties": beside(Treaty.objects.all(), "treaty"),
        "latest": latest_submissions(),
    }
    return render(request, "recommendations/home.html", context)


def latest_asked():
    """Return the latest draft with a public recommendation on it, or None."""
    asked = Asked()
    drafts = Draft.objects.select_related("treaty").latest_first()
    return next((draft for draft in drafts if asked.at("draft", draft)), None)


def latest_submissions():
    """Return the latest public submissions, each with its number of recommendations."""
    return beside(Submission.objects.published().for_list().newest_first()[:LATEST], "submission")
