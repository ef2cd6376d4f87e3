"""Text made comparable: one form of storage, folding for search, keys for sorting. Pure."""

import re
import unicodedata

# What no decomposition takes apart, and what is typed for one another: œ is oe, ’ is '.
ALIKE = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
    | dict.fromkeys("’‘ʼʻ`´′", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)


def canonical(text):
    """Return the text as the database holds it: Unicode normal form C, lines that end in LF."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def fold(text):
    """Return the text without case, accents and runs of white space, for search on any database.

    Ligatures are their letters; apostrophes are one, and so are hyphens and dashes.
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(ALIKE))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.casefold().translate(ALIKE).split())


def natural_key(text):
    """Return a key that sorts "9" before "24", "24" before "24 bis", "2.2" before "2.10"."""
    return re.sub(r"\d+", lambda number: number.group().zfill(6), fold(text))


def slug_of(text):
    """Return the text as small ASCII letters and figures, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain)).strip("-_")
