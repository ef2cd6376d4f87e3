"""Thresholds fitted to answers: one after the other is set to what does best, from round values."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

ROUNDS = 2
LEAST_GAIN = 1e-4  # of the quality, below which a threshold stays as it is

Thresholds = TypeVar("Thresholds", bound=NamedTuple)


def fitted(
    start: Thresholds,
    choices: Mapping[str, Sequence[float]],
    quality: Callable[[Thresholds], float],
) -> Thresholds:
    """Return thresholds of the best quality; `choices` are the values to try of each by name."""
    best = quality(start)
    for _round in range(ROUNDS):
        before = best
        for name, values in choices.items():
            for value in values:
                tried = start._replace(**{name: value})
                if tried != start and (result := quality(tried)) > best + LEAST_GAIN:
                    start, best = tried, result
        if best == before:
            break
    return start


def print_changed(thresholds: NamedTuple, start: NamedTuple) -> None:
    """Print which thresholds are others than at the start."""
    before = start._asdict()
    changed = {name: value for name, value in thresholds._asdict().items() if value != before[name]}
    print("    changed:", changed or "nothing")
