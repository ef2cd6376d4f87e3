"""Citations of provisions as people write them, and the identifiers that they mean. Pure."""

from articles.references.eids import (
    UNNUMBERED,
    Citation,
    article_eid,
    article_label,
    bare,
    beside,
    citation_of,
    eid_at,
    lies_in,
    provision_label,
    written,
)
from articles.references.finder import Reference, cited, find, parse_one
from articles.references.sequences import plain_number, same_number

__all__ = [
    "UNNUMBERED",
    "Citation",
    "Reference",
    "article_eid",
    "article_label",
    "bare",
    "beside",
    "citation_of",
    "cited",
    "eid_at",
    "find",
    "lies_in",
    "parse_one",
    "plain_number",
    "provision_label",
    "same_number",
    "written",
]
