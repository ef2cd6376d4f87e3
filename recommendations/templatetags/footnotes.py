"""Links whose addresses the printed edition shows: at its end, as numbered notes, or below them.

The numbers are given while the page is written, so nothing is read twice, and wait in `data-note`
until the style of the printed edition shows them.
"""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag(takes_context=True)
def noted(context, address):
    """Return the attributes of a link with a note; what leads to one address has one number."""
    if "request" not in context:
        return format_html('href="{}"', address)
    notes = _notes(context["request"])
    number = notes.setdefault(address, len(notes) + 1)
    return format_html('href="{}" data-note="{}"', address, number)


@register.simple_tag(takes_context=True)
def addressed(context, address):
    """Return the attributes of a link whose whole address stands below it on paper."""
    if "request" not in context:
        return format_html('href="{}"', address)
    whole = context["request"].build_absolute_uri(address)
    return format_html('href="{}" data-address="{}"', address, whole)


@register.inclusion_tag("includes/_footnotes.html", takes_context=True)
def footnotes(context):
    """Show the whole addresses of the notes given so far; the place for it is after them all."""
    request = context["request"]
    return {"addresses": [request.build_absolute_uri(address) for address in _notes(request)]}


def _notes(request):
    """Return the numbers of the page that answers this request: address -> number."""
    return vars(request).setdefault("footnotes", {})
