"""The page of an article: its text, with what was asked of it in the margin."""

from django.shortcuts import get_object_or_404, render

from articles.linking import Links
from articles.models import Article
from recommendations.pages.around import around
from recommendations.pages.margin import margin_of
from recommendations.pages.trail import trails
from recommendations.pages.wording import Wording


def article(request, treaty, draft, article):
    """Show one article of one draft, and what was asked of it in this and every other draft."""
    shown = get_object_or_404(
        Article.objects.for_list(), draft__treaty__slug=treaty, draft__slug=draft, slug=article
    )
    [trail] = trails([shown], shown.draft.treaty)
    wording = Wording(shown, request.GET)
    context = {
        "article": shown,
        "draft": shown.draft,
        "treaty": shown.draft.treaty,
        "trail": trail,
        "links": Links([shown.draft, *(other.draft for other in trail.relatives)]),
        "margin": margin_of(shown, trail.relatives, wording),
        "wording": wording,
        "tongues": wording.tongues,
        "around": around(shown),
    }
    return render(request, "pages/article.html", context)
