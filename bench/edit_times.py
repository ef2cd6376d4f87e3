"""What an edit costs: the edit itself, and the next page of every process."""

import threading
from contextlib import contextmanager
from functools import partial

from django.db import connection

from bench.list_requests import LIST
from bench.results import Figure
from bench.timing import Times, timed
from recommendations import publishing
from recommendations.models import Recommendation

ROUNDS = 20
MANY = 1000
PAUSE_SECONDS = 0.1


class Editor:
    """Withdraws published recommendations and publishes them again, through `publishing`."""

    def __init__(self, count):
        public = Recommendation.objects.published().select_related("submission")
        # Spread over the whole order of the list.
        step = max(1, public.count() // count)
        self.rows = list(public.order_by("pk")[: count * step : step])

    def edit(self, row):
        if row.state == "published":
            publishing.withdraw(row)
        else:
            publishing.publish(row)

    def edit_all(self):
        for row in self.rows:
            self.edit(row)


def times_after_edits(readers):
    """Measure pages in every process: ordinary ones, those after one edit and after a thousand."""
    single = Editor(ROUNDS)
    edits, unchanged, pages = [], [], []
    for row in single.rows * 2:
        unchanged += next_pages(readers)
        edits.append(timed(partial(single.edit, row)))
        pages += next_pages(readers)
    yield Figure.of("page, nothing changed", Times.of(unchanged))
    yield Figure.of("one edit, through publishing", Times.of(edits))
    yield Figure.of("page after one edit", Times.of(pages))
    many, pages = Editor(MANY), []
    for _round in range(2):
        many.edit_all()
        pages += next_pages(readers)
    yield Figure.of(f"page after {len(many.rows):,} edits", Times.of(pages))


def next_pages(readers):
    """Return how many seconds the next page of each process takes."""
    return [timed(partial(reader.get, LIST)) for reader in readers.readers]


@contextmanager
def somebody_writing():
    """Edit one row after the other, some ten in a second, as long as the block lasts."""
    over = threading.Event()

    def work():
        editor = Editor(MANY)
        try:
            while not over.is_set():
                for row in editor.rows:
                    editor.edit(row)
                    if over.wait(PAUSE_SECONDS):
                        break
        finally:
            connection.close()

    writer = threading.Thread(target=work)
    writer.start()
    try:
        yield
    finally:
        over.set()
        writer.join()
