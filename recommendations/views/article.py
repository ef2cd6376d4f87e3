"""The page of an article: its text, with what was asked of it in the margin."""

from django.shortcuts import get_object_or_404, render

from articles.models import Article
from articles.places.links import Links
from recommendations.views.article_text import Wording
from recommendations.views.lineage_steps import trails
from recommendations.views.margin import margin_of
from recommendations.views.neighbours import around


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
    return render(request, "recommendations/article.html", context)
