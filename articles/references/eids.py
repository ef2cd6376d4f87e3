"""Cited places and the identifiers that they mean.

Identifiers follow the Akoma Ntoso naming convention (OASIS LegalDocML, part 3): article 23,
paragraph 2, point (c) is `art_23__para_2__point_c`.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from articles.interface_translation import gettext as _
from articles.kinds import ProvisionKind
from articles.references.numerals import roman_value
from articles.references.sequences import (
    ROMAN,
    are_both_roman,
    could_be_siblings,
    is_figure,
    number_key,
)

PREFIX = {
    "article": "art",
    "recital": "rec",
    "annex": "annex",
    "part": "part",
    "title": "title",
    "chapter": "chp",
    "section": "sec",
    "cluster": "cluster",
}
DIVISIONS = ("part", "title", "chapter", "section", "cluster")
# Steps that have no number of their own in the text, as they are named in eIds.
UNNUMBERED = ("intro", "wrapup")
SUBPARAGRAPH = "subpara_"
STEP_OF_KIND = {
    ProvisionKind.CHAPEAU: "intro",
    ProvisionKind.PARAGRAPH: "para",
    ProvisionKind.SUBPARAGRAPH: "subpara",
    ProvisionKind.POINT: "point",
    ProvisionKind.SUBPOINT: "point",
    ProvisionKind.CLOSING: "wrapup",
}
MOST_STEPS = 6  # deeper than any treaty goes; keeps an eId within its column


class Uncitable(ValueError):
    """Steps or numbers from which no identifier can be made."""

    @classmethod
    def without_number(cls) -> "Uncitable":
        return cls(_("A paragraph or point needs its number: 2, or (c)."))


class Citation(NamedTuple):
    """One cited place: kind and number of the article, and the steps within it, outermost first.

    Kind and number are empty where only "paragraph 2" was said, or "paragraph 2 of this article".
    """

    kind: str
    number: str
    steps: tuple[str, ...] = ()

    @property
    def is_relative(self) -> bool:
        return not self.kind

    @property
    def is_division(self) -> bool:
        return self.kind in DIVISIONS

    @property
    def eid(self) -> str:
        """The Akoma Ntoso identifier, "" where the article is not known."""
        return "" if self.is_relative else eid_at(article_eid(self.kind, self.number), self.steps)

    def within(self, place: "Citation") -> "Citation":
        """Return a relative citation as it is meant at a place, itself a citation."""
        if not self.is_relative or not self.steps:
            return self
        return place._replace(steps=steps_beside(place.steps, self.steps))


def article_eid(kind: str, number: str) -> str:
    """Return the identifier of an article or division: "art_24bis", "preamble", "chp_iv"."""
    if kind == "preamble":
        return "preamble"
    return f"{PREFIX[kind]}_{bare(number)}".rstrip("_")


def eid_at(above: str, steps: Iterable[str]) -> str:
    """Return the eId that steps such as ("2", "b", "intro") mean below another eId."""
    for depth, step in enumerate(steps):
        if step in UNNUMBERED or step.startswith(SUBPARAGRAPH):
            above += f"__{step}"
        # Paragraphs have figures, and only articles have paragraphs; all else is a point.
        elif depth == 0 and is_figure(step):
            above += f"__para_{bare(step)}"
        else:
            above += f"__point_{bare(step)}"
    return above


def eid_under(above: str, kind: str, number: str) -> str:
    """Return the eId of a provision of this kind and number under another eId."""
    step = STEP_OF_KIND[ProvisionKind(kind)]
    if step in UNNUMBERED:
        return f"{above}__{step}"
    if not bare(number):
        raise Uncitable.without_number()
    return f"{above}__{step}_{bare(number)}"


def order_key(eid: str) -> list[tuple[int, str]]:
    """Return a key that sorts eIds of one article as the text runs."""
    key, nested = [], False
    for part in eid.split("__")[1:]:
        step, _separator, number = part.partition("_")
        rank = {"intro": 0, "wrapup": 2}.get(step, 1)
        # (v) before (ix) among points of points; further up, letters are letters.
        is_roman = nested and number and ROMAN.fullmatch(number)
        key.append((rank, str(roman_value(number)).zfill(6) if is_roman else number_key(number)))
        nested = step == "point"
    return key


def citation_of(place: Any) -> Citation:
    """Return the Citation of an article, or of a provision of one."""
    article = getattr(place, "article", place)
    _article, *steps = getattr(place, "eid", "").split("__")
    return Citation(article.kind, article.number, tuple(map(_step, steps)))


def _step(part: str) -> str:
    """Return a step of an eId as citations have it: "para_2" as "2"."""
    whole = part in UNNUMBERED or part.startswith(SUBPARAGRAPH)
    return part if whole else part.partition("_")[2]


def bare(number: str) -> str:
    """Return a number as it stands in an eId: "24 bis" as "24bis".

    A sign before it stays: the European Parliament puts article -57a in before article 57a. What
    stands between two figures is a stop: article 10-1 is not article 101.
    """
    number = re.sub(r"(?<=\d)-(?=\d)", ".", number)
    before = "-" if re.match(r"\s*[-−–](?=[0-9a-zA-Z])", number) else ""
    return before + re.sub(r"[^0-9a-z.]|(?<!\d)\.|\.(?!\d)", "", number.lower())


def lies_in(eid: str, article_eid: str) -> bool:
    """Tell whether a provision's identifier stands under that of an article."""
    return eid.startswith(f"{article_eid}__") and len(eid) > len(article_eid) + 2


def steps_beside(steps: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    """Return the steps of a place beside another: ("1", "b") and ("c",) give ("1", "c")."""
    same = [depth for depth, step in enumerate(steps) if could_be_siblings(step, new[0])]
    letters = [depth for depth in same if not is_figure(steps[depth])]
    # "(ii)" stands beside "(i)" in 1(a)(i), "(b)" beside "(a)".
    deepest = len(letters) > 1 and are_both_roman(steps[letters[-1]], new[0])
    depth = letters[-1] if deepest else (same[0] if same else _depth_above(steps, new[0]))
    return (*steps[:depth], *new)


def _depth_above(steps: tuple[str, ...], new: str) -> int:
    """Return how many steps of a place stay before a new one that has no sibling among them."""
    numbered = [step for step in steps if step not in UNNUMBERED]
    return 0 if is_figure(new) and steps else len(numbered)
