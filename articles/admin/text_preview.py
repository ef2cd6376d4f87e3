"""A plan as the page that confirms it shows it."""

from typing import NamedTuple

from articles import redline
from articles.draft_texts import plan_report
from articles.reading.outline import grouped
from articles.redline_html import as_html

# Longer texts, and more of them, are shown before and after instead of compared word by word.
LONGEST_COMPARED = 6_000
MOST_COMPARED = 300
NEW, CHANGED, SAME = "new", "changed", "same"


class Row(NamedTuple):
    """One provision: how deep it lies, its number and words, and what becomes of it."""

    depth: int
    number: str
    kind: str
    text: str
    state: str
    redline: str = ""


class Preview:
    """What the page shows of a plan; asks the database nothing more, obstacles aside."""

    def __init__(self, plan):
        self.plan, self.outline = plan, plan.outline
        self.contents = plan_report.contents(plan.outline)
        self.changes = plan_report.changes(plan)
        self._texts = {
            text.eid: text for text in plan.texts if text.language == plan.outline.language
        }
        self._compared = 0
        self._divisions = {division.slug: division for division in plan.outline.divisions}
        self._new_articles = {planned.key for planned in plan.articles if planned.row is None}

    @property
    def doubts(self):
        return grouped(self.outline.doubts)

    @property
    def account(self):
        return list(plan_report.account(self.outline))

    @property
    def is_possible(self):
        return self.plan.changes_something and not self.plan.obstacles

    @property
    def obstacles(self):
        return [(row, plan_report.described(pointing)) for row, pointing in self.plan.obstacles]

    @property
    def vanished(self):
        return [row for rows in self.plan.vanished.values() for row in rows]

    @property
    def losses(self):
        return list(plan_report.losses(self.plan))

    @property
    def removed(self):
        """The places that stay and lose their words in this language."""
        return [text.row.provision for text in self.plan.texts if text.before and not text.after]

    def articles(self):
        """Return each article with its rows, and with its division where that begins."""
        before, articles = "", []
        for article in self.outline.articles:
            begins = article.division and article.division != before
            division = self._divisions.get(article.division) if begins else None
            before = article.division
            rows = list(self._rows(article.provisions, 0))
            state = self._state_of_article(article, rows)
            articles.append({"read": article, "division": division, "rows": rows, "state": state})
        return articles

    def _state_of_article(self, article, rows):
        """Return what becomes of an article; places that never have words say nothing of it."""
        if article.eid in self._new_articles:
            return NEW
        states = {row.state for row in rows if row.text or row.state != SAME}
        return CHANGED if len(states) > 1 else next(iter(states), SAME)

    def _rows(self, provisions, depth):
        for read in provisions:
            text = self._texts.get(self.plan.eids.get(read.eid, ""))
            words = read.text or (text.after if text else "")
            yield Row(depth, read.number, read.kind, words, *self._state(text, words))
            yield from self._rows(read.provisions, depth + 1)

    def _state(self, text, words):
        """Return what becomes of a text, and its redline where it changes."""
        if text is None or text.before == text.after:
            return SAME if text or not words else NEW, ""
        if not text.before:
            return NEW, ""
        self._compared += 1
        longest = max(len(text.before), len(text.after))
        if self._compared > MOST_COMPARED or longest > LONGEST_COMPARED:
            return CHANGED, ""
        return CHANGED, as_html(redline.compare(text.before, text.after))
