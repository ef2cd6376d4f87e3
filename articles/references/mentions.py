"""The places that words name, and how steps that are said of several places are told apart."""

from itertools import islice, product
from typing import NamedTuple

from articles.references.cursor import Step
from articles.references.eids import UNNUMBERED, Citation
from articles.references.sequences import MOST, ROMAN, between, could_be_siblings


class Mention(NamedTuple):
    """The words that name one place, or all places of a range, within an enumeration."""

    start: int
    end: int
    citations: tuple[Citation, ...]


def are_siblings(step_before: str, step: Step) -> bool:
    """Tell whether a step beside another is its sibling, (b)(c), and not within it, (b)(i)."""
    if step.dotted or step_before in UNNUMBERED or not could_be_siblings(step_before, step.value):
        return False
    if step_before[0].isdigit():
        return True
    # A list that begins anew lies within: (i) or (aa) after (b), and (a) after anything.
    begins_roman = ROMAN.fullmatch(step.value) and not ROMAN.fullmatch(step_before)
    begins_doubled = _is_doubled(step.value) and not _is_doubled(step_before)
    return not (begins_roman or begins_doubled or step.value in ("a", "aa"))


def _is_doubled(step: str) -> bool:
    """Tell whether a step is a letter said twice, (bb), which is no Roman numeral."""
    return len(step) == 2 and step[0] == step[1] and not ROMAN.fullmatch(step)


def range_of(first: Citation, last: Citation) -> list[Citation]:
    """Return all places of a range, none if it is no range."""
    same_article = first.number == last.number and first.steps and last.steps
    if same_article and first.steps[:-1] == last.steps[:-1]:
        steps = between(first.steps[-1], last.steps[-1])
        return [first._replace(steps=(*first.steps[:-1], step)) for step in steps]
    numbers = between(first.number, last.number)
    if first.steps or last.steps:
        numbers = numbers[1:-1]
        return [first, *(Citation(first.kind, number) for number in numbers), last]
    return [Citation(first.kind, number) for number in numbers]


def combined(steps: list[Mention], places: list[Mention]) -> list[Mention]:
    """Return steps such as "points (a) and (b)" in each of the places that they are said of."""
    first, *others = places
    *before, last = steps
    inner = [mention._replace(citations=_product([mention], first)) for mention in before]
    at_last = Mention(last.start, first.end, _product([last], first))
    return [
        *inner,
        at_last,
        *(place._replace(citations=_product(steps, place)) for place in others),
    ]


def _product(steps: list[Mention], place: Mention) -> tuple[Citation, ...]:
    pairs = product(place.citations, (step for mention in steps for step in mention.citations))
    places = (outer._replace(steps=(*outer.steps, *inner.steps)) for outer, inner in pairs)
    return tuple(islice(places, MOST))
