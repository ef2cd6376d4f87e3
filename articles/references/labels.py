"""Places as people read them: labels of articles and provisions, citations written out."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from articles.interface_translation import gettext as _
from articles.interface_translation import gettext_noop
from articles.references.eids import SUBPARAGRAPH, UNNUMBERED, Citation
from articles.references.sequences import FIGURE

NAMES = {
    "preamble": gettext_noop("Preamble"),
    "recital": gettext_noop("Recital"),
    "article": gettext_noop("Article"),
    "annex": gettext_noop("Annex"),
}
STEPS_IN_WORDS = {
    "subpara": gettext_noop("sub-paragraph %s"),
    "intro": gettext_noop("chapeau"),
    "wrapup": gettext_noop("closing words"),
}


def article_label(kind: str, number: str) -> str:
    """Return the article as it is cited: "Article 24 bis", "Preamble"."""
    return f"{_(NAMES[kind])} {number}".strip()


def provision_label(article_label: str, eid: str) -> str:
    """Return a provision as it is cited, "Article 23(2)(c)", from article label and eId."""
    label = article_label
    for step in eid.split("__")[1:]:
        kind, _separator, number = step.partition("_")
        if kind in ("para", "point"):
            label += f"({number})"
        elif kind in STEPS_IN_WORDS:
            words = _(STEPS_IN_WORDS[kind])
            label += ", " + (words % number if kind == "subpara" else words)
        else:
            label += f", {step}"
    return label


LANGUAGES = ("en", "fr", "es")
# Of each word its form in each language; those of articles and divisions in singular and plural.
WORDS = {
    "article": ("Article Articles", "Article Articles", "Artículo Artículos"),
    "recital": ("Recital Recitals", "Considérant Considérants", "Considerando Considerandos"),
    "annex": ("Annex Annexes", "Annexe Annexes", "Anexo Anexos"),
    "part": ("Part Parts", "Partie Parties", "Parte Partes"),
    "title": ("Title Titles", "Titre Titres", "Título Títulos"),
    "chapter": ("Chapter Chapters", "Chapitre Chapitres", "Capítulo Capítulos"),
    "section": ("Section Sections", "Section Sections", "Sección Secciones"),
    "cluster": ("Cluster Clusters", "Groupe Groupes", "Grupo Grupos"),
    "preamble": ("Preamble", "Préambule", "Preámbulo"),
    "intro": ("chapeau", "chapeau", "encabezamiento"),
    "wrapup": ("closing words", "phrase finale", "frase final"),
    SUBPARAGRAPH: ("sub-paragraph ", "alinéa ", "subpárrafo "),
    "and": ("and", "et", "y"),
    "to": ("to", "à", "a"),
}


def written(citations: Iterable[Citation], language: str = "en") -> str:
    """Return citations as a person writes them: "Articles 23(1), 24 and 29 to 31; Preamble"."""
    column = LANGUAGES.index(language)
    words = {name: forms[column] for name, forms in WORDS.items()}
    groups = groupby(citations, key=attrgetter("kind"))
    return "; ".join(_of_one_kind(kind, list(group), words) for kind, group in groups)


def _of_one_kind(kind: str, citations: list[Citation], words: dict[str, str]) -> str:
    if kind == "preamble":
        return "; ".join(words[kind] + _steps(citation.steps, words) for citation in citations)
    pieces = [_piece(ends, words) for ends in _runs(citations)]
    *before, last = pieces
    named = words[kind].split()[len(citations) > 1]
    listed = f"{', '.join(before)} {words['and']} {last}" if before else last
    return f"{named} {listed}".strip()


def _runs(citations: Iterable[Citation]) -> Iterator[tuple[Citation, ...]]:
    """Return citations as tuples: of the two ends where three or more whole numbers run on."""
    groups: list[list[Citation]] = []
    for citation in citations:
        if groups and _next_to(groups[-1][-1], citation):
            groups[-1].append(citation)
        else:
            groups.append([citation])
    for group in groups:
        if len(group) > 2:
            yield (group[0], group[-1])
        else:
            yield from ((citation,) for citation in group)


def _next_to(citation: Citation, other: Citation) -> bool:
    figures = FIGURE.fullmatch(citation.number) and FIGURE.fullmatch(other.number)
    bare = not citation.steps and not other.steps
    return bool(figures) and bare and int(other.number) == int(citation.number) + 1


def _piece(ends: Iterable[Citation], words: dict[str, str]) -> str:
    return f" {words['to']} ".join(place.number + _steps(place.steps, words) for place in ends)


def _steps(steps: Iterable[str], words: dict[str, str]) -> str:
    text = ""
    for step in steps:
        if step in UNNUMBERED:
            text += f", {words[step]}"
        elif step.startswith(SUBPARAGRAPH):
            text += f", {words[SUBPARAGRAPH]}{step.removeprefix(SUBPARAGRAPH)}"
        else:
            text += f"({step})"
    return text
