"""The links in the rows of a list. A page has some 150 of them, and a template would take long."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

register = template.Library()

MOST_AUTHORS, MOST_PLACES = 3, 4
AUTHOR = '<a href="{}"><bdi>{}</bdi></a>'
PLACE = '<a href="{}">{}</a> <span class="quiet">{}</span>'
THEME = '<a href="{}">{}</a> '


@register.simple_tag
def authors(ask):
    """Return who asks, each a link, three at most."""
    shown = [(author.address, author.label) for author in ask.authors[:MOST_AUTHORS]]
    return _and_more(format_html_join(", ", AUTHOR, shown), len(ask.authors) - MOST_AUTHORS)


@register.simple_tag
def places(ask):
    """Return what a recommendation is about, each place a link, four at most."""
    if ask.cross_cutting:
        return _("the whole text")
    shown = [(place.address, place.label, place.draft) for place in ask.places[:MOST_PLACES]]
    return _and_more(format_html_join(", ", PLACE, shown), len(ask.places) - MOST_PLACES)


@register.simple_tag
def themes(ask):
    """Return the themes, each a link."""
    return format_html_join("", THEME, ((theme.address, theme.label) for theme in ask.themes))


def _and_more(links, rest):
    if rest <= 0:
        return links
    return format_html(
        '{} <span class="quiet">{}</span>', links, _("and %(rest)s more") % {"rest": rest}
    )
