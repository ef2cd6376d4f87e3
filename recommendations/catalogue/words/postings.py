"""Which documents hold which words, in memory, as roaring bitmaps of document numbers. Pure."""

from array import array
from collections import defaultdict

from pyroaring import BitMap

from .analysis import FIELDS, forms
from .columns import Column, Posting, union
from .grammar import ORGANISATION, All, Any, Not
from .nearest import nearest
from .ranking import ranked
from .stemming import primary

# Texts begin at multiples of this many positions, so that a table tells whose a position is.
BLOCK = 32


def nobody(leaf):
    return BitMap()


class Postings:
    """The words of all documents. A changed document comes back under a new, higher number."""

    def __init__(self):
        self.columns = {}
        self.owners = array("I")

    @classmethod
    def build(cls, documents):
        """Return the postings of many (number, texts), numbers rising, far quicker than by add."""
        postings, lists = cls(), defaultdict(lambda: defaultdict(lambda: array("I")))
        for number, texts in documents:
            for place, found, start in postings._placed(number, texts):
                positions = lists[place]
                for position, form in enumerate(found, start):
                    positions[form].append(position)
        for place, positions in lists.items():
            # Each list goes as its posting comes, so that memory never holds all of both.
            postings._column(*place).fill(
                (form, postings._posting(positions.pop(form))) for form in sorted(positions)
            )
        return postings

    def add(self, number, texts):
        """Add a document's texts, as (field, text, language); several for one field are welcome."""
        for place, found, start in self._placed(number, texts):
            column = self._column(*place)
            for position, form in enumerate(found, start):
                column.add(form, number, position)

    def find(self, query, everything, organisations=nobody):
        """Return those documents of everything that a query is about."""
        return self._matching(query.tree, everything, organisations)

    def ranked(self, query, found, organisations=nobody):
        """Return what was found in disjoint tiers, best first."""
        return ranked(self, query, found, organisations)

    def nearest(self, query, live, organisations=nobody):
        """Return the query with known words in place of unknown ones, or None."""
        return nearest(self, query, live, organisations)

    def holding(self, leaf, field):
        """Return the documents that hold a term or phrase in one field, in any language."""
        words = forms(leaf.text)
        return union([self._in_column(column, words, leaf.is_prefix) for column in self.of(field)])

    def of(self, *fields):
        """Return the columns of some fields, one a language."""
        return [column for (field, _), column in self.columns.items() if field in fields]

    def _in_column(self, column, words, is_prefix):
        if len(words) == 1:
            return column.documents(words[0], is_prefix)
        return self._documents(column.sequences(words, is_prefix).to_array())

    def _posting(self, positions):
        # 65,536 positions cost a bitmap about 70 bytes and 2 for each, an array 4 for each.
        dense = len(positions) > len(self.owners) // 64
        return Posting(
            self._documents(positions), BitMap(positions) if dense else array("I", positions)
        )

    def _documents(self, positions):
        """Return the documents that positions, an array of them, are in."""
        owners = self.owners
        return BitMap([owners[position // BLOCK] for position in positions])

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

    def _placed(self, number, texts):
        """Yield (field, language), forms and first position of each text; a gap follows each."""
        for field, text, language in texts:
            if found := forms(text):
                start = len(self.owners) * BLOCK
                self.owners.extend([number] * (len(found) // BLOCK + 1))
                yield (field, primary(language)), found, start

    def _column(self, field, language):
        column = self.columns.get((field, language))
        if column is None:
            column = self.columns[field, language] = Column(language)
        return column
