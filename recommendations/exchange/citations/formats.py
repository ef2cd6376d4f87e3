"""The formats in which a citation can be had; CONTRIBUTING.md says what goes with one."""

import json
from collections.abc import Callable
from itertools import chain, repeat
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from recommendations.exchange.citations.bibtex import bibtex
from recommendations.exchange.citations.citation_data import CitationData


class CitationFormat(NamedTuple):
    """A way to write citations: the end of its address, its name, media type and writer.

    `before`, `between` and `after` are what stands around the entries of a file.
    """

    extension: str
    name: str
    media_type: str
    write_entry: Callable[[CitationData], str]
    before: str = ""
    between: str = ""
    after: str = ""

    def lines(self, entries):
        """Yield a file of these entries piece by piece, holding one of them at a time."""
        yield self.before
        for around, entry in zip(chain([""], repeat(self.between)), entries, strict=False):
            yield around + self.write_entry(entry)
        yield self.after

    def write(self, entry):
        """Return a file of this entry alone."""
        return "".join(self.lines([entry]))


def ris(entry):
    """Return a citation as RIS: a chapter for a recommendation, a report for a submission.

    RIS has no escapes: a line is a tag and its value, so a value must be one line.
    """
    lines = [
        ("TY", "CHAP" if entry.is_part else "RPRT"),
        ("ID", entry.key),
        # Readers take what stands after a comma for a first name, and an organisation has none.
        *(("AU", name.replace(",", "")) for name in entry.authors),
        ("TI", entry.title),
        ("T2", entry.container),
        ("SE", entry.number),
        *zip(("SP", "EP"), _ends(entry.pages), strict=False),
        ("PY", entry.date[:4]),
        ("DA", _date(entry.date)),
        ("N1", entry.occasion),
        ("AB", entry.quote),
        *(("KW", word) for word in entry.keywords),
        ("LA", entry.language),
        ("DP", settings.SITE_NAME),
        ("UR", entry.url),
    ]
    written = [f"{tag}  - {value}" for tag, value in lines if value]
    return "\r\n".join([*written, "ER  - ", ""])


def _ends(pages):
    """Return the first and the last of some pages, one where there is but one, as texts."""
    return [str(page) for page in (*pages[:1], *pages[1:][-1:])]


def _date(date):
    """Return a date as RIS has it, year/month/day/, with nothing between where it is not known."""
    return "/".join([*date.split("-"), "", ""][:3]) + "/" if date else ""


def csl_json(entry):
    """Return a citation as an item of the CSL-JSON list that citation processors read."""
    item = {
        "id": entry.key,
        "type": "chapter" if entry.is_part else "report",
        "title": entry.title,
        "container-title": entry.container,
        "chapter-number": entry.number,
        # Literal: an organisation has no family name.
        "author": [{"literal": name} for name in entry.authors],
        "page": ", ".join(map(str, entry.pages)),
        "event": entry.occasion,
        "issued": {"date-parts": [[int(part) for part in entry.date.split("-")]]}
        if entry.date
        else None,
        "language": entry.language,
        "abstract": entry.quote,
        "keyword": ", ".join(entry.keywords),
        "source": settings.SITE_NAME,
        "URL": entry.url,
    }
    written = (f'  "{name}": {_json(value)}' for name, value in item.items() if value)
    return "{\n" + ",\n".join(written) + "\n}"


def _json(value):
    """Return a value as JSON, indented as a member of an item."""
    if isinstance(value, str):  # json takes the slow way for all of what it indents
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n  ")


def plain(entry):
    """Return the citation in words, on one line."""
    return f"{entry.words}\n"


CITATION_FORMATS = {
    citation_format.extension: citation_format
    for citation_format in (
        CitationFormat("bib", _("BibTeX"), "application/x-bibtex", bibtex, between="\n"),
        CitationFormat("ris", _("RIS"), "application/x-research-info-systems", ris),
        CitationFormat(
            *("json", _("CSL-JSON"), "application/vnd.citationstyles.csl+json", csl_json),
            *("[\n", ",\n", "\n]\n"),
        ),
        CitationFormat("txt", _("Plain text"), "text/plain", plain),
    )
}
