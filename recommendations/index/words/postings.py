"""Which documents hold which words, in memory, as roaring bitmaps of document numbers. Pure."""

import threading
from array import array
from collections import defaultdict
from collections.abc import Callable, ItemsView, Iterable, Sequence

from pyroaring import BitMap

from recommendations.index.words.analysis import FIELDS, forms
from recommendations.index.words.columns import Column, union
from recommendations.index.words.query_parser import ORGANISATION, All, Any, Leaf, Not, Query
from recommendations.index.words.ranking import ranked
from recommendations.index.words.spelling import did_you_mean
from recommendations.index.words.stemming import primary

Text = tuple[str, str, str]  # field, text, language; a document may have several of one field
SignedBy = Callable[[Leaf], BitMap]  # the documents of organisations with such a name
# Stands between two texts of one field, so that no phrase reaches from one into the other.
GAP = ""


def signed_by_nobody(leaf: Leaf) -> BitMap:
    return BitMap()


class Postings:
    """The words of all documents; each number once, a changed document under a new one.

    Whoever asks passes the documents that it knows of, so that it does not meet those that are
    added later; the lock keeps it from meeting one that is half added.
    """

    def __init__(self) -> None:
        self.columns: dict[tuple[str, str], Column] = {}  # by field and language
        self._lock = threading.RLock()

    @classmethod
    def build(cls, documents: Iterable[tuple[int, Sequence[Text]]]) -> "Postings":
        """Return the postings of many documents, numbers rising, far quicker than by add."""
        postings, number = cls(), 0
        lists: dict = defaultdict(lambda: defaultdict(lambda: array("I")))
        for number, texts in documents:
            for key, own_forms in _forms_by_column(texts):
                start = postings._column(*key).space.reserve(number, len(own_forms))
                positions = lists[key]
                for position, form in enumerate(own_forms, start):
                    positions[form].append(position)
        for key, positions in lists.items():
            positions.pop(GAP, None)
            postings._column(*key).fill(positions, dense=number // 7)
        return postings

    def add(self, number: int, texts: Sequence[Text]) -> None:
        """Add a document under a number that none had."""
        with self._lock:
            for key, own_forms in _forms_by_column(texts):
                self._column(*key).add(number, own_forms)

    def find(
        self, query: Query, everything: BitMap, signed_by: SignedBy = signed_by_nobody
    ) -> BitMap:
        """Return those documents of everything that a query is about."""
        with self._lock:
            return self._matching(query.tree, everything, signed_by)

    def ranked(
        self, query: Query, matching: BitMap, signed_by: SignedBy = signed_by_nobody
    ) -> list[BitMap]:
        """Return what matches in disjoint tiers, best first."""
        with self._lock:
            return ranked(self, query, matching, signed_by)

    def did_you_mean(
        self, query: Query, live: BitMap, signed_by: SignedBy = signed_by_nobody
    ) -> str | None:
        """Return the query with words that occur in place of those that do not, or None."""
        with self._lock:
            return did_you_mean(self, query, live, signed_by)

    def holding(self, leaf: Leaf, field: str) -> BitMap:
        """Return the documents that hold a term or phrase in one field, in any language."""
        words, columns = forms(leaf.text), self.columns_of(field)
        if len(words) == 1:
            return union([c.documents(c.forms(words[0], leaf.is_prefix)) for c in columns])
        return union([column.sequence(words, leaf.is_prefix) for column in columns])

    def columns_of(self, *fields: str) -> list[Column]:
        """Return the columns of some fields, one a language."""
        return [column for (field, _language), column in self.columns.items() if field in fields]

    def _matching(
        self, node: All | Any | Not | Leaf, everything: BitMap, signed_by: SignedBy
    ) -> BitMap:
        match node:
            case All(parts):
                matching = everything
                for part in parts:
                    matching = matching & self._matching(part, everything, signed_by)
                return matching
            case Any(parts):
                return union([self._matching(part, everything, signed_by) for part in parts])
            case Not(part):
                return everything - self._matching(part, everything, signed_by)
        fields = FIELDS if node.field is None else (node.field,)
        holding = [self.holding(node, field) for field in fields]
        if node.field in (None, ORGANISATION):
            holding.append(signed_by(node))
        return union(holding)

    def _column(self, field: str, language: str) -> Column:
        column = self.columns.get((field, language))
        if column is None:
            column = self.columns[field, language] = Column(language)
        return column


def _forms_by_column(texts: Sequence[Text]) -> ItemsView[tuple[str, str], list[str]]:
    """Return the forms of texts, a gap between two, by field and language."""
    by_column: dict[tuple[str, str], list[str]] = {}
    for field, text, language in texts:
        if own_forms := forms(text):
            by_column.setdefault((field, primary(language)), []).extend([*own_forms, GAP])
    return by_column.items()
