"""The themes: their two levels with counts, and the page of one with what is asked under it."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404, render

from recommendations.listing import Listing
from recommendations.listing.counts import count_recommendations
from recommendations.listing.rows import example_title, recommendation_rows
from recommendations.models import Theme
from recommendations.views.facet_panel import top_values
from recommendations.views.quote_links import with_links

LATEST = 25


def themes(request):
    """Show all themes with definitions and numbers of recommendations."""
    shown = counted(Theme.objects.filter(parent=None).prefetch_related("children"))
    return render(request, "recommendations/themes.html", {"themes": shown})


def theme(request, slug):
    """Show one theme: its definition, the themes within it, the places and the latest asks."""
    rows = Theme.objects.select_related("parent").prefetch_related("children")
    shown = get_object_or_404(rows, slug=slug)
    listing = Listing(QueryDict(f"theme={shown.slug}"))
    counted([shown])
    latest = listing.rows.read_as(recommendation_rows)[:LATEST]
    context = {
        "theme": shown,
        "example": example_title(listing, latest),
        "facets": top_values(listing, ("lineage", "organisation")),
        "latest": with_links(latest),
    }
    return render(request, "recommendations/theme.html", context)


def counted(themes):
    """Return themes with those `within` them, all with their number of recommendations."""
    themes = list(themes)
    for theme in themes:
        theme.within = list(theme.children.all())
    count_recommendations([row for theme in themes for row in (theme, *theme.within)], "theme")
    return themes
