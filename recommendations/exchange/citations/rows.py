"""The citations of a list of recommendations, from plain values as the table is.

They say what `of_recommendation` says, which a test holds them to.
"""

from typing import Any

from django.db.models import QuerySet

from articles.page_addresses import address
from recommendations.exchange.citations.citation_data import PREFIX, CitationData, occasion
from recommendations.exchange.citations.text import (
    part_in_words,
    sentence,
    source_in_words,
    supplied,
)
from recommendations.exchange.printable import one_line
from recommendations.listing.rows import RelatedValues
from recommendations.models import Signature
from recommendations.models.recommendation import quote

CHUNK = 500  # rows in memory at a time; each chunk costs the same few queries
SAMPLE_KEY = "a-key-of-none"  # too long for a key
SOURCE_VALUES = (
    *("submission_id", "submission__title", "submission__treaty__short_title"),
    *("submission__session__title", "submission__date", "submission__language"),
)


class CitedSource:
    """What all citations of one submission's recommendations share."""

    def __init__(self, row: Any, signatures: list[Any]):
        names = [
            signature.name_as_signed or signature.organisation__name
            for signature in signatures
            if signature.role == Signature.Role.AUTHOR
        ]
        title, date = row.submission__title, row.submission__date
        treaty, session = row.submission__treaty__short_title, row.submission__session__title or ""
        self.authors = [one_line(name) for name in names]
        self.container, self.date = one_line(title), one_line(date)
        self.occasion = occasion(treaty, session)
        self.words = source_in_words(names, title, treaty, session, date)


class CitationRow:
    """A recommendation of a list as it is cited."""

    def __init__(self, values: Any, source: CitedSource, related: RelatedValues, path: str):
        self.pk, self.values, self.source, self.path = values.pk, values, source, path
        self.passages, self.themes = related.passages[self.pk], related.themes[self.pk]

    def entry(self, origin: str) -> CitationData:
        """Return the CitationData; `origin` is the address of the site."""
        row, source, url = self.values, self.source, origin + self.path
        pages = sorted({passage.page for passage in self.passages if passage.page})
        cited = part_in_words(row.number, row.title, pages)
        return CitationData(
            key=f"{PREFIX}-{row.key}",
            title=supplied(one_line(row.title)),
            container=source.container,
            number=one_line(row.number),
            pages=pages,
            authors=source.authors,
            occasion=source.occasion,
            date=source.date,
            language=one_line(row.language or row.submission__language),
            quote=one_line(quote(passage.exact for passage in self.passages)),
            keywords=[one_line(theme.theme__name) for theme in self.themes],
            url=url,
            words=one_line(sentence(f"{source.words}, {cited}", url)),
        )


def citation_rows(rows: QuerySet) -> list[CitationRow]:
    """Return the recommendations of a queryset as they are cited; four queries."""
    names = ("pk", "key", "number", "title", "language", *SOURCE_VALUES)
    values = list(rows.prefetch_related(None).values_list(*names, named=True))
    related = RelatedValues(values)
    sources = {}
    for row in values:
        if row.submission_id not in sources:
            signatures = related.signatures[row.submission_id]
            sources[row.submission_id] = CitedSource(row, signatures)
    # Looking each address up would take longer than all else.
    before, after = address("recommendation", SAMPLE_KEY).split(SAMPLE_KEY)
    return [
        CitationRow(row, sources[row.submission_id], related, f"{before}{row.key}{after}")
        for row in values
    ]
