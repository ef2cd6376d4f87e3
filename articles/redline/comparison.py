"""Redlines: two texts compared word by word. Pure, and the only comparison of texts in the house.

A redline is a list of runs (kept, deleted, inserted). Leaving out the insertions gives the base,
leaving out the deletions gives the proposed text, exactly, for any two strings. The comparison is a
longest common subsequence (see `matcher`) over words, white space and single marks of punctuation;
what a reader takes as one, such as "23(2)(c)" or "[shall]", is one. It is then smoothed: what is
kept between two changes by chance, white space or a word or two in phrases written anew, joins them
to one change, as somebody does who marks them by hand. The idea of giving up short equalities is
from the "semantic cleanup" of diff-match-patch (Neil Fraser, 2006); the rule is our own, in words
instead of letters. `python -m bench.redline_figures` holds it against a lawyer's marks.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
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
# What changes as a whole: a reference with its brackets, a label, one of several alternatives in
# square brackets.
ALTERNATIVE = r"\[[^\[\]\s]+(?:\s+[^\[\]\s]+){0,4}\]"
UNIT = re.compile(
    rf"\d+(?:\.\d+)*(?:\(\w{{1,5}}\))+|\(\w{{1,4}}\)|{ALTERNATIVE}(?=\s?\[)"
    rf"|(?<=\]){ALTERNATIVE}|(?<=\]\s){ALTERNATIVE}|{TOKEN.pattern}",
    re.DOTALL,
)
# Words that stand between others in any phrase: kept alone, they tell nothing. Those of up to three
# letters are so in any language; these are longer.
LONGER_FUNCTION_WORDS = """
    about also been between from have into other such than that their them then there these this
    those under upon were when where which whom with within without
    avec cette dans leur leurs pour selon sans sous aux ainsi
    ante bajo como cuando desde dicha dicho entre esta este estos hasta para según sobre
    aber auch dass diese dieser durch eine einem einer eines nach oder sind über unter wird
"""
FUNCTION_WORDS = frozenset(LONGER_FUNCTION_WORDS.split())
SIGN = re.compile(rf"[{SPACELESS}]")
MODALS = ("shall", "should", "may", "must")  # on which a sentence of law turns
# Where a sentence or, in Chinese, a phrase ends: what stands on either side is told apart.
SENTENCE_END = re.compile(r"[.;:?!。；：，、؛؟]")
LAST_WORD = re.compile(r".*\w", re.DOTALL)  # and all before it
FEWEST_REPEATED = 2  # words that stand twice
MODAL_PHRASE = 2  # words, as in "shall be"
MOST_BY_CHANCE = 2  # words of weight, between two changes of several words
SHORT = 3  # letters
ALIKE = 0.6  # share of a word that two forms of it begin with


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
    before, after = UNIT.findall(base), UNIT.findall(proposed)
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
    return _without_islands(_joined(smoothed))


# ── what is kept by chance ───────────────────────────────────────────────────


class _Change(NamedTuple):
    """Words struck and added at one place, and how many these are."""

    deleted: str
    inserted: str
    deleted_words: int
    inserted_words: int

    @classmethod
    def of(cls, deleted: str, inserted: str) -> "_Change":
        return cls(deleted, inserted, _count(deleted), _count(inserted))

    def joined(self, island: str, other: "_Change") -> "_Change":
        """Return this and a later change with what is between them as one."""
        kept = _count(island)
        return _Change(
            self.deleted + island + other.deleted,
            self.inserted + island + other.inserted,
            self.deleted_words + kept + other.deleted_words,
            self.inserted_words + kept + other.inserted_words,
        )

    @property
    def size(self) -> int:
        """The words of the longer of both."""
        return max(self.deleted_words, self.inserted_words)

    @property
    def is_replaced(self) -> bool:
        """Whether words were struck and others put in their place."""
        return bool(self.deleted and self.inserted)

    @property
    def stands_alone(self) -> bool:
        """Whether it is told apart from all around it.

        So are alternatives in brackets, another form of one word, and another modal.
        """
        old, new = self.deleted.strip(), self.inserted.strip()
        if old.startswith("[") or new.startswith("["):
            return True
        if not old or not new:
            return False
        if self.size <= MODAL_PHRASE and _has_modal([*old.split(), *new.split()]):
            return True
        is_one_word = " " not in old + new
        return is_one_word and _alike_at_the_start(old, new) >= ALIKE * max(len(old), len(new))


def _without_islands(runs: list[Run]) -> list[Run]:
    """Join changes between which nothing but an island is kept, until none is left."""
    kept, changes = _parted(runs)
    _keep_first(kept, changes)
    place = 1
    while place < len(changes):
        left, island, right = changes[place - 1], kept[place], changes[place]
        if island and not _is_island(left, island, right):
            place += 1
            continue
        changes[place - 1 : place + 1] = [left.joined(island, right)]
        del kept[place]
        place = max(1, place - 1)  # it may be an island to the change before it now
    _keep_first(kept, changes)  # once more: what was joined may repeat what is kept behind it
    told = [Run(KEPT, kept[0])]
    for change, after in zip(changes, kept[1:], strict=True):
        deleted, inserted = change.deleted, change.inserted
        before = _space_in_common(deleted, inserted)
        end = _space_in_common(deleted[before:][::-1], inserted[before:][::-1])
        told += [
            Run(KEPT, deleted[:before]),
            Run(DELETED, deleted[before : len(deleted) - end]),
            Run(INSERTED, inserted[before : len(inserted) - end]),
            Run(KEPT, deleted[len(deleted) - end :] + after),
        ]
    return _joined([run for run in told if run.text])


def _keep_first(kept: list[str], changes: list[_Change]) -> None:
    """Where words that are kept behind a change stand within it as well, keep the first of them.

    "[-of data-]{+under Article 1 and+} under Article [-2-]{+3+}" is "[-of data -]under Article
    [-2-]{+1 and under Article 3+}": what was struck and what was added are told apart.
    """
    for place in range(len(changes) - 1):
        change, following = changes[place], changes[place + 1]
        core = LAST_WORD.match(kept[place + 1])
        if not change.is_replaced or not core or _count(core[0]) < FEWEST_REPEATED:
            continue
        words_kept = core[0].strip()
        rest = kept[place + 1][len(core[0]) :]
        space = core[0][: len(core[0]) - len(core[0].lstrip())]
        again = re.compile(rf"(?<!\w){re.escape(words_kept)}(?!\w)")
        struck, added = again.search(change.deleted), again.search(change.inserted)
        if added and not struck:
            left = change.deleted + space, change.inserted[: added.start()]
            right = rest, change.inserted[added.end() :] + core[0] + rest
        elif struck and not added and struck.start():
            left = change.deleted[: struck.start()], change.inserted + space
            right = change.deleted[struck.end() :] + core[0] + rest, rest
        else:
            continue
        changes[place] = _Change.of(*left)
        kept[place + 1] = words_kept
        changes[place + 1] = _Change.of(right[0] + following.deleted, right[1] + following.inserted)


def _space_in_common(text: str, other: str) -> int:
    """Return how many signs of white space both begin with alike."""
    alike = _alike_at_the_start(text, other)
    return alike - len(text[:alike].lstrip())


def _parted(runs: list[Run]) -> tuple[list[str], list[_Change]]:
    """Return what is kept, before, between and after the changes, and these."""
    kept, changes = [""], list[_Change]()
    for is_kept, group in groupby(runs, key=lambda run: run.op == KEPT):
        if is_kept:
            kept[-1] = "".join(run.text for run in group)
            continue
        texts = {DELETED: "", INSERTED: ""}
        for run in group:
            texts[run.op] += run.text
        changes.append(_Change.of(texts[DELETED], texts[INSERTED]))
        kept.append("")
    return kept, changes


def _is_island(left: _Change, island: str, right: _Change) -> bool:
    """Tell whether what is kept between two changes is kept by chance."""
    if island.isspace():
        return True
    if left.stands_alone or right.stands_alone or SENTENCE_END.search(island):
        return False
    if not (left.deleted or right.deleted) or not (left.inserted or right.inserted):
        return False  # words were but added, or but struck: what is between them was not touched
    kept = [word.lower() for word in words(island) if word[0].isalnum()]
    if _has_modal(kept):
        return False
    smaller = min(left.size, right.size)
    if all(map(_tells_nothing, kept)):
        return len(kept) <= smaller
    # Beside words that were written anew, one or two may be kept by chance in a shorter phrase.
    is_rewritten = left.is_replaced or right.is_replaced
    is_pair = smaller > 1 and len(kept) <= min(
        MOST_BY_CHANCE, smaller, (left.size + right.size) / 4
    )
    return len(kept) < smaller / 2 or (is_rewritten and is_pair)


def _has_modal(words: Iterable[str]) -> bool:
    return not set(MODALS).isdisjoint(words)


def _alike_at_the_start(word: str, other: str) -> int:
    pairs = enumerate(zip(word, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(word), len(other)))


def _tells_nothing(word: str) -> bool:
    """Tell whether a word stands between others in any phrase; a sign of Chinese never does."""
    return (len(word) <= SHORT and not SIGN.match(word)) or word in FUNCTION_WORDS


def _count(text: str) -> int:
    return sum(word[0].isalnum() for word in words(text))


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
