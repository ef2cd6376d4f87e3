"""The quotes in the rows of a list, with links where they cite articles of their draft."""

from articles.models import Draft
from recommendations.listing.address_cache import links_in


def with_links(rows, otherwise=None):
    """Return rows with quotes that lead to the articles they cite; at most three queries.

    A quote can mean the articles of the one draft that is asked about. Where these are several it
    stays plain, where there is none it means `otherwise`, a Draft with its treaty.
    """
    drafts = _drafts({path for row in rows if row.quote for path in _paths(row)})
    links = links_in([*drafts.values(), otherwise])
    return [
        row._replace(quote=links.html(row.quote, _draft_of(row, drafts, otherwise))) for row in rows
    ]


def _paths(row):
    """Return the paths of the drafts that a recommendation is about."""
    return {place.path.rpartition("/")[0] for place in row.places}


def _drafts(paths):
    """Return these drafts by path; one query."""
    if not paths:
        return {}
    treaties, slugs = zip(*(path.split("/") for path in paths), strict=True)
    drafts = Draft.objects.filter(treaty__slug__in=treaties, slug__in=slugs)
    return {draft.path: draft for draft in drafts.select_related("treaty") if draft.path in paths}


def _draft_of(row, drafts, otherwise):
    paths = _paths(row)
    if not paths:
        return otherwise
    return drafts.get(paths.pop()) if len(paths) == 1 else None
