"""Bases of proposals, compared with the official text of their place and language.

Nothing of it is stored: the text of a draft may be read in or mended at any time, and then each
base says again how it stands to it. However many there are, it takes one query.
"""

from collections import defaultdict
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles import redline
from articles.models import ProvisionText
from articles.redline import Likeness
from recommendations.models import Proposal, Target

# Of a text whose language and place are known: which words, under which eId, of which number.
TEXT_VALUES = ("provision__article", "provision__eid", "provision__number", "text")


class Base(NamedTuple):
    """The base of a proposal, with where it stands; without an article in a division."""

    key: object  # by which it is asked for
    article: int | None
    eid: str  # of the provision; "" where it is the article as a whole
    extent: str
    language: str
    words: str


class BaseCheck(NamedTuple):
    """How a base stands to the official text that is nearest to it of those at its place."""

    likeness: Likeness
    official: str
    words: str

    @property
    def is_equal(self) -> bool:
        return self.likeness == Likeness.EQUAL

    @property
    def is_near(self) -> bool:
        return self.likeness == Likeness.NEAR

    @property
    def redline(self) -> list[redline.Run]:
        """The redline from the official text to the base."""
        return redline.compare(self.official, self.words)


def base_of(proposal: Proposal, target: Target, key: object = None) -> Base:
    """Return the base of a proposal as it would stand at a target."""
    words = "" if target.is_insertion else proposal.base
    article = target.article.pk if target.article else None
    eid = target.provision.eid if target.provision else ""
    return Base(key, article, eid, target.extent, proposal.language, words)


def compared(bases: list[Base]) -> dict[object, BaseCheck]:
    """Return a BaseCheck by the key of each base at whose place there is an official text."""
    bases = [base for base in bases if base.words and base.article]
    texts = _official_texts(bases) if bases else {}
    checks = {}
    for base in bases:
        candidates = _candidates(base, texts.get((base.article, base.language), []))
        if candidates:
            checks[base.key] = _nearest(base.words, candidates)
    return checks


def attach(proposals: list[Proposal]) -> None:
    """Give each proposal its `base_check`; they come with their targets."""
    checks = compared([base_of(proposal, proposal.target, proposal.pk) for proposal in proposals])
    for proposal in proposals:
        proposal.base_check = checks.get(proposal.pk)


def misquoted(proposal: Proposal, target: Target) -> list[str]:
    """Return a sentence where a base that is said to be the official text is none; else nothing."""
    if proposal.basis != Proposal.Basis.OFFICIAL:
        return []
    check = compared([base_of(proposal, target)]).get(None)
    return [] if check is None or check.is_equal else [fault_of(check, target)]


def fault_of(check: BaseCheck, target: Target) -> str:
    """Return what is wrong with a base that is said to be official, with the difference."""
    place = {"target": target.label, "redline": redline.as_marked_text(check.redline)[:600]}
    if check.is_near:
        return (
            _(
                "This is not the official text of %(target)s. Changes from that to this: "
                "%(redline)s. Use the official text, or say that the base is quoted or "
                "reconstructed."
            )
            % place
        )
    return (
        _(
            "This wording differs from the official text of %(target)s. Use that text, or say "
            "that the base is quoted or reconstructed."
        )
        % place
    )


def _official_texts(bases):
    """Return {(article, language): [(eId, number, text), …]} as the text runs."""
    rows = ProvisionText.objects.filter(
        provision__article__in={base.article for base in bases},
        language__in={base.language for base in bases},
    ).order_by("provision__position", "provision")
    texts = defaultdict(list)
    for language, article, *values in rows.values_list("language", *TEXT_VALUES):
        texts[article, language].append(values)
    return texts


def _candidates(base, texts):
    """Return the official texts that a base can be: the place's own words, and all under it."""
    if not base.eid:
        return [_joined(texts)] if texts else []
    own = [text for text in texts if text[0] == base.eid]
    candidates = [text for _eid, _number, text in own]
    if base.extent == Target.Extent.ALL:
        under = [text for text in texts if text[0].startswith(f"{base.eid}__")]
        if under:
            candidates.append(_joined([*own, *under]))
    return candidates


def _joined(texts):
    numbered = (
        (f"({number})" if number.isalpha() else f"{number}." if number.isdigit() else number, text)
        for _eid, number, text in texts
    )
    return "\n".join(f"{number} {text}".strip() for number, text in numbered)


def _nearest(words, candidates):
    checks = [BaseCheck(redline.liken(words, text), text, words) for text in candidates]
    order = list(Likeness)
    return min(checks, key=lambda check: order.index(check.likeness))
