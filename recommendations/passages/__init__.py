"""Passages found in the text of a document, however they were copied. Pure."""

from recommendations.passages.source import Match, Source, find, prepared, split

__all__ = ["Match", "Source", "find", "prepared", "split"]
