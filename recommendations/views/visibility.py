"""What answers where a submission or recommendation is not public."""

from django.http import Http404
from django.shortcuts import render

from recommendations.publishing import Visibility, visibility


def show_or_gone(request, thing, show):
    """Answer `show(preview)` to those who may see a submission or recommendation; else 410 or 404.

    `preview` says whether it is not public, and shown to staff alone: no cache keeps that.
    """
    seen = visibility(thing, request.user)
    if seen is Visibility.GONE:
        return render(request, "410.html", status=410)
    if seen is Visibility.HIDDEN:
        raise Http404
    preview = seen is Visibility.PREVIEW
    response = show(preview)
    if preview:
        response.headers["Cache-Control"] = "no-store, private"
    return response
