"""The themes: their two levels with counts, and the page of one with what is asked under it."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404, render

from recommendations.listing import Listing
from recommendations.listing.sources import ThemeFacet
from recommendations.models import Recommendation, Theme
from recommendations.pages.foremost import foremost

LATEST = 25


def themes(request):
    """Show all themes with definitions and numbers of recommendations."""
    shown = counted(Theme.objects.filter(parent=None).prefetch_related("children"))
    return render(request, "pages/themes.html", {"themes": shown})


def theme(request, slug):
    """Show one theme: its definition, the themes within it, the places and the latest asks."""
    rows = Theme.objects.select_related("parent").prefetch_related("children")
    shown = get_object_or_404(rows, slug=slug)
    listing = Listing(QueryDict(f"theme={shown.slug}"))
    counted([shown])
    context = {
        "theme": shown,
        "facets": foremost(listing, ("lineage", "organisation")),
        "latest": listing.rows[:LATEST],
    }
    return render(request, "pages/theme.html", context)


def counted(themes):
    """Return themes, each and its children with `count`, the number of public recommendations."""
    counts = ThemeFacet().counts(Recommendation.objects.published())
    themes = list(themes)
    for theme in themes:
        theme.within = list(theme.children.all())
        for row in (theme, *theme.within):
            row.count = counts.get(row.pk, 0)
    return themes
