"""The one index of a process: built from the database alone, caught up before it is asked.

A snapshot is handed out only when it holds what the database holds at that moment. While the
index is being built there is none, and the database itself is asked instead; words have to wait.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from django.db import DatabaseError, connection
from django.db.models import Q

from articles.lineage import Lineage
from recommendations.index import change_log, loading
from recommendations.index.index_snapshot import Snapshot
from recommendations.index.recommendation_index import IndexedFacet, RecommendationIndex
from recommendations.index.triggers import EVERYTHING
from recommendations.index.words.postings import Postings
from recommendations.models import Signature

MOST_BUILT_AT_ONCE = 5_000  # recommendations; up to here building takes no longer than a page may
READ_AT_ONCE = 10_000  # recommendations read at once
MOST_CHANGED = 5_000  # recommendations; beyond, building anew costs less than catching up
MOST_WASTED = 0.5  # the share of slots that hold nothing any more
# The kinds of change after which rows of the index are read anew; others are listeners' alone.
INDEXED = {"recommendation", "submission", "organisation", "succession", "article"}
# What is told of each change: ids by kind of row, None where anything may have changed.
Listener = Callable[[Mapping[str, set[int]] | None], None]
logger = logging.getLogger(__name__)


class ProcessIndex:
    """Builds the index, catches it up, and builds it anew when the log does not tell enough.

    The lock is held while a snapshot is made, never while one is asked: snapshots do not change.
    """

    def __init__(self) -> None:
        # Set by AppConfig.ready: the facets are defined in a room above this one.
        self.facets: Sequence[IndexedFacet] = ()
        self.listeners: list[Listener] = []
        self._lock = threading.RLock()
        self._clear()

    def _clear(self) -> None:
        self.current: Snapshot | None = None  # as of `_point`, which may be past
        self.builder: threading.Thread | None = None
        self._point: change_log.Point | None = None
        self._words_read = self._words_expected = 0

    def snapshot(self) -> Snapshot | None:
        """Return what is public now, or None while the index is being built."""
        with self._lock:
            if self.current is not None and self._point is not None:
                self._catch_up(self.current, self._point)
            if self.current is None:
                self._build()
            return self.current

    @property
    def is_building(self) -> bool:
        """Whether an index is on its way, the first or one to replace another."""
        return self.builder is not None and self.builder.is_alive()

    @property
    def progress(self) -> int:
        """How much of the words is taken in, in percent."""
        return self._words_read * 100 // self._words_expected if self._words_expected else 0

    def warm_up(self) -> None:
        """Build, if that has not begun; a server does so before it is first asked."""
        try:
            self.snapshot()
        except DatabaseError:
            logger.warning("The database does not answer yet: the index waits for a request.")
        finally:
            connection.close()

    def reset(self) -> None:
        """Start over with the next question."""
        with self._lock:
            self._clear()

    # Building ───────────────────────────────────────────────────────────────

    def _build(self):
        # The point before all else: what becomes public during the rest is caught up from there.
        if self.is_building or (point := change_log.end()) is None:
            return
        sizes = loading.submission_sizes()
        self._words_expected, self._words_read = sum(sizes.values()), 0
        if self._words_expected <= MOST_BUILT_AT_ONCE:
            rows = build(self.facets, sizes)
            self._hand_out(rows, point)
            count = len(rows.ids)
            self._add_words(rows, read_words(rows, count), count)
        else:
            arguments = (sizes, point)
            self.builder = threading.Thread(target=self._work, args=arguments, daemon=True)
            self.builder.start()

    def _work(self, sizes: dict[int, int], point: change_log.Point) -> None:
        """Build in a thread of its own, with a connection of its own."""
        try:
            rows = build(self.facets, sizes)
            count = len(rows.ids)
            with self._lock:
                if self.current is None:
                    self._hand_out(rows, point)
            words = read_words(rows, count, self._count_words)
            with self._lock:
                # Edits meanwhile made later versions, of this or of one that is to be replaced.
                if self.current is not None and self.current.rows.ids is rows.ids:
                    rows = self.current.rows
                else:
                    self._hand_out(rows, point)
                self._add_words(rows, words, count)
        except Exception:
            logger.exception("The index could not be built; the next request tries again.")
        finally:
            connection.close()

    def _count_words(self, recommendations: int) -> None:
        self._words_read += recommendations

    def _hand_out(self, rows: RecommendationIndex, point: change_log.Point) -> None:
        """Hand out a new index from now on, as of a point of the log, at first without words."""
        self.current, self._point = Snapshot(rows, None), point
        self._notify(None)

    def _add_words(self, rows: RecommendationIndex, words: Postings, first: int) -> None:
        """Hand out words too, with those of what was numbered from `first` on meanwhile."""
        add_words(words, rows, range(first, len(rows.ids)))
        self.current = Snapshot(rows, words)

    # Catching up ────────────────────────────────────────────────────────────

    def _catch_up(self, last: Snapshot, point: change_log.Point) -> None:
        try:
            changes = change_log.since(point)
            if changes is None or EVERYTHING in changes[0]:
                self.current = None
                return
            changed, self._point = changes
            if changed:
                self._notify(changed)
            if changed.keys() & INDEXED:
                self._apply(last, changed)
        except Exception:
            self.current = None  # the point has moved on: what follows from it may be missing
            raise

    def _apply(self, last: Snapshot, changed: Mapping[str, set[int]]) -> None:
        rows, words = last.rows.copy(), last.words
        if "succession" in changed or "article" in changed:
            rows.set_lineage(Lineage.load())
        submissions = changed["submission"] | signed_by(changed["organisation"])
        renewed = renew(rows, submissions)
        gone = changed["recommendation"] | {
            rows.ids[slot] for slot in rows.having("submission", renewed)
        }
        if len(gone) > MOST_CHANGED:
            self.current = None
            return
        if gone or renewed:
            slots = reread(rows, gone, changed["recommendation"], renewed)
            if words is not None:
                add_words(words, rows, slots)
        self.current = Snapshot(rows, words)
        if rows.wasted > MOST_WASTED and len(rows.ids) > MOST_CHANGED:
            self._build()

    def _notify(self, changed: Mapping[str, set[int]] | None) -> None:
        for listener in self.listeners:
            listener(changed)


def build(facets: Sequence[IndexedFacet], sizes: Mapping[int, int]) -> RecommendationIndex:
    """Return an index of all that is public in the submissions that `sizes` counts."""
    submissions = loading.submissions()
    rows = RecommendationIndex(facets, submissions, Lineage.load())
    for chunk in chunks(sizes):
        rows.add(loading.recommendations(Q(submission__in=chunk), submissions))
    rows.settle()
    return rows


def chunks(sizes: Mapping[int, int]) -> Iterator[list[int]]:
    """Yield submissions in groups of about READ_AT_ONCE recommendations."""
    chunk, total = [], 0
    for submission, size in sorted(sizes.items()):
        chunk.append(submission)
        total += size
        if total >= READ_AT_ONCE:
            yield chunk
            chunk, total = [], 0
    if chunk:
        yield chunk


def read_words(
    rows: RecommendationIndex,
    count: int,
    report: Callable[[int], None] = lambda recommendations: None,
) -> Postings:
    """Return the words of the first `count` slots; `report` is told how many are read at once."""

    def texts_by_number():
        for first in range(0, count, READ_AT_ONCE):
            ids = rows.ids[first : min(first + READ_AT_ONCE, count)]
            texts = dict(loading.texts(list(ids), rows.submissions))
            report(len(ids))
            for slot, pk in enumerate(ids, first):
                if pk in texts:
                    yield slot, texts[pk]

    return Postings.build(texts_by_number())


def add_words(words: Postings, rows: RecommendationIndex, slots: Iterable[int]) -> None:
    """Read the words of these slots."""
    ids = {rows.ids[slot]: slot for slot in slots}
    texts = dict(loading.texts(list(ids), rows.submissions)) if ids else {}
    for pk, slot in ids.items():
        if pk in texts:
            words.add(slot, texts[pk])


def renew(rows: RecommendationIndex, submissions: set[int]) -> set[int]:
    """Read submissions anew; return those of which every recommendation is to be read anew."""
    if not submissions:
        return set()
    current = loading.submissions(submissions)
    changed = {
        pk: current.get(pk) for pk in submissions if current.get(pk) != rows.submissions.get(pk)
    }
    if changed:
        rows.put_submissions(changed)
    return set(changed)


def reread(
    rows: RecommendationIndex, gone: set[int], changed: set[int], renewed: set[int]
) -> range:
    """Replace what is `gone` by what is still public of it and of renewed submissions."""
    where = Q(pk__in=changed)
    if public := renewed & rows.submissions.keys():
        where |= Q(submission__in=public)
    recommendations = loading.recommendations(where, rows.submissions)
    touched = {row.submission.id for row in recommendations}
    ids_in_order = loading.ids_in_order(touched) if touched else {}
    return rows.replace(gone | {row.id for row in recommendations}, recommendations, ids_in_order)


def signed_by(organisations: set[int]) -> set[int]:
    """Return the submissions that these organisations signed."""
    if not organisations:
        return set()
    signed = Signature.objects.order_by().filter(organisation__in=organisations)
    return set(signed.values_list("submission", flat=True))


index = ProcessIndex()
