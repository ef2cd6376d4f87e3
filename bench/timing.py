"""Times of repeated calls: medians, 95th percentiles, and calls taken in turns."""

import statistics
import time
from typing import NamedTuple


class Times(NamedTuple):
    """Median and 95th percentile in milliseconds, of so many calls."""

    median: float
    p95: float
    calls: int

    @classmethod
    def of(cls, seconds):
        """Return the Times of calls that took these seconds."""
        ranked = sorted(seconds)
        slow = ranked[min(len(ranked) - 1, round(0.95 * (len(ranked) - 1)))]
        return cls(statistics.median(ranked) * 1000, slow * 1000, len(ranked))


def timed(call):
    """Return how many seconds a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def in_turns(calls, rounds=40, seconds=30, least=3):
    """Return the Times of each of the calls, a dict by name, made in turns.

    So what slows the machine for a moment slows all alike. Ends after so many rounds or, once each
    was called `least` times, after so many seconds. A first round is not counted.
    """
    taken = {name: [] for name in calls}
    for call in calls.values():
        call()
    end = time.monotonic() + seconds
    for number in range(rounds):
        if number >= least and time.monotonic() > end:
            break
        for name, call in calls.items():
            taken[name].append(timed(call))
    return {name: Times.of(seconds) for name, seconds in taken.items()}
