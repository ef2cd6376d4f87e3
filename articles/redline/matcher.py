"""Where two sequences of words agree: the blocks between which a text was changed. Pure.

A longest common subsequence, as `difflib` finds it, costs up to the cube of the length where words
repeat. Work is therefore counted. What would cost too much is first taken apart at the words that
occur once on either side, in the order that most of them share (patience diff, Bram Cohen 2003);
what cannot be taken apart and is too long still is one change between alike beginnings and ends.
"""

from bisect import bisect_left
from collections import Counter
from difflib import Match, SequenceMatcher

MOST_STEPS = 1_500_000  # of the innermost loop: some tenths of a second


class TooMuch(Exception):
    """There are more steps to take than are left."""


class Matcher(SequenceMatcher[str]):
    """A SequenceMatcher without its heuristic for frequent words, that takes so many steps."""

    # Which the types of the standard library leave out.
    a: list[str]
    b2j: dict[str, list[int]]

    def __init__(self, before: list[str], after: list[str], steps: int) -> None:
        super().__init__(None, before, after, autojunk=False)
        self.steps = steps

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        places = self.b2j
        self.steps -= sum(len(places.get(word, ())) + 1 for word in self.a[alo:ahi])
        if self.steps < 0:
            raise TooMuch
        return super().find_longest_match(alo, ahi, blo, bhi)


def blocks(before: list[str], after: list[str], steps: int = MOST_STEPS) -> list[Match]:
    """Return the Matches (a, b, size) of two lists of words, in order, without an empty one."""
    try:
        return _matched(before, after, steps)
    except TooMuch:
        return _in_parts(before, after, steps)


def _matched(before: list[str], after: list[str], steps: int) -> list[Match]:
    matcher = Matcher(before, after, steps)
    return [match for match in matcher.get_matching_blocks() if match.size]


def _in_parts(before: list[str], after: list[str], steps: int) -> list[Match]:
    """Return the Matches of each part between two anchors, and the anchors."""
    matches, a, b = [], 0, 0
    parts = [*anchors(before, after), (len(before), len(after))]
    share = steps // len(parts)
    for next_a, next_b in parts:
        part, other = before[a:next_a], after[b:next_b]
        try:
            within = _matched(part, other, share)
        except TooMuch:
            within = at_the_ends(part, other)
        matches += [Match(a + match.a, b + match.b, match.size) for match in within]
        if next_a < len(before):
            matches.append(Match(next_a, next_b, 1))
        a, b = next_a + 1, next_b + 1
    return matches


def at_the_ends(before: list[str], after: list[str]) -> list[Match]:
    """Return the Matches of what two lists of words begin with and end with alike."""
    shorter = min(len(before), len(after))
    first = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    rest = shorter - first
    last = next((i for i in range(rest) if before[-1 - i] != after[-1 - i]), rest)
    ends = [Match(0, 0, first), Match(len(before) - last, len(after) - last, last)]
    return [match for match in ends if match.size]


def anchors(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    """Return the places (in before, in after) of words that occur once in both, both rising."""
    once = _once(before)
    there = {word: place for word, place in _once(after).items() if word in once}
    pairs = [(place, there[word]) for word, place in once.items() if word in there]
    return longest_rising(pairs)


def _once(words: list[str]) -> dict[str, int]:
    """Return the place of each word that occurs once, in their order."""
    counts = Counter(words)
    return {word: place for place, word in enumerate(words) if counts[word] == 1}


def longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of pairs, in order, whose second members rise (patience sorting)."""
    # Of each length that a rising part can have: the lowest second member that ends one, and whose
    # pair that is. Each pair remembers the pair that it extends, so the way back gives the part.
    lowest: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, (_first, second) in enumerate(pairs):
        pile = bisect_left(lowest, second)
        before.append(ends[pile - 1] if pile else None)
        lowest[pile : pile + 1] = [second]
        ends[pile : pile + 1] = [index]
    chain: list[tuple[int, int]] = []
    last = ends[-1] if ends else None
    while last is not None:
        chain.append(pairs[last])
        last = before[last]
    return chain[::-1]
