"""Citations of provisions as people write them, and the identifiers that they mean. Pure.

Identifiers follow the Akoma Ntoso naming convention (OASIS LegalDocML, part 3): article 23,
paragraph 2, point (c) is `art_23__para_2__point_c`.
"""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

ARTICLE_PREFIX = {"article": "art", "recital": "rec", "annex": "annex"}
# "24", "24 bis", "24bis", then steps such as (2), (c), (iv) or .4
CITATION = re.compile(
    r"(?:articles?|art\.?|recitals?|annex(?:es)?)?\s*"
    r"(?P<number>\d+(?:\s*(?:bis|ter|quater|quinquies|sexies))?)"
    r"(?P<steps>(?:\s*\(\s*\w{1,5}\s*\)|\.\d+)*)",
    re.IGNORECASE,
)
STEP = re.compile(r"\(\s*(\w{1,5})\s*\)|\.(\d+)")


class Citation(NamedTuple):
    """One cited place: kind and number of the article, and the steps within it, outermost first."""

    kind: str
    number: str
    steps: tuple[str, ...] = ()


def article_label(kind, number):
    """Return the article as it is cited: "Article 24 bis", "Preamble"."""
    name = {
        "preamble": _("Preamble"),
        "recital": _("Recital"),
        "article": _("Article"),
        "annex": _("Annex"),
    }[kind]
    return f"{name} {number}".strip()


def article_eid(kind, number):
    """Return the identifier of an article: "art_24bis", "preamble"."""
    if kind == "preamble":
        return "preamble"
    return f"{ARTICLE_PREFIX[kind]}_{re.sub(r'[^0-9a-z]', '', number.lower())}".rstrip("_")


def lies_in(eid, article_eid):
    """Tell whether a provision's identifier stands under that of an article."""
    return eid.startswith(f"{article_eid}__") and len(eid) > len(article_eid) + 2


def provision_label(article_label, eid):
    """Return a provision as it is cited, "Article 23(2)(c)", from article label and eId."""
    label = article_label
    for step in eid.split("__")[1:]:
        kind, _separator, number = step.partition("_")
        if kind in ("para", "point"):
            label += f"({number})"
        elif kind == "subpara":
            label += ", " + _("sub-paragraph %s") % number
        elif kind == "intro":
            label += ", " + _("chapeau")
        elif kind == "wrapup":
            label += ", " + _("closing words")
        else:
            label += f", {step}"
    return label


def parse_one(text):
    """Return the Citation that "24(2)", "Art. 28.4" or "Preamble" is; None when it is none."""
    text = text.strip()
    if re.fullmatch(r"(?:the\s+)?preamble", text, re.IGNORECASE):
        return Citation("preamble", "")
    match = CITATION.fullmatch(text)
    if not match:
        return None
    kind = "article"
    for name in ("recital", "annex"):
        if text.lower().startswith(name):
            kind = name
    number = re.sub(r"^(\d+)\s*([a-z]+)$", r"\1 \2", match["number"].lower())
    steps = tuple(a or b for a, b in STEP.findall(match["steps"]))
    return Citation(kind, number, steps)
