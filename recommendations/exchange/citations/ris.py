"""An entry as RIS, which nearly every reference manager imports.

RIS has no escapes: a line is a tag and its value, so a value must be one line.
"""

from django.conf import settings


def ris(entry):
    """Return the entry as RIS: a chapter for a recommendation, a report for a submission."""
    lines = [
        ("TY", "CHAP" if entry.is_part else "RPRT"),
        ("ID", entry.key),
        *(("AU", name) for name in entry.authors),
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
