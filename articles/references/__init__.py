"""Citations of provisions as people write them, and the identifiers that they mean. Pure."""

from articles.references.finding import Reference, cited, find, parse_one
from articles.references.naming import (
    Citation,
    article_eid,
    article_label,
    beside,
    eid_at,
    lies_in,
    provision_label,
    written,
)

__all__ = [
    "Citation",
    "Reference",
    "article_eid",
    "article_label",
    "beside",
    "cited",
    "eid_at",
    "find",
    "lies_in",
    "parse_one",
    "provision_label",
    "written",
]
