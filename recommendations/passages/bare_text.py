"""Texts as they are compared: without what a copy from a PDF changes. Pure."""

import re
import unicodedata
from array import array

from articles.redline import LETTER

KEPT = re.compile(r"[^\s\u00ad\u200b\ufeff\-‐‑‒–—―−]+")
SINGLE, DOUBLE = "‘’‚‛′`´", "“”„‟«»″"
QUOTES = str.maketrans(dict.fromkeys(SINGLE, "'") | dict.fromkeys(DOUBLE, '"'))


class Bare:
    """A text as it is compared, and where each character of that stands in the text."""

    def __init__(self, text):
        self.text = text
        self.bare, self.places = bare(text)

    def starts(self, bare):
        """Return where, in the bare text, the bare words stand as whole words."""
        starts, at = [], self.bare.find(bare) if bare else -1
        while at >= 0:
            start, end = self.span(at, len(bare))
            if not (self.is_torn(start) or self.is_torn(end)):
                starts.append(at)
            at = self.bare.find(bare, at + 1)
        return starts

    def span(self, at, length):
        """Return the span in the text of so many characters of the bare text."""
        return self.places[at], self.places[at + length - 1] + 1

    def is_torn(self, at):
        """Whether a word would be torn apart here."""
        around = self.text[at - 1 : at + 1] if at else ""
        return len(around) == 2 and bool(re.fullmatch(f"{LETTER}{{2}}", around))

    def longest(self, bare):
        """Return how many of the first bare characters the text has in one piece."""
        low, high = 0, len(bare)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if bare[:middle] in self.bare else (low, middle - 1)
        return low


def bare(text):
    """Return the text as it is compared, and where each of its characters stands in the text."""
    parts, places = [], array("L")
    for run in KEPT.finditer(text):
        if run.group().isascii():
            parts.append(run.group().replace("`", "'"))
            places.extend(range(run.start(), run.end()))
            continue
        for at, char in enumerate(run.group(), run.start()):
            same = char.translate(QUOTES)
            if same == char:
                same = "".join(unicodedata.normalize("NFKC", char).split())
            parts.append(same)
            places.extend([at] * len(same))
    return "".join(parts), places
