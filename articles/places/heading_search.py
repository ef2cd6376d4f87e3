"""Articles and divisions found by the words of their headings, as an editor types them."""

import re
from collections.abc import Iterable

from articles.folding import fold
from articles.models import Article, Division

Headed = Article | Division


def headed(words: str, rows: Iterable[Headed]) -> list[Headed]:
    """Return those of these articles and divisions whose heading holds every word.

    Their label or number may go before, "Article 24. Conditions and safeguards". Those whose whole
    heading it is come alone.
    """
    wanted = _words(words)
    if not wanted:
        return []
    holding = [row for row in rows if _holds(row, wanted)]
    return [row for row in holding if _is_whole(row, wanted)] or holding


def _holds(row: Headed, wanted: list[str]) -> bool:
    """Whether all words are of the heading, but for those of the label that go before."""
    heading = set(_words(row.heading))
    rests = [wanted[len(form) :] for form in _label_forms(row) if wanted[: len(form)] == form]
    return any(rest and heading.issuperset(rest) for rest in rests)


def _is_whole(row: Headed, wanted: list[str]) -> bool:
    heading = _words(row.heading)
    return any(wanted == form + heading for form in _label_forms(row))


def _label_forms(row: Headed) -> list[list[str]]:
    """Return what may go before the words of a heading: the label, the number alone, nothing."""
    return [_words(row.label), _words(row.number), []]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))
