"""What a comparison counts of words and brackets, each figure a link to where it changed."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.lineage.compared_articles import ArticleChange, ComparedArticles
from articles.redline import MODALS

# What can be counted of articles; these and MODALS are the values of the parameter `words`.
COUNTED: dict[str, Callable[[ComparedArticles], int]] = {
    "added": lambda articles: articles.word_count.added,
    "removed": lambda articles: articles.word_count.removed,
    "moved": lambda articles: articles.word_count.moved,
    "opened": lambda articles: articles.bracket_count.opened,
    "closed": lambda articles: articles.bracket_count.closed,
}


def has_changed(word: str, articles: ComparedArticles) -> bool:
    """Tell whether what is counted under a name changed in articles, so far as is known."""
    if articles.change == ArticleChange.UNDECIDED:
        return False
    if word in COUNTED:
        return COUNTED[word](articles) > 0
    before, after = articles.modals[word]
    return before != after


class Figure(NamedTuple):
    """What is counted of the words, as a link to the articles in which it changed.

    A number, or how often a word stands in the earlier and in the later text; the query string is
    None where no article is known in which that changed.
    """

    label: str
    before: int | None
    count: int
    articles: int
    query: str | None
    is_chosen: bool


class ComparisonFigures:
    """The figures of all compared articles.

    `chosen` is the word that narrows the page; `query_of` gives the query string with another.
    """

    def __init__(
        self,
        articles: Iterable[ComparedArticles],
        language: str,
        chosen: str,
        query_of: Callable[[list[str]], str],
    ) -> None:
        self.articles, self.language = list(articles), language
        self.chosen, self.query_of = chosen, query_of

    @cached_property
    def words(self) -> list[Figure]:
        """How many words were added, removed and moved."""
        labels = ("added", _("added")), ("removed", _("removed")), ("moved", _("moved"))
        return self._totals(labels)

    @cached_property
    def brackets(self) -> list[Figure]:
        """How many square brackets were opened and closed."""
        return self._totals((("opened", _("opened")), ("closed", _("closed"))))

    @cached_property
    def modals(self) -> list[Figure]:
        """How often words of obligation stand in both texts, so far as they are English."""
        if self.language.split("-")[0] != "en":
            return []
        counts = {
            word: [sum(row.modals[word][side] for row in self.articles) for side in (0, 1)]
            for word in MODALS
        }
        return [self._figure(word, word, *both) for word, both in counts.items() if any(both)]

    def _totals(self, labels: Iterable[tuple[str, str]]) -> list[Figure]:
        totals = ((word, label, sum(map(COUNTED[word], self.articles))) for word, label in labels)
        return [self._figure(word, label, None, count) for word, label, count in totals if count]

    def _figure(self, word: str, label: str, before: int | None, count: int) -> Figure:
        changed = sum(has_changed(word, articles) for articles in self.articles)
        is_chosen = self.chosen == word
        has_link = bool(changed or is_chosen)
        query = self.query_of([] if is_chosen else [word]) if has_link else None
        return Figure(label, before, count, changed, query, is_chosen)
