"""The pages about the tracker itself: what it is, and its data."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from recommendations.exchange.citations import CITATION_FORMATS
from recommendations.models import Recommendation

CSV = "/recommendations.csv"
FEED = "/recommendations.atom"
API = "/api/v1/"


class Example(NamedTuple):
    address: str
    gives: str


def about(request):
    """Say what the tracker is, how it is made, and how to report an error."""
    contact = {"email": settings.CONTACT_EMAIL, "url": settings.CONTACT_URL}
    context = {"contact": contact, "development": settings.DEVELOPMENT}
    return render(request, "recommendations/about.html", context)


def data(request):
    """Say how to take the data away, with examples that give something on the data at hand."""
    public = Recommendation.objects.published().for_list()
    public = public.order_by("submission__treaty__example", "submission__slug", "sort_key")
    shown = public.filter(targets__article__isnull=False).first() or public.first()
    context = {
        "tables": tables(shown),
        "feeds": feeds(shown),
        "calls": calls(shown),
        "citations": citations(shown),
    }
    return render(request, "recommendations/data.html", context)


def tables(shown):
    """Return examples of tables, with names taken from a recommendation if there is one."""
    examples = [Example(CSV, _("all recommendations"))]
    if shown:
        theme, [organisation, *_others] = shown.themes.all()[0], shown.submission.authors
        examples += [
            Example(f"{CSV}?theme={theme.slug}", _("one theme")),
            Example(f"{CSV}?organisation={organisation.slug}", _("one organisation")),
        ]
    return examples


def feeds(shown):
    """Return examples of feeds likewise: of everything, and of what one theme brings."""
    examples = [Example(FEED, _("all recommendations"))]
    if shown:
        query = urlencode({"theme": shown.themes.all()[0].slug})
        examples.append(Example(f"{FEED}?{query}", _("one theme")))
    return examples


def citations(shown):
    """Return the addresses of one recommendation's citation, one for each format."""
    if not shown:
        return []
    return [
        Example(
            reverse("recommendation-citation", args=[shown.key, format_.extension]), format_.name
        )
        for format_ in CITATION_FORMATS.values()
    ]


def calls(shown):
    """Return examples of calls of the API, with names taken from a recommendation likewise."""
    examples = [
        Example(f"{API}recommendations/", _("all recommendations, newest first")),
        Example(f"{API}facets/", _("how many there are of each kind")),
    ]
    if not shown:
        return examples
    article = next((t.article for t in shown.targets.all() if t.article), None)
    both = f"theme={shown.themes.all()[0].slug}&action={shown.action}"
    if article:
        gives = _("one article in all drafts")
        examples.append(Example(f"{API}recommendations/?lineage={article.path}", gives))
    examples += [
        Example(f"{API}recommendations/?{both}", _("two filters")),
        Example(f"{API}recommendations/{shown.key}/", _("one recommendation with all its parts")),
        Example(f"{API}submissions/{shown.submission.slug}/", _("one submission")),
    ]
    return examples
