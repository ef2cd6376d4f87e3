"""Text to tokens, the same way for indexing, for querying and for excerpts."""

import re
import unicodedata
from typing import NamedTuple

from articles.folding import fold
from recommendations.index.words.stemming import primary, stems_in

FIELDS = ("title", "quote", "rationale", "proposal")

# Scripts without spaces: each character is a token, and a word is found as a sequence of them.
SINGLE = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# What stands within words and means nothing there: soft hyphen, joiners, tatweel.
SILENT = "\u00ad\u200c\u200d\u2060\u0640"


def _letters() -> str:
    """Return a regular expression's set of letters, digits and, unlike \\w, combining marks."""
    plane = "".join(map(chr, range(0x10000)))
    marks = "".join(char for char in plane if unicodedata.category(char)[0] == "M")
    plain = "".join(re.findall(rf"[^\W_{SINGLE}]", plane))
    return f"{plain}{marks}{SILENT}\U00010000-\U0001efff"


LETTERS = _letters()
TOKEN = re.compile(f"[{LETTERS}]+(?:['’ʼ][{LETTERS}]+)*|[{SINGLE}]")
ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|nell|all|sull|un)['’ʼ]")
POSSESSIVE = re.compile(r"['’ʼ]s$")
# Arabic letters that are written one for the other; NFKD has taken off hamza and vowel signs.
ARABIC = str.maketrans("ٱىیةک", "اييهك")
UNHEARD = str.maketrans("", "", SILENT + "'’ʼ")


class Token(NamedTuple):
    stem: str
    form: str
    start: int
    end: int


def as_typed(raw: str) -> str:
    """Return a token as a reader would type it: lower case, without "l'" before or "'s" after."""
    lower = unicodedata.normalize("NFC", raw.lower())
    return POSSESSIVE.sub("", ELISION.sub("", lower)).translate(UNHEARD)


def _form(plain: str) -> str:
    """Return the form under which a word is kept; й is a letter of its own, no accented и."""
    folded = "й".join(map(fold, plain.split("й")))
    return folded.translate(ARABIC)


class _Forms(dict):
    """Forms by token, computed once; emptied when junk has filled it."""

    LIMIT = 500_000

    def __init__(self) -> None:
        self.spellings: dict[str, str] = {}

    def __missing__(self, raw: str) -> str:
        if len(self) >= self.LIMIT:
            self.clear()
            self.spellings.clear()
        plain = as_typed(raw)
        form = self[raw] = _form(plain)
        if plain != form:
            self.spellings.setdefault(form, plain)
        return form


_forms = _Forms()


def spelled(form: str) -> str:
    """Return a form as it was first spelled, with its accents."""
    return _forms.spellings.get(form, form)


def forms(text: str) -> list[str]:
    """Return the forms of a text's tokens in order; no language needed, nothing stemmed."""
    return [form for form in map(_forms.__getitem__, TOKEN.findall(text)) if form]


def stems(text: str, language: str) -> list[str]:
    """Return the stems of a text's tokens in order; language is a BCP 47 tag."""
    return list(map(stems_in(primary(language)).__getitem__, forms(text)))


def tokens(text: str, language: str) -> list[Token]:
    """Return the tokens of a text with their places in it as given."""
    stem = stems_in(primary(language))
    matches = ((_forms[match.group()], match) for match in TOKEN.finditer(text))
    return [Token(stem[form], form, *match.span()) for form, match in matches if form]
