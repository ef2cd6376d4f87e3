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
    """Return the rows in Groups by article or organisation, in the order in which those occur.

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
    targets = list(row.targets.all())
    if not targets:
        return Group(_("The whole text"), "", "", [])
    wanted = (one for one in targets if one.article_id and one.article.path in chosen)
    target = next(wanted, targets[0])
    place = target.article or target.division
    heading = place.heading if place.heading != place.label else ""
    note = " · ".join(part for part in (heading, str(target.draft)) if part)
    return Group(place.label, note, place.get_absolute_url(), [])


def at_organisation(row, chosen):
    """Return an empty Group for an author of a row."""
    authors = row.submission.authors
    author = next((one for one in authors if one.slug in chosen), authors[0])
    return Group(author.name, author.acronym, author.get_absolute_url(), [])


HEADINGS = {"article": at_article, "organisation": at_organisation}
