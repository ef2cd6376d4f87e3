"""Texts with links where they cite what the tracker has."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def linked(context, text, draft, within=None):
    """Return a text with its citations as links; plain where the page has no `links`."""
    links = context.get("links")
    return links.html(text, draft, within) if links else text
