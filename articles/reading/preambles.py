"""What stands before the first article: title, preamble, numbered recitals."""

import re
from typing import NamedTuple

from articles.interface_translation import gettext as _
from articles.kinds import ProvisionKind as Kind
from articles.reading.heading_lines import SENTENCE_END, Structure
from articles.reading.lines import Line, Unreadable
from articles.reading.outline import ReadArticle, ReadProvision, count_words
from articles.reading.provision_numbers import FIGURE, sign_of
from articles.reading.provision_tree import MOST_PIECES

# "(-12a)": put in before recital (12a), as the European Union counts.
PUT_BEFORE = re.compile(r"\((-\d{1,3}[a-z])\)\s*")
MOST_TITLES = 4  # lines of a title
LONGEST_TITLE = 200  # signs of one line of it


class Front(NamedTuple):
    """What stands before the first article: the title, preamble and recitals, and all else."""

    title: str
    articles: list[ReadArticle]
    left_out: list[Line]
    labels: int = 0  # words such as "Preamble"


def preamble_of(lines: list[Line], structure: Structure) -> Front:
    """Return what the lines before the first article or division hold."""
    start, first = _beginning(lines, structure)
    titles = lines[:start][:MOST_TITLES]
    title = " ".join(line.text for line in titles)[:400]
    left_out = lines[:start][MOST_TITLES:]
    if first is None:
        return Front(title, [], left_out)
    body = [*first, *lines[start + 1 :]]
    labels = count_words(lines[start].text) - sum(count_words(line.text) for line in first)
    return Front(title, _articles(body, structure), left_out, labels)


def _beginning(lines: list[Line], structure: Structure) -> tuple[int, list[Line] | None]:
    """Return where the preamble begins, and its first line without the word "Preamble"."""
    for index, line in enumerate(lines):
        match = structure.preamble.match(line.text)
        if match:
            rest = match["rest"]
            return index, [line._replace(text=rest, level=0)] if rest else []
    for index, line in enumerate(lines):
        begins = structure.parties.match(line.text) or structure.whereas.match(line.text)
        if begins and not line.is_heading and (index or not _is_title(line)):
            return index, [line]
    # Whoever the parties are, "The Republic of A and …,": a preamble is a long sentence, and the
    # lines of a title do not end as its parts do.
    for index, line in enumerate(lines):
        title = line.is_heading or line.centred or line.text.isupper()
        clause = structure.clauses.match(line.text) or structure.enacting.match(line.text)
        if not title and (
            clause or SENTENCE_END.search(line.text) or len(line.text) > LONGEST_TITLE
        ):
            return index, [line]
    return len(lines), None


def _is_title(line: Line) -> bool:
    return not SENTENCE_END.search(line.text) and len(line.text) < LONGEST_TITLE


def _articles(lines: list[Line], structure: Structure) -> list[ReadArticle]:
    """Return the preamble and the recitals in it."""
    preamble, in_recitals, last = ReadArticle("preamble", ""), False, 0
    recitals: list[tuple[str, list[str]]] = []
    words: list[str] = []
    for line in lines:
        sign, rest = sign_of(line.text)
        figure, inserted = 0, False
        if sign and sign.values[0].sort == FIGURE and sign.shape in ("()", ".", ")"):
            figure = sign.values[0].value
            inserted = figure == last and sign.values[0].suffix > 0
        if structure.whereas.match(line.text):
            in_recitals = True
            words.append(line.text)
        elif in_recitals and figure and (figure == last + 1 or not recitals):
            last = figure  # a text of amendments may begin with recital 12
            recitals.append((str(last), [rest]))
        elif recitals and (before := PUT_BEFORE.match(line.text)):
            recitals.append((before[1], [line.text[before.end() :]]))
        elif in_recitals and sign and inserted:
            recitals.append((sign.eid_number(sign.values[0]), [rest]))
        elif recitals and not structure.enacting.match(line.text):
            recitals[-1][1].append(line.text)
        else:
            in_recitals = in_recitals and not recitals
            words += structure.clauses_of(line.text)
    preamble.provisions = _clauses([text for text in words if text], structure)
    preambles = [preamble] if preamble.provisions else []
    return [*preambles, *(_recital(number, texts) for number, texts in recitals)]


def _clauses(texts: list[str], structure: Structure) -> list[ReadProvision]:
    """Return the words of a preamble: how it begins, clause by clause, how it closes."""
    if len(texts) > MOST_PIECES:
        raise Unreadable(_("%s is too long to be one.") % _("Preamble"))
    provisions, count = [], 0
    for index, text in enumerate(texts):
        sign, rest = sign_of(text)
        if index == 0 and structure.parties.match(text) and len(texts) > 1:
            provisions.append(ReadProvision(Kind.CHAPEAU.value, "", "preamble__intro", text))
        elif index == len(texts) - 1 and structure.enacting.match(text):
            provisions.append(ReadProvision(Kind.CLOSING.value, "", "preamble__wrapup", text))
        elif sign and sign.values[0].sort == FIGURE and sign.values[0].value == count + 1:
            count += 1
            eid = f"preamble__para_{count}"
            provisions.append(ReadProvision(Kind.PARAGRAPH.value, sign.printed, eid, rest))
        else:
            place = sum(before.kind == Kind.SUBPARAGRAPH for before in provisions) + 1
            eid = f"preamble__subpara_{place}"
            provisions.append(ReadProvision(Kind.SUBPARAGRAPH.value, "", eid, text))
    return provisions


def _recital(number: str, texts: list[str]) -> ReadArticle:
    article = ReadArticle("recital", number)
    article.provisions = [
        ReadProvision(Kind.SUBPARAGRAPH.value, "", f"{article.eid}__subpara_{place}", text)
        for place, text in enumerate(texts, 1)
    ]
    return article
