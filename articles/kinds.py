"""The closed vocabularies of a text, as models, references and readers of documents share them."""

from enum import StrEnum


class DivisionKind(StrEnum):
    PART = "part"
    TITLE = "title"
    CHAPTER = "chapter"
    SECTION = "section"
    CLUSTER = "cluster"


class ArticleKind(StrEnum):
    PREAMBLE = "preamble"
    RECITAL = "recital"
    ARTICLE = "article"
    ANNEX = "annex"


class ProvisionKind(StrEnum):
    CHAPEAU = "chapeau"
    PARAGRAPH = "paragraph"
    SUBPARAGRAPH = "subparagraph"
    POINT = "point"
    SUBPOINT = "subpoint"
    CLOSING = "closing"
