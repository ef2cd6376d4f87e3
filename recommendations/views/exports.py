"""Long downloads, of which only so many run at once: they must not take the place of pages.

Who reads a page waits for a thread of the server, and a list of 100,000 rows holds one for many
seconds. A short list is none of that: at a conference many share one address.
"""

import threading
from collections import Counter

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from articles.http import client_address, network_of

SHORT = 1_000  # rows; up to here a download is as quick as a page
RETRY_AFTER = 30  # seconds


class ExportSlots:
    """Who takes how many long downloads from this process now, by network."""

    def __init__(self):
        self._lock = threading.Lock()
        self._running = Counter()

    def take(self, network):
        """Take a slot for a network and tell whether there was one."""
        with self._lock:
            is_full = self._running.total() >= settings.EXPORTS_AT_ONCE
            if is_full or self._running[network] >= settings.EXPORTS_PER_VISITOR:
                return False
            self._running[network] += 1
            return True

    def give_back(self, network):
        with self._lock:
            self._running[network] -= 1
            if not self._running[network]:
                del self._running[network]


slots = ExportSlots()


class Export:
    """The lines of a long download; its slot is free again however it ends.

    No generator: the server closes what was never begun as well, where a visitor is gone by then.
    """

    def __init__(self, lines, network):
        self.lines, self.network, self.is_open = iter(lines), network, True

    def __iter__(self):
        return self

    def __next__(self):
        try:
            return next(self.lines)
        except BaseException:  # the end of the lines among them
            self.close()
            raise

    def close(self):
        if self.is_open:
            self.is_open = False
            slots.give_back(self.network)


def streamed(request, lines, total, headers):
    """Return an answer that streams lines of a list of so many rows; None where no slot is free."""
    if total > SHORT:
        network = network_of(client_address(request))
        if not slots.take(network):
            return None
        lines = Export(lines, network)
    return StreamingHttpResponse(lines, headers=headers)


def refusal_in_words():
    """Return what to tell a visitor for whom no slot is free."""
    return _(
        "Other long downloads are running. Try again in half a minute, or filter the list: up "
        "to %(rows)d rows can be downloaded at any time."
    ) % {"rows": SHORT}
