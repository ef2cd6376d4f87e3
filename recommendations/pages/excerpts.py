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
    """Give each row, as `excerpt`, the place where the words were found, or None."""
    snippets = listing.excerpts(rows) if listing.words else {}
    for row in rows:
        snippet = snippets.get(row.pk)
        row.excerpt = snippet and Excerpt(
            FIELDS.get(snippet.field, ""), snippet.pieces, snippet.field == "title"
        )
    return rows
