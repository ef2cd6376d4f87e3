"""Citations of a recommendation, a submission or a whole list: in words, and as files."""

from typing import NamedTuple

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from recommendations.exchange import citations
from recommendations.listing import Listing
from recommendations.models import Recommendation, Submission
from recommendations.views.refusals import refusal
from recommendations.views.visibility import show_or_gone


class Download(NamedTuple):
    name: str
    address: str


class Citation(NamedTuple):
    """What the fragment `_cite.html` shows: the words, the permalink, the files."""

    words: str
    is_part: bool  # of a submission; its title is then the tracker's
    url: str
    downloads: list[Download]


def citation_of(request, thing):
    """Return the citation of a recommendation or submission of `for_list()`, for its page."""
    entry = _entry(request, thing)
    files = [
        Download(each.name, _address(thing, each.extension)) for each in citations.FORMATS.values()
    ]
    return Citation(entry.words, entry.is_part, entry.url, files)


def citations_of_list(query):
    """Return the files of the citations of the list of that query string."""
    ending = f"?{query}" if query else ""
    return [
        Download(each.name, reverse("recommendations-citations", args=[each.extension]) + ending)
        for each in citations.FORMATS.values()
    ]


def recommendations_citations(request, extension):
    """Stream the citations of the whole list that the query string asks for, as the table does."""
    written = citations.FORMATS.get(extension)
    if written is None:
        raise Http404
    listing = Listing(request.GET)
    refused = refusal(listing)
    if refused:
        return refused
    entries = (_entry(request, row) for row in listing.rows)
    return StreamingHttpResponse(
        written.lines(entries), headers=_headers(written, "recommendations")
    )


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
    written = citations.FORMATS.get(extension)
    if written is None:
        raise Http404
    entry = _entry(request, thing)
    return HttpResponse(written.write(entry), headers=_headers(written, entry.key))


def _headers(written, name):
    return {
        "Content-Type": f"{written.media_type}; charset=utf-8",
        "Content-Disposition": f'attachment; filename="{name}.{written.extension}"',
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
