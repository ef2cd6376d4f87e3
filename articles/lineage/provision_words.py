"""Provisions of a text with what they are compared by: words, pairs and runs of them. Pure."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from articles.folding import natural_key
from articles.lineage.weighing import (
    RUN,
    Weighted,
    is_mark_of_deletion,
    rarity,
    runs_of,
    words_of,
)

PAIRS_WEIGHT = 0.4  # of neighbouring words in likeness; the cosine has the rest
CACHED_TEXTS = 10_000  # about five laws, whose words take some ten megabytes


class Wording(NamedTuple):
    """A provision as it is compared: its eId, whose steps say what it lies in, and its text."""

    eid: str
    text: str


class Place(NamedTuple):
    """Where a provision stands: the key of its article, and its eId."""

    article: str
    eid: str


Text = Mapping[str, Sequence[Wording]]  # the provisions of each article, in their order
Rarity = Mapping[str, float]
Runs = set[tuple[str, ...]]


def rarity_of(*texts: Text) -> Rarity:
    """Return how rare each word is among the provisions of texts, as `align` takes it."""
    provisions = (row for text in texts for rows in text.values() for row in rows)
    return rarity(_words(row.text) for row in provisions)


@lru_cache(CACHED_TEXTS)
def _words(text: str) -> tuple[str, ...]:
    return () if is_mark_of_deletion(text) else tuple(words_of(text))


class Side:
    """The provisions of one text with what they are compared by, each under its index."""

    def __init__(self, text: Text, rarity: Rarity) -> None:
        self.rarity = rarity
        self.places: list[Place] = []
        self.words: list[tuple[str, ...]] = []
        self.offsets: list[float] = []  # how far on in the article, from 0 to 1
        for article in sorted(text, key=lambda key: (natural_key(key), key)):
            provisions = [row for row in text[article] if not is_mark_of_deletion(row.text)]
            self.places += [Place(article, row.eid) for row in provisions]
            self.words += [_words(row.text) for row in provisions]
            self.offsets += [place / len(provisions) for place in range(len(provisions))]

    def __len__(self) -> int:
        return len(self.places)

    def only(self, indexes: Sequence[int]) -> "Side":
        """Return these of the provisions as a Side of their own."""
        side = Side({}, self.rarity)
        side.places = [self.places[index] for index in indexes]
        side.words = [self.words[index] for index in indexes]
        side.offsets = [self.offsets[index] for index in indexes]
        return side

    @cached_property
    def pairs(self) -> list[Runs]:
        return [{*pairwise(words)} or {words} for words in self.words]

    @cached_property
    def runs(self) -> list[Runs]:
        return [{*runs_of(words)} for words in self.words]

    @cached_property
    def parents(self) -> list[int | None]:
        """What each provision lies in: another, or the introduction of the article's points."""
        index = {place: at for at, place in enumerate(self.places)}
        parents = []
        for article, eid in self.places:
            above, _sign, own = eid.rpartition("__")
            opening = None if own == "intro" else index.get(Place(article, f"{above}__intro"))
            parents.append(index.get(Place(article, above), opening))
        return parents

    @cached_property
    def weights(self) -> list[list[float]]:
        """The weight of each word of each provision."""
        return [[self.rarity.get(word, 0.0) for word in words] for words in self.words]

    @cached_property
    def totals(self) -> list[float]:
        return [sum(weights) or 1.0 for weights in self.weights]

    def share(self, index: int, runs: Runs, length: int = RUN) -> float:
        """Return the share of a provision's words, by weight, that stand in any of the runs."""
        if not runs:
            return 0.0
        words, weights, total, end = self.words[index], self.weights[index], 0.0, 0
        for start in range(max(1, len(words) - length + 1)):
            if words[start : start + length] in runs:
                total += sum(weights[max(start, end) : start + length])
                end = start + length
        return total / self.totals[index]


def likeness(earlier: Side, later: Side, least: float) -> list[dict[int, float]]:
    """Return how alike each earlier provision is to later ones, where they share any word.

    Neighbouring words are looked at where the cosine of the words is not below `least`.
    """
    weighted = Weighted(earlier.words, later.words, earlier.rarity)

    def alike(i: int, j: int, cosine: float) -> float:
        paired = _paired(earlier, i, later, j) if cosine >= least else 0.0
        # Rounded, so that the order of a sum decides nothing.
        return round((1 - PAIRS_WEIGHT) * cosine + PAIRS_WEIGHT * paired, 6)

    return [
        {j: alike(i, j, cosine) for j, cosine in enumerate(weighted.cosines(i)) if cosine}
        for i in range(len(earlier))
    ]


def _paired(earlier: Side, i: int, later: Side, j: int) -> float:
    """Return the share of the words of both that have the same neighbour in both."""
    shared = earlier.pairs[i] & later.pairs[j]
    if not shared:
        return 0.0
    ours, theirs = earlier.totals[i], later.totals[j]
    common = ours * earlier.share(i, shared, 2) + theirs * later.share(j, shared, 2)
    return common / (ours + theirs)


def with_many(text: Text, runs: Runs) -> Text:
    """Return those provisions of a text in which every fourth word begins one of these runs."""
    return {
        article: [row for row in rows if _begins_many(_words(row.text), runs)]
        for article, rows in text.items()
        if runs
    }


def _begins_many(words: tuple[str, ...], runs: Runs) -> bool:
    begun = sum(map(runs.__contains__, zip(words, words[1:], words[2:], strict=False)))
    return 4 * begun > len(words)


class WholeText:
    """A text made ready once for many alignments that take its articles and look through others."""

    def __init__(self, text: Text, rarity: Rarity) -> None:
        self.side = Side(text, rarity)
        self.indexes = {article: list[int]() for article in text}  # of the provisions of each
        for index, place in enumerate(self.side.places):
            self.indexes[place.article].append(index)

    def only(self, articles: Iterable[str]) -> Side:
        """Return the provisions of these articles."""
        return self.side.only(sorted(index for key in articles for index in self.indexes[key]))

    @cached_property
    def beginnings(self) -> Mapping[tuple[str, ...], list[int]]:
        """In which provisions three words stand one after the other, each as often as they do."""
        places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for index, words in enumerate(self.side.words):
            for run in zip(words, words[1:], words[2:], strict=False):
                places[run].append(index)
        return places

    def with_many(self, articles: Container[str], runs: Runs) -> Side:
        """Return what `with_many` returns, of these articles."""
        begun = Counter(index for run in runs for index in self.beginnings.get(run, ()))
        words, places = self.side.words, self.side.places
        many = (index for index, count in begun.items() if 4 * count > len(words[index]))
        return self.side.only(sorted(i for i in many if places[i].article in articles))
