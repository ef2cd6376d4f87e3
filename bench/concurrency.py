"""Many readers at once: how many requests a second are answered, and how long each waits."""

import threading
import time
from contextlib import nullcontext
from itertools import cycle, islice

from bench.client import Reader
from bench.edit_times import somebody_writing
from bench.results import Figure
from bench.timing import Times, timed

READER_COUNTS = (1, 8, 20)
SECONDS = 8


def readers_at_once(address, paths):
    """Measure each number of readers without and with somebody who writes."""
    for is_written in (False, True):
        with somebody_writing() if is_written else nullcontext():
            for count in READER_COUNTS:
                times = answer_times(address, paths, count)
                times, per_second = Times.of(times), len(times) / SECONDS
                readers = "1 reader" if count == 1 else f"{count} readers"
                writer = ", 1 writer" if is_written else ""
                note = f"{times.median:.1f} ms, p95 {times.p95:.1f}"
                yield Figure(f"{readers}{writer}", per_second, note=note)


def answer_times(address, paths, count):
    """Return the seconds of all answers that so many readers had within SECONDS."""
    taken, faults = [], []
    end = time.monotonic() + SECONDS

    def read(first):
        reader = Reader(address)
        try:
            for path in islice(cycle(paths), first, None):
                seconds = timed(lambda path=path: reader.get(path))
                if time.monotonic() > end:  # an answer too late is none of these seconds
                    break
                taken.append(seconds)
        except Exception as fault:
            faults.append(fault)
        finally:
            reader.close()

    # Each begins with another question, so that not all ask the same at once.
    readers = [threading.Thread(target=read, args=(number,)) for number in range(count)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    if faults:
        raise faults[0]
    return taken
