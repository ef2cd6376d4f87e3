"""What a page says of its own address."""

from django import template

from articles.filters import shortened

register = template.Library()


@register.inclusion_tag("includes/_unknown_parameters.html", takes_context=True)
def left_aside(context, *taken):
    """Name the parameters of the address that the page does not take: links arrive with some."""
    given = context["request"].GET
    return {"unknown": [shortened(name) for name in given if name and name not in taken]}
