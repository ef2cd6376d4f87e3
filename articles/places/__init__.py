"""Places in drafts as people type them, and what they mean."""

from articles.places.resolver import (
    BESIDE,
    LONGEST,
    Ambiguous,
    NotFound,
    Place,
    all_of,
    find,
    find_each,
    relation_of,
    suggest,
)

__all__ = [
    "BESIDE",
    "LONGEST",
    "Ambiguous",
    "NotFound",
    "Place",
    "all_of",
    "find",
    "find_each",
    "relation_of",
    "suggest",
]
