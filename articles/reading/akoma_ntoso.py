"""Akoma Ntoso 3.0: our own files, and those of others as far as they are built alike."""

import re

from lxml import etree

from articles import references
from articles.interface_translation import gettext as _
from articles.kinds import ProvisionKind
from articles.reading.lines import LeftOut, Line, Mark, Unreadable, closed_up, squeeze
from articles.reading.markup import DEEPEST, local, parsed_xml
from articles.reading.patterns import LANGUAGES, SUFFIXES

OWN = "https://treatytracker.org/akn"  # what the standard has no attribute for
KINDS = frozenset(ProvisionKind)
DIVISIONS = {"part", "title", "chapter", "section", "cluster"}
PROVISIONS = {
    "paragraph": ProvisionKind.PARAGRAPH,
    "subparagraph": ProvisionKind.SUBPARAGRAPH,
    "alinea": ProvisionKind.SUBPARAGRAPH,
    "point": ProvisionKind.POINT,
    "indent": ProvisionKind.POINT,
    "clause": ProvisionKind.POINT,
    "subclause": ProvisionKind.POINT,
    "intro": ProvisionKind.CHAPEAU,
    "wrapup": ProvisionKind.CLOSING,
}
BLOCKS = {"recital", "blockcontainer", "citation", "formula"}
LEFT_OUT = {"del": "struck", "authorialnote": "note", "remark": "remark"}
# Elements whose words are parted from those that come next.
PARTING = {"p", "block", "num", "heading", "subheading", "content", "paragraph", "section", "point"}
TRANSPARENT = {"list", "body", "mainbody", "recitals", "citations", "content"}
LANGUAGE_CODES = {"eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "ara": "ar", "nld": "nl"}
ORDINALS = {word: value for words in LANGUAGES.values() for word, value in words.ordinals.items()}


def lines(content: bytes) -> list[Line]:
    """Return the lines of a document, each with its mark."""
    root = parsed_xml(content, _("Akoma Ntoso"))
    if local(root) != "akomantoso":
        raise Unreadable(_("This XML is not Akoma Ntoso: its root is <%s>.") % local(root)[:40])
    return list(Document(root).lines())


class Document:
    """One walk over a document; `lines` gives what it found."""

    def __init__(self, root):
        self.root = root
        names = {local(element) for element in root.iter()}
        # Acts of some countries have sections where treaties have articles.
        self.units = {"article"} if "article" in names else {"section"}
        self._collected: list[Line] = []
        self.dropped: list[LeftOut] = []

    def lines(self) -> list[Line]:
        """Return the title, then divisions, articles and provisions in the order of the text."""
        title = _first(self.root.iter(), "longtitle")
        language = _first(self.root.iter(), "frbrlanguage")
        code = language.get("language", "") if language is not None else ""
        mark = Mark("document", LANGUAGE_CODES.get(code, code))
        self._collected.append(Line(self._words(title) if title is not None else "", mark=mark))
        for element in self.root.iter():
            if local(element) == "preamble":
                self._preamble(element)
            elif local(element) in ("body", "mainbody"):
                self._within(element, 0, "")
        return self._collected

    def _preamble(self, preamble):
        heading = preamble.get(f"{{{OWN}}}heading", "")
        self._collected.append(Line(heading, mark=Mark("preamble")))
        recitals = [inner for inner in preamble.iter() if local(inner) == "recital"]
        count = 0
        for element in preamble.iter("{*}blockContainer", "{*}p", "{*}formula", "{*}citation"):
            if any(local(above) in BLOCKS for above in element.iterancestors()):
                continue
            count += 1
            self._block(element, 0, count)
        for recital in recitals:
            number = bare(number_of(recital))
            self._collected.append(Line(text_of(recital, "heading"), mark=Mark("recital", number)))
            blocks = [child for child in recital if local(child) in ("blockcontainer", "p")]
            for place, block in enumerate(blocks, 1):
                self._block(block, 0, place)

    def _block(self, element, depth, place):
        kind = element.get("class", "")
        kind = kind if kind in KINDS else ProvisionKind.SUBPARAGRAPH.value
        number = text_of(element, "num")
        own = [child for child in element if local(child) == "p"]
        text = self._words(own[0]) if own else ("" if len(element) else self._words(element))
        self._provision(kind, number, depth, element, text)
        inner = [child for child in element if local(child) == "blockcontainer"]
        for place_within, child in enumerate(inner):
            self._block(child, depth + 1, place_within)

    def _within(self, element, depth, division):
        """Take the divisions and articles within an element."""
        if depth > DEEPEST:
            raise Unreadable(_("This file is nested too deeply to be a treaty."))
        for child in element:
            name = local(child)
            annex = name == "hcontainer" and child.get("name") == "annex"
            kind = child.get("name", "") if name == "hcontainer" else name
            if name in self.units or annex:
                self._article(child, "annex" if annex else "article", division)
            elif kind in DIVISIONS:
                slug = child.get(f"{{{OWN}}}slug") or child.get("eId", "").replace("__", "-")
                number = bare(number_of(child))
                mark = Mark(kind, number, self._depth_of(child), slug.replace("_", "-").lower())
                self._collected.append(Line(text_of(child, "heading"), mark=mark))
                self._within(child, depth + 1, mark.eid)
            elif name not in ("num", "heading", "subheading"):
                self._within(child, depth + 1, division)

    def _depth_of(self, element):
        names = [
            above.get("name") if local(above) == "hcontainer" else local(above)
            for above in element.iterancestors()
        ]
        return sum(name in DIVISIONS for name in names)

    def _article(self, element, kind, division):
        number = bare(number_of(element))
        heading = text_of(element, "heading")
        self._collected.append(Line(heading, mark=Mark(kind, number, division=division)))
        self.base = element.get("eId", ""), references.article_eid(kind, number)
        self._provisions(element, 0, own=False)

    def _provisions(self, element, depth, own):
        """Take the provisions within an element; `own` words of it are taken already."""
        if depth > DEEPEST:
            raise Unreadable(_("This file is nested too deeply to be a treaty."))
        for child in element:
            name = local(child)
            kind = PROVISIONS.get(name)
            if name == "hcontainer" and child.get("name") in KINDS:
                kind = child.get("name")
            if child.get("class") == "subpoint" and kind == ProvisionKind.POINT:
                kind = ProvisionKind.SUBPOINT
            if name == "content" and not own:
                for block in child:
                    if words := self._words(block):
                        self._provision("subparagraph", "", depth, block, words)
            elif name == "intro" and own and child.get("eId") is None:
                continue
            elif kind is not None:
                self._provision(
                    str(kind), text_of(child, "num"), depth, child, self._words_of_own(child)
                )
                self._provisions(child, depth + 1, own=True)
            elif name in TRANSPARENT:
                self._provisions(child, depth, own)

    def _provision(self, kind, number, depth, element, text):
        eid = re.sub(r"__list_\d+|__content", "", element.get("eId", ""))
        theirs, ours = getattr(self, "base", ("", ""))
        if theirs and theirs != ours and eid.startswith(f"{theirs}__"):
            eid = ours + eid.removeprefix(theirs)
        agreed = {"true": True, "false": False}.get(element.get(f"{{{OWN}}}agreed"))
        mark = Mark(kind, number, depth, eid, agreed=agreed)
        self._collected.append(Line(text, mark=mark, dropped=tuple(self.dropped)))
        self.dropped = []

    def _words(self, element) -> str:
        return words_of(element, self.dropped)

    def _words_of_own(self, element) -> str:
        """Return the words of a provision itself: its content, or what introduces its points."""
        if local(element) in ("intro", "wrapup"):
            return self._words(element)
        for child in element:
            if local(child) == "content" or (local(child) == "intro" and child.get("eId") is None):
                return self._words(child)
            if local(child) == "list" and len(child) and local(child[0]) == "intro":
                return self._words(child[0])
        return ""


def words_of(element, dropped: list[LeftOut]) -> str:
    """Return the words in an element; notes and struck words go to what is dropped."""
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, inner in walk:
        name = local(inner)
        if event == "start" and name in LEFT_OUT:
            dropped.append(LeftOut(LEFT_OUT[name], squeeze("".join(inner.itertext()))))
            walk.skip_subtree()
        elif event == "start" and name == "num" and not _is_quoted(inner):
            walk.skip_subtree()
        elif event == "start":
            parts.append(inner.text or "")
        if event != "start" and inner is not element:
            if name == "heading" and not squeeze("".join(parts)).endswith((".", ":")):
                parts.append(".")  # of what is quoted: "5A. Penalty. A person who …"
            parts.append(inner.tail or "")
            if name in PARTING:
                parts.append(" ")
    return (closed_up if dropped else squeeze)("".join(parts))


def _is_quoted(element) -> bool:
    return any(
        local(above) in ("quotedstructure", "quotedtext") for above in element.iterancestors()
    )


def text_of(element, name: str) -> str:
    """Return the words of the first child of this name."""
    child = _first(element, name)
    return squeeze("".join(child.itertext())) if child is not None else ""


def _first(elements, name):
    """Return the first of these elements that has this name, None where none has."""
    return next((element for element in elements if local(element) == name), None)


def number_of(element) -> str:
    return text_of(element, "num")


def bare(number: str) -> str:
    """Return the number without the word before it: "24 bis" of "Article 24 bis."."""
    match = re.search(rf"(?:\d+|\b[IVXLC]+\b|\b[A-Z]\b)(?:\s?(?:{SUFFIXES}))?", number)
    if match:
        return match.group().strip()
    return str(ORDINALS.get(number.lower().split()[-1] if number else "", number))[:20]
