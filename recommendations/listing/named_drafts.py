"""Words that say which draft a place is of: its symbol, slug or title, or where it stands.

"article 42 of A/AC.291/16", "article 5 of the zero draft", "article 42 of the earlier draft".
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.folding import fold
from articles.models import Draft
from articles.vocabulary import spaced

MOST_WORDS = 40
LONGEST_RUN = 16  # words of a title
PUNCTUATION = ".,;:()[]"
NOUNS = frozenset(
    spaced(
        "draft drafts text texts version versions document documents convention treaty agreement "
        "projet texte traite borrador proyecto texto convenio tratado entwurf fassung"
    )
)
SMALL_WORDS = frozenset(spaced("a an the of in on from to by le la les l' du de des el los del en"))
EARLIER = frozenset(
    spaced("earlier former previous old older precedent precedente ancien ancienne anterior")
)
LATEST = frozenset(
    spaced("latest last current newest present dernier derniere actuel ultimo ultima actual")
)
ADOPTED = frozenset(spaced("adopted final adopte adoptado definitivo"))
ORDINALS = spaced("first second third fourth fifth sixth seventh eighth ninth tenth")


class NamedDrafts(NamedTuple):
    """Drafts that words name: the words, the drafts, and how the words were read if not plain."""

    words: str
    drafts: list[Draft]
    reading: str = ""

    @property
    def keys(self) -> set[int]:
        return {draft.pk for draft in self.drafts}


def read_drafts(words: str) -> tuple[NamedDrafts | None, str]:
    """Return the drafts named in some words, and the other words; one query.

    Documents of one stage stand side by side: with one of them all of its stage are named.
    """
    given = words.split()
    if len(given) > MOST_WORDS:
        return None, words
    stages = Stages(Draft.objects.select_related("treaty").order_by("treaty", "stage", "slug"))
    comparable = [fold(word).strip(PUNCTUATION) for word in given]
    for first, last in runs(len(given)):
        drafts, reading = stages.meant_by(comparable[first:last])
        if drafts:
            named = NamedDrafts(" ".join(given[first:last]), drafts, reading)
            return named, " ".join((*given[:first], *given[last:]))
    return None, words


def runs(length: int) -> Iterator[tuple[int, int]]:
    """Yield where runs of that many words begin and end, the longest first."""
    for size in range(min(length, LONGEST_RUN), 0, -1):
        for first in range(length - size + 1):
            yield first, first + size


class Stages:
    """The drafts of all treaties by their names and by where they stand."""

    def __init__(self, drafts: Iterable[Draft]):
        self.at: dict[tuple[int, int], list[Draft]] = defaultdict(list)
        self.last: dict[int, int] = {}  # by treaty
        self.names: dict[str, list[Draft]] = defaultdict(list)
        self.titles: list[tuple[str, Draft]] = []
        for draft in drafts:
            self.at[draft.treaty_id, draft.stage].append(draft)
            self.last[draft.treaty_id] = draft.stage
            title = " ".join(word.strip(PUNCTUATION) for word in fold(draft.title).split())
            self.titles.append((f" {title} ", draft))
            for name in {fold(draft.symbol), draft.slug, draft.path, title} - {""}:
                self.names[name].append(draft)

    def meant_by(self, words: list[str]) -> tuple[list[Draft], str]:
        """Return the drafts that these words, all of them, mean, and how they were read."""
        if drafts := self.names.get(" ".join(words)):
            return self.beside(drafts), ""
        if len(words) < 2 or not NOUNS & {words[0], words[-1]}:
            return [], ""
        telling = [word for word in words if word not in NOUNS | SMALL_WORDS]
        if telling and (drafts := self.titled(" ".join(words))):
            return self.beside(drafts), ""
        return self.standing(telling[0]) if len(telling) == 1 and len(words) == 2 else ([], "")

    def titled(self, words: str) -> list[Draft]:
        """Return the drafts whose title holds the words: if any begins with them, these alone."""
        holding = [(title, draft) for title, draft in self.titles if f" {words} " in title]
        begun = [draft for title, draft in holding if title.startswith(f" {words} ")]
        return begun or [draft for _title, draft in holding]

    def standing(self, word: str) -> tuple[list[Draft], str]:
        """Return the drafts of every treaty that stand where a word says."""
        if word in EARLIER:
            reading = _("every draft before the last one")
            return self.where(lambda draft: draft.stage < self.last[draft.treaty_id]), reading
        if word in LATEST:
            return self.where(lambda draft: draft.stage == self.last[draft.treaty_id]), ""
        if word in ADOPTED:
            return self.where(lambda draft: draft.kind == Draft.Kind.ADOPTED), ""
        if word in ORDINALS:
            # Stages are counted from 1, but an editor may have left a number out.
            place = ORDINALS.index(word)
            stages = defaultdict(list)
            for treaty, stage in self.at:
                stages[treaty].append(stage)
            wanted = {(t, all_[place]) for t, all_ in stages.items() if place < len(all_)}
            return self.where(lambda draft: (draft.treaty_id, draft.stage) in wanted), ""
        return [], ""

    def where(self, holds: Callable[[Draft], bool]) -> list[Draft]:
        return [draft for _title, draft in self.titles if holds(draft)]

    def beside(self, drafts: Iterable[Draft]) -> list[Draft]:
        """Return these drafts with all of the same stage."""
        stages = dict.fromkeys((draft.treaty_id, draft.stage) for draft in drafts)
        return [draft for stage in stages for draft in self.at[stage]]
