"""Links as the screen and the printed edition need them, and what a page says of its address.

The printed edition shows the addresses of links: at its end, as numbered notes, or below them. The
numbers are given while the page is written, so nothing is read twice, and wait in `data-note` until
the style of the printed edition shows them.
"""

from django import template
from django.utils.html import format_html

from articles.filters import shortened

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


@register.simple_tag(takes_context=True)
def linked(context, text, draft, within=None):
    """Return a text with its citations as links; plain where the page has no `links`."""
    links = context.get("links")
    return links.html(text, draft, within) if links else text


@register.inclusion_tag("includes/_unknown_parameters.html", takes_context=True)
def unknown_parameters(context, *taken):
    """Name the parameters of the address that the page does not take: links arrive with some."""
    given = context["request"].GET
    return {"unknown": [shortened(name) for name in given if name and name not in taken]}
