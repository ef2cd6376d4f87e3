"""How a recommendation or a submission is cited, in every format that is offered."""

from recommendations.exchange.citations.entry import Entry, of_recommendation, of_submission
from recommendations.exchange.citations.formats import FORMATS, Format

__all__ = ["FORMATS", "Entry", "Format", "of_recommendation", "of_submission"]
