"""For programs that read pages: search engines, and whatever shows a link that somebody shares."""

import json

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import mark_safe

from recommendations.exchange.schema_org import dataset_data, linked_data

register = template.Library()

# Inside a script element a text could end it; as numbers these characters stand for themselves.
HARMLESS = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@register.filter(is_safe=True)
def one_line(text):
    """Return a text without the line breaks of its template, for an attribute."""
    return " ".join(text.split())


@register.simple_tag(takes_context=True)
def repeated(context, name):
    """Return a block of this page once more, on one line: its title or description, for others.

    Only in the template that defines the block; an included one knows no blocks.
    """
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return mark_safe(one_line(block.render(context)))


@register.simple_tag(name="linked_data", takes_context=True)
def linked_data_script(context, thing=None):
    """Return a data block with the linked data of a thing, or of all the data where none is given.

    It holds no code: browsers do not run it, and the content security policy does not concern it.
    """
    address = context["request"].build_absolute_uri
    data = linked_data(thing, address) if thing else dataset_data(address)
    text = json.dumps(data, ensure_ascii=False).translate(HARMLESS)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
