"""The list of recommendations: what page, API, feeds and exports share."""

from recommendations.listing.filters import SORTS, RecommendationFilterSet
from recommendations.listing.listing import (
    RETRY_AFTER,
    SEARCH_BEING_PREPARED,
    Chip,
    FacetCounts,
    FacetValue,
    Listing,
)

__all__ = [
    "RETRY_AFTER",
    "SEARCH_BEING_PREPARED",
    "SORTS",
    "Chip",
    "FacetCounts",
    "FacetValue",
    "Listing",
    "RecommendationFilterSet",
]
