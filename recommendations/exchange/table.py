"""A list of recommendations as a table, one row each: what spreadsheets and scripts take away."""

import csv

from recommendations.models import Signature

# Rows in memory at a time; each chunk costs the queries of `for_list()` once.
CHUNK = 500
# A spreadsheet takes a cell that begins so for a formula, and some formulas do harm.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

COLUMNS = (
    "key",
    "url",
    "number",
    "title",
    "action",
    "aim",
    "cross_cutting",
    "organisations",
    "endorsers",
    "submission",
    "submission_slug",
    "treaty",
    "session",
    "date",
    "language",
    "drafts",
    "targets",
    "themes",
    "quote",
    "pages",
    "base",
    "proposed",
    "rationale",
    "outcomes",
    "published_at",
    "updated_at",
    "target_articles",
    "target_divisions",
    "target_provisions",
    "theme_slugs",
    "organisation_slugs",
    "endorser_slugs",
)


def rows(recommendations, address):
    """Yield the cells of each recommendation, in the order of COLUMNS, safe for spreadsheets.

    `recommendations` is a queryset with `for_list()`; `address` makes a full address of a path.
    """
    for recommendation in recommendations.iterator(chunk_size=CHUNK):
        yield cells(recommendation, address)


def lines(recommendations, address):
    """Yield the table as lines of CSV, its header first."""
    writer = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    for cells in rows(recommendations, address):
        yield writer.writerow(cells)


def cells(recommendation, address):
    """Return the cells of one recommendation, in the order of COLUMNS, safe for spreadsheets."""
    values = row(recommendation, address)
    return [harmless(values[name]) for name in COLUMNS]


def row(recommendation, address):
    """Return the values of one recommendation by column, as text; several are joined with "; "."""
    submission = recommendation.submission
    targets = list(recommendation.targets.all())
    proposals = [(target, p) for target in targets for p in target.proposals.all()]
    passages, themes = recommendation.passages.all(), recommendation.themes.all()
    authors = _signed(submission, Signature.Role.AUTHOR)
    endorsers = _signed(submission, Signature.Role.ENDORSER)
    return {
        "key": recommendation.key,
        "url": address(recommendation.get_absolute_url()),
        "number": recommendation.number,
        "title": recommendation.title,
        "action": recommendation.action,
        "aim": recommendation.aim,
        "cross_cutting": "true" if recommendation.cross_cutting else "false",
        "organisations": _joined(each.name for each in authors),
        "endorsers": _joined(each.name for each in endorsers),
        "submission": submission.title,
        "submission_slug": submission.slug,
        "treaty": submission.treaty.slug,
        "session": submission.session.slug if submission.session else "",
        "date": submission.date,
        "language": recommendation.tongue,
        "drafts": _joined(target.draft.path for target in targets),
        "targets": "; ".join(target.label for target in targets),
        "themes": _joined(theme.name for theme in themes),
        "quote": recommendation.quote,
        "pages": _joined(str(p.page) for p in passages if p.page is not None),
        "base": _wordings([(target, p.base) for target, p in proposals]),
        "proposed": _wordings([(target, p.proposed) for target, p in proposals]),
        "rationale": recommendation.rationale,
        "outcomes": _joined(_outcome(outcome) for outcome in recommendation.outcomes.all()),
        "published_at": _moment(recommendation.published_at),
        "updated_at": _moment(recommendation.updated_at),
        **_places(targets),
        "theme_slugs": _joined(theme.slug for theme in themes),
        "organisation_slugs": _joined(each.slug for each in authors),
        "endorser_slugs": _joined(each.slug for each in endorsers),
    }


def _places(targets):
    """Return where the targets stand, by column, as the addresses that other tables have too."""
    provisions = [(t.article, t.provision.eid) for t in targets if t.provision_id]
    return {
        "target_articles": _joined(t.article.path for t in targets if t.article_id),
        "target_divisions": _joined(t.division.path for t in targets if t.division_id),
        "target_provisions": _joined(f"{article.path}#{eid}" for article, eid in provisions),
    }


def _signed(submission, role):
    return [s.organisation for s in submission.signatures.all() if s.role == role]


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


def harmless(cell):
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


class _Line:
    """A file that hands back what is written to it, for csv.writer."""

    def write(self, line):
        return line
