"""Does one thing with the two texts of a law, and prints what that took as JSON.

    DATABASE_URL=… python -m bench.comparing_run DEED LAW

`bench.comparing_figures` runs this for each, in a process of its own: so the peak of its memory is
that of this deed alone.
"""

import json
import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher

import django

from bench.memory import Peak

AGAIN = 2  # times that a deed is done once more


def main() -> None:
    django.setup()
    deed, law = sys.argv[1:]
    done = DEEDS[deed](law)
    with Peak() as peak:
        seconds = [_seconds(done)]
    seconds += [_seconds(done) for _round in range(AGAIN)]
    print(json.dumps({"seconds": seconds, "peak": peak.bytes}))


def _seconds(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def _suggesting(law: str) -> Callable[[], object]:
    from articles.lineage.suggesting import suggest
    from bench.compared_laws import LAWS
    from bench.lineage_pairs import law_pairs

    sides = next((p.earlier, p.later) for p in law_pairs() if p.name == LAWS[law].answers)

    return lambda: suggest(*sides)


def _comparing(law: str) -> Callable[[], object]:
    """Align and compare both texts; what an earlier comparison left behind is forgotten first."""
    from articles.lineage import article_rows, comparing, provision_words
    from articles.redline import comparison

    drafts = _drafts(law)

    def compare_all() -> object:
        article_rows.kept.clear()
        provision_words._words.cache_clear()
        comparison._cached_comparison.cache_clear()
        comparing._redline.cache_clear()
        return comparing.DraftComparison(*drafts, "en").articles

    return compare_all


def _comparing_again(law: str) -> Callable[[], object]:
    from articles.lineage.comparing import DraftComparison

    drafts = _drafts(law)
    DraftComparison(*drafts, "en").articles  # noqa: B018  the first, whose redlines are kept
    return lambda: DraftComparison(*drafts, "en").articles


def _difflib(law: str) -> Callable[[], object]:
    """Set the words of each article against those of what it became, as difflib alone does it."""
    from articles.lineage.comparing import DraftComparison
    from articles.redline import base_of, proposed_of, words

    texts = []
    for group in DraftComparison(*_drafts(law), "en").articles:
        before = {p.earlier.pk: base_of(p.runs) for p in group.provisions if p.earlier}
        after = {p.later.pk: proposed_of(p.runs) for p in group.provisions if p.later}
        texts.append([words("\n".join(side.values())) for side in (before, after)])

    def compare_all() -> None:
        for before, after in texts:
            SequenceMatcher(None, before, after, autojunk=False).get_opcodes()

    return compare_all


def _drafts(law: str) -> list:
    from articles.models import Draft
    from bench.compared_laws import LAWS

    rows = Draft.objects.select_related("treaty").filter(treaty__slug=LAWS[law].treaty)
    return list(rows.order_by("stage"))


DEEDS = {
    "suggest": _suggesting,
    "compare": _comparing,
    "compare again": _comparing_again,
    "difflib": _difflib,
}

if __name__ == "__main__":
    main()
