"""Redlines: two texts compared word by word. Pure; texts are compared here and nowhere else."""

from articles.redline.comparison import (
    DELETED,
    INSERTED,
    KEPT,
    LETTER,
    MAX_CACHED_LENGTH,
    MODALS,
    Run,
    as_json,
    as_marked_text,
    base_of,
    compare,
    from_json,
    proposed_of,
    words,
)
from articles.redline.likeness import Likeness, bare_words, closeness, liken

__all__ = [
    "DELETED",
    "INSERTED",
    "KEPT",
    "LETTER",
    "MAX_CACHED_LENGTH",
    "MODALS",
    "Likeness",
    "Run",
    "as_json",
    "as_marked_text",
    "bare_words",
    "base_of",
    "closeness",
    "compare",
    "from_json",
    "liken",
    "proposed_of",
    "words",
]
