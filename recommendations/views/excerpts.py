"""Where in a recommendation the words of a search were found."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "title": _("in the title"),
    "quote": _("in the quote"),
    "rationale": _("in the rationale"),
    "proposal": _("in the proposed wording"),
    "organisation": _("in the name of an organisation"),
}


class Excerpt(NamedTuple):
    """A piece of a text, as (words, whether they are marked) pairs, and where it stands."""

    where: str
    pieces: list[tuple[str, bool]]
    is_title: bool


def with_excerpts(listing, rows):
    """Return the Asks of a list, each with the Excerpt where the words were found, or None."""
    snippets = listing.excerpts([row.pk for row in rows]) if listing.words else {}
    return [row._replace(excerpt=_excerpt(snippets.get(row.pk))) for row in rows]


def _excerpt(snippet):
    if snippet is None:
        return None
    return Excerpt(FIELDS.get(snippet.field, ""), snippet.pieces, snippet.field == "title")
