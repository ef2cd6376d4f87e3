"""A list of recommendations as a table, one row each: what spreadsheets and scripts take away."""

import csv
from collections.abc import Iterator
from functools import cached_property

from django.db.models import QuerySet

from articles.page_addresses import address
from recommendations.listing.rows import RelatedValues, place_label, target_label
from recommendations.listing.selection import OrderedRows
from recommendations.models import Signature
from recommendations.models.recommendation import quote

# Without it spreadsheets take UTF-8 for something else.
BYTE_ORDER_MARK = "\ufeff"
# Rows in memory at a time; each chunk costs the same few queries.
CHUNK = 500
# A spreadsheet takes a cell that begins so for a formula, and some formulas do harm.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
SAMPLE_KEY = "a-key-of-none"  # too long for a key
ROW_VALUES = (
    *("pk", "key", "number", "title", "action", "aim", "cross_cutting", "rationale", "language"),
    *("published_at", "updated_at", "submission_id", "submission__title", "submission__slug"),
    *("submission__date", "submission__language", "submission__treaty__slug"),
    *("submission__session__slug", "submission__treaty__example"),
)


class TableTarget:
    """What a recommendation is about: its label, and the paths by which tables are joined."""

    def __init__(self, target):
        at = "division" if target.division__kind else "article"
        slug, draft, treaty = (
            getattr(target, f"{at}__{name}")
            for name in ("slug", "draft__slug", "draft__treaty__slug")
        )
        self.label = target_label(target, place_label(target))
        self.draft = f"{treaty}/{draft}"
        path = f"{self.draft}/{slug}"
        self.article, self.division = (path, "") if at == "article" else ("", path)
        self.provision = f"{path}#{target.provision__eid}" if target.provision__eid else ""


class TableRow:
    """A recommendation in plain values, with what several columns show of it.

    An instance for every row, and a query set at each, would take several times as long.
    """

    def __init__(self, values, related: RelatedValues, targets: list[TableTarget], path: str):
        self.values, self.related, self.targets, self.path = values, related, targets, path
        self.pk, self.key = values.pk, values.key
        own = related.targets[values.pk]
        self.wordings = [
            (target.label, proposal)
            for value, target in zip(own, targets, strict=True)
            for proposal in related.proposals[value.pk]
        ]
        signed = related.signatures[values.submission_id]
        self.authors = [s for s in signed if s.role == Signature.Role.AUTHOR]
        self.endorsers = [s for s in signed if s.role == Signature.Role.ENDORSER]

    @property
    def changed(self):
        """The moment that the order of change is by, where rows are read in it."""
        return self.values.changed

    @cached_property
    def passages(self):
        return self.related.passages[self.pk]

    @cached_property
    def themes(self):
        return self.related.themes[self.pk]


def table_rows(rows: QuerySet) -> list[TableRow]:
    """Return the recommendations of a queryset as rows of a table; seven queries."""
    names = (*ROW_VALUES, *rows.query.annotations)
    values = list(rows.prefetch_related(None).values_list(*names, named=True))
    related = RelatedValues(values)
    alike = {}  # many recommendations are about the same place

    def table_target(target):
        what = target[3:]  # all but the recommendation, the target's own key and how it is cited
        if what not in alike:
            alike[what] = TableTarget(target)
        return alike[what]

    # Looking each address up would take a tenth of the whole.
    before, after = address("recommendation", SAMPLE_KEY).split(SAMPLE_KEY)
    return [
        TableRow(
            row,
            related,
            list(map(table_target, related.targets[row.pk])),
            f"{before}{row.key}{after}",
        )
        for row in values
    ]


def _joined(texts):
    """Join texts, each once."""
    return "; ".join(dict.fromkeys(texts))


def _paths(row, name):
    """Join what the targets have under a name, as other tables have it too."""
    return _joined(path for target in row.targets if (path := getattr(target, name)))


def _wordings(wordings, name):
    """Join the wordings of several targets, each under the place that it is for."""
    if len(wordings) == 1:
        return getattr(wordings[0][1], name)
    texts = ((label, getattr(proposal, name)) for label, proposal in wordings)
    return "\n\n".join(f"{label}: {text}" for label, text in texts if text)


def _outcome(outcome):
    draft = f"{outcome.draft__treaty__slug}/{outcome.draft__slug}"
    return f"{draft}: {outcome.verdict} ({outcome.status})"


def _moment(moment):
    return moment.isoformat() if moment else ""


# What stands in each column, in their order; several values of one column are joined with "; ".
VALUES = {
    "key": lambda row: row.key,
    "url": lambda row: row.path,
    "number": lambda row: row.values.number,
    "title": lambda row: row.values.title,
    "action": lambda row: row.values.action,
    "aim": lambda row: row.values.aim,
    "cross_cutting": lambda row: "true" if row.values.cross_cutting else "false",
    "organisations": lambda row: _joined(s.organisation__name for s in row.authors),
    "endorsers": lambda row: _joined(s.organisation__name for s in row.endorsers),
    "submission": lambda row: row.values.submission__title,
    "submission_slug": lambda row: row.values.submission__slug,
    "treaty": lambda row: row.values.submission__treaty__slug,
    "session": lambda row: row.values.submission__session__slug or "",
    "date": lambda row: row.values.submission__date,
    "language": lambda row: row.values.language or row.values.submission__language,
    "drafts": lambda row: _joined(target.draft for target in row.targets),
    "targets": lambda row: "; ".join(target.label for target in row.targets),
    "themes": lambda row: _joined(theme.theme__name for theme in row.themes),
    "quote": lambda row: quote(passage.exact for passage in row.passages),
    "pages": lambda row: _joined(str(p.page) for p in row.passages if p.page is not None),
    "base": lambda row: _wordings(row.wordings, "base"),
    "proposed": lambda row: _wordings(row.wordings, "proposed"),
    "rationale": lambda row: row.values.rationale,
    "outcomes": lambda row: _joined(map(_outcome, row.related.outcomes[row.pk])),
    "published_at": lambda row: _moment(row.values.published_at),
    "updated_at": lambda row: _moment(row.values.updated_at),
    "target_articles": lambda row: _paths(row, "article"),
    "target_divisions": lambda row: _paths(row, "division"),
    "target_provisions": lambda row: _paths(row, "provision"),
    "theme_slugs": lambda row: _joined(theme.theme__slug for theme in row.themes),
    "organisation_slugs": lambda row: _joined(s.organisation__slug for s in row.authors),
    "endorser_slugs": lambda row: _joined(s.organisation__slug for s in row.endorsers),
    "example": lambda row: "true" if row.values.submission__treaty__example else "false",
}
COLUMNS = tuple(VALUES)


def lines(recommendations: OrderedRows, origin: str) -> Iterator[str]:
    """Yield the table as lines of CSV, its header first; `origin` is the address of the site."""
    writer = csv.writer(Echo())
    yield writer.writerow(COLUMNS)
    for row in recommendations.read_as(table_rows).iterator(CHUNK):
        yield writer.writerow(cells(row, origin))


def cells(row: TableRow, origin: str) -> list[str]:
    """Return the cells of one row, in the order of COLUMNS, safe for spreadsheets."""
    texts = [value(row) for value in VALUES.values()]
    texts[URL] = origin + texts[URL]
    return [harmless(text) for text in texts]


URL = COLUMNS.index("url")


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


class Echo:
    """A file that hands back what is written to it, for csv.writer."""

    def write(self, line):
        return line
