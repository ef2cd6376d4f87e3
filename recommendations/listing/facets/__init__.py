"""The facets of the list of recommendations, each defined once, in the order of an address.

The filters, the API and its schema take them in this order, the panel of the page by `panel_rank`;
the index asks each for the values that a recommendation has (`index_keys`).
"""

from recommendations.listing.facets.facet import Facet, Option, Tally
from recommendations.listing.facets.source_facets import (
    ActionFacet,
    AimFacet,
    LanguageFacet,
    OrganisationFacet,
    OrganisationKindFacet,
    OutcomeFacet,
    SubmissionFacet,
    ThemeFacet,
    YearFacet,
)
from recommendations.listing.facets.target_facets import (
    ArticleFacet,
    DraftFacet,
    LineageFacet,
    SessionFacet,
    TreatyFacet,
)

__all__ = ["FACETS", "FACETS_IN_PANEL", "Facet", "Option", "Tally", "facet_named"]

FACETS: tuple[Facet, ...] = (
    TreatyFacet(),
    LineageFacet(),
    ThemeFacet(),
    OrganisationFacet(),
    OrganisationKindFacet(),
    ActionFacet(),
    AimFacet(),
    OutcomeFacet(),
    DraftFacet(),
    ArticleFacet(),
    SubmissionFacet(),
    SessionFacet(),
    LanguageFacet(),
    YearFacet(),
)
FACETS_IN_PANEL = tuple(
    facet.name
    for facet in sorted(FACETS, key=lambda facet: facet.panel_rank or 0)
    if facet.panel_rank is not None
)


def facet_named(name: str) -> Facet:
    """Return the facet of this name, for one use: some remember what they have read."""
    return next(facet for facet in FACETS if facet.name == name).fresh()
