"""The one catalogue of a process: built from the database alone, caught up before it is asked.

A catalogue is handed out only when it holds what the database holds at that moment. While it is
being built there is none, and the database itself is asked instead; words have to wait.
"""

import logging
import threading

from django.db import DatabaseError, connection
from django.db.models import Q

from articles.lineage import Lineage
from recommendations.index import change_log, loading
from recommendations.index.facet_index import Catalogue
from recommendations.index.triggers import EVERYTHING
from recommendations.index.words.postings import Postings
from recommendations.models import Signature

SMALL = 5_000  # recommendations; up to here building takes no longer than a page may
CHUNK = 10_000  # recommendations read at once
MOST_CHANGED = 5_000  # recommendations; beyond, building anew costs less than catching up
MOST_WASTED = 0.5  # the share of numbers that nothing bears any more
logger = logging.getLogger(__name__)


class Keeper:
    """Builds a catalogue with its words, catches it up, and replaces it when it does not tell."""

    def __init__(self):
        self.lock = threading.RLock()
        self.listeners = []
        self._clear()

    def _clear(self):
        self.catalogue = self.words = self.point = None
        self.worker = None
        self.taken = self.size = 0

    def current(self):
        """Return the catalogue as the database is now, or None while it is being built."""
        with self.lock:
            if self.catalogue is not None:
                self._catch_up()
            if self.catalogue is None:
                self._build()
            return self.catalogue

    @property
    def is_at_work(self):
        """Whether a catalogue is on its way, the first or one to replace another."""
        return self.worker is not None and self.worker.is_alive()

    @property
    def progress(self):
        """How much of the words is taken in, in percent."""
        return self.taken * 100 // self.size if self.size else 0

    def begin(self):
        """Build, if that has not begun; a server does so before it is first asked."""
        try:
            self.current()
        except DatabaseError:
            logger.warning("The database does not answer yet: the catalogue waits for a request.")
        finally:
            connection.close()

    def forget(self):
        """Start over with the next question."""
        with self.lock:
            self._clear()

    # Building ───────────────────────────────────────────────────────────────

    def _build(self):
        # The point before all else: what becomes public during the rest is caught up from there.
        if self.is_at_work or (point := change_log.end()) is None:
            return
        sizes = loading.sizes()
        self.size, self.taken = sum(sizes.values()), 0
        if self.size <= SMALL:
            self._take(build(sizes), point)
            self._take_words(self.catalogue, collect(self.catalogue, len(self.catalogue.ids)))
        else:
            self.worker = threading.Thread(target=self._work, args=(sizes, point), daemon=True)
            self.worker.start()

    def _work(self, sizes, point):
        """Build in a thread of its own, with a connection of its own."""
        try:
            catalogue = build(sizes)
            with self.lock:
                if self.catalogue is None:
                    self._take(catalogue, point)
            words = collect(catalogue, len(catalogue.ids), self._progressed)
            with self.lock:
                if self.catalogue is not catalogue:  # one to replace has served meanwhile
                    self._take(catalogue, point)
                self._take_words(catalogue, words)
        except Exception:
            logger.exception("The catalogue could not be built; the next request tries again.")
        finally:
            connection.close()

    def _progressed(self, count):
        self.taken += count

    def _take(self, catalogue, point):
        self.catalogue, self.point, self.words = catalogue, point, None
        self._tell(None)

    def _take_words(self, catalogue, words):
        """Take the words in, and those of what came while they were collected."""
        self.words, since = words
        self._add_words(range(since, len(catalogue.ids)))

    # Catching up ────────────────────────────────────────────────────────────

    def _catch_up(self):
        try:
            found = change_log.since(self.point)
            if found is None or EVERYTHING in found[0]:
                self._start_over()
                return
            changed, self.point = found
            if changed:
                self._tell(changed)
                self._apply(changed)
        except Exception:
            self._start_over()  # what is half caught up must not be asked
            raise

    def _start_over(self):
        self.catalogue = self.words = None

    def _apply(self, changed):
        catalogue = self.catalogue
        if "succession" in changed or "article" in changed:
            catalogue.follow(Lineage.load())
        submissions = changed["submission"] | signed_by(changed["organisation"])
        renewed = renew(catalogue, submissions)
        gone = changed["recommendation"] | {
            catalogue.ids[number] for number in catalogue.having("submission", renewed)
        }
        if len(gone) > MOST_CHANGED:
            self._start_over()
            return
        where = Q(pk__in=changed["recommendation"])
        if present := renewed & catalogue.documents.keys():
            where |= Q(submission__in=present)
        if not gone and not renewed:
            return
        entries = loading.entries(where, catalogue.documents)
        first = len(catalogue.ids)
        catalogue.replace(
            gone | {entry.id for entry in entries},
            entries,
            loading.order_within({entry.submission for entry in entries}) if entries else {},
        )
        if self.words is not None:
            self._add_words(range(first, len(catalogue.ids)))
        if catalogue.wasted > MOST_WASTED and len(catalogue.ids) > MOST_CHANGED:
            self._build()

    def _add_words(self, numbers):
        ids = {self.catalogue.ids[number]: number for number in numbers}
        texts = dict(loading.texts(list(ids), self.catalogue.documents)) if ids else {}
        for pk, number in ids.items():
            if pk in texts:
                self.words.add(number, texts[pk])

    def _tell(self, changed):
        for listener in self.listeners:
            listener(changed)


def build(sizes):
    """Return a catalogue of all that is public in the submissions that `sizes` counts."""
    documents = loading.documents()
    catalogue = Catalogue(documents, Lineage.load())
    for chunk in chunks(sizes):
        catalogue.add(loading.entries(Q(submission__in=chunk), documents))
    catalogue.settle()
    return catalogue


def collect(catalogue, count, progressed=lambda count: None):
    """Return the words of the first `count` numbers, and that count."""

    def documents():
        for first in range(0, count, CHUNK):
            ids = catalogue.ids[first : min(first + CHUNK, count)]
            texts = dict(loading.texts(list(ids), catalogue.documents))
            progressed(len(ids))
            for number, pk in enumerate(ids, first):
                if pk in texts:
                    yield number, texts[pk]

    return Postings.build(documents()), count


def chunks(sizes):
    """Yield submissions in groups of about CHUNK recommendations."""
    chunk, held = [], 0
    for submission, size in sorted(sizes.items()):
        chunk.append(submission)
        held += size
        if held >= CHUNK:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk


def renew(catalogue, submissions):
    """Read submissions anew; return those of which every recommendation is to be read anew."""
    if not submissions:
        return set()
    found = loading.documents(submissions)
    renewed = {pk for pk in submissions if found.get(pk) != catalogue.documents.get(pk)}
    for pk in renewed:
        if pk in found:
            catalogue.put(found[pk])
        else:
            catalogue.drop(pk)
    return renewed


def signed_by(organisations):
    """Return the submissions that these organisations signed."""
    if not organisations:
        return set()
    signed = Signature.objects.order_by().filter(organisation__in=organisations)
    return set(signed.values_list("submission", flat=True))


keeper = Keeper()
