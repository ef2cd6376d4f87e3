"""The formats in which a citation can be had; whoever adds one adds it here, and only here."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from recommendations.exchange.citing.bibtex import bibtex
from recommendations.exchange.citing.csl import csl_json
from recommendations.exchange.citing.entry import Entry
from recommendations.exchange.citing.ris import ris


class Format(NamedTuple):
    """A way to write an Entry: the end of its address, its name, media type and writer."""

    extension: str
    name: str
    media_type: str
    write: Callable[[Entry], str]


def plain(entry):
    """Return the citation in words, on one line."""
    return f"{entry.words}\n"


FORMATS = {
    each.extension: each
    for each in (
        Format("bib", _("BibTeX"), "application/x-bibtex", bibtex),
        Format("ris", _("RIS"), "application/x-research-info-systems", ris),
        Format("json", _("CSL-JSON"), "application/vnd.citationstyles.csl+json", csl_json),
        Format("txt", _("Plain text"), "text/plain", plain),
    )
}
