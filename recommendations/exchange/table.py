"""A list of recommendations as a table, one row each: what spreadsheets and scripts take away."""

import csv

from recommendations.models import Signature

# Without it spreadsheets take UTF-8 for something else.
BYTE_ORDER_MARK = "\ufeff"
# Rows in memory at a time; each chunk costs the queries of `for_list()` once.
CHUNK = 500
# A spreadsheet takes a cell that begins so for a formula, and some formulas do harm.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class TableRow:
    """A recommendation of `for_list()`, with what several columns show of it."""

    def __init__(self, recommendation, address):
        self.recommendation, self.address = recommendation, address
        self.submission = recommendation.submission
        self.targets = list(recommendation.targets.all())
        self.proposals = [(target, p) for target in self.targets for p in target.proposals.all()]
        self.themes = recommendation.themes.all()
        self.authors = self._signed(Signature.Role.AUTHOR)
        self.endorsers = self._signed(Signature.Role.ENDORSER)

    def _signed(self, role):
        return [s.organisation for s in self.submission.signatures.all() if s.role == role]

    def pages(self):
        pages = [passage.page for passage in self.recommendation.passages.all()]
        return _joined(str(page) for page in pages if page is not None)

    def provisions(self):
        """Return the addresses of the provisions, as other tables have them too."""
        return _joined(
            f"{t.article.path}#{t.provision.eid}" for t in self.targets if t.provision_id
        )


def _joined(texts):
    """Join texts, each once."""
    return "; ".join(dict.fromkeys(texts))


def _wordings(wordings):
    """Join the wordings of several targets, each under the place that it is for."""
    if len(wordings) == 1:
        return wordings[0][1]
    return "\n\n".join(f"{target.label}: {text}" for target, text in wordings if text)


def _outcome(outcome):
    return f"{outcome.draft.path}: {outcome.verdict} ({outcome.status})"


def _moment(moment):
    return moment.isoformat() if moment else ""


# What stands in each column, in their order; several values of one column are joined with "; ".
VALUES = {
    "key": lambda row: row.recommendation.key,
    "url": lambda row: row.address(row.recommendation.get_absolute_url()),
    "number": lambda row: row.recommendation.number,
    "title": lambda row: row.recommendation.title,
    "action": lambda row: row.recommendation.action,
    "aim": lambda row: row.recommendation.aim,
    "cross_cutting": lambda row: "true" if row.recommendation.cross_cutting else "false",
    "organisations": lambda row: _joined(author.name for author in row.authors),
    "endorsers": lambda row: _joined(endorser.name for endorser in row.endorsers),
    "submission": lambda row: row.submission.title,
    "submission_slug": lambda row: row.submission.slug,
    "treaty": lambda row: row.submission.treaty.slug,
    "session": lambda row: row.submission.session.slug if row.submission.session else "",
    "date": lambda row: row.submission.date,
    "language": lambda row: row.recommendation.quote_language,
    "drafts": lambda row: _joined(target.draft.path for target in row.targets),
    "targets": lambda row: "; ".join(target.label for target in row.targets),
    "themes": lambda row: _joined(theme.name for theme in row.themes),
    "quote": lambda row: row.recommendation.quote,
    "pages": TableRow.pages,
    "base": lambda row: _wordings([(target, p.base) for target, p in row.proposals]),
    "proposed": lambda row: _wordings([(target, p.proposed) for target, p in row.proposals]),
    "rationale": lambda row: row.recommendation.rationale,
    "outcomes": lambda row: _joined(map(_outcome, row.recommendation.outcomes.all())),
    "published_at": lambda row: _moment(row.recommendation.published_at),
    "updated_at": lambda row: _moment(row.recommendation.updated_at),
    "target_articles": lambda row: _joined(t.article.path for t in row.targets if t.article_id),
    "target_divisions": lambda row: _joined(t.division.path for t in row.targets if t.division_id),
    "target_provisions": TableRow.provisions,
    "theme_slugs": lambda row: _joined(theme.slug for theme in row.themes),
    "organisation_slugs": lambda row: _joined(author.slug for author in row.authors),
    "endorser_slugs": lambda row: _joined(endorser.slug for endorser in row.endorsers),
}
COLUMNS = tuple(VALUES)


def rows(recommendations, address):
    """Yield the cells of each recommendation, in the order of COLUMNS, safe for spreadsheets.

    `recommendations` is a queryset with `for_list()`; `address` makes a full address of a path.
    """
    for recommendation in recommendations.iterator(chunk_size=CHUNK):
        yield cells(recommendation, address)


def lines(recommendations, address):
    """Yield the table as lines of CSV, its header first."""
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    for cells in rows(recommendations, address):
        yield writer.writerow(cells)


def cells(recommendation, address):
    """Return the cells of one recommendation, in the order of COLUMNS, safe for spreadsheets."""
    row = TableRow(recommendation, address)
    return [harmless(value(row)) for value in VALUES.values()]


def harmless(cell):
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


class _Echo:
    """A file that hands back what is written to it, for csv.writer."""

    def write(self, line):
        return line
