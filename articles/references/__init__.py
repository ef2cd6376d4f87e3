"""Citations of provisions as people write them, and the identifiers that they mean. Pure."""

from articles.references.eids import (
    MOST_STEPS,
    STEP_OF_KIND,
    UNNUMBERED,
    Citation,
    Uncitable,
    article_eid,
    bare,
    citation_of,
    eid_at,
    eid_under,
    lies_in,
    order_key,
    steps_beside,
)
from articles.references.finder import Reference, find, parse_all, parse_one
from articles.references.labels import article_label, provision_label, written
from articles.references.sequences import plain_number, same_number

__all__ = [
    "MOST_STEPS",
    "STEP_OF_KIND",
    "UNNUMBERED",
    "Citation",
    "Reference",
    "Uncitable",
    "article_eid",
    "article_label",
    "bare",
    "citation_of",
    "eid_at",
    "eid_under",
    "find",
    "lies_in",
    "order_key",
    "parse_all",
    "parse_one",
    "plain_number",
    "provision_label",
    "same_number",
    "steps_beside",
    "written",
]
