"""XML and HTML from outside, parsed without entities, without network, within limits."""

from typing import Any

from lxml import etree

from articles.interface_translation import gettext as _
from articles.reading.lines import Unreadable, too_long

DEEPEST = 200  # elements within each other
# The tree of a file takes up to 300 bytes a tag; the longest treaties have a tenth of so many.
MOST_TAGS = 1_000_000


def parsed_xml(content: bytes, what: str) -> Any:
    """Return the root element of an XML document; Unreadable where it is broken or a trap."""
    if b"<!DOCTYPE" in content[:100_000] or b"<!ENTITY" in content:
        raise Unreadable(_("%s with its own document type cannot be read.") % what)
    _count_tags(content)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        message = _("This is not %(what)s, or it is incomplete: %(error)s")
        raise Unreadable(message % {"what": what, "error": getattr(error, "msg", error)}) from error
    return root


def parsed_html(content: bytes) -> Any:
    """Return the root element of an HTML page, however badly it is written."""
    _count_tags(content)
    text = None
    try:
        content.decode()
        text = "utf-8"
    except UnicodeDecodeError:
        pass  # the page may say its encoding itself
    parser = etree.HTMLParser(encoding=text, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(_("This is not an HTML page that can be read.")) from error
    if root is None:
        raise Unreadable(_("There is no text in this file."))
    return root


def _count_tags(content):
    if content.count(b"<") > MOST_TAGS:
        raise too_long()


def local(element) -> str:
    """Return the name of an element without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
