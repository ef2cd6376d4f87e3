"""The list of recommendations: what page, API, feeds and exports share."""

from recommendations.listing.filters import SORTS, RecommendationFilterSet
from recommendations.listing.listing import Chip, FacetCounts, FacetValue, Fault, Listing

__all__ = [
    "SORTS",
    "Chip",
    "FacetCounts",
    "FacetValue",
    "Fault",
    "Listing",
    "RecommendationFilterSet",
]
