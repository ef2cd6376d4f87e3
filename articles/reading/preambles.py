"""What stands before the first article: title, preamble, numbered recitals."""

from typing import NamedTuple

from articles.kinds import ProvisionKind as Kind
from articles.reading.lines import Unreadable
from articles.reading.outline import Doubt, ReadArticle, ReadProvision
from articles.reading.provision_numbers import FIGURE, sign_of
from articles.reading.provision_tree import MOST_PIECES
from articles.translation import gettext as _


class Front(NamedTuple):
    title: str
    articles: list
    doubts: list


def preamble_of(lines, structure):
    """Return what the lines before the first article or division hold, as a Front."""
    start, first = _beginning(lines, structure)
    title = " ".join(line.text for line in lines[:start][:4])[:400]
    if first is None:
        doubts = []
        if len(lines) > 4:
            message = _("This stands before the first article and is no preamble: left out.")
            doubts = [Doubt("", message, lines[4].text[:200], lines[4].page)]
        return Front(title, [], doubts)
    body = [*first, *lines[start + 1 :]]
    return Front(title, *_articles(body, structure))


def _beginning(lines, structure):
    """Return where the preamble begins, and its first line without the word "Preamble"."""
    for index, line in enumerate(lines):
        match = structure.preamble.match(line.text)
        if match:
            rest = match["rest"]
            return index, [line._replace(text=rest, level=0)] if rest else []
    for index, line in enumerate(lines):
        begins = structure.parties.match(line.text) or structure.whereas.match(line.text)
        if begins and not line.is_heading:
            return index, [line]
    return len(lines), None


def _articles(lines, structure):
    """Return the preamble and the recitals in it, and the doubts about them."""
    preamble, recitals, in_recitals, last = ReadArticle("preamble", ""), [], False, 0
    words = []
    for line in lines:
        sign, rest = sign_of(line.text)
        figure = sign and sign.values[0].sort == FIGURE and sign.shape in ("()", ".", ")")
        if structure.whereas.match(line.text):
            in_recitals = True
            words.append(line.text)
        elif in_recitals and figure and sign.values[0].value == last + 1:
            last += 1
            recitals.append((str(last), [rest]))
        elif recitals and not structure.enacting.match(line.text):
            recitals[-1][1].append(line.text)
        else:
            in_recitals = in_recitals and not recitals
            words += structure.clauses_of(line.text)
    preamble.provisions = _clauses([one for one in words if one], structure)
    found = [preamble] if preamble.provisions else []
    return [*found, *(_recital(number, texts) for number, texts in recitals)], []


def _clauses(texts, structure):
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
            place = sum(one.kind == Kind.SUBPARAGRAPH for one in provisions) + 1
            eid = f"preamble__subpara_{place}"
            provisions.append(ReadProvision(Kind.SUBPARAGRAPH.value, "", eid, text))
    return provisions


def _recital(number, texts):
    article = ReadArticle("recital", number)
    article.provisions = [
        ReadProvision(Kind.SUBPARAGRAPH.value, "", f"{article.eid}__subpara_{place}", text)
        for place, text in enumerate(texts, 1)
    ]
    return article
