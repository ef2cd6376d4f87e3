"""Addresses of pages whose slugs have changed lead on to where the page is now."""

from django.http import HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

from articles.addresses import follow
from articles.models import Article, Draft, Treaty
from recommendations.models import Organisation, Submission, Theme

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
PUBLIC = {
    Organisation: Organisation.objects.published,
    Submission: Submission.objects.published,
}


def redirect_former_addresses(get_response):
    """Middleware: where a page is not found under a slug, look whether something bore it before."""

    def middleware(request):
        response = get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            address = present_address(request.path_info)
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
    return row.get_absolute_url() + _below(row, path)


def _below(row, path):
    """Return what of a path comes after the page of a row: nothing, or the name of a file."""
    slashes = row.get_absolute_url().count("/")
    return "".join(path.split("/", slashes)[slashes:])
