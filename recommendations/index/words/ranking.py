"""What matches, best first: title over quote over the rest, a phrase over scatter. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pyroaring import BitMap

from recommendations.index.words.query_parser import Any, Leaf, Phrase, Query

if TYPE_CHECKING:
    from recommendations.index.words.postings import Postings

FIELDS_BY_WEIGHT = ("title", "quote", "proposal", "rationale")


def ranked(
    postings: "Postings", query: Query, matching: BitMap, signed_by: Callable[[Leaf], BitMap]
) -> list[BitMap]:
    """Return what matches in disjoint, non-empty tiers, best first."""
    tiers, left = [], matching
    for better in _tests(postings, query, matching, signed_by):
        tiers.append(left & better)
        left = left - better
    return [tier for tier in (*tiers, left) if tier]


def _tests(
    postings: "Postings", query: Query, matching: BitMap, signed_by: Callable[[Leaf], BitMap]
) -> Iterator[BitMap]:
    """Yield the documents of each tier: by field, all words as one phrase, then all words."""
    if all(leaf.field for leaf in query.leaves()):
        return  # the reader has said where: no field is better than another
    phrase = _phrase(query)
    for field in FIELDS_BY_WEIGHT:
        if phrase:
            yield postings.holding(phrase, field)
        yield postings.find(_within(query, field), matching, signed_by)


def _within(query: Query, field: str) -> Query:
    return query.map(lambda leaf: leaf if leaf.field else replace(leaf, field=field))


def _phrase(query: Query) -> Phrase | None:
    """Return the words of a query in a row as one phrase, where it has several and no OR."""
    leaves = [leaf for leaf in query.leaves() if leaf.field is None]
    several = len(leaves) > 1 and not any(isinstance(part, Any) for part in query.tree.parts)
    if not several or any(leaf.is_prefix for leaf in leaves[:-1]):
        return None
    return Phrase(" ".join(leaf.text for leaf in leaves), is_prefix=leaves[-1].is_prefix)
