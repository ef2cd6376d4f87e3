"""Addresses that a page had before its slug changed, or with capitals, lead on to the page."""

from django.http import HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve, reverse

from articles.models import Article, Draft, Treaty
from articles.page_addresses import follow
from recommendations.exchange.citations import CITATION_FORMATS
from recommendations.models import Organisation, Recommendation, Submission, Theme
from recommendations.publishing import Visibility, visibility

# The pages and files whose address begins with slugs, with the models along it, outermost first.
STEPS = {
    "treaty": (Treaty,),
    "draft": (Treaty, Draft),
    "article": (Treaty, Draft, Article),
    "organisation": (Organisation,),
    "submission": (Submission,),
    "submission-file": (Submission,),
    "submission-citation": (Submission,),
    "theme": (Theme,),
}
STEPS |= {
    "api-treaties-detail": (Treaty,),
    "api-drafts-detail": (Treaty, Draft),
    "api-articles-detail": (Treaty, Draft, Article),
    "api-organisations-detail": (Organisation,),
    "api-submissions-detail": (Submission,),
    "api-themes-detail": (Theme,),
}
PUBLIC = {
    Organisation: Organisation.objects.published,
    Submission: Submission.objects.published,
}


def redirect_former_addresses(get_response):
    """Middleware: where no page is found, look whether one bore the address, or one like it."""

    def middleware(request):
        response = get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            address = present_address(request.path_info) or small_address(request)
            if address and address != request.path_info:
                query = request.META.get("QUERY_STRING")
                return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        return response

    return middleware


def present_address(path):
    """Return where the public page or file of a path is now; None if it never led to one."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    steps = STEPS.get(match.url_name, ())
    row = follow(steps, list(match.kwargs.values())[: len(steps)])
    if row is None:
        return None
    public = PUBLIC.get(type(row))
    if public and not public().filter(pk=row.pk).exists():
        return None
    if match.url_name.startswith("api-"):
        return reverse(match.view_name, args=getattr(row, "path", row.slug).split("/"))
    return row.get_absolute_url() + _below(row, path)


def small_address(request):
    """Return the address in small letters of what a path with capitals means.

    None where that leads to nothing, or to what was never public: only what is gone may say so.
    """
    path = request.path_info.lower()
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if path == request.path_info or match.namespaces or not match.url_name:
        return None
    if not match.captured_kwargs:
        return reverse(match.view_name)
    if match.kwargs.get("extension") not in (None, *CITATION_FORMATS):
        return None
    return present_address(path) or _known_address(request, match, path)


def _known_address(request, match, path):
    """Return the address of a recommendation that is or was public, of a submission that was."""
    slug, key = match.kwargs.get("slug"), match.kwargs.get("key")
    if key and match.url_name.startswith("recommendation"):
        rows = Recommendation.objects.filter(key=key).select_related("submission")
    elif match.url_name.startswith("submission"):
        rows = Submission.objects.filter(slug=slug)
    else:
        return None
    row = rows.first()
    if row is None or visibility(row, request.user) not in (Visibility.PUBLIC, Visibility.GONE):
        return None
    return row.get_absolute_url() + _below(row, path)


def _below(row, path):
    """Return what of a path comes after the page of a row: nothing, or the name of a file."""
    slashes = row.get_absolute_url().count("/")
    return "".join(path.split("/", slashes)[slashes:])
