"""Whole pages kept in memory until a change is noted: those that take long to write."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from recommendations.index.process_index import index

PERSONAL = {settings.SESSION_COOKIE_NAME, "messages"}  # cookies
MOST_BYTES = 16_000_000  # of a process, as they are sent before they are compressed


class PageCache:
    """Pages by all that they depend on; any change that the log tells of makes all of them old."""

    def __init__(self) -> None:
        self.edition = 0
        self._lock = threading.Lock()
        self._pages: OrderedDict[tuple, HttpResponse] = OrderedDict()  # the oldest first
        self._bytes = 0

    def get(self, key: tuple) -> HttpResponse | None:
        """Return a page that is still true, or None."""
        page = self._pages.get(key)
        return page and _copy(page)

    def keep(self, key: tuple, edition: int, page: HttpResponse) -> None:
        """Keep a page that was begun in an edition, unless something has changed since."""
        with self._lock:
            if edition != self.edition or key in self._pages:
                return
            self._pages[key] = _copy(page)
            self._bytes += len(page.content)
            while self._bytes > MOST_BYTES:
                _key, oldest = self._pages.popitem(last=False)
                self._bytes -= len(oldest.content)

    def forget(self, changed: Mapping[str, set[int]] | None) -> None:
        """Forget all: a page may show anything that public addresses read."""
        with self._lock:
            self.edition += 1
            self._pages, self._bytes = OrderedDict(), 0


page_cache = PageCache()


def _copy(page: HttpResponse) -> HttpResponse:
    """Return the page as the view gave it: middleware adds headers to each answer."""
    return HttpResponse(page.content, headers=dict(page.headers))


def kept_until_changed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer from memory where nothing has changed: a query, which asks the log.

    Whoever is signed in or is told something gets a page of their own, and so does a page with a
    form that only its reader may send.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        is_personal = PERSONAL & request.COOKIES.keys()
        if request.method != "GET" or is_personal or index.snapshot() is None:
            return view(request, *args, **kwargs)
        edition, key = page_cache.edition, _key(request)
        page = page_cache.get(key)
        if page is None:
            page = view(request, *args, **kwargs)
            if page.status_code == 200 and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META:
                page_cache.keep(key, edition, page)
        return page

    return answer


def _key(request: HttpRequest) -> tuple:
    """Return all that a page depends on beside the data: its address, language and day."""
    whole = request.build_absolute_uri(request.get_full_path())
    return whole, translation.get_language(), timezone.localdate(), bool(request.htmx)
