"""What changed between two drafts as a table, a row for each provision."""

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from articles.lineage.compared_articles import ComparedArticles, ComparedProvision
from articles.models import Article, Provision
from articles.redline import Run, base_of, proposed_of
from recommendations.exchange.table import Echo, harmless


class ComparisonRow(NamedTuple):
    """Articles that belong together with one of their provisions, if they have any."""

    articles: ComparedArticles
    provision: ComparedProvision | None


def _paths(articles: list[Article]) -> str:
    return "; ".join(article.path for article in articles)


def _labels(articles: list[Article]) -> str:
    return "; ".join(article.label for article in articles)


def _headings(articles: list[Article]) -> str:
    return "; ".join(article.heading for article in articles)


def _path(provision: Provision) -> str:
    return f"{provision.article.path}#{provision.eid}"


def _of_earlier(value: Callable[[Provision], str]) -> Callable[[ComparisonRow], str]:
    return lambda row: (
        value(row.provision.earlier) if row.provision and row.provision.earlier else ""
    )


def _of_later(value: Callable[[Provision], str]) -> Callable[[ComparisonRow], str]:
    return lambda row: value(row.provision.later) if row.provision and row.provision.later else ""


def _of_words(name: str) -> Callable[[ComparisonRow], Any]:
    return lambda row: getattr(row.provision.word_count, name) if row.provision else ""


def _text(side: Callable[[Iterable[Run]], str]) -> Callable[[ComparisonRow], str]:
    return lambda row: side(row.provision.runs) if row.provision else ""


# What stands in each column, in their order; several articles of one column are joined with "; ".
VALUES: dict[str, Callable[[ComparisonRow], Any]] = {
    "change": lambda row: row.articles.change.value,
    "state": lambda row: row.articles.state or "",
    "from": lambda row: _paths(row.articles.earlier),
    "to": lambda row: _paths(row.articles.later),
    "from_label": lambda row: _labels(row.articles.earlier),
    "to_label": lambda row: _labels(row.articles.later),
    "heading_before": lambda row: _headings(row.articles.earlier),
    "heading_after": lambda row: _headings(row.articles.later),
    "provision_change": lambda row: row.provision.kind.value if row.provision else "",
    "provision_from": _of_earlier(_path),
    "provision_to": _of_later(_path),
    "provision_from_label": _of_earlier(lambda provision: provision.label),
    "provision_to_label": _of_later(lambda provision: provision.label),
    "words_added": _of_words("added"),
    "words_removed": _of_words("removed"),
    "words_moved": _of_words("moved"),
    "text_before": _text(base_of),
    "text_after": _text(proposed_of),
}
COLUMNS = (*VALUES, "language", "example")


def rows_of(articles: Iterable[ComparedArticles]) -> list[ComparisonRow]:
    """Return the rows of compared articles, in their order."""
    return [
        ComparisonRow(group, provision)
        for group in articles
        for provision in (group.provisions or [None])
    ]


def lines(rows: Iterable[ComparisonRow], language: str, is_example: bool) -> Iterator[str]:
    """Yield the table as lines of CSV, its header first, safe for spreadsheets."""
    writer = csv.writer(Echo())
    yield writer.writerow(COLUMNS)
    ending = [language, "true" if is_example else "false"]
    for row in rows:
        cells = [str(value(row)) for value in VALUES.values()] + ending
        yield writer.writerow([harmless(cell) for cell in cells])
