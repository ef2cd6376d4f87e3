"""The values of facets as links. A page has some 140 of them, and a template would take long."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

register = template.Library()

VALUE = '<li><a id="{}" href="{}"><span><bdi>{}</bdi></span> <span class="count">{}</span></a></li>'
CHOSEN = (
    '<li><a id="{}" href="{}" class="chosen"><span><span class="visually-hidden">{}</span> '
    '<bdi>{}</bdi></span> <span class="count">{}</span></a></li>'
)


@register.simple_tag
def facet_values(values):
    """Return the values, as `pages.facets.Value`, as items of a list."""
    remove = _("Chosen, remove:")
    chosen = [(v.key, v.address, remove, v.label, v.count) for v in values if v.is_chosen]
    others = [value[:4] for value in values if not value.is_chosen]
    return mark_safe(format_html_join("", CHOSEN, chosen) + format_html_join("", VALUE, others))
