"""The formats in which a citation can be had; whoever adds one adds it here, and only here."""

from collections.abc import Callable
from itertools import chain, repeat
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from recommendations.exchange.citations.bibtex import bibtex
from recommendations.exchange.citations.citation_data import CitationData
from recommendations.exchange.citations.csl import csl_json
from recommendations.exchange.citations.ris import ris


class CitationFormat(NamedTuple):
    """A way to write CitationData: the end of its address, its name, media type and writer.

    `before`, `between` and `after` are what stands around the entries of a file.
    """

    extension: str
    name: str
    media_type: str
    one: Callable[[CitationData], str]
    before: str = ""
    between: str = ""
    after: str = ""

    def lines(self, entries):
        """Yield a file of these entries piece by piece, holding one of them at a time."""
        yield self.before
        for around, entry in zip(chain([""], repeat(self.between)), entries, strict=False):
            yield around + self.one(entry)
        yield self.after

    def write(self, entry):
        """Return a file of this entry alone."""
        return "".join(self.lines([entry]))


def plain(entry):
    """Return the citation in words, on one line."""
    return f"{entry.words}\n"


CITATION_FORMATS = {
    each.extension: each
    for each in (
        CitationFormat("bib", _("BibTeX"), "application/x-bibtex", bibtex, between="\n"),
        CitationFormat("ris", _("RIS"), "application/x-research-info-systems", ris),
        CitationFormat(
            *("json", _("CSL-JSON"), "application/vnd.citationstyles.csl+json", csl_json),
            *("[\n", ",\n", "\n]\n"),
        ),
        CitationFormat("txt", _("Plain text"), "text/plain", plain),
    )
}
