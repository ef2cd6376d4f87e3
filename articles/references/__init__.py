"""Citations of provisions as people write them, and the identifiers that they mean. Pure."""

from articles.references.eids import (
    UNNUMBERED,
    Citation,
    article_eid,
    article_label,
    bare,
    citation_of,
    eid_at,
    lies_in,
    provision_label,
    steps_beside,
    written,
)
from articles.references.finder import Reference, find, parse_all, parse_one
from articles.references.sequences import plain_number, same_number

__all__ = [
    "UNNUMBERED",
    "Citation",
    "Reference",
    "article_eid",
    "article_label",
    "bare",
    "citation_of",
    "eid_at",
    "find",
    "lies_in",
    "parse_all",
    "parse_one",
    "plain_number",
    "provision_label",
    "same_number",
    "steps_beside",
    "written",
]
