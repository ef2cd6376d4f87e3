"""The quotes in the rows of a list, with links where they cite articles of their draft."""

from articles.models import Draft
from articles.places.links import Links


def with_links(asks, otherwise=None):
    """Return rows with quotes that lead to the articles they cite; at most three queries.

    A quote can mean the articles of the one draft that is asked about. Where these are several it
    stays plain, where there is none it means `otherwise`, a Draft with its treaty.
    """
    drafts = _drafts({path for ask in asks if ask.quote for path in _paths(ask)})
    links = Links([*drafts.values(), otherwise])
    return [
        ask._replace(quote=links.html(ask.quote, _draft_of(ask, drafts, otherwise))) for ask in asks
    ]


def _paths(ask):
    """Return the paths of the drafts that a recommendation is about."""
    return {place.path.rpartition("/")[0] for place in ask.places}


def _drafts(paths):
    """Return these drafts by path; one query."""
    if not paths:
        return {}
    treaties, slugs = zip(*(path.split("/") for path in paths), strict=True)
    found = Draft.objects.filter(treaty__slug__in=treaties, slug__in=slugs)
    return {draft.path: draft for draft in found.select_related("treaty") if draft.path in paths}


def _draft_of(ask, drafts, otherwise):
    paths = _paths(ask)
    if not paths:
        return otherwise
    return drafts.get(paths.pop()) if len(paths) == 1 else None
