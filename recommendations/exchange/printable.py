"""Text for formats that know neither control characters nor lines of their own. Pure."""

import re

# What XML 1.0 forbids, and with it everything that a line of a citation cannot hold.
FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text):
    """Return the text without the characters that XML 1.0 forbids or discourages as controls."""
    # None of them is printable in Python's sense, and to ask for that is much quicker.
    return text if text.isprintable() else FORBIDDEN.sub("", text)


def one_line(text):
    """Return the text on one line, with single spaces; line separators of every kind are spaces."""
    # Split first: some separators are control characters, and the words beside them stay apart.
    return printable(" ".join(text.split()))
