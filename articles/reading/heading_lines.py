"""Which lines are headings: of articles, divisions, annexes, the preamble, and of the end."""

import re
from typing import NamedTuple

from articles.reading.patterns import FIGURES, LANGUAGES, ROMAN, SUFFIXES, matcher
from articles.references.numerals import roman_value

LONGEST_HEADING = 300  # signs; what is longer is text
CONTENTS_ENTRY = re.compile(r"(?:\.\s?){4,}\s*\d+$|…{2,}\s*\d+$|_{4,}\s*\d+$")
MISPLACED = 160  # signs within which the word and number of an article may have slipped
STRAY_NUMBERS = re.compile(r"^[-–.\d\s]+")
FIRST_NUMBER = re.compile(r"\(أ\)|[-–]\s?\d")
SENTENCE_END = re.compile(r"[.;:,؛،]$")
TAIL = r"(?P<rest>(?:\s*[.:–—-]+\s*|\s+|\s*(?=[\[(\]]))\S.*|\s*[.:–—-]?)"


class Heading(NamedTuple):
    """A line that begins a unit: its kind, its number in a form fit for storing, and the rest."""

    kind: str
    number: str = ""
    rest: str = ""


class Structure:
    """Finds the headings of one language."""

    def __init__(self, language):
        words = LANGUAGES.get(language) or LANGUAGES["en"]
        self.language, self.words = language, words
        ordinals = "|".join(sorted(map(re.escape, words.ordinals), key=len, reverse=True))
        number = (
            rf"(?P<number>\d{{1,3}}(?:\s?(?:{SUFFIXES})\b|[A-Z]\b)?|{ROMAN}\b(?:\s?(?:{SUFFIXES})\b)?"
            + (rf"|(?:{ordinals})\b" if ordinals else "")
        )
        self.article = matcher(rf"\[?(?:{words.article})\s*{number}){TAIL}$")
        self.divisions = {
            kind: matcher(rf"\[?(?:{name})\s+{number}|[A-Z]\b){TAIL}$")
            for kind, name in words.divisions.items()
        }
        self.annex = matcher(rf"\[?(?:{words.annex})(?:\s+{number}|[A-Z]\b))?{TAIL}$")
        self.preamble = matcher(rf"\[?(?:{words.preamble})(?:\s*[.:]?$|[\s:.]+(?P<rest>.*)$)")
        self.enacting = matcher(words.enacting)
        self.whereas = matcher(rf"(?:{words.whereas})$")
        self.parties = matcher(words.parties)
        self.clauses = matcher(words.clauses, 0)
        self.ends = matcher(words.ends)
        self.openers = matcher(rf"(?:{words.openers})\b" if words.openers else "", 0)
        self.small = matcher(rf"(?:{words.small})" if words.small else "")

    def heading(self, line, awaited=0):
        """Return the Heading that a line is, None where it is text.

        `awaited` is the number of the next article: where it stands out of its place, as programs
        leave it in right-to-left text, it is still found.
        """
        text = line.text.translate(FIGURES)
        if len(text) > LONGEST_HEADING and not line.is_heading and self.language != "ar":
            return self._long(text)
        for kind, pattern in (("article", self.article), *self.divisions.items()):
            match = pattern.match(text)
            if match and self.stands_alone(match["rest"], line):
                return Heading(kind, self.number(match["number"]), clean(match["rest"]))
        match = self.annex.match(text)
        if match and self._is_annex(match, line):
            return Heading("annex", self.number(match["number"] or ""), clean(match["rest"]))
        return self._misplaced(text, awaited) if self.language == "ar" else None

    def _misplaced(self, text, awaited):
        """Find "المادة 17" behind the first words of its own article, and put it before them."""
        match = re.search(rf"(?:{self.words.article})\s+{awaited}\b", text[:MISPLACED])
        if not match:
            return None
        before = STRAY_NUMBERS.sub("", text[: match.start()]).strip()
        after = text[match.end() :]
        first = FIRST_NUMBER.search(after)
        at = first.start() if first else len(after)
        rest = f"{after[:at].strip()} {before} {after[at:]}".strip()
        return Heading("article", str(awaited), " ".join(rest.split()))

    def _long(self, text):
        """An article may stand on one line with its heading: then it is a long one."""
        match = self.article.match(text)
        if match and self.split(clean(match["rest"]))[0]:
            return Heading("article", self.number(match["number"]), clean(match["rest"]))
        return None

    def stands_alone(self, rest, line):
        """Tell a heading from a sentence that begins with the same words."""
        bare = clean(rest)
        if not bare or line.is_heading or line.centred:
            return True
        if re.match(r"\s*[.:–—-]", rest):
            return not bare[:1].islower()
        if bare[:1] in "(,;)|" or bare[:1].islower():
            return False
        return not SENTENCE_END.search(bare) or bool(self.split(bare)[0]) or self.language == "ar"

    def _is_annex(self, match, line):
        if not line.is_heading and match["number"] is None and clean(match["rest"]):
            return False
        words = line.text.split()[0].strip("[")
        return self.stands_alone(match["rest"], line) and (
            words[:1].isupper() or self.language == "ar"
        )

    def number(self, text):
        """Return a number as it is stored: "24 bis", "IV"; one that is written out as figures."""
        ordinal = self.words.ordinals.get(text.lower())
        if ordinal:
            return str(ordinal)
        parted = re.fullmatch(rf"(\d+|{ROMAN})\s?({SUFFIXES})", text, re.IGNORECASE)
        if parted:
            suffix = parted[2].lower()
            return f"{parted[1]} {suffix if suffix.isascii() else 'bis'}"
        return text.upper() if roman_value(text) else text

    def could_be_heading(self, line):
        """Tell whether a line below "Article 5" may be its heading and nothing more."""
        if len(line.text) > LONGEST_HEADING:
            return False
        if not self.words.openers and len(line.text) > LONGEST_HEADING // 4 and "،" in line.text:
            return False  # where no capital tells a sentence, its commas do
        return line.is_heading or not SENTENCE_END.search(line.text)

    def split(self, text):
        """Return (heading, words) of one line that holds both; ("", text) where none is seen.

        The words begin at the first opener of a sentence that no small word leads up to.
        """
        if not SENTENCE_END.search(text):
            return "", text
        for match in re.finditer(
            r"(?<=[^\W\d_])\)?\s+(?=\W?[^\W\d_a-zß-ÿ])", text[:LONGEST_HEADING]
        ):
            start = match.end()
            before = text[:start].split()[-1]
            if self.openers.match(text, start) and not self.small.fullmatch(before):
                return text[:start].strip(), text[start:]
        return "", text

    def clauses_of(self, text):
        """Return the clauses of a preamble that stand on one line."""
        found, start = [], 0
        for match in re.finditer(r"[,;:،؛]\s+", text):
            at = match.end()
            if self.clauses.match(text, at) or self.enacting.match(text, at):
                found.append(text[start : match.end()].strip())
                start = at
        return [*found, text[start:]]


def clean(rest):
    """Return what follows a number, without the signs that part it from the number."""
    return re.sub(r"^[\s.:–—-]+", "", rest or "").strip()


def is_contents_entry(text):
    """Tell whether a line is an entry of a table of contents: dots, then a page."""
    return bool(CONTENTS_ENTRY.search(text))
