"""Redlines: two texts compared word by word. Pure, and the only comparison of texts in the house.

A redline is a list of runs (kept, deleted, inserted). Leaving out the insertions gives the base,
leaving out the deletions gives the proposed text, exactly, for any two strings. The comparison is a
longest common subsequence over words, white space and single marks of punctuation (see `matcher`),
then smoothed so that islands of white space between changes do not tear a changed phrase apart.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from articles.redline.matcher import blocks

KEPT, DELETED, INSERTED = "=", "-", "+"
# A page is read more often than written: redlines of texts up to this length, together, are cached.
MAX_CACHED_LENGTH = 10_000

# A word is a run of letters, digits and combining marks, with apostrophes or hyphens inside it;
# scripts without spaces between words (Han, kana, Thai …) are compared sign by sign.
SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003fffd"
)
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u200c\u200d\u20d0-\u20f0"
)
LETTER = rf"(?:(?![{SPACELESS}])[\w{MARKS}])"
TOKEN = re.compile(rf"{LETTER}+(?:['’\-‑]{LETTER}+)*|\s+|[{SPACELESS}][{MARKS}]*|.", re.DOTALL)


class Run(NamedTuple):
    """A stretch of text and what becomes of it: "=" kept, "-" deleted, "+" inserted."""

    op: str
    text: str


def words(text: str) -> list[str]:
    """Split a text into words, runs of white space and single marks; joined they are the text."""
    return TOKEN.findall(text)


def compare(base: str, proposed: str) -> list[Run]:
    """Return the redline from base to proposed: runs, deletions before insertions, none empty."""
    if len(base) + len(proposed) <= MAX_CACHED_LENGTH:
        return list(_cached_comparison(base, proposed))
    return _compare(base, proposed)


def _compare(base: str, proposed: str) -> list[Run]:
    before, after = words(base), words(proposed)
    runs, i, k = [], 0, 0
    for j, m, size in [*blocks(before, after), (len(before), len(after), 0)]:
        runs += [
            Run(DELETED, "".join(before[i:j])),
            Run(INSERTED, "".join(after[k:m])),
            Run(KEPT, "".join(before[j : j + size])),
        ]
        i, k = j + size, m + size
    return _smooth(runs)


_cached_comparison = lru_cache(maxsize=1024)(_compare)


def _smooth(runs: list[Run]) -> list[Run]:
    """Merge changes that only white space keeps apart; order each change deletion first."""
    smoothed: list[Run] = []
    # What was changed since the last kept words, and the white space kept since that change: it
    # waits to learn whether another change follows, which it would then join.
    deleted = inserted = waiting = ""

    def close() -> None:
        nonlocal deleted, inserted, waiting
        smoothed.extend(
            run
            for run in (Run(DELETED, deleted), Run(INSERTED, inserted), Run(KEPT, waiting))
            if run.text
        )
        deleted = inserted = waiting = ""

    for op, text in runs:
        if not text:
            continue
        if op != KEPT:
            # White space between two replacements belongs to both of them.
            if waiting and deleted and inserted:
                deleted, inserted, waiting = deleted + waiting, inserted + waiting, ""
            elif waiting:
                close()
            if op == DELETED:
                deleted += text
            else:
                inserted += text
        elif text.isspace() and (deleted or inserted):
            waiting += text
        else:
            close()
            waiting = text
            close()
    close()
    return _joined(smoothed)


def _joined(runs: list[Run]) -> list[Run]:
    """Join neighbouring runs of one kind."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].op == run.op:
            joined[-1] = Run(run.op, joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined


def base_of(runs: Iterable[Run]) -> str:
    """Return the base text: the redline without its insertions."""
    return "".join(run.text for run in runs if run.op != INSERTED)


def proposed_of(runs: Iterable[Run]) -> str:
    """Return the proposed text: the redline without its deletions."""
    return "".join(run.text for run in runs if run.op != DELETED)


def as_json(runs: Iterable[Run]) -> list[list[str]]:
    """Return the redline as JSON holds it: a list of [op, text] pairs."""
    return [[run.op, run.text] for run in runs]


def from_json(pairs: Iterable[Sequence[str]]) -> list[Run]:
    """Return the runs of a redline that `as_json` wrote; ValueError for anything else."""
    runs = []
    for pair in pairs:
        if len(pair) != 2 or pair[0] not in (KEPT, DELETED, INSERTED):
            raise ValueError(f"Not a run of a redline: {pair!r}")
        runs.append(Run(pair[0], str(pair[1])))
    return runs


def as_marked_text(runs: Iterable[Run]) -> str:
    """Return the redline as plain text: [-deleted-] and {+inserted+}."""
    pattern = {KEPT: "{}", DELETED: "[-{}-]", INSERTED: "{{+{}+}}"}
    return "".join(pattern[run.op].format(run.text) for run in runs)
