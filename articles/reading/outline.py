"""What the grammar understood of a document: divisions, articles, provisions, and doubts."""

from dataclasses import asdict, dataclass, field

from articles import references

# Kinds of Mark: those of divisions, articles and provisions, and the words of a heading.
DIVISIONS = ("part", "title", "chapter", "section", "cluster")
ARTICLES = ("preamble", "recital", "article", "annex")


@dataclass
class Doubt:
    """Something that an editor should look at: where, what, and the words that it is about."""

    place: str
    message: str
    text: str = ""
    page: int = 0


@dataclass
class ReadProvision:
    kind: str
    number: str
    eid: str
    text: str = ""
    provisions: list = field(default_factory=list)
    agreed_ad_referendum: bool | None = None
    # Texts in other languages, where the format brings several at once.
    texts: dict = field(default_factory=dict)


@dataclass
class ReadDivision:
    kind: str
    number: str
    slug: str
    heading: str = ""
    parent: str = ""  # the slug of the division that it lies in


@dataclass
class ReadArticle:
    kind: str
    number: str
    heading: str = ""
    division: str = ""  # the slug of its division
    provisions: list = field(default_factory=list)

    @property
    def eid(self):
        return references.article_eid(self.kind, self.number)

    @property
    def label(self):
        return references.article_label(self.kind, self.number)


@dataclass
class Outline:
    """A document as a tree, in the order of the text."""

    language: str
    title: str = ""
    divisions: list = field(default_factory=list)
    articles: list = field(default_factory=list)
    doubts: list = field(default_factory=list)

    def walk(self):
        """Yield (article, provision, parent) of every provision in the order of the text."""
        for article in self.articles:
            for provision, parent in walk(article.provisions):
                yield article, provision, parent

    def count(self, kind):
        return sum(article.kind == kind for article in self.articles)

    def as_data(self):
        """Return the outline as lists, dicts and text, which `from_data` takes back."""
        return asdict(self)

    @classmethod
    def from_data(cls, data):
        return cls(
            **data
            | {
                "divisions": [ReadDivision(**one) for one in data["divisions"]],
                "articles": [
                    ReadArticle(**one | {"provisions": _provisions(one["provisions"])})
                    for one in data["articles"]
                ],
                "doubts": [Doubt(**one) for one in data["doubts"]],
            }
        )


def walk(provisions, parent=None):
    """Yield each provision of a tree with the one that it lies in, as the text runs."""
    for provision in provisions:
        yield provision, parent
        yield from walk(provision.provisions, provision)


def _provisions(entries):
    return [
        ReadProvision(**one | {"provisions": _provisions(one["provisions"])}) for one in entries
    ]
