"""Words of texts, weighed by how rare they are, and who is nearest to whom by them. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import log, sqrt
from typing import TypeVar

from articles.folding import fold
from articles.redline import LETTER
from articles.redline.comparison import SPACELESS

RUN = 3  # words
Item = TypeVar("Item", bound=Hashable)

WORD = re.compile(rf"[{SPACELESS}]|{LETTER}+")
FIGURES = re.compile(r"\d")
MARK_OF_DELETION = re.compile(r"\W*\[\w+\]\W*")  # all that is left: "[deleted]"


def is_mark_of_deletion(text: str) -> bool:
    """Tell whether nothing is left of a text but a mark such as "[deleted]"."""
    return bool(MARK_OF_DELETION.fullmatch(text))


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared: folded, without figures."""
    return [word for word in WORD.findall(fold(text)) if not FIGURES.search(word)]


def words_and_figures_of(text: str) -> list[str]:
    """Return the words and figures of a heading as they are compared: folded."""
    return WORD.findall(fold(text))


def runs_of(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    """Return the runs of words of a text with their counts; all of it where it is shorter."""
    if not words:
        return Counter()
    last = max(1, len(words) - RUN + 1)
    return Counter(tuple(words[start : start + RUN]) for start in range(last))


def rarity(documents: Iterable[Iterable[Item]]) -> dict[Item, float]:
    """Return the inverse document frequency of whatever stands in documents."""
    sets = [set(document) for document in documents]
    counts = Counter(item for items in sets for item in items)
    return {item: log((len(sets) + 1) / count) for item, count in counts.items()}


class Weighted:
    """Word vectors of both sides of a pair, of length 1, and their cosines.

    How rare words are follows from both sides where it is not given.
    """

    def __init__(
        self,
        earlier: Sequence[Sequence[str]],
        later: Sequence[Sequence[str]],
        weights: Mapping[str, float] | None = None,
    ) -> None:
        self.rarity = weights or rarity([*earlier, *later])
        self.later = [self._vector(words) for words in later]
        self.earlier = [self._vector(words) for words in earlier]
        self.places: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, vector in enumerate(self.later):
            for word, weight in vector.items():
                self.places[word].append((place, weight))

    def _vector(self, words: Sequence[str]) -> dict[str, float]:
        weights = {
            word: (1 + log(count)) * self.rarity.get(word, 0.0)
            for word, count in Counter(words).items()
        }
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items() if weight}

    def cosines(self, index: int) -> list[float]:
        """Return the cosine of an earlier unit with each later one."""
        row = [0.0] * len(self.later)
        for word, weight in self.earlier[index].items():
            for place, other in self.places[word]:
                row[place] += weight * other
        return row


def best_partners(likeness: list[list[float]]) -> tuple[list[int], list[int]]:
    """Return the best later unit of each earlier one, and the best earlier one of each later."""
    best = [max(range(len(row)), key=row.__getitem__) for row in likeness]
    columns = range(len(likeness[0]) if likeness else 0)
    other = [max(range(len(likeness)), key=lambda i: likeness[i][j]) for j in columns]
    return best, other
