"""How a recommendation or a submission is cited, in every format that is offered."""

from recommendations.exchange.citations.citation_data import (
    CitationData,
    of_recommendation,
    of_submission,
)
from recommendations.exchange.citations.formats import CITATION_FORMATS, CitationFormat
from recommendations.exchange.citations.rows import CHUNK, citation_rows

__all__ = [
    "CHUNK",
    "CITATION_FORMATS",
    "CitationData",
    "CitationFormat",
    "citation_rows",
    "of_recommendation",
    "of_submission",
]
