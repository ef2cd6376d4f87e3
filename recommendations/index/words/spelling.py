"""What a reader may have meant: a query with known words in place of unknown ones. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pyroaring import BitMap
from rapidfuzz import process
from rapidfuzz.distance import OSA

from recommendations.index.words.analysis import FIELDS, TOKEN, forms, spelled
from recommendations.index.words.columns import Column, union
from recommendations.index.words.query_parser import Leaf, Query

if TYPE_CHECKING:
    from recommendations.index.words.postings import Postings

# A longer query is a pasted passage, in which to look for a typing error would take its time.
MOST_WORDS = 12


def did_you_mean(
    postings: "Postings", query: Query, live: BitMap, signed_by: Callable[[Leaf], BitMap]
) -> str | None:
    """Return the query with near words that live documents hold, or None where there are none.

    Distance is optimal string alignment: letters missing, added, wrong, or two exchanged.
    """
    if sum(len(forms(leaf.text)) for leaf in query.leaves()) > MOST_WORDS:
        return None

    def corrected(leaf: Leaf) -> Leaf:
        if leaf.is_prefix or signed_by(leaf) & live:
            return leaf
        columns = postings.columns_of(leaf.field) if leaf.field else postings.columns_of(*FIELDS)
        return replace(leaf, text=_replaced(leaf.text, columns, live))

    better = query.map(corrected)
    return None if better == query else better.in_words()


def _replaced(text: str, columns: Sequence[Column], live: BitMap) -> str:
    return TOKEN.sub(lambda token: _near(token.group(), columns, live) or token.group(), text)


def _near(word: str, columns: Sequence[Column], live: BitMap) -> str | None:
    """Return the nearest word that live documents hold, the most frequent among equally near."""
    (form,) = forms(word) or [""]
    occurs = any(column.documents(column.forms(form)) & live for column in columns)
    if occurs or len(form) < 3 or not form.isalpha():
        return None
    candidates = _candidates(form, columns)
    counts = {near: _count(near, columns, live) for near in candidates}
    in_use = [near for near in candidates if counts[near]]
    best = min(in_use, key=lambda near: (candidates[near], -counts[near]), default=None)
    return best and spelled(best)


def _candidates(form: str, columns: Sequence[Column]) -> dict[str, int]:
    """Return the distances of known forms that are near."""
    limit = 1 if len(form) < 6 else 2
    return {
        near: distance
        for column in columns
        for near, distance, _ in process.extract(
            form, column.sorted_forms, scorer=OSA.distance, score_cutoff=limit, limit=None
        )
    }


def _count(form: str, columns: Sequence[Column], live: BitMap) -> int:
    """Return how many live documents hold this very form."""
    holding = [c.documents([form]) for c in columns if form in c.positions]
    return len(live & union(holding))
