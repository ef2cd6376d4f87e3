"""The rows of one page of the list under headings: by article, or by organisation."""

from typing import NamedTuple

from django.utils.translation import gettext as _


class Group(NamedTuple):
    """A heading with its rows: the words, what tells it apart, and the page that it leads to."""

    label: str
    note: str
    address: str
    rows: list


def grouped(rows, by, chosen=()):
    """Return Asks in Groups by article or organisation, in the order in which those occur.

    A row stands once, under its first place or author; under a `chosen` one (an article's path, an
    organisation's slug) where it has one of these. Without `by` all rows are one nameless group.
    """
    if by not in HEADINGS:
        return [Group("", "", "", rows)] if rows else []
    found = {}
    for row in rows:
        group = HEADINGS[by](row, chosen)
        found.setdefault(group.address, group).rows.append(row)
    return list(found.values())


def at_article(row, chosen):
    """Return an empty Group for the article, or else the division, that a row is about."""
    if not row.places:
        return Group(_("The whole text"), "", "", [])
    place = next((one for one in row.places if one.path in chosen), row.places[0])
    heading = place.heading if place.heading != place.within else ""
    note = " · ".join(part for part in (heading, place.draft) if part)
    return Group(place.within, note, place.within_address, [])


def at_organisation(row, chosen):
    """Return an empty Group for an author of a row."""
    author = next((one for one in row.authors if one.slug in chosen), row.authors[0])
    return Group(author.label, author.acronym, author.address, [])


HEADINGS = {"article": at_article, "organisation": at_organisation}
