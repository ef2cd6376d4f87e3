"""Numbers of articles and steps, as a cursor over the tokens of a text reads them."""

from collections.abc import Container
from typing import NamedTuple

from articles.references.eids import SUBPARAGRAPH
from articles.references.sequences import ROMAN
from articles.references.tokenizer import Token, tokenise
from articles.references.vocabulary import AND, ENDS, OF, ORDINALS, PLACED, STEPS, SUFFIXES, TO

NOTHING = Token("", "", "", 0, 0)
ENCLOSED_KINDS = ("bracket", "half", "quoted")
MAX_DIGITS = 3  # of a paragraph; what is longer is a year
JOINS = AND | TO | OF | PLACED


class Step(NamedTuple):
    """A step as it was written: beside a dot, or after a word that may be a plural."""

    value: str
    start: int
    dotted: bool = False
    worded: bool = False
    plural: bool = False


class Cursor:
    """A place in the tokens; what does not read leaves it where it was."""

    def __init__(self, text: str) -> None:
        self.tokens = tokenise(text)
        self.at = 0

    def peek(self, ahead: int = 0) -> Token:
        at = self.at + ahead
        return self.tokens[at] if 0 <= at < len(self.tokens) else NOTHING

    @property
    def end(self) -> int:
        """Where the token before ends in the text."""
        return self.peek(-1).end

    def skip(self, words: Container[str]) -> bool:
        """Pass over one token if its value is among the words, and tell whether it was."""
        if self.peek().value not in words:
            return False
        self.at += 1
        return True

    def skip_stop(self) -> None:
        """Pass over the full stop of an abbreviation."""
        stop = self.peek()
        if self.at > 0 and stop.value == "." and stop.start == self.end:
            self.at += 1

    def article_number(self, kind: str) -> str:
        """Read "24", "24 bis", "4a"; "premier" of an article, "(26)" of a recital, "IV"."""
        token = self.peek()
        if token.kind == "number" and len(token.value) <= MAX_DIGITS + 1:
            self.at += 1
            return token.value + self._suffix()
        number = ""
        if kind == "article" and token.value in ("premier", "primero"):
            number = "1"
        elif kind == "recital" and token.kind == "bracket" and token.value.isdigit():
            number = token.value
        elif kind not in ("article", "recital") and is_numeral(token):
            number = token.raw
        if number:
            self.at += 1
        return number

    def _suffix(self) -> str:
        """Read " bis", or a letter that sticks to the number before."""
        number, token = self.peek(-1), self.peek()
        hyphen = token.value in ("-", "‑") and self.peek(1).value in SUFFIXES
        if hyphen or (token.value in SUFFIXES and token.lines < 2):
            self.at += 2 if hyphen else 1
            return f" {self.peek(-1).value}"
        if token.kind == "word" and token.start == number.end:
            ordinal = token.value in ("er", "o")
            letter = len(token.value) == 1 and token.value.isascii() and not ordinal
            if ordinal or letter:
                self.at += 1
            return token.value if letter else ""
        return ""

    def step(self) -> Step | None:
        """Read a further step of a place: "(1)", ".4", ", paragraph 2", ", chapeau"; or None."""
        return self.step_beside() or self._step_in_words()

    def step_beside(self) -> Step | None:
        """Read a step that stands directly beside: "(1)", " a)", ".4"; or None."""
        token, following = self.peek(), self.peek(1)
        if token.kind in ENCLOSED_KINDS and token.lines < 2:
            self.at += 1
            return Step(token.value, token.start)
        if token.value == "," and following.kind == "quoted" and following.lines < 2:
            self.at += 2
            return Step(following.value, following.start)
        touches = token.start == self.end and following.start == token.end
        if token.value == "." and touches and (is_figure(following) or is_letter(following)):
            self.at += 2
            return Step(following.value, token.start, dotted=True)
        return None

    def _step_in_words(self) -> Step | None:
        start = self.at
        self.skip(",")
        step = self.end_step() or self.worded_step()
        if step is None:
            self.at = start
        return step

    def end_step(self) -> Step | None:
        """Read "chapeau" or "closing words"."""
        first, both = self.peek(), f"{self.peek().value} {self.peek(1).value}"
        name = ENDS.get(first.value) or ENDS.get(both)
        if name is None:
            return None
        self.at += 1 if first.value in ENDS else 2
        return Step(name, first.start, worded=True)

    def worded_step(self) -> Step | None:
        """Read "paragraph 2", "points (a)", "párrafo primero"."""
        head, start = self.peek(), self.at
        if head.value not in STEPS:
            return None
        self.at += 1
        self.skip_stop()
        value = self.step_value(ordinals=True) if self.peek().lines < 2 else ""
        if not value:
            self.at = start
            return None
        bare = self.peek(-1).kind not in ENCLOSED_KINDS and value[0].isdigit()
        if bare and STEPS[head.value] == "subparagraph":
            value = SUBPARAGRAPH + value
        return Step(value, head.start, worded=True, plural=head.value.endswith("s"))

    def ordinal_step(self) -> Step | None:
        """Read "first paragraph", "deuxième alinéa"."""
        number, noun = self.peek(), self.peek(1)
        kind = STEPS.get(noun.value)
        if number.value not in ORDINALS or kind in (None, "point"):
            return None
        self.at += 2
        prefix = SUBPARAGRAPH if kind == "subparagraph" else ""
        return Step(prefix + ORDINALS[number.value], number.start, worded=True)

    def step_value(self, ordinals: bool = False) -> str:
        """Read the value of a step in any form, "" if there is none."""
        token = self.peek()
        if is_figure(token):
            self.at += 1
            return token.value + self._suffix().replace(" ", "")
        value = ""
        if token.kind in ENCLOSED_KINDS or (is_letter(token) and self._stands_alone()):
            value = token.value
        elif ordinals:
            value = ORDINALS.get(token.value, "")
        if value:
            self.at += 1
        return value

    def _stands_alone(self) -> bool:
        """Tell whether no ordinary word follows, as one would after the word "a"."""
        following = self.peek(1)
        return following.kind not in ("word", "elision") or following.value in JOINS


def is_figure(token: Token) -> bool:
    return token.kind == "number" and len(token.value) <= MAX_DIGITS


def is_letter(token: Token) -> bool:
    """Tell whether a word is the letter or the small Roman numeral of a point."""
    small = token.kind == "word" and token.raw.islower() and token.raw.isascii()
    return small and (len(token.raw) == 1 or bool(ROMAN.fullmatch(token.raw)))


def is_numeral(token: Token) -> bool:
    """Tell whether a token numbers a division or annex: "5", "IV", "B"."""
    if token.kind == "number":
        return len(token.value) <= MAX_DIGITS
    roman = ROMAN.fullmatch(token.value)
    return token.kind == "word" and token.raw.isupper() and bool(roman or len(token.raw) == 1)
