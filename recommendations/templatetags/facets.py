"""The values of facets as links. A page has some 140 of them, and a template would take long."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

register = template.Library()

VALUE = (
    '<li><a id="{}" href="{}"{}><span>{}<bdi>{}</bdi></span> <span class="count">{}</span></a></li>'
)
IS_CHOSEN = mark_safe(' class="chosen"')
REMOVE = '<span class="visually-hidden">{}</span> '


@register.simple_tag
def facet_values(values):
    """Return the values, as `pages.facets.Value`, as items of a list."""
    marks = {True: (IS_CHOSEN, format_html(REMOVE, _("Chosen, remove:"))), False: ("", "")}
    return format_html_join(
        "",
        VALUE,
        ((v.key, v.address, *marks[v.is_chosen], v.label, v.count) for v in values),
    )
