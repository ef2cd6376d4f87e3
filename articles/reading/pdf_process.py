"""Parses one PDF from standard input and writes its lines as JSON; run by articles.reading.pdf.

Nothing of the project is imported here, so that the process starts quickly and can do nothing else.
"""

import json
import sys
from itertools import pairwise
from statistics import median

import pypdfium2
from pypdfium2 import raw

MOST_PAGES = 1_500
MOST_SIGNS = 6_000_000
SECONDS = 50
MEMORY = 1 << 30  # bytes
CENTRED = 0.06  # of the width: how far the middles of a line and its page may lie apart


class Refused(Exception):
    """A file that is not read; the argument is the word for why."""


def limit():
    """Let the system end this process when it takes too much; where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the caller's patience is the limit
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def lines_of(content):
    """Return the lines of all pages as dicts; Refused otherwise."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Refused("password" if "password" in str(error).lower() else "broken") from error
    if len(document) > MOST_PAGES:
        raise Refused("pages")
    found, signs = [], 0
    for number in range(len(document)):
        try:
            page = document[number]
            rows = rows_of(page)
        except pypdfium2.PdfiumError:
            continue  # one damaged page of many: its number is missing in what is read
        signs += sum(len(row["text"]) for row in rows)
        if signs > MOST_SIGNS:
            raise Refused("long")
        found += [{**hints(row, rows, page.get_width()), "page": number + 1} for row in rows]
    if not found:
        raise Refused("scan" if len(document) else "broken")
    return found


def rows_of(page):
    """Return the lines of a page with their edges and the size of their letters."""
    text = page.get_textpage()
    count = text.count_chars()
    rows, signs, first, last = [], [], None, None
    for index in range(count + 1):
        code = raw.FPDFText_GetUnicode(text.raw, index) if index < count else 10
        if code in (10, 13):
            if first is not None:
                rows.append(row_of(text, "".join(signs), first, last))
            signs, first, last = [], None, None
            continue
        if code == 2:  # so the library writes a hyphen at the end of a line
            code = 0xFFFE
        # Half of a pair, or nothing: there is no such sign.
        sign = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        signs.append(sign)
        if sign.strip():
            first, last = index if first is None else first, index
    return rows


def row_of(text, words, first, last):
    # The font's own box, not that of the sign: letters of one line have one height then.
    left, top_line, _right, high = text.get_charbox(first, loose=True)
    _left, bottom_line, right, _high = text.get_charbox(last, loose=True)
    edges = {"left": left, "right": right, "top": top_line, "bottom": bottom_line}
    return {"text": words, "size": high - top_line, **edges}


def hints(row, rows, width):
    """Return a row as the reader wants it: whether it stands apart, is short, is centred."""
    place = rows.index(row)
    above = rows[place - 1]["bottom"] - row["top"] if place else 0
    steps = [a["bottom"] - b["top"] for a, b in pairwise(rows) if a["bottom"] > b["top"]]
    usual = median(steps) if steps else 0
    right, left = max(one["right"] for one in rows), min(one["left"] for one in rows)
    middle = (row["left"] + row["right"]) / 2
    inset = min(row["left"] - left, right - row["right"])
    in_text = abs(middle - (left + right) / 2) < width * CENTRED and inset > width * 0.08
    # On a page of short lines only the page itself has a middle.
    on_page = abs(middle - width / 2) < width * CENTRED / 2 and row["left"] > width * 0.3
    return {
        "text": row["text"],
        "size": round(row["size"], 1),
        "gap": place > 0 and above > usual * 1.4,
        "short": row["right"] < right - (right - left) * 0.12,
        "centred": in_text or on_page,
    }


def main():
    limit()
    try:
        answer = {"lines": lines_of(sys.stdin.buffer.read())}
    except Refused as refusal:
        answer = {"fault": str(refusal)}
    except MemoryError:
        answer = {"fault": "long"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
