"""A list of recommendations as an Atom feed (RFC 4287), for feed readers. Pure, on prefetched rows.

Identities are tag URIs (RFC 4151) of the key, not addresses: a site that moves to another host, or
data that moves to another site, does not make every entry new.
"""

from datetime import UTC, datetime
from typing import NamedTuple
from xml.etree import ElementTree

from django.conf import settings
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.redline_html import as_html
from recommendations.exchange.citations.text import citation
from recommendations.exchange.printable import one_line, printable

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
AUTHORITY = "tag:treatytracker,2026:"
# A feed must say when it changed last; one without entries has not yet.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Feed(NamedTuple):
    """What a feed says of itself: its title, the query string it follows, its two addresses."""

    title: str
    query: str
    address: str
    page: str


def atom(feed, recommendations, address):
    """Return the feed as bytes of XML.

    `recommendations` are rows of `for_list()` that bear `first_public`; `address` makes a full
    address of a path.
    """
    root = ElementTree.Element("feed", {"xmlns": NAMESPACE, "xml:lang": get_language() or "en"})
    rows = list(recommendations)
    _text(root, "id", f"{AUTHORITY}recommendations?{feed.query}".rstrip("?"))
    _text(root, "title", feed.title)
    _text(root, "updated", max((changed(row) for row in rows), default=NEVER).isoformat())
    _link(root, "self", feed.address, MEDIA_TYPE)
    _link(root, "alternate", feed.page, "text/html")
    _text(ElementTree.SubElement(root, "author"), "name", settings.SITE_NAME)
    for row in rows:
        _entry(ElementTree.SubElement(root, "entry"), row, address)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def changed(recommendation):
    """Return when a reader could last see something new in it."""
    return max(recommendation.updated_at, recommendation.first_public)


def _entry(entry, recommendation, address):
    url = address(recommendation.get_absolute_url())
    _text(entry, "id", f"{AUTHORITY}recommendation/{recommendation.key}")
    _text(entry, "title", recommendation.title)
    _text(entry, "published", recommendation.first_public.isoformat())
    _text(entry, "updated", changed(recommendation).isoformat())
    _link(entry, "alternate", url, "text/html")
    for organisation in recommendation.submission.authors:
        author = ElementTree.SubElement(entry, "author")
        _text(author, "name", organisation.name)
        _text(author, "uri", address(organisation.get_absolute_url()))
    for theme in recommendation.themes.all():
        ElementTree.SubElement(
            entry, "category", {"term": theme.slug, "label": one_line(theme.name)}
        )
    _text(entry, "summary", summary(recommendation))
    content = ElementTree.SubElement(entry, "content", {"type": "html"})
    content.text = printable(_content(recommendation, url))


def summary(recommendation):
    """Return what is asked, of which places, by whom: "Amend: Article 24(2) of A/AC.291/22. …"."""
    places = [
        _("%(place)s of %(draft)s") % {"place": target.label, "draft": target.draft}
        for target in recommendation.targets.all()
    ]
    return _("%(action)s: %(places)s. %(authors)s.") % {
        "action": capfirst(recommendation.get_action_display()),
        "places": "; ".join(places) or _("the whole text"),
        "authors": ", ".join(o.name for o in recommendation.submission.authors),
    }


def _content(recommendation, url):
    """Return the quote, passage by passage, what is proposed and the source, as HTML.

    It stands in a feed reader's own page, where no style of ours is.
    """
    passages = format_html_join(
        "", "<p>{}</p>", ((passage.exact,) for passage in recommendation.passages.all())
    )
    not_found = format_html_join(
        "",
        "<p>{} {}</p>",
        (
            (_("Not found in the document’s text:"), passage.not_found_reason or passage.start)
            for passage in recommendation.not_found
        ),
    )
    return format_html(
        '<blockquote lang="{}" dir="auto" cite="{}">{}</blockquote>{}{}<p>{}</p>',
        recommendation.quote_language,
        url,
        passages,
        not_found,
        _wordings(recommendation),
        citation(recommendation, url),
    )


def _wordings(recommendation):
    """Return the redline of each proposal, below words that say what it is and how it is read."""
    heading = _(
        "Proposed wording of %(place)s of %(draft)s "
        "(to be deleted: struck through; new: underlined):"
    )
    return format_html_join(
        "",
        '<p>{}</p><p lang="{}" dir="auto">{}</p>',
        (
            (
                heading % {"place": target.label, "draft": target.draft},
                proposal.language,
                linebreaksbr(as_html(proposal.redline)),
            )
            for target in recommendation.targets.all()
            for proposal in target.proposals.all()
        ),
    )


def _text(parent, tag, text):
    ElementTree.SubElement(parent, tag).text = one_line(text)


def _link(parent, relation, address, media_type):
    values = {"rel": relation, "type": media_type, "href": address}
    ElementTree.SubElement(parent, "link", values)
