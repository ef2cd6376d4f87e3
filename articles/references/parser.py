"""The grammar of citations: one pass over the tokens of a text, without going far back."""

from itertools import islice, product
from typing import NamedTuple

from articles.references.cursor import Cursor, is_figure, is_numeral
from articles.references.eids import SUBPARAGRAPH, UNNUMBERED, Citation, steps_beside
from articles.references.sequences import MOST, ROMAN, between, could_be_siblings
from articles.references.vocabulary import (
    AND,
    COUNTED,
    DIVISIONS,
    HEADS,
    OF,
    ORDINALS,
    PREAMBLES,
    SHORT,
    STEPS,
    THAT,
    THE,
    THIS,
    TO,
    UNITS,
)

DEEPEST = 4  # "point (c) of the second subparagraph of paragraph 1 of article 6"
LONGEST = 60  # mentions of one enumeration; what follows begins another


class Mention(NamedTuple):
    """The words that name one place, or all places of a range, within an enumeration."""

    start: int
    end: int
    citations: tuple[Citation, ...]


class Parser(Cursor):
    """Reads places: each method returns the mentions that begin at the cursor, none if none do."""

    def places(self, depth=0):
        start, word = self.at, self.peek().value
        if word not in HEADS:
            return []
        if word in UNITS:
            mentions = self._units()
        elif word in DIVISIONS:
            mentions = self._divisions()
        elif word in PREAMBLES:
            mentions = self._preamble()
        else:
            mentions = self._steps_first(depth)
        if not mentions:
            self.at = start
        return mentions

    def _units(self):
        head = self.peek()
        self.at += 1
        self.skip_stop()
        if self.peek().lines > 1:
            return []  # a paragraph's number below "this article"
        return self.numbered(UNITS[head.value], head.start, head.value.endswith("s"))

    def numbered(self, kind, start, plural=True):
        """Read "23(1), 24 and 29 to 30", as after the word "Articles"."""
        number = self.article_number(kind)
        if not number:
            return []
        return self._listed([Mention(start, self.end, (Citation(kind, number),))], plural)

    def _divisions(self):
        head = self.peek()
        kind = DIVISIONS[head.value]
        self.at += 1
        number = self.peek()
        doubtful = number.raw in ("I", "A") and head.raw.islower() and not self._stands_alone()
        counted = self.peek(1).value in COUNTED
        if not is_numeral(number) or number.lines > 1 or doubtful or counted:
            return []
        self.at += 1
        mentions = [Mention(head.start, self.end, (Citation(kind, number.raw),))]
        return self._listed(mentions, plural=True)

    def _preamble(self):
        head = self.peek()
        self.at += 1
        return self._stepped([Mention(head.start, self.end, (Citation("preamble", ""),))])[0]

    def _steps_first(self, depth):
        """Read "paragraph 1 of this article", "alinéa b) du paragraphe 1 de l’article 31"."""
        head, before, following = self.peek(), self.peek(-1), self.peek(1)
        step = self.ordinal_step() or self.worded_step() or self.end_step()
        if step is None or depth > DEEPEST:
            return []
        own = Mention(head.start, self.end, (Citation("", "", (step.value,)),))
        mentions = self._listed([own], step=step)
        reached = self.at
        mentions = self._of_place(mentions, depth)
        placed = self.at > reached
        return mentions if placed or _stands_by_itself(head, step, before, following) else []

    def _of_place(self, mentions, depth):
        """Read "of this article" or "of article 35" after steps, and return the places meant."""
        start = self.at
        if not self.skip(OF) and self.peek().value not in THAT:
            return mentions
        self.skip(THE)
        if self.skip(THIS) and self.skip(UNITS):
            return [*mentions[:-1], mentions[-1]._replace(end=self.end)]
        if self.skip(THAT):
            return []  # of an article that was named before
        outer = self.places(depth + 1)
        if not outer or outer[0].citations[0].is_division:
            self.at = start
            return mentions
        return _combined(mentions, outer)

    def _stepped(self, mentions, step=None):
        """Read on the steps of the last mention: "(1)(b)(c)", ", paragraph 2 (n)"; and the last."""
        while len(mentions) < LONGEST and (following := self._own_step()):
            step, last = following, mentions[-1].citations[-1]
            if last.steps and not step.worded and _are_siblings(last.steps[-1], step):
                sibling = last._replace(steps=steps_beside(last.steps, (step.value,)))
                mentions.append(Mention(step.start, self.end, (sibling,)))
            else:
                grown = last._replace(steps=(*last.steps, step.value))
                mentions[-1] = Mention(mentions[-1].start, self.end, (grown,))
        return mentions, step

    def _own_step(self):
        """Read a step, unless it says itself which place it is of: "point (c) of article 5"."""
        start = self.at
        step = self.step()
        if step and step.worded and self._places_follow():
            self.at = start
            return None
        return step

    def _listed(self, mentions, plural=False, step=None):
        """Read the rest of an enumeration: its steps, ", 24 and 29 to 30", " and (f)"."""
        if not mentions[-1].citations[-1].is_division:
            mentions, step = self._stepped(mentions, step)
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

    def _separator(self):
        comma = self.skip({","})
        if self.skip(AND):
            return "and"
        if not comma and self.skip(TO):
            self.skip(THE)
            return "to"
        return "," if comma else ""

    def _joined(self, mention, separator, plural, step):
        """Return the mention after a separator, with its step; (None, None) if there is none."""
        last, start = mention.citations[-1], self.peek().start
        words = separator == "and" and last.steps and self.peek().value in STEPS
        if not separator or self.peek(1).value in COUNTED:
            return None, None
        if words:
            citation, step = self._beside_in_words(last)
        elif self._goes_inward(last, plural, step):
            citation = self._beside(last)
        else:
            citation, step = self._another(last), None
        if citation is None:
            return None, None
        if separator == "to":
            places = _between(last, self._grown(citation))
            return places and Mention(
                mention.start, self.end, (*mention.citations[:-1], *places)
            ), step
        return Mention(start, self.end, (citation,)), step

    def _grown(self, citation):
        """Return the place with the steps that stand directly beside it."""
        while step := self.step_beside():
            citation = citation._replace(steps=(*citation.steps, step.value))
        return citation

    def _goes_inward(self, last, plural, step):
        """Tell whether what follows is a step of the last article, not another article."""
        token = self.peek()
        if last.is_relative or not last.steps:
            return last.is_relative
        if is_figure(token):
            return bool(step and step.worded and (step.plural or not plural))
        return not (last.kind == "annex" and is_numeral(token))

    def _beside(self, last):
        """Read a step that stands beside the last one."""
        value = self.step_value()
        if not value:
            return None
        if last.steps[-1].startswith(SUBPARAGRAPH) and value[0].isdigit():
            value = SUBPARAGRAPH + value
        return last._replace(steps=steps_beside(last.steps, (value,)))

    def _beside_in_words(self, last):
        """Read "and paragraph 3" of the same article, unless it says which it is of."""
        start = self.at
        step = self.worded_step()
        if step is None or self._places_follow():
            self.at = start
            return None, None
        return last._replace(steps=steps_beside(last.steps, (step.value,))), step

    def _another(self, last):
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

    def _places_follow(self):
        """Tell whether "of article" or "of paragraph" is next."""
        if self.peek().value not in OF:
            return False
        ahead = 1
        while self.peek(ahead).value in THE | THIS | THAT:
            ahead += 1
        return self.peek(ahead).value in UNITS.keys() | STEPS.keys() | ORDINALS.keys()


def _stands_by_itself(head, step, before, following):
    """Tell whether "paragraph 2" is a citation without "of article 5": "para 5 Estados" is none."""
    if head.value in SHORT and following.value != ".":
        return before.kind == "mark"
    counted = STEPS.get(head.value) == "point" and step.value[0].isdigit()
    return not counted and step.value not in UNNUMBERED


def _are_siblings(step_before, step):
    """Tell whether a step beside another is its sibling, (b)(c), and not within it, (b)(i)."""
    if step.dotted or step_before in UNNUMBERED or not could_be_siblings(step_before, step.value):
        return False
    if step_before[0].isdigit():
        return True
    within = ROMAN.fullmatch(step.value) and not ROMAN.fullmatch(step_before)
    within = within or (_is_doubled(step.value) and not _is_doubled(step_before))
    return not within and step.value not in ("a", "aa")


def _is_doubled(step):
    """Tell whether a step is a letter said twice, (bb), which is no Roman numeral."""
    return len(step) == 2 and step[0] == step[1] and not ROMAN.fullmatch(step)


def _between(first, last):
    """Return the places of a range after its first, or None if it is no range."""
    if first.steps and first.steps[:-1] == last.steps[:-1] and first.number == last.number:
        steps = between(first.steps[-1], last.steps[-1])
        return [first._replace(steps=(*first.steps[:-1], step)) for step in steps] or None
    numbers = between(first.number, last.number)
    if first.steps or last.steps:
        numbers = numbers[1:-1]
        return [first, *(Citation(first.kind, number) for number in numbers), last]
    return [Citation(first.kind, number) for number in numbers] or None


def _combined(steps, places):
    """Return steps such as "points (a) and (b)" in each of the places that they are said of."""
    first, *others = places
    *before, last = steps
    inner = [mention._replace(citations=_product([mention], first)) for mention in before]
    at_last = Mention(last.start, first.end, _product([last], first))
    return [
        *inner,
        at_last,
        *(place._replace(citations=_product(steps, place)) for place in others),
    ]


def _product(steps, place):
    pairs = product(place.citations, (step for mention in steps for step in mention.citations))
    places = (outer._replace(steps=(*outer.steps, *inner.steps)) for outer, inner in pairs)
    return tuple(islice(places, MOST))
