"""Alignments of the articles of two whole texts; those that an edit does not touch are kept."""

from collections import OrderedDict
from collections.abc import Container, Iterable
from functools import partial
from threading import Lock

from articles.lineage.alignment import Alignment, Row, Within
from articles.lineage.provision_words import Side, WholeText

MOST_KEPT = 1_500  # articles, of about six pairs of laws; some ten megabytes

Key = tuple[object, ...]


def align_articles(
    texts: tuple[WholeText, WholeText],
    articles: tuple[Iterable[str], Iterable[str]],
    elsewhere: tuple[Container[str], Container[str]],
) -> list[Row]:
    """Return what `align` returns, for some of the articles of two texts and others elsewhere."""
    earlier, later = (text.only(keys) for text, keys in zip(texts, articles, strict=True))
    rest = [partial(text.with_many, keys) for text, keys in zip(texts, elsewhere, strict=True)]
    # What an edit elsewhere may change is what is found there, which is looked for each time.
    return kept(earlier, later).rows(earlier, *rest)


class Cache:
    """What the words of articles tell of themselves, by all that it is computed from."""

    def __init__(self, size: int) -> None:
        self._kept: OrderedDict[Key, Within] = OrderedDict()
        self._size, self._lock = size, Lock()

    def __call__(self, earlier: Side, later: Side) -> Within:
        """Return the Within of an Alignment of two sides."""
        key = (*_content(earlier), *_content(later))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        within = Alignment(earlier, later).within
        with self._lock:
            self._kept[key] = within
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return within

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()


kept = Cache(MOST_KEPT)


def _content(side: Side) -> Key:
    """Return all that an alignment reads of a side: provisions, their words, how rare these are."""
    rare = (tuple(map(side.rarity.get, words)) for words in side.words)
    return tuple(side.places), tuple(side.words), tuple(side.offsets), tuple(rare)
