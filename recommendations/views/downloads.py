"""The list to take away as a table, a feed or citations; the citation of one thing."""

from itertools import chain
from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.http import not_modified
from recommendations.exchange import citations
from recommendations.exchange.atom import MEDIA_TYPE, Feed, atom
from recommendations.exchange.table import BYTE_ORDER_MARK, lines
from recommendations.listing import RETRY_AFTER, SEARCH_BEING_PREPARED, Listing
from recommendations.models import Recommendation, Submission
from recommendations.views import exports
from recommendations.views.visibility import show_or_gone

# A feed reader keeps what it has seen; it asks for what is new.
MOST_ENTRIES = 50


class Download(NamedTuple):
    name: str
    address: str


class CitationBlock(NamedTuple):
    """What the fragment `_how_to_cite.html` shows: the words, the permalink, the files."""

    words: str
    is_part: bool  # of a submission; its title is then the tracker's
    url: str
    downloads: list[Download]


def refusal(listing):
    """Return an answer of status 400 that names all that is wrong, or None where nothing is.

    Of status 503, with when to come again, while words cannot be searched yet.
    """
    wrong = [f"{fault.name}: {fault.reason}" for fault in listing.invalid_values]
    # What comes in one piece is never cut into pages, so to ask for one is a mistake too.
    unknown = [*listing.unknown, *(["page"] if "page" in listing.querydict else [])]
    wrong += [_("There is no parameter “%s”.") % name[:80] for name in unknown]
    if wrong:
        return plain_text("\n".join(wrong), 400)
    if listing.awaits_words:
        return plain_text(SEARCH_BEING_PREPARED, 503, {"Retry-After": str(RETRY_AFTER)})
    return None


def plain_text(text, status, headers=None):
    content_type = "text/plain; charset=utf-8"
    return HttpResponse(f"{text}\n", content_type, status, headers=headers)


@require_safe
def recommendations_csv(request):
    """Stream the whole list that the query string asks for; 400 where it asks for what is not."""
    listing = Listing(request.GET)
    refused = refusal(listing)
    if refused:
        return refused
    table = lines(listing.rows, _origin(request))
    return csv_file(request, table, listing.total, "recommendations")


def csv_file(request, table, total, name):
    """Stream the lines of a table of so many rows as a file; 429 where too many do so already."""
    headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{name}.csv"',
    }
    marked = chain([BYTE_ORDER_MARK], table)
    return exports.streamed(request, marked, total, headers) or _too_many()


def recommendations_feed(request):
    """Follow the list that the query string asks for; 400 where it asks for what is not.

    The order is the feed's own: last published first, whatever the page is sorted by.
    """
    listing = Listing(request.GET)
    refused = refusal(listing)
    if refused:
        return refused
    query = listing.querystring(sort=None)
    ending = f"?{query}" if query else ""
    here = request.build_absolute_uri
    feed = Feed(
        title=f"{settings.SITE_NAME} · {listing.in_words()}",
        query=query,
        address=here(reverse("recommendations-feed") + ending),
        page=here(reverse("recommendations") + ending),
    )
    content = atom(feed, listing.last_published(MOST_ENTRIES), here)
    response = HttpResponse(content, content_type=f"{MEDIA_TYPE}; charset=utf-8")
    return not_modified(request, response) or response


def citation_of(request, thing):
    """Return the citation of a recommendation or submission of `for_list()`, for its page."""
    entry = _entry(request, thing)
    files = [
        Download(format_.name, _address(thing, format_.extension))
        for format_ in citations.CITATION_FORMATS.values()
    ]
    return CitationBlock(entry.words, entry.is_part, entry.url, files)


def citations_of_list(query):
    """Return the files of the citations of the list of that query string."""
    ending = f"?{query}" if query else ""
    return [
        Download(
            format_.name, reverse("recommendations-citations", args=[format_.extension]) + ending
        )
        for format_ in citations.CITATION_FORMATS.values()
    ]


def recommendations_citations(request, extension):
    """Stream the citations of the whole list that the query string asks for, as the table does."""
    format_ = citations.CITATION_FORMATS.get(extension)
    if format_ is None:
        raise Http404
    listing = Listing(request.GET)
    refused = refusal(listing)
    if refused:
        return refused
    origin = _origin(request)
    rows = listing.rows.read_as(citations.citation_rows)
    entries = (row.entry(origin) for row in rows.iterator(citations.CHUNK))
    headers = _headers(format_, "recommendations")
    return exports.streamed(request, format_.lines(entries), listing.total, headers) or _too_many()


def _origin(request):
    return request.build_absolute_uri("/").removesuffix("/")


def _too_many():
    headers = {"Retry-After": str(exports.RETRY_AFTER)}
    return plain_text(exports.refusal_in_words(), 429, headers)


def recommendation_citation(request, key, extension):
    """Hand out the citation of a recommendation in the format of that name."""
    rows = Recommendation.objects.for_list()
    return _answer(request, rows, {"key": key}, extension)


def submission_citation(request, slug, extension):
    """Hand out the citation of a submission in the format of that name."""
    return _answer(request, Submission.objects.for_list(), {"slug": slug}, extension)


def _answer(request, rows, identity, extension):
    """Answer with the file: 404 for what never was public or no format, 410 for what is gone."""
    thing = get_object_or_404(rows, **identity)
    return show_or_gone(request, thing, lambda preview: _file(request, thing, extension))


def _file(request, thing, extension):
    format_ = citations.CITATION_FORMATS.get(extension)
    if format_ is None:
        raise Http404
    entry = _entry(request, thing)
    return HttpResponse(format_.write(entry), headers=_headers(format_, entry.key))


def _headers(format_, name):
    return {
        "Content-Type": f"{format_.media_type}; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{name}.{format_.extension}"',
    }


def _entry(request, thing):
    url = request.build_absolute_uri(thing.get_absolute_url())
    if isinstance(thing, Recommendation):
        return citations.of_recommendation(thing, url)
    return citations.of_submission(thing, url)


def _address(thing, extension):
    if isinstance(thing, Recommendation):
        return reverse("recommendation-citation", args=[thing.key, extension])
    return reverse("submission-citation", args=[thing.slug, extension])
