"""Enumerations of places as people write them: "23(2)(c), 24", "47(1)(b), (c) and (f)". Pure."""

import re

MOST = 30
SEPARATOR = re.compile(r"\s*(?:[,;]\s*(?:and\s+|or\s+)?|\s(?:and|or|&|\+)\s)\s*", re.IGNORECASE)
OF = re.compile(r"\s+(?:of|in)\s+(?:the\s+)?\S.*$", re.IGNORECASE)
PLURAL = re.compile(r"^(?:articles|arts\.?)\s+", re.IGNORECASE)
# Words that go on with the place before: ", paragraph 2", ", chapeau"
STEP = re.compile(
    r"(?:sub-?)?(?:paragraphs?|paras?\.?|points?|items?|letters?|chapeau|intro\w*|closing words)\b",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"(?:\(\s*\w{1,5}\s*\)\s*)+")
LAST_STEPS = re.compile(r"(?:\s*\(\s*\w{1,5}\s*\))*$")
RANGE = re.compile(r"(?P<kind>\D*?)(?P<first>\d{1,4})\s*(?:-|–|\bto\b)\s*(?P<last>\d{1,4})", re.I)


def split(text):
    """Return the single places that an enumeration names, at most thirty."""
    places = []
    for piece in _pieces(" ".join(text.split())):
        if places and BRACKETED.fullmatch(piece):
            places.append(_beside(places[-1], piece))
        elif places and STEP.match(piece):
            places[-1] += f", {piece}"
        else:
            places += _range(piece)
    named = OF.search(places[-1]) if places else None
    if named:
        # "24 and 25 of A/AC.291/22": both are of it
        places = [one if OF.search(one) else one + named.group() for one in places]
    return list(dict.fromkeys(places))[:MOST]


def _pieces(text):
    whole = PLURAL.sub("", text)
    return [piece for piece in SEPARATOR.split(whole) if piece]


def _range(piece):
    """Return "29-30" as "29" and "30"; anything else as it is."""
    end = OF.search(piece)
    body = piece[: end.start()] if end else piece
    match = RANGE.fullmatch(PLURAL.sub("", body))
    if not match:
        return [piece]
    first, last = int(match["first"]), int(match["last"])
    if not first < last < first + MOST:
        return [piece]
    tail = end.group() if end else ""
    return [f"{match['kind']}{number}{tail}" for number in range(first, last + 1)]


def _beside(place, steps):
    """Return the place beside another: "47(1)(b)" and "(c)" give "47(1)(c)"."""
    own = LAST_STEPS.search(place)
    known = re.findall(r"\(\s*\w+\s*\)", own.group())
    new = re.findall(r"\(\s*\w+\s*\)", steps)
    depth = _depth(known, new[0])
    return place[: own.start()] + "".join([*known[:depth], *new])


def _depth(known, step):
    """Return how many of the known steps stay: up to the last one of the same sort."""
    same = [depth for depth, one in enumerate(known) if _is_figure(one) == _is_figure(step)]
    return same[-1] if same else len(known)


def _is_figure(step):
    return step.strip("() ")[0].isdigit()
