"""The grammar of citations: one pass over the tokens of a text, without going far back."""

from articles.references.citation_words import (
    AND,
    BEFORE_BARE,
    COMMAS,
    COUNTED,
    DIVISIONS,
    HEADS,
    OF,
    ORDINALS,
    PLURALS,
    PREAMBLES,
    SHORT,
    STEPS,
    THAT,
    THE,
    THIS,
    TO,
    UNITS,
)
from articles.references.cursor import NOTHING, Cursor, Step, is_figure, is_numeral
from articles.references.eids import SUBPARAGRAPH, UNNUMBERED, Citation, steps_beside
from articles.references.mentions import Mention, are_siblings, combined, range_of
from articles.references.sequences import between
from articles.references.tokenizer import Token, is_cyrillic

RANKS = {"paragraph": 1, "subparagraph": 2, "point": 3, "end": 4}
BEFORE_FIGURES = ("", "(", "[", ",", ";", "“", "‘", "«", '"')
RARE_UNITS = ("schedule", "schedules")  # in small letters a verb or a timetable
DEEPEST = 4  # "point (c) of the second subparagraph of paragraph 1 of article 6"
LONGEST = 60  # mentions of one enumeration; what follows begins another


class Parser(Cursor):
    """Reads places: each method returns the mentions that begin at the cursor, none if none do."""

    def places(self, depth: int = 0) -> list[Mention]:
        start, word = self.at, self.peek().value
        if self.peek().kind == "number":
            mentions = self._bare() if depth == 0 else []
        elif word not in HEADS:
            return []
        elif word in UNITS or f"{word} {self.peek(1).value}" in UNITS:
            mentions = self._units()
        elif word in DIVISIONS:
            mentions = self._part_of_article(depth) or self._divisions()
        elif word in PREAMBLES:
            mentions = self._preamble()
        else:
            mentions = self._steps_first(depth)
        if not mentions:
            self.at = start
        return mentions

    def _units(self) -> list[Mention]:
        head, is_this = self.peek(), self.peek(-1).value in THIS | THAT
        kind = self.noun(UNITS)
        self.skip_stop()
        if head.value in RARE_UNITS and head.raw.islower():
            return []  # "schedule 24 meetings"
        # A paragraph's number below "this article" is no article's.
        if self.peek().lines > (0 if is_this else 1):
            return []
        return self.numbered(kind, head.start, head.value in PLURALS)

    def numbered(self, kind: str, start: int, plural: bool = True) -> list[Mention]:
        """Read "23(1), 24 and 29 to 30", as after the word "Articles"."""
        number = self.article_number(kind)
        if not number or self._names_a_body():
            return []
        return self._listed([Mention(start, self.end, (Citation(kind, number),))], plural)

    def _names_a_body(self) -> bool:
        """Tell whether an article is but the name of a body: "Article 29 Working Party"."""
        for ahead in range(3):  # "Article 29 Data Protection Working Party"
            token = self.peek(ahead)
            if token.value == "working" or token.kind != "word" or not token.raw[0].isupper():
                return token.value == "working"
        return False

    def _bare(self) -> list[Mention]:
        """Read "22(2)(b)" without the word: by its form, or by the word that leads to it."""
        number, inner, deeper = self.peek(), self.peek(1), self.peek(2)
        if inner.value == "." and inner.start == number.end:
            inner, deeper = deeper._replace(start=deeper.start - 1), self.peek(3)
            has_form = is_figure(inner) and deeper.kind == "bracket"  # "4.1(2a)"
        else:
            has_form = deeper.kind == "bracket" and deeper.value.isalpha()  # "22(2)(b)"
            if inner.kind != "bracket" or not inner.value[0].isdigit():
                return []
        has_form = has_form and deeper.start == inner.end
        before = self.peek(-1)
        is_led_to = before is NOTHING or before.value in BEFORE_BARE
        touches = before.end == number.start and before.value not in BEFORE_FIGURES
        if not is_figure(number) or inner.start != number.end or touches:
            return []
        if before.kind == "symbol" or not (has_form or (is_led_to and inner.kind == "bracket")):
            return []
        return self.numbered("article", number.start)

    def _part_of_article(self, depth: int) -> list[Mention]:
        """Read "часть 2 статьи 5": what elsewhere divides a treaty is a paragraph there."""
        head, number, unit = self.peek(), self.peek(1), self.peek(2)
        if not (is_cyrillic(head) and is_figure(number) and unit.value in UNITS):
            return []
        self.at += 2
        own = Mention(head.start, self.end, (Citation("", "", (number.value,)),))
        return self._of_place([own], depth, "paragraph")

    def _divisions(self) -> list[Mention]:
        head = self.peek()
        kind = DIVISIONS[head.value]
        self.at += 1
        number = self.peek()
        doubtful = number.raw in ("I", "A") and head.raw.islower() and not self._stands_alone()
        counted = self.peek(1).value in COUNTED
        if number.value in ORDINALS and not number.raw.isascii():
            number = number._replace(kind="number", value=ORDINALS[number.value])
            number = number._replace(raw=number.value)  # "الفصل الثالث", chapter the third
        if not is_numeral(number) or number.lines > 1 or doubtful or counted:
            return []
        self.at += 1
        letters = self.peek()
        # "Section 317ZG"
        if letters.start == number.end and letters.kind == "word" and letters.raw.isupper():
            self.at += 1
            number = number._replace(raw=number.raw + letters.raw)
        mentions = [Mention(head.start, self.end, (Citation(kind, number.raw),))]
        return self._listed(mentions, plural=True)

    def _preamble(self) -> list[Mention]:
        head = self.peek()
        self.at += 1
        return self._stepped([Mention(head.start, self.end, (Citation("preamble", ""),))])[0]

    def _steps_first(self, depth: int) -> list[Mention]:
        """Read "paragraph 1 of this article", "alinéa b) du paragraphe 1 de l’article 31"."""
        head, before, following = self.peek(), self.peek(-1), self.peek(1)
        step = self.ordinal_step() or self.worded_step() or self.end_step()
        if step is None or depth > DEEPEST:
            return []
        own = Mention(head.start, self.end, (Citation("", "", (step.value,)),))
        mentions = self._listed([own], step=step)
        reached = self.at
        mentions = self._of_place(mentions, depth, step.kind)
        placed = self.at > reached
        return mentions if placed or _stands_by_itself(head, step, before, following) else []

    def _of_place(self, mentions: list[Mention], depth: int, kind: str) -> list[Mention]:
        """Read "of this article" or "of article 35" after steps, and return the places meant."""
        start = self.at
        if not self.skip(OF) and not self.is_at(THAT) and not self._is_genitive(kind):
            return mentions
        self.skip(THE)
        is_noun_alone = self.peek(1).raw[:1] < "\u3400"  # in "第五条" the noun has its number
        if self.skip(THIS) and is_noun_alone and self.skip(UNITS):
            return [*mentions[:-1], mentions[-1]._replace(end=self.end)]
        if self.skip(THAT):
            return []  # of an article that was named before
        outer = self.places(depth + 1)
        if not outer or outer[0].citations[0].is_division:
            self.at = start
            return mentions
        return combined(mentions, outer)

    def _is_genitive(self, kind: str) -> bool:
        """Tell whether the place of a step follows without "of": "пункт 2 статьи 5"."""
        token = self.peek()
        if not is_cyrillic(token):
            return False
        outer = RANKS.get(STEPS.get(token.value, ""), 9) < RANKS.get(kind, 9)
        return token.value in UNITS or outer

    def _stepped(
        self, mentions: list[Mention], step: Step | None = None
    ) -> tuple[list[Mention], Step | None]:
        """Read on the steps of the last mention: "(1)(b)(c)", ", paragraph 2 (n)"; and the last."""
        while len(mentions) < LONGEST:
            if in_brackets := self._range_in_brackets(mentions[-1].citations[-1]):
                start = mentions[-1].start
                mentions[-1] = Mention(start, self.end, in_brackets)
                break
            before, step = step, self._own_step(step) or step
            if step is None or step is before:
                break
            last, nested = mentions[-1].citations[-1], before and before.dotted  # "4.1(2a)"
            if last.steps and not (step.worded or nested) and are_siblings(last.steps[-1], step):
                sibling = last._replace(steps=steps_beside(last.steps, (step.value,)))
                mentions.append(Mention(step.start, self.end, (sibling,)))
            else:
                grown = last._replace(steps=(*last.steps, step.value))
                mentions[-1] = Mention(mentions[-1].start, self.end, (grown,))
        return mentions, step

    def _range_in_brackets(self, citation: Citation) -> tuple[Citation, ...]:
        """Read "(4 – 6)" as the steps that it is; () and nothing else."""
        opening, first, to, last, closing = (self.peek(ahead) for ahead in range(5))
        is_range = opening.value == "(" and closing.value == ")" and to.value in TO
        if citation.is_division or not (is_range and is_figure(first) and is_figure(last)):
            return ()
        steps = between(first.value, last.value)
        if steps:
            self.at += 5
        return tuple(citation._replace(steps=(*citation.steps, step)) for step in steps)

    def _own_step(self, before: Step | None) -> Step | None:
        """Read a step, unless it says itself which place it is of: "point (c) of article 5"."""
        start = self.at
        step = self.step()
        if step is None:
            return None
        if not step.worded:
            return step._replace(kind=before.kind) if before else step
        # "подпункт a) пункта 2": what follows is what the point lies in, not within it.
        is_outer = before is not None and RANKS.get(step.kind, 9) < RANKS.get(before.kind, 0)
        if is_outer or self._places_follow(step.kind):
            self.at = start
            return None
        return step

    def _listed(
        self, mentions: list[Mention], plural: bool = False, step: Step | None = None
    ) -> list[Mention]:
        """Read the rest of an enumeration: its steps, ", 24 and 29 to 30", " and (f)"."""
        if not mentions[-1].citations[-1].is_division:
            mentions, step = self._stepped(mentions, step)
        # What follows a separator may be a step of the last article or another article; the word
        # before the last step tells: "paragraphs 1 and 2", but "Articles 23(1) and 24".
        while len(mentions) < LONGEST:
            start = self.at
            separator = self._separator()
            mention, step = self._joined(mentions[-1], separator, plural, step)
            if mention is None:
                self.at = start
                break
            if separator == "to":
                mentions[-1] = mention
            elif mention.citations[-1].is_division:
                mentions.append(mention)
            else:
                more, step = self._stepped([mention], step)
                mentions += more
        return mentions

    def _separator(self) -> str:
        comma = self.skip(COMMAS)
        is_letter = comma and _is_bare_letter(self.peek(-2)) and _is_bare_letter(self.peek())
        # "Buchstaben d, e und f": here "e" is no "and".
        following = self.peek(1)
        parted = following.value in COMMAS or following.kind == "word"
        if is_letter and parted and not _is_bare_letter(following):
            return ","
        if self.skip(AND):
            return "and"
        if not comma and self.skip(TO):
            self.skip(THE)
            return "to"
        return "," if comma else ""

    def _joined(
        self, mention: Mention, separator: str, plural: bool, step: Step | None
    ) -> tuple[Mention | None, Step | None]:
        """Return the mention after a separator, with its step; (None, None) if there is none."""
        last, start = mention.citations[-1], self.peek().start
        if separator == "to" and not last.steps and UNITS.get(self.peek().value) == last.kind:
            self.at += 1  # "第五条至第七条"
        after_letter = _is_bare_letter(self.peek(-2))
        if not separator or self.peek(1).value in COUNTED:
            return None, None  # "article 5 and 30 days later"
        citation: Citation | None
        if separator == "and" and last.steps and self.peek().value in STEPS:
            citation, step = self._beside_in_words(last)
        elif self._goes_inward(last, plural, step):
            citation = self._beside(last, after_letter)
        else:
            citation, step = self._another(last), None
        if citation is None:
            return None, None
        if separator == "to":
            places = range_of(last, self._grown(citation))
            whole = Mention(mention.start, self.end, (*mention.citations[:-1], *places))
            return (whole, step) if places else (None, None)
        return Mention(start, self.end, (citation,)), step

    def _grown(self, citation: Citation) -> Citation:
        """Return the place with the steps that stand directly beside it."""
        while step := self.step_beside():
            citation = citation._replace(steps=(*citation.steps, step.value))
        return citation

    def _goes_inward(self, last: Citation, plural: bool, step: Step | None) -> bool:
        """Tell whether what follows is a step of the last article, not another article."""
        token = self.peek()
        if last.is_relative or not last.steps:
            return last.is_relative
        if is_figure(token):
            return bool(step and step.worded and (step.plural or not plural))
        return not (last.kind == "annex" and is_numeral(token))

    def _beside(self, last: Citation, after_letter: bool) -> Citation | None:
        """Read a step that stands beside the last one, maybe a letter beside a letter."""
        value = self.step_value(after_letter=after_letter)
        if not value:
            return None
        if last.steps[-1].startswith(SUBPARAGRAPH) and value[0].isdigit():
            value = SUBPARAGRAPH + value
        return last._replace(steps=steps_beside(last.steps, (value,)))

    def _beside_in_words(self, last: Citation) -> tuple[Citation | None, Step | None]:
        """Read "and paragraph 3" of the same article, unless it says which it is of."""
        start = self.at
        step = self.worded_step()
        if step is None or self._places_follow(step.kind):
            self.at = start
            return None, None
        return last._replace(steps=steps_beside(last.steps, (step.value,))), step

    def _another(self, last: Citation) -> Citation | None:
        """Read the number of another article, or of another division."""
        if last.kind in ("", "preamble"):
            return None
        token, start = self.peek(), self.at
        pronoun = token.raw in ("I", "A") and not self._stands_alone()
        if pronoun or not (is_figure(token) or is_numeral(token) or token.kind == "bracket"):
            return None
        number = self.article_number(last.kind)
        if not number:
            self.at = start
            return None
        return Citation(last.kind, number)

    def _places_follow(self, kind: str) -> bool:
        """Tell whether "of article" or "of paragraph" is next."""
        if self._is_genitive(kind):
            return True
        if not self.is_at(OF):
            return False
        ahead = 1
        while self.peek(ahead).value in THE | THIS | THAT:
            ahead += 1
        return self.peek(ahead).value in UNITS.keys() | STEPS.keys() | ORDINALS.keys()


def _is_bare_letter(token: Token) -> bool:
    return token.kind == "word" and len(token.raw) == 1 and token.raw.islower()


def _stands_by_itself(head: Token, step: Step, before: Token, following: Token) -> bool:
    """Tell whether "paragraph 2" is a citation without "of article 5": "para 5 Estados" is none."""
    if head.value in SHORT and following.value != ".":
        return before.kind == "mark"
    # "at this point 24 States"; in Chinese 第 says that the number is no count.
    counted = STEPS.get(head.value) == "point" and step.value[0].isdigit()
    counted = counted and head.raw[0] < "\u3400"
    return not counted and step.value not in UNNUMBERED
