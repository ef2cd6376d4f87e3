"""Places in drafts as people type them, and what they mean."""

from articles.places.resolver import (
    MAX_LENGTH,
    RELATIONS,
    Ambiguous,
    NotFound,
    Place,
    find,
    find_all,
    find_enumerated,
    new_label_of,
    relation_of,
    suggest,
)

__all__ = [
    "MAX_LENGTH",
    "RELATIONS",
    "Ambiguous",
    "NotFound",
    "Place",
    "find",
    "find_all",
    "find_enumerated",
    "new_label_of",
    "relation_of",
    "suggest",
]
