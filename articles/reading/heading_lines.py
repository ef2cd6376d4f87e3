"""Which lines are headings: of articles, divisions, annexes, the preamble, and of the end."""

import re
from functools import cached_property, lru_cache
from typing import NamedTuple

from articles.reading.lines import Line
from articles.reading.patterns import FIGURES, LANGUAGES, ROMAN, SUFFIXES, matcher
from articles.reading.provision_numbers import sign_of
from articles.references.numerals import CHINESE_NUMBER, chinese_value, roman_value
from articles.vocabulary import SUFFIX_PLACES, alternatives, spaced, suffix_at

LONGEST_HEADING = 300  # signs; what is longer is text
LONGEST_OPENED = 9  # words of a heading that begins as sentences do: "The Secretariat"
MOST_SPLIT = 40  # words of a heading that the words of its article follow on the same line
MOST_PARTED = 4  # words of a heading that a full stop parts from the words: "Definitions. In"
MOST_OPENED = 12  # words of a heading that has a verb
CONTENTS_ENTRY = re.compile(r"(?:\.\s?){4,}\s*\d+$|…{2,}\s*\d+$|_{4,}\s*\d+$")
# Nouns with which a sentence may begin, or go on: "Each Contracting | Party shall".
PARTIES = re.compile(
    r"(?:Part(?:y|ies)|States?|Contracting|Members?|Partes?|Estados?|[ÉE]tats?|Partij(?:en)?|Staten|"
    r"Artículos?|Articles?|Artikel|Two|Three|One|Other|Contratantes?|Contractantes?)\b"
)
MISPLACED = 160  # signs within which the word and number of an article may have slipped
STRAY_NUMBERS = re.compile(r"^[-–.\d\s]+")
FIRST_NUMBER = re.compile(r"\(أ\)|[-–]\s?\d")
SENTENCE_END = re.compile(r"(?:[.;:,؛،。；：，]|[—–]|\s-)[\])）”\"’»」]*$")
TAIL = r"(?P<rest>(?:\s*[.:：–—-]+\s*|\s+|\s*(?=[\[(（\]]))\S.*|\s*[.:–—-]*\s*)"
# What is counted in figures: "1001", "1.2", "1-A", "10-1", "1º", "12 alt", "5A", "46-bis",
# "47 bis A", "14 [bis]", "-57a".
FIGURE_NUMBER = (
    r"(?:-(?=\d+[a-z]))?\d{1,4}(?:[.,]\d{1,3}){0,3}(?:-(?:\d{1,2}|[A-Z])\b)?"
    r"(?:(?:er|ère|ᵉʳ|o)\b|\s?[ºª°]|[a-z]{1,2}\b)?"
    rf"(?:\s?\[?[\s.-]?(?:{SUFFIXES})\b\]?)?(?:\s?[A-Z]\b(?![’'.]))?(?:\s\[?[Aa]lt\b\.?\]?)?"
)
SPANISH_TENS = {
    10: "décimo",
    20: "vigésimo",
    30: "trigésimo",
    40: "cuadragésimo",
    50: "quincuagésimo",
    60: "sexagésimo",
}
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


class Heading(NamedTuple):
    """A line that begins a unit: its kind, its number in a form fit for storing, and the rest."""

    kind: str
    number: str = ""
    rest: str = ""
    remark: str = ""  # "(formerly Article 3)", which is neither number nor heading


@lru_cache
def structure_of(language: str) -> "Structure":
    """Return the Structure of a language (BCP 47); its patterns take long to make."""
    return Structure(language.partition("-")[0].lower())


class Structure:
    """Finds the headings of one language."""

    def __init__(self, language: str):
        words = LANGUAGES.get(language) or LANGUAGES["en"]
        self.language, self.words = language, words
        self.inserted_from = 2  # the first number put in after article 5 is 五条之二, "5 bis"
        if words.numbers_first:
            self._read_numbers_first()
        else:
            self._read_numbers_last()
        self.preamble = matcher(rf"\[?(?:{words.preamble})(?:\s*[.:：]?$|[\s:.]+(?P<rest>.*)$)")
        self.enacting = matcher(rf"\[?(?:{words.enacting})")
        self.whereas = matcher(rf"(?:{words.whereas})$")
        self.parties = matcher(rf"\[?(?:{words.parties})")
        self.clauses = matcher(words.clauses, 0)
        self.ends = matcher(words.ends)
        self.openers = matcher(rf"(?:{words.openers})\b" if words.openers else "", 0)
        self.small = matcher(rf"(?:{words.small})" if words.small else "")
        self.verbs = matcher(rf"\b(?:{words.verbs})\b" if words.verbs else "")
        remarks = rf"(?:{words.remarks})\b" if words.remarks else r"(?!)"
        self.remark = matcher(rf"\s*[\[(（]\s*{remarks}[^\[\]()（）]*[\])）]\s*\]?")

    def _read_numbers_last(self) -> None:
        words = self.words
        number = (
            rf"[(\[]?(?P<number>{FIGURE_NUMBER}|(?-i:[IVXLC]+[A-Ea-e])\b|{ROMAN}\b(?:[\s-]?(?:{SUFFIXES})\b)?"
            rf"(?:\s[Aa]lt\b)?|(?:{alternatives(self.ordinals)})\b(?:[\s-](?:{SUFFIXES})\b)?)[)\]]?"
        )
        letter = rf"(?:{number}|(?P<letter>[A-Z])\b)"
        self.article = matcher(rf"\[?(?:{words.article})\s*{number}{TAIL}$")
        self.divisions = {
            kind: matcher(rf"\[?(?:{name})\s+{letter}{TAIL}$")
            for kind, name in words.divisions.items()
        }
        self.annex = matcher(rf"\[?(?:{words.annex})(?:\s+{letter})?{TAIL}$")

    def _read_numbers_first(self) -> None:
        nouns = self.words.vocabulary
        number = rf"第\s*(?P<number>\d{{1,4}}|{CHINESE_NUMBER})\s*"
        tail = r"(?P<rest>.*)"
        inserted = rf"(?:\s*之\s*(?P<inserted>\d{{1,2}}|{CHINESE_NUMBER}))?"
        article = alternatives(spaced(nouns.units["article"].singular))
        self.article = matcher(rf"\[?{number}(?:{article}){inserted}(?!第){tail}$")
        self.divisions = {
            kind: matcher(rf"\[?{number}(?:{alternatives(spaced(noun.singular))})(?!第){tail}$")
            for kind, noun in nouns.divisions.items()
        }
        annex = alternatives(spaced(nouns.units["annex"].singular))
        own = rf"(?P<number>\d{{1,3}}|{CHINESE_NUMBER}|[A-Z]\b|[IVX]+\b)"
        self.annex = matcher(rf"(?:{annex})\s*{own}?(?=[\s:：.]|$){tail}$")

    @cached_property
    def ordinals(self) -> dict[str, int]:
        """The numbers that are written out, "Thirteen" and "Twenty-one" as well."""
        ordinals = dict(self.words.ordinals)
        if self.language == "es":
            spelt_units = spelt(self.words.vocabulary.ordinals[:9])
            for ten, name in SPANISH_TENS.items():
                ordinals |= {name: ten} | {
                    f"{name} {word}": ten + unit for word, unit in spelt_units
                }
        if self.language == "en":
            units = list(self.words.vocabulary.cardinals[:9])
            firsts = list(self.words.vocabulary.ordinals[:9])
            for ten, name in enumerate(TENS):
                if name:
                    ordinals[name] = ten * 10
                    for unit, pair in enumerate(zip(units, firsts, strict=True), 1):
                        ordinals |= {f"{name}-{word}": ten * 10 + unit for word in pair}
                        ordinals |= {f"{name} {word}": ten * 10 + unit for word in pair}
        return ordinals

    # ── headings with a number ───────────────────────────────────────────────

    def heading(self, line: Line, awaited: int = 0) -> Heading | None:
        """Return the Heading that a line is, None where it is text.

        `awaited` is the number of the next article: where it stands out of its place, as programs
        leave it in right-to-left text, it is still found.
        """
        text = line.text.translate(FIGURES)
        if len(text) > LONGEST_HEADING and not line.is_heading and self.language != "ar":
            return self._long(text, awaited)
        for kind, pattern in (("article", self.article), *self.divisions.items()):
            match = pattern.match(text)
            if match and (heading := self._of_match(kind, match, line, awaited)):
                return heading
        match = self.annex.match(text)
        if match and self._is_annex(match, line):
            return Heading("annex", self.number(number_in(match)), clean(match["rest"]))
        return self._misplaced(text, awaited) if self.language == "ar" else None

    def _of_match(self, kind: str, match: re.Match, line: Line, awaited: int) -> Heading | None:
        rest, remarks = match["rest"], ""
        while remark := self.remark.match(rest):
            remarks, rest = f"{remarks} {remark.group().strip()}", rest[remark.end() :]
        number = self.number(number_in(match), match.groupdict().get("inserted") or "")
        # After the number that is awaited even a whole sentence may begin: it is the article's.
        next_one = kind == "article" and number == str(awaited)
        begins = next_one and bool(self.openers.match(clean(rest)))
        if not begins and not self.stands_alone(rest, line):
            return None
        return Heading(kind, number, clean(rest), remarks.strip())

    def _misplaced(self, text: str, awaited: int) -> Heading | None:
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

    def _long(self, text: str, awaited: int) -> Heading | None:
        """An article may stand on one line with its words: then it is a long one."""
        match = self.article.match(text)
        if not match:
            return None
        rest, number = clean(match["rest"]), self.number(number_in(match))
        parted = re.match(r"\s*[.:–—-]", match["rest"]) or self.words.numbers_first
        if (parted and not rest[:1].islower()) or number == str(awaited) or self.split(rest)[0]:
            return None if rest[:1].islower() else Heading("article", number, rest)
        return None

    def stands_alone(self, rest: str, line: Line) -> bool:
        """Tell a heading from a sentence that begins with the same words."""
        bare = clean(rest)
        if self.words.numbers_first:
            # "第一条不适用于军舰。" is a sentence, "第一条 不歧视" a heading.
            mentions = "和或及、，之第的至规規所中"
            if rest[:1].isalnum() and SENTENCE_END.search(bare):
                mentions += "不也应應并並仍亦均适適"
            return bool(line.is_heading) or bare[:1] not in tuple(mentions)
        if not bare or bare == "]" or line.is_heading or line.centred:
            return True
        if re.match(r"\s*[.:–—-]", rest):
            return not bare[:1].islower()
        if re.fullmatch(r"\((?!\w{1,4}\))[^()]+\)\]?", bare):
            return True  # "Article 1 (DEFINITIONS)", but not "Article 1 (a)"
        if bare[:1] in "(,;)|" or bare[:1].islower():
            return False
        return not SENTENCE_END.search(bare) or bool(self.split(bare)[0]) or self.language == "ar"

    def _is_annex(self, match: re.Match, line: Line) -> bool:
        if not line.is_heading and not number_in(match) and clean(match["rest"]):
            return False
        word = line.text.split()[0].strip("[")
        caseless = self.language in ("ar", "zh")
        return self.stands_alone(match["rest"], line) and (word[:1].isupper() or caseless)

    def is_appendix(self, word: str, open_word: str) -> bool:
        """Tell whether what a word heads is a part of the annex that is open: an appendix of it."""
        names = [name.casefold() for name in spaced(self.words.vocabulary.units["annex"].singular)]
        return open_word == names[0] and word in names[1:]

    def number(self, text: str, inserted: str = "") -> str:
        """Return a number as it is stored: "24 bis", "IV"; one that is written out as figures."""
        if self.words.numbers_first:
            value = int(text) if text.isdecimal() else chinese_value(text)
            place = int(inserted) if inserted.isdecimal() else chinese_value(inserted)
            suffix = suffix_at(max(0, place - self.inserted_from + 1)) if place else ""
            return f"{value} {suffix}".strip() if value else text
        in_words = " ".join(text.lower().split())
        if ordinal := self.ordinals.get(in_words):
            return str(ordinal)
        spelt_out, _space, after = in_words.rpartition(" ")
        if after in SUFFIX_PLACES and (ordinal := self.ordinals.get(spelt_out)):
            return f"{ordinal} {suffix_at(SUFFIX_PLACES[after])}"  # "SEGUNDO BIS"
        text = re.sub(r"(?<=\d),(?=\d)", ".", text)  # "9,1", as scanned pages have it
        bare = re.sub(r"[\[\]]|(?<=\d)\s?(?:er|ère|ᵉʳ|o|[ºª°])(?![a-z])", "", text).strip()
        if re.fullmatch(r"\d+(?:\.\d+)*-(?:\d+|[A-Z])", bare, re.IGNORECASE):
            return bare  # "Annex 1-A", "Статья 10-1"
        parted = re.fullmatch(
            rf"(-?\d+(?:\.\d+)*|{ROMAN})[\s.-]*({SUFFIXES})?\s?([A-Z])?(?:\s([Aa]lt)\.?)?",
            bare,
            re.IGNORECASE,
        )
        if not parted or not any(parted.groups()[1:]):
            return bare.upper() if roman_value(bare) else bare
        head, suffix, letter, alternative = parted.groups()
        suffix = suffix_at(SUFFIX_PLACES[suffix.lower()]) if suffix else ""
        letter = letter or ""
        own = f"{head}{letter}" if letter and not suffix else f"{head} {suffix} {letter}"
        return " ".join(f"{own} {(alternative or '').lower()}".split())

    # ── headings in words ────────────────────────────────────────────────────

    def could_be_heading(self, line: Line) -> bool:
        """Tell whether a line below "Article 5" may be its heading and nothing more."""
        text = line.text
        if len(text) > LONGEST_HEADING or (self.is_sentence(text) and not line.is_heading):
            return False
        if not self.words.openers and len(text) > LONGEST_HEADING // 4 and re.search("[،，]", text):
            return False  # where no capital tells a sentence, its commas do
        return line.is_heading or not SENTENCE_END.search(text)

    def is_stopped_heading(self, text: str) -> bool:
        """Tell whether a few words that a full stop ends are a heading: "Short title."."""
        bare = text.removesuffix(".")
        few = bare != text and 0 < len(bare.split()) <= MOST_PARTED
        plain = bare[:1].isupper() and not re.search(r"[.;:,\d]", bare)
        return few and plain and not self.openers.match(bare) and not self.verbs.search(bare)

    def is_sentence(self, text: str) -> bool:
        """Tell whether words are plainly those of a sentence: they have its verb."""
        begins, count = bool(self.openers.match(text.lstrip("[(“\"' "))), len(text.split())
        if self.words.numbers_first or not self.verbs.search(text):
            return begins and count > LONGEST_OPENED
        return begins or count > MOST_OPENED

    def split(self, text: str) -> tuple[str, str]:
        """Return (heading, words) of one line that holds both; ("", text) where none is seen.

        The words begin at the first opener of a sentence that no small word leads up to. What
        begins like a sentence itself, "The Contracting | Parties shall", is none in two pieces.
        """
        if not SENTENCE_END.search(text):
            return "", text
        begins = bool(self.openers.match(text.lstrip("[(“\"' ")))
        parted = re.match(r"([^\W\d_][^.;:,]{2,60})\.\s+(?=\S)", text)
        short = parted is not None and len(parted[1].split()) <= MOST_PARTED
        if parted and short and not begins and not self.verbs.search(parted[1]):
            return parted[1].strip(), text[parted.end() :]
        for match in re.finditer(
            r"(?<=[^\W\d_])\)?\s+(?=\W?[^\W\d_a-zß-ÿа-я])", text[:LONGEST_HEADING]
        ):
            start = match.end()
            heading, before = text[:start].strip(), text[:start].split()[-1]
            if not self.openers.match(text, start) or self.small.fullmatch(before):
                continue
            if self.verbs.search(heading) or sign_of(heading)[0]:
                return "", text
            longest = LONGEST_OPENED if begins else MOST_SPLIT
            if (begins and PARTIES.match(text, start)) or text[start:].startswith("No."):
                continue
            if len(heading.split()) > longest:
                return "", text
            return heading, text[start:]
        return "", text

    def clauses_of(self, text: str) -> list[str]:
        """Return the clauses of a preamble that stand on one line."""
        clauses, start = [], 0
        for match in re.finditer(r"[,;:،؛](?:\s+|(?=[A-ZÀ-Þ]))|[，；。]", text):
            at = match.end()
            if self.clauses.match(text, at) or self.enacting.match(text, at):
                clauses.append(text[start : match.end()].strip())
                start = at
        return [*clauses, text[start:]]


def spelt(words: tuple[str, ...]) -> list[tuple[str, int]]:
    """Return each form of words that count, with what it stands for."""
    return [(word, unit) for unit, forms in enumerate(words, 1) for word in forms.split()]


def number_in(match: re.Match) -> str:
    """Return the number of a heading: a figure, a numeral, an ordinal or a letter."""
    groups = match.groupdict()
    return groups.get("number") or groups.get("letter") or ""


def clean(rest: str | None) -> str:
    """Return what follows a number, without the signs that part it from the number."""
    return re.sub(r"^[\s.:：–—-]+", "", rest or "").strip()


def is_contents_entry(text: str) -> bool:
    """Tell whether a line is an entry of a table of contents: dots, then a page."""
    return bool(CONTENTS_ENTRY.search(text))


def first_word(text: str) -> str:
    """Return the word that a heading begins with, in small letters: "annex"."""
    word = re.match(r"\W*([^\W\d_]+)", text)
    return word[1].casefold() if word else ""
