"""How a recommendation or a submission is cited, in every format that is offered."""

from recommendations.exchange.citations.citation_data import (
    CitationData,
    of_recommendation,
    of_submission,
)
from recommendations.exchange.citations.formats import CITATION_FORMATS, CitationFormat

__all__ = [
    "CITATION_FORMATS",
    "CitationData",
    "CitationFormat",
    "of_recommendation",
    "of_submission",
]
