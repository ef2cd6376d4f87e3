"""Which documents hold which words, in memory, as roaring bitmaps of document numbers. Pure."""

import threading
from array import array
from collections import defaultdict

from pyroaring import BitMap

from recommendations.index.words.analysis import FIELDS, forms
from recommendations.index.words.columns import Column, union
from recommendations.index.words.query_parser import ORGANISATION, All, Any, Not
from recommendations.index.words.ranking import ranked
from recommendations.index.words.spelling import nearest
from recommendations.index.words.stemming import primary

# Stands between two texts of one field, so that no phrase reaches from one into the other.
GAP = ""


def nobody(leaf):
    return BitMap()


class Postings:
    """The words of all documents; each number once, a changed document under a new one.

    Whoever asks passes the documents that it knows of, so that it does not meet those that are
    added later; the lock keeps it from meeting one that is half added.
    """

    def __init__(self):
        self.columns = {}
        self._lock = threading.RLock()

    @classmethod
    def build(cls, documents):
        """Return the postings of many (number, texts), numbers rising, far quicker than by add."""
        postings, number = cls(), 0
        lists = defaultdict(lambda: defaultdict(lambda: array("I")))
        for number, texts in documents:
            for place, found in _gathered(texts):
                start = postings._column(*place).places.give(number, len(found))
                positions = lists[place]
                for position, form in enumerate(found, start):
                    positions[form].append(position)
        for place, positions in lists.items():
            positions.pop(GAP, None)
            postings._column(*place).fill(positions, dense=number // 7)
        return postings

    def add(self, number, texts):
        """Add a document's texts, as (field, text, language); several for one field are welcome."""
        with self._lock:
            for place, found in _gathered(texts):
                self._column(*place).add(number, found)

    def find(self, query, everything, organisations=nobody):
        """Return those documents of everything that a query is about."""
        with self._lock:
            return self._matching(query.tree, everything, organisations)

    def ranked(self, query, found, organisations=nobody):
        """Return what was found in disjoint tiers, best first."""
        with self._lock:
            return ranked(self, query, found, organisations)

    def nearest(self, query, live, organisations=nobody):
        """Return the query with known words in place of unknown ones, or None."""
        with self._lock:
            return nearest(self, query, live, organisations)

    def holding(self, leaf, field):
        """Return the documents that hold a term or phrase in one field, in any language."""
        words = forms(leaf.text)
        if len(words) == 1:
            found = [each.documents(each.forms(*words, leaf.is_prefix)) for each in self.of(field)]
        else:
            found = [each.sequence(words, leaf.is_prefix) for each in self.of(field)]
        return union(found)

    def of(self, *fields):
        """Return the columns of some fields, one a language."""
        return [column for (field, _), column in list(self.columns.items()) if field in fields]

    def _matching(self, node, everything, organisations):
        match node:
            case All(parts):
                found = everything
                for part in parts:
                    found = found & self._matching(part, everything, organisations)
                return found
            case Any(parts):
                return union([self._matching(each, everything, organisations) for each in parts])
            case Not(part):
                return everything - self._matching(part, everything, organisations)
        fields = FIELDS if node.field is None else (node.field,)
        found = [self.holding(node, field) for field in fields]
        if node.field in (None, ORGANISATION):
            found.append(organisations(node))
        return union(found)

    def _column(self, field, language):
        column = self.columns.get((field, language))
        if column is None:
            column = self.columns[field, language] = Column(language)
        return column


def _gathered(texts):
    """Return the forms of texts, a gap between two, by field and language."""
    gathered = {}
    for field, text, language in texts:
        if found := forms(text):
            gathered.setdefault((field, primary(language)), []).extend([*found, GAP])
    return gathered.items()
