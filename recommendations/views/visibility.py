"""Who may see the page of a submission or recommendation: one rule for both."""

from enum import Enum, auto

from django.http import Http404
from django.shortcuts import render


class Visibility(Enum):
    PUBLIC = auto()
    PREVIEW = auto()  # not public, shown to staff with a banner
    GONE = auto()  # was public: 410 and nothing else
    HIDDEN = auto()  # 404, as if it did not exist


def visible_or_gone(request, thing):
    """Return how this visitor sees a submission or recommendation."""
    if thing.is_public:
        return Visibility.PUBLIC
    view = f"{thing._meta.app_label}.view_{thing._meta.model_name}"
    if request.user.is_staff and request.user.has_perm(view):
        return Visibility.PREVIEW
    # What never left the desk is not admitted to exist.
    return Visibility.GONE if thing.was_public else Visibility.HIDDEN


def show_or_gone(request, thing, show):
    """Answer `show(preview)` to those who may see a submission or recommendation; else 410 or 404.

    `preview` says whether it is not public, and shown to staff alone: no cache keeps that.
    """
    seen = visible_or_gone(request, thing)
    if seen is Visibility.GONE:
        return render(request, "410.html", status=410)
    if seen is Visibility.HIDDEN:
        raise Http404
    preview = seen is Visibility.PREVIEW
    response = show(preview)
    if preview:
        response.headers["Cache-Control"] = "no-store, private"
    return response
