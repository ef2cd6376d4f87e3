"""Text made comparable: Unicode normal form, folding for search, keys for sorting. Pure."""

import re
import unicodedata


def nfc(text):
    """Return the text in Unicode normal form C, the only form that the database holds."""
    return unicodedata.normalize("NFC", text)


def fold(text):
    """Return the text without case, accents and runs of white space, for search on any database."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())


def natural_key(text):
    """Return a key that sorts "9" before "24", "24" before "24 bis", "2.2" before "2.10"."""
    return re.sub(r"\d+", lambda number: number.group().zfill(6), fold(text))
