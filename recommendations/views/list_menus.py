"""The menus above the list: its order, its groups, its shape. Each choice is a link."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from recommendations.listing.filters import GROUPS, VIEWS


class Option(NamedTuple):
    """One choice of a menu; `query` is the list's state with this choice made."""

    value: str
    label: str
    is_chosen: bool
    query: str


class Menu(NamedTuple):
    """A menu: its parameter, what it is called, its options."""

    name: str
    label: str
    options: list[Option]

    @property
    def chosen(self):
        return next((option.label for option in self.options if option.is_chosen), "")


def menus(listing):
    """Return the menus of a list in its present state."""
    groups = [
        ("", _("Nothing"), listing.query(group=None)),
        *((value, label, group_query(listing, value)) for value, label in GROUPS.items()),
    ]
    views = [(value, label, listing.query(view=value)) for value, label in VIEWS.items()]
    return [
        Menu("sort", _("Sort"), [Option(*sort) for sort in listing.sorts]),
        Menu("group", _("Group by"), options(groups, listing.group)),
        Menu("view", _("View"), options(views, listing.view)),
    ]


def options(choices, present):
    return [Option(value, label, value == present, query) for value, label, query in choices]


def group_query(listing, value):
    """Return the state grouped; articles in the order of the text, unless an order was chosen."""
    is_sorted = "sort" in listing.parameters or value != "article"
    return listing.query(group=value, **({} if is_sorted else {"sort": "article"}))
