"""What became of articles and their provisions between two drafts, in words and figures. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from articles.lineage.alignment import Kind
from articles.lineage.succession_paths import CONFIRMED, SUGGESTED
from articles.lineage.weighing import is_mark_of_deletion
from articles.models import Article, Provision
from articles.redline import (
    DELETED,
    INSERTED,
    KEPT,
    MODALS,
    Run,
    base_of,
    proposed_of,
    words,
)

# The month is none: "25 May", "May 2018".
MODAL = re.compile(r"\b(?:shall|should|must|(?<!\d )may(?! \d))\b", re.IGNORECASE)
MOST_UNFOLDED = 2  # provisions that say the same, one after the other


class ArticleChange(StrEnum):
    """What became of an article; of several things the one that says most."""

    CHANGED = "changed"
    RENUMBERED = "renumbered"
    MOVED = "moved"  # to another place among the others
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    DROPPED = "dropped"
    UNDECIDED = "undecided"
    UNCHANGED = "unchanged"


class WordCount(NamedTuple):
    """How many words were added and removed, and how many stand in another article as they were."""

    added: int = 0
    removed: int = 0
    moved: int = 0


class BracketCount(NamedTuple):
    """How many square brackets were put into the text, and how many were taken out of it."""

    opened: int = 0
    closed: int = 0


class ComparedProvision(NamedTuple):
    """A provision before and after, or one of both alone, with the redline of their texts."""

    earlier: Provision | None
    later: Provision | None
    kind: Kind
    runs: list[Run]
    depth: int
    is_leaving: bool  # it went to an article that stands elsewhere, where its words are shown

    @property
    def shown(self) -> Provision:
        provision = self.later or self.earlier
        assert provision is not None
        return provision

    @property
    def is_redline(self) -> bool:
        """Whether it stands in both texts, so that the words of both are set against each other."""
        return self.earlier is not None and self.later is not None

    @property
    def is_kept(self) -> bool:
        """Whether it stands where it stood, with the same words."""
        is_at_home = self.kind in (Kind.SAME, Kind.RENUMBERED) and not self.is_leaving
        return is_at_home and all(run.op == KEPT for run in self.runs)

    @property
    def before(self) -> list[Run]:
        """What the earlier text has, with what was deleted of it; whole where it is all gone."""
        return self._side(INSERTED)

    @property
    def after(self) -> list[Run]:
        """What the later text has, with what was inserted into it; whole where all is new."""
        return self._side(DELETED)

    def _side(self, other: str) -> list[Run]:
        runs = [run for run in self.runs if run.op != other]
        is_marked = self.is_redline and not self.is_leaving
        return runs if is_marked else [Run(KEPT, run.text) for run in runs]

    @property
    def word_count(self) -> WordCount:
        """How many words were added, removed and moved; those that only moved are neither."""
        counts: Counter[str] = Counter()
        for run in self.runs if not self.is_leaving else ():
            op = "moved" if run.op == KEPT and self.kind == Kind.MOVED else run.op
            if op != KEPT:
                counts[op] += sum(word[0].isalnum() for word in words(run.text))
        return WordCount(counts[INSERTED], counts[DELETED], counts["moved"])

    @property
    def text(self) -> str:
        """Its words as they stand in the text that has it."""
        return "".join(run.text for run in self.runs)


class Stretch(NamedTuple):
    """Provisions of an article one after the other, that all say what they said or not."""

    is_folded: bool
    provisions: list[ComparedProvision]


@dataclass(frozen=True, eq=False)
class ComparedArticles:
    """Articles that belong together, earlier and later ones, and how they differ."""

    change: ArticleChange
    earlier: list[Article]
    later: list[Article]
    heading: list[Run]
    provisions: list[ComparedProvision]
    is_suggested: bool = False  # that they belong together, or begin or end, nobody has confirmed

    @property
    def main(self) -> Article:
        """The article under which the change stands: the first later one, where there is one."""
        return (self.later or self.earlier)[0]

    @property
    def state(self) -> str | None:
        """That of the successions behind the change; none where none says it."""
        if self.change == ArticleChange.UNDECIDED:
            return None
        return SUGGESTED if self.is_suggested else CONFIRMED

    @property
    def former(self) -> list[Article]:
        """The earlier articles where they bear other labels than the later ones."""
        labels = {row.label for row in self.later}
        own = {row.label for row in self.earlier}
        return self.earlier if self.later and own != labels else []

    @cached_property
    def is_reworded(self) -> bool:
        """Whether any word is another, beside the numbers."""
        return is_reworded(self.heading, self.provisions)

    @property
    def stretches(self) -> Iterator[Stretch]:
        """The provisions in order; what says the same is folded where something else does not."""
        several = not all(row.is_kept for row in self.provisions)
        for is_kept, rows in groupby(self.provisions, key=lambda row: row.is_kept):
            provisions = list(rows)
            yield Stretch(is_kept and several and len(provisions) > MOST_UNFOLDED, provisions)

    # Figures ─────────────────────────────────────────────────────────────────

    @property
    def _counted(self) -> list[ComparedProvision]:
        """The provisions whose words count, each in one article.

        Of what is undecided nothing is counted: where its words went, nobody has said.
        """
        if self.change == ArticleChange.UNDECIDED:
            return []
        return [provision for provision in self.provisions if not provision.is_leaving]

    @cached_property
    def word_count(self) -> WordCount:
        """How many words of all provisions were added, removed and moved."""
        counts = [provision.word_count for provision in self._counted]
        return WordCount(*map(sum, zip(*counts, strict=True))) if counts else WordCount()

    @cached_property
    def bracket_count(self) -> BracketCount:
        """How many square brackets more and fewer each provision has, all together."""
        changes = [_brackets(p.after) - _brackets(p.before) for p in self._counted]
        return BracketCount(sum(n for n in changes if n > 0), -sum(n for n in changes if n < 0))

    @cached_property
    def modals(self) -> Mapping[str, tuple[int, int]]:
        """How often each of MODALS stands in these articles, before and after."""
        own = {row.pk for row in self.earlier}, {row.pk for row in self.later}
        before = _texts(((p.earlier, base_of(p.runs)) for p in self.provisions), own[0])
        after = _texts(((p.later, proposed_of(p.runs)) for p in self.provisions), own[1])
        counts = _modals(before), _modals(after)
        return {word: (counts[0][word], counts[1][word]) for word in MODALS}


def is_reworded(heading: list[Run], provisions: list[ComparedProvision]) -> bool:
    """Tell whether any word is another in a heading or in provisions."""
    runs = [*heading, *(run for row in provisions for run in row.runs)]
    return any(run.op != KEPT for run in runs)


def _brackets(runs: list[Run]) -> int:
    text = "".join(run.text for run in runs)
    return 0 if is_mark_of_deletion(text) else text.count("[")


def _texts(
    rows: Iterator[tuple[Provision | None, str]], articles: Collection[int]
) -> Collection[str]:
    """Return the text of each provision of some articles once: a split one has several rows."""
    return {row.pk: text for row, text in rows if row and row.article_id in articles}.values()


def _modals(texts: Collection[str]) -> Counter[str]:
    return Counter(word.lower() for text in texts for word in MODAL.findall(text))
