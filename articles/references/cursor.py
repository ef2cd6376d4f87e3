"""Numbers of articles and steps, as a cursor over the tokens of a text reads them."""

from collections.abc import Container
from typing import NamedTuple

from articles.references.citation_words import (
    AND,
    COMMAS,
    DASHES,
    ENDS,
    NEW,
    OF,
    ORDINALS,
    PLACED,
    PLURALS,
    SHORT_FORMS,
    STEPS,
    SUFFIXES,
    THE,
    TO,
)
from articles.references.eids import SUBPARAGRAPH
from articles.references.numerals import LETTER_PLACES, latin_letter
from articles.references.sequences import ROMAN
from articles.references.tokenizer import Token, tokenise

NOTHING = Token("", "", "", 0, 0)
ENCLOSED_KINDS = ("bracket", "half", "quoted")
MAX_DIGITS = 3  # of a paragraph; what is longer is a year
JOINS = AND | TO | OF | PLACED
# Single letters that are words of some language: alone they number nothing.
CLOSING = frozenset({*COMMAS, *".;:)|"})
# After these "a" is a letter whatever follows: "Buchstabe a gilt".
LETTER_NOUNS = frozenset(
    ("buchstabe", "buchstaben", "buchst", "lit", "letra", "letras", "literal", "inciso", "lettre")
)
APOSTROPHES = ("’", "'")
LETTERS_THAT_ARE_WORDS = frozenset("aeiouyà")
WORDS_OF_LETTERS = LETTERS_THAT_ARE_WORDS | {"vi", "xi"}


class Step(NamedTuple):
    """A step as it was written: beside a dot, or after a word that may be a plural."""

    value: str
    start: int
    dotted: bool = False
    worded: bool = False
    plural: bool = False
    kind: str = ""  # what its words call it: paragraph, subparagraph, point, end


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
        """Pass over one token if it is among the words, and tell whether it was."""
        if not self.is_at(words):
            return False
        self.at += 1
        return True

    def is_at(self, words: Container[str]) -> bool:
        """Tell whether the next token is among the words; "(e)" is not the word "e"."""
        token = self.peek()
        return token.value in words and token.kind not in ENCLOSED_KINDS

    def skip_stop(self) -> None:
        """Pass over the full stop of an abbreviation; after a whole word it ends the sentence."""
        stop, word = self.peek(), self.peek(-1)
        if word.value in SHORT_FORMS and stop.value == "." and stop.start == word.end:
            self.at += 1

    def noun(self, nouns: dict[str, str]) -> str:
        """Pass over a noun of one or two words and return its kind, "" if there is none."""
        head, both = self.peek(), f"{self.peek().value} {self.peek(1).value}"
        kind = nouns.get(both) or nouns.get(head.value, "")
        if kind:
            self.at += 2 if both in nouns else 1
        return kind

    def article_number(self, kind: str) -> str:
        """Read "24", "24 bis", "-57 a"; "premier" of an article, "(26)" of a recital, "IV"."""
        if self.is_put_before() and is_figure(self.peek(1)):
            self.at += 2
            # Without a letter or "bis" nothing says that it is no dash.
            inserted = self._suffix() or self._letter_of_inserted()
            return f"-{self.peek(-2).value}{inserted}" if inserted else ""
        token = self.peek()
        if token.kind == "number" and len(token.value) <= MAX_DIGITS + 1:
            self.at += 1
            return token.value + (self._suffix() or self._inserted_letter())
        number = ""
        if kind == "article" and token.value in ("premier", "primero"):
            number = "1"
        elif kind == "article" and token.value in ORDINALS and not token.raw.isascii():
            number = ORDINALS[token.value]  # "المادة الأولى", article the first
        elif kind == "recital" and token.kind == "bracket" and token.value[0].isdigit():
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
        # In German "bis" is "to": "Artikel 5 bis 7".
        is_range = token.value == "bis" and self.peek(1).kind == "number"
        if hyphen or (token.value in SUFFIXES and token.lines < 2 and not is_range):
            self.at += 2 if hyphen else 1
            return f" {SUFFIXES[self.peek(-1).value]}"
        if token.kind == "word" and token.start == number.end:
            ordinal = token.value in ("er", "o")
            letter = len(token.value) == 1 and token.value.isascii() and not ordinal
            if ordinal or letter:
                self.at += 1
            return token.value if letter else ""
        return ""

    def is_put_before(self) -> bool:
        """Tell whether a sign stands before a number: article -57a comes before article 57a."""
        sign, number = self.peek(), self.peek(1)
        touches = sign.end == number.start and self.peek(-1).end < sign.start
        return sign.kind == "mark" and sign.value in DASHES and touches

    def _letter_of_inserted(self) -> str:
        """Read the letter after a number that a sign stands before, which is no word."""
        token = self.peek()
        if token.lines or not is_letter(token) or len(token.raw) > 1:
            return ""
        self.at += 1
        return token.value

    def _inserted_letter(self) -> str:
        """Read the letter of what is put in between: "31 a (new)", "25 c", "2 a – point (b)".

        It is one where nothing goes on in small letters behind it; such as are words in some
        language need a mark behind them, or the end of the line.
        """
        token, following = self.peek(), self.peek(1)
        if token.kind != "word" or token.lines or len(token.raw) > 1 or not token.raw.isascii():
            return ""
        marked = following.value == "(" and self.peek(2).value in NEW
        dashed = following.value in DASHES and self.peek(2).value in STEPS
        ended = following is NOTHING or (following.lines and not following.raw[0].islower())
        if token.value in ("a", "e"):
            number_follows = following.kind == "number"
            is_inserted = marked or dashed or (ended and not number_follows)
        else:
            is_letter_alone = token.raw.islower() and token.value not in LETTERS_THAT_ARE_WORDS
            closed = ended or following.value in CLOSING or following.raw[:1].isupper()
            is_inserted = marked or dashed or (is_letter_alone and closed)
        if not is_inserted:
            return ""
        self.at += 1
        return token.value

    def step(self) -> Step | None:
        """Read a further step of a place: "(1)", ".4", ", paragraph 2", ", chapeau"; or None."""
        return self.step_beside() or self._step_in_words()

    def step_beside(self) -> Step | None:
        """Read a step that stands directly beside: "(1)", " a)", ".4"; or None."""
        token, following = self.peek(), self.peek(1)
        touches = token.start == self.end
        if token.kind in ENCLOSED_KINDS and token.lines < 2 and not self._begins_an_item():
            self.at += 1
            return Step(token.value, token.start)
        if token.kind == "pair" and touches:
            self.at += 1
            return Step(token.value, token.start)
        if token.value == "," and following.kind == "quoted" and following.lines < 2:
            self.at += 2
            return Step(following.value, following.start)
        touches = touches and following.start == token.end
        if token.value == "." and touches and (is_figure(following) or is_letter(following)):
            self.at += 2
            return Step(following.value, token.start, dotted=True)
        return self._bare_letter()

    def _begins_an_item(self) -> bool:
        """Tell whether a bracket numbers what stands on its line: "Article 4⏎(1) 'data' means"."""
        token, following = self.peek(), self.peek(1)
        if not token.lines:
            return False
        begins = following.raw[:1].isupper() or following.kind == "mark"
        return following.lines == 0 and begins and following.value not in {*CLOSING, "("}

    def _bare_letter(self) -> Step | None:
        """Read the "f" of "Article 6(1) f", which is no word of any language."""
        before, token, following = self.peek(-1), self.peek(), self.peek(1)
        figure = before.kind == "bracket" and before.value[0].isdigit()
        if not figure or token.kind != "word" or token.lines or len(token.raw) > 1:
            return None
        is_word = token.value in LETTERS_THAT_ARE_WORDS or not token.raw.islower()
        if is_word or not token.raw.isascii() or following.value == ".":
            return None
        self.at += 1
        return Step(token.value, token.start)

    def _step_in_words(self) -> Step | None:
        start = self.at
        if not self.skip(COMMAS):
            # "Article 7 – paragraph 2 – point a", as the European Parliament cites.
            while self.peek().value in DASHES and self.at - start < 2:
                self.at += 1
        self.skip(THE)  # "artículo 58, apartado 2, la letra d)"
        step = self.end_step() or self.worded_step() or self.ordinal_step()
        if step is None:
            self.at = start
        return step

    def end_step(self) -> Step | None:
        """Read "chapeau" or "closing words"."""
        first, both = self.peek(), f"{self.peek().value} {self.peek(1).value}"
        name = ENDS.get(both) or ENDS.get(first.value)
        if name is None:
            return None
        self.at += 2 if both in ENDS else 1
        return Step(name, first.start, worded=True, kind="end")

    def worded_step(self) -> Step | None:
        """Read "paragraph 2", "points (a)", "párrafo primero"."""
        head, start = self.peek(), self.at
        kind = self.noun(STEPS)
        if not kind:
            return None
        self.skip_stop()
        value = ""
        if self.peek().lines < 2:
            value = self.step_value(ordinals=True, after_letter=head.value in LETTER_NOUNS)
        if not value:
            self.at = start
            return None
        bare = self.peek(-1).kind not in ENCLOSED_KINDS and value[0].isdigit()
        if bare and kind == "subparagraph":
            value = SUBPARAGRAPH + value
        return Step(value, head.start, worded=True, plural=head.value in PLURALS, kind=kind)

    def ordinal_step(self) -> Step | None:
        """Read "first paragraph", "deuxième alinéa"."""
        number, noun = self.peek(), self.peek(1)
        kind = STEPS.get(noun.value)
        # In Chinese the number of a noun is its own: "第二款".
        if number.value not in ORDINALS or kind in (None, "point") or noun.raw[0] >= "\u3400":
            return None
        self.at += 2
        prefix = SUBPARAGRAPH if kind == "subparagraph" else ""
        value = prefix + ORDINALS[number.value]
        return Step(value, number.start, worded=True, kind=kind or "")

    def step_value(self, ordinals: bool = False, after_letter: bool = False) -> str:
        """Read the value of a step in any form, "" if there is none."""
        if self.is_put_before() and (is_figure(self.peek(1)) or is_letter(self.peek(1))):
            self.at += 2  # "point -a a", put in before "point a a"
            return f"-{self.peek(-1).value}{self._letter_of_inserted()}"
        token = self.peek()
        if is_figure(token):
            self.at += 1
            return (token.value + (self._suffix() or self._inserted_letter())).replace(" ", "")
        value = ""
        if token.kind in (*ENCLOSED_KINDS, "pair"):
            value = token.value
        elif token.raw in LETTER_PLACES:
            value = latin_letter(token.raw)  # "подпункт а"
        elif is_letter(token) and (self._stands_alone() or after_letter):
            value = token.value
        elif ordinals:
            value = ORDINALS.get(token.value, "")
        if value:
            self.at += 1
        if value and is_letter(token):
            value += self._inserted_letter()  # "point h b (new)"
        return value

    def _stands_alone(self) -> bool:
        """Tell whether no ordinary word follows, as one would after the word "a"."""
        letter, following = self.peek(), self.peek(1)
        if following.value in APOSTROPHES and following.start == letter.end:
            return False
        if following.kind not in ("word", "elision") or following.value in JOINS:
            return True
        if not following.lines and letter.value not in WORDS_OF_LETTERS:
            return True  # "point b shall apply"
        if len(following.raw) == 1 and not following.lines:  # "point h b (new)"
            beyond = self.peek(2)
            return beyond is NOTHING or (beyond.value == "(" and self.peek(3).value in NEW)
        return bool(following.lines) and not following.raw[0].islower()


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
