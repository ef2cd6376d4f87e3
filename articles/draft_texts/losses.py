"""Which texts that stand would go or change: a wrong or partial document shows in these counts."""

from collections import Counter
from typing import NamedTuple


class Loss(NamedTuple):
    """What becomes of the texts that stand in one language."""

    language: str
    standing: int
    removed: int
    changed: int

    @property
    def is_heavy(self):
        """Whether it needs a word of its own: a text goes, or more than half of them change."""
        return bool(self.removed) or self.changed * 2 > self.standing


def found_losses(plan, standing):
    """Return the heavy Loss of each language; `standing` counts the texts of each."""
    removed = Counter(text.language for text in plan.removed_texts)
    changed = Counter(text.language for text in plan.changed_texts)
    found = (Loss(one, standing[one], removed[one], changed[one]) for one in sorted(standing))
    return [loss for loss in found if loss.is_heavy]
