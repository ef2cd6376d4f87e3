"""The submissions: their list, the page of one in the order of the document, its file."""

from functools import partial
from itertools import groupby
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from articles.models import Draft, Session
from recommendations.display_names import language_name
from recommendations.exchange.citations.text import authors
from recommendations.listing.directory_filters import SubmissionFilterSet
from recommendations.listing.rows import recommendation_rows
from recommendations.models import Recommendation, State, Submission
from recommendations.views.directory_state import Directory
from recommendations.views.downloads import citation_of
from recommendations.views.paging import page_of
from recommendations.views.quote_links import with_links
from recommendations.views.visibility import show_or_gone

PAGE_SIZE = 100  # most submissions are read whole, in the order of the document


class Choice(NamedTuple):
    """A select of the form: its parameter, its label, its options and those chosen."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: list[str]


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
    asked = with_links(
        recommendation_rows(page.object_list), drafts[0] if len(drafts) == 1 else None
    )
    context = {
        "submission": shown,
        "example": shown.treaty.example_title,
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


def submission_choices(directory):
    """Return the Choices of the list of submissions; three queries."""
    public = Submission.objects.published().order_by()
    drafts = Draft.objects.filter(submissions__in=public).select_related("treaty").distinct()
    sessions = Session.objects.filter(submissions__in=public).select_related("treaty").distinct()
    languages = public.values_list("language", flat=True).distinct()
    several = len({draft.treaty_id for draft in drafts} | {s.treaty_id for s in sessions}) > 1
    options = {
        "draft": (_("Draft"), [(d.path, titled(d, several)) for d in drafts]),
        "session": (_("Session"), [(s.path, titled(s, several)) for s in sessions]),
        "language": (_("Language"), [(tag, language_name(tag)) for tag in sorted(languages)]),
    }
    return [
        Choice(name, label, values, directory.parameters.get(name, []))
        for name, (label, values) in options.items()
    ]


def titled(row, several):
    """Return the name of a draft or session, with its treaty where there are several."""
    return f"{row.treaty}: {row}" if several else str(row)
