"""Rows of links. A page has some 150 of them, and a template would take long to write each."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

register = template.Library()

MOST_AUTHORS, MOST_PLACES = 3, 4
AUTHOR = '<a href="{}"><bdi>{}</bdi></a>'
PLACE = '<a href="{}">{}</a> <span class="quiet">{}</span>'
THEME = '<a href="{}">{}</a> '
VALUE = (
    '<li><a id="{}" href="{}"{}><span>{}<bdi>{}</bdi></span> <span class="count">{}</span></a></li>'
)
IS_CHOSEN = mark_safe(' class="chosen"')
REMOVE = '<span class="visually-hidden">{}</span> '
ARTICLE = '<li class="{}"><a href="{}"{}>{}{}</a></li>'
HERE = mark_safe(' aria-current="page"')
HEADING = ' <span class="quiet">{}</span>'


@register.simple_tag
def authors(row):
    """Return who asks, each a link, three at most."""
    shown = [(author.address, author.label) for author in row.authors[:MOST_AUTHORS]]
    return _and_more(format_html_join(", ", AUTHOR, shown), len(row.authors) - MOST_AUTHORS)


@register.simple_tag
def places(row):
    """Return what a recommendation is about, each place a link, four at most."""
    if row.cross_cutting:
        return _("the whole text")
    shown = [(place.address, place.label, place.draft) for place in row.places[:MOST_PLACES]]
    return _and_more(format_html_join(", ", PLACE, shown), len(row.places) - MOST_PLACES)


@register.simple_tag
def themes(row):
    """Return the themes, each a link."""
    return format_html_join("", THEME, ((theme.address, theme.label) for theme in row.themes))


def _and_more(links, rest):
    if rest <= 0:
        return links
    return format_html(
        '{} <span class="quiet">{}</span>', links, _("and %(rest)s more") % {"rest": rest}
    )


@register.simple_tag
def facet_values(values):
    """Return the values, as `FacetLink`, as items of a list."""
    marks = {True: (IS_CHOSEN, format_html(REMOVE, _("Chosen, remove:"))), False: ("", "")}
    return format_html_join(
        "",
        VALUE,
        ((v.html_id, v.address, *marks[v.is_chosen], v.label, v.count) for v in values),
    )


@register.simple_tag
def article_items(articles, here, query):
    """Return articles as items of a list, the one we are at marked; addresses end with `query`."""
    return format_html_join("", ARTICLE, (_item(article, here, query) for article in articles))


def _item(article, here, query):
    label, heading = article.label, article.heading
    return (
        "" if heading else "short",
        article.get_absolute_url() + query,
        HERE if article == here else "",
        label,
        format_html(HEADING, heading) if heading and heading != label else "",
    )
