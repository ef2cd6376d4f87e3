"""The home page: what this is, search, figures, articles by themes, the latest submissions."""

from django.db.models import Count, Q
from django.shortcuts import render

from articles.models import Draft, Treaty
from recommendations.models import Organisation, Recommendation, State, Submission, Target
from recommendations.pages.grid import grid_of

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
        "recommendation_count": Recommendation.objects.published().count(),
        "organisation_count": Organisation.objects.published().count(),
        "submission_count": Submission.objects.published().count(),
        "draft_count": Draft.objects.count(),
        "treaties": treaties(),
        "latest": latest_submissions(),
    }
    return render(request, "pages/home.html", context)


def latest_asked():
    """Return the draft of the latest stage with a public recommendation on it, or None."""
    public = Recommendation.objects.published()
    asked = Target.objects.filter(recommendation__in=public, article__isnull=False)
    drafts = Draft.objects.filter(pk__in=asked.values("article__draft")).select_related("treaty")
    return drafts.order_by("-stage", "-date", "slug").first()


def treaties():
    """Return all treaties, each with the number of public recommendations on it as `asked`."""
    public = Q(
        submissions__state=State.PUBLISHED,
        submissions__recommendations__state=State.PUBLISHED,
    )
    return Treaty.objects.annotate(asked=Count("submissions__recommendations", filter=public))


def latest_submissions():
    """Return the latest public submissions, each with its number of recommendations as `asked`."""
    public = Q(recommendations__state=State.PUBLISHED)
    return (
        Submission.objects.published()
        .for_list()
        .annotate(asked=Count("recommendations", filter=public))
        .order_by("-first_day", "slug")[:LATEST]
    )
