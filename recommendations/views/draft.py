"""The page of a draft: its table of contents with what was asked at each place."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404, render

from articles.models import Draft
from recommendations.listing import Listing
from recommendations.models import Submission
from recommendations.views.draft_contents import contents


def draft(request, treaty, draft):
    """Show one draft with its divisions and articles."""
    drafts = Draft.objects.select_related("treaty").prefetch_related("sessions")
    shown = get_object_or_404(drafts, treaty__slug=treaty, slug=draft)
    earlier, later = neighbours(shown)
    listing = Listing(QueryDict(f"draft={shown.path}"))
    context = {
        "draft": shown,
        "treaty": shown.treaty,
        "entries": contents(shown),
        "listing": listing,
        "submission_count": Submission.objects.published().filter(drafts=shown).count(),
        "earlier": earlier,
        "later": later,
    }
    return render(request, "recommendations/draft.html", context)


def neighbours(draft):
    """Return the drafts before and after this one in the order of the treaty, or None."""
    drafts = list(draft.treaty.drafts.select_related("treaty").order_by("stage", "date", "slug"))
    place = drafts.index(draft)
    before = drafts[place - 1] if place else None
    after = drafts[place + 1] if place + 1 < len(drafts) else None
    return before, after
