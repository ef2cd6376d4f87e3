"""The list of recommendations: faceted, searchable, the same without JavaScript."""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from recommendations.listing import Chip, Listing
from recommendations.listing.filters import GROUPS, VIEWS
from recommendations.listing.rows import example_title, recommendation_rows, with_excerpts
from recommendations.views.downloads import citations_of_list
from recommendations.views.facet_panel import hidden_state, panel
from recommendations.views.name_search import matching_names
from recommendations.views.paging import page_of
from recommendations.views.suggestions import matching_drafts

PAGE_SIZE = 25
MOST_TRIED = 8


class RowGroup(NamedTuple):
    """A heading with its rows: the words, what tells it apart, and the page that it leads to."""

    label: str
    note: str
    address: str
    rows: list


class DateField(NamedTuple):
    """A field for a partial date; `fault` says in words why the value cannot be used."""

    name: str
    label: str
    value: str
    fault: str = ""


class DateFields(NamedTuple):
    """Both fields; they are in sight where one of them is filled."""

    fields: list[DateField]

    @property
    def is_open(self):
        return any(field.value for field in self.fields)

    @property
    def has_fault(self):
        return any(field.fault for field in self.fields)

    @property
    def address(self):
        """Where on the page the first field with a fault stands."""
        return next((f"#{field.name}" for field in self.fields if field.fault), "")


class MenuOption(NamedTuple):
    """One choice of a menu; `querystring` is the list's state with this choice made."""

    value: str
    label: str
    is_chosen: bool
    querystring: str


class Menu(NamedTuple):
    """A menu: its parameter, what it is called, its options."""

    name: str
    label: str
    options: list[MenuOption]

    @property
    def chosen_label(self):
        return next((option.label for option in self.options if option.is_chosen), "")


class Relaxation(NamedTuple):
    """A filter in force and the number of recommendations that there are without it."""

    chip: Chip
    total: int


def recommendations(request):
    """Show the list; to htmx, which replaces the list in the page, only the list."""
    listing = Listing(request.GET)
    paginator = Paginator(listing.rows.read_as(recommendation_rows), PAGE_SIZE)
    page, faults = page_of(paginator, request.GET.get("page") or 1)
    rows = list(page)
    download_query = listing.querystring(group=None, view=None)
    context = {
        "listing": listing,
        "page_obj": page,
        "faults": [*without_dates(listing.invalid_values), *faults],
        "example": example_title(listing, rows),
        **list_context(listing, rows),
        "canonical_query": listing.querystring(
            page=page.number if page.number > 1 else None, view=None
        ),
        "feed_query": listing.querystring(sort=None, group=None, view=None),
        "download_query": download_query,
        "citations": citations_of_list(download_query),
    }
    in_place = request.htmx and request.htmx.target == "listing"
    template = (
        "recommendations/_listing_update.html"
        if in_place
        else "recommendations/recommendations.html"
    )
    response = render(request, template, context)
    # One address has several answers: a cache must not hand the part to someone who wants the page.
    patch_vary_headers(response, ["HX-Request", "HX-Target", "HX-Trigger"])
    return response


def list_context(listing, rows):
    """Return what stands around and above the rows of a page, and the rows in their groups."""
    chips = listing.chips()
    names = matching_names(listing)
    nothing_found = not rows and not listing.invalid_values
    names_nothing = listing.words and not names
    chosen = listing.parameters.get(listing.group, ())
    return {
        "dates": date_fields(listing),
        "panel": panel(listing.usable),
        "hidden": hidden_state(listing),
        "menus": menus(listing),
        "chips": chips,
        "groups": in_groups(with_excerpts(listing, rows), listing.group, chosen),
        "relaxations": relaxations(chips) if nothing_found and len(chips) > 1 else [],
        "matching_drafts": matching_drafts(listing.words)
        if nothing_found and names_nothing
        else [],
        "matching_names": names,
        "did_you_mean": None if names else did_you_mean(listing),
    }


def did_you_mean(listing):
    """Return what words that are found nowhere may have meant, with their query string; or None."""
    words = listing.did_you_mean
    return {"words": words, "querystring": listing.querystring(q=words)} if words else None


def in_groups(rows, by, chosen=()):
    """Return rows in groups by article or organisation, in the order in which those occur.

    A row stands once, under its first place or author; under a `chosen` one (an article's path, an
    organisation's slug) where it has one of these. Without `by` all rows are one nameless group.
    """
    if by not in GROUP_MAKERS:
        return [RowGroup("", "", "", rows)] if rows else []
    groups = {}
    for row in rows:
        group = GROUP_MAKERS[by](row, chosen)
        groups.setdefault(group.address, group).rows.append(row)
    return list(groups.values())


def article_group(row, chosen):
    """Return an empty group for the article, or else the division, that a row is about."""
    if not row.places:
        return RowGroup(_("The whole text"), "", "", [])
    place = next((place for place in row.places if place.path in chosen), row.places[0])
    heading = place.heading if place.heading != place.within else ""
    note = " · ".join(part for part in (heading, place.draft) if part)
    return RowGroup(place.within, note, place.within_address, [])


def organisation_group(row, chosen):
    """Return an empty group for an author of a row."""
    author = next((author for author in row.authors if author.slug in chosen), row.authors[0])
    return RowGroup(author.label, author.acronym, author.address, [])


def date_fields(listing):
    """Return the DateFields of a list."""
    return DateFields([_field(listing, "after", _("From")), _field(listing, "before", _("Until"))])


def without_dates(faults):
    """Return the faults that no field for a date shows."""
    return [fault for fault in faults if fault.name not in ("after", "before")]


def _field(listing, name, label):
    for fault in listing.invalid_values:
        if fault.name == name:
            return DateField(name, label, fault.value, fault.reason)
    return DateField(name, label, listing.parameters.get(name, [""])[0])


def menus(listing):
    """Return the menus of a list in its present state."""
    groups = [
        ("", _("Nothing"), listing.querystring(group=None)),
        *((value, label, group_query(listing, value)) for value, label in GROUPS.items()),
    ]
    views = [(value, label, listing.querystring(view=value)) for value, label in VIEWS.items()]
    return [
        Menu("sort", _("Sort"), [MenuOption(*sort) for sort in listing.sorts]),
        Menu("group", _("Group by"), options(groups, listing.group)),
        Menu("view", _("View"), options(views, listing.view)),
    ]


def options(choices, present):
    return [
        MenuOption(value, label, value == present, querystring)
        for value, label, querystring in choices
    ]


def group_query(listing, value):
    """Return the state grouped; articles in the order of the text, unless an order was chosen."""
    is_sorted = "sort" in listing.parameters or value != "article"
    return listing.querystring(group=value, **({} if is_sorted else {"sort": "article"}))


def relaxations(chips):
    """Return what lifting each filter alone would give, the fullest first; some queries each."""
    tried = [
        Relaxation(chip, Listing(QueryDict(chip.querystring)).total) for chip in chips[:MOST_TRIED]
    ]
    return sorted((option for option in tried if option.total), key=lambda option: -option.total)


GROUP_MAKERS = {"article": article_group, "organisation": organisation_group}
