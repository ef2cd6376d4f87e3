"""The submissions: their list, the page of one in the order of the document, its file."""

from functools import partial
from itertools import groupby

from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render

from recommendations.exchange.citation_text import authors
from recommendations.listing.directory_filters import SubmissionFilterSet
from recommendations.listing.row_values import asks
from recommendations.models import Recommendation, State, Submission
from recommendations.views.citations import citation_of
from recommendations.views.directory import Directory
from recommendations.views.paging import page_of
from recommendations.views.quote_links import with_links
from recommendations.views.submission_choices import submission_choices
from recommendations.views.visibility import show_or_gone

PAGE_SIZE = 100  # most submissions are read whole, in the order of the document


def submissions(request):
    """List the public submissions, newest first, 25 a page."""
    rows = Submission.objects.published().for_list().newest_first()
    directory = Directory(SubmissionFilterSet, request.GET, rows, "submission")
    context = {"directory": directory, "choices": submission_choices(directory)}
    return render(request, "recommendations/submissions.html", context)


def submission(request, slug):
    """Show one submission with its recommendations; a preview of what is not public to staff."""
    shown = get_object_or_404(Submission.objects.for_list(), slug=slug)
    return show_or_gone(request, shown, partial(_page, request, shown))


def _page(request, shown, preview):
    pages = Paginator(recommendations_in(shown, preview), PAGE_SIZE)
    page, faults = page_of(pages, request.GET.get("page") or 1)
    drafts = shown.drafts.all()
    asked = with_links(asks(page.object_list), drafts[0] if len(drafts) == 1 else None)
    context = {
        "submission": shown,
        "preview": preview,
        "page_obj": page,
        "faults": faults,
        "groups": grouped(asked),
        "by": authors(shown),
        "citation": citation_of(request, shown),
    }
    return render(request, "recommendations/submission.html", context)


def submission_file(request, slug):
    """Hand out the file of a submission, to those alone who may see its page."""
    shown = get_object_or_404(Submission.objects.defer("text"), slug=slug)
    return show_or_gone(request, shown, lambda preview: _file(shown))


def _file(shown):
    if not shown.file:
        raise Http404
    try:
        content = shown.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    # Always saved, never opened in the page: whatever an editor uploaded cannot act as this site.
    name = shown.file.name.rpartition("/")[2]
    return FileResponse(content, as_attachment=True, filename=name)


def recommendations_in(submission, preview):
    """Return its recommendations in document order: the public ones, or all that may become so."""
    rows = Recommendation.objects.filter(submission=submission)
    rows = rows.exclude(state=State.WITHDRAWN) if preview else rows.published()
    return rows.order_by("sort_key")


def grouped(recommendations):
    """Return recommendations in groups by the first part of their numbers: 2.1 and 2.2 together.

    Where no number has parts, all are one group.
    """
    rows = list(recommendations)
    if not any("." in row.number for row in rows):
        return [rows] if rows else []
    return [list(group) for _first, group in groupby(rows, lambda row: row.number.split(".")[0])]
