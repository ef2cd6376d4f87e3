"""What the words of a search name outright: an article by its number, a recommendation by its own.

Who types "article 35" wants what is asked of article 35, in every draft, before whatever has these
two words in its text.
"""

import re
from typing import NamedTuple

from django.db.models import Q
from pyroaring import BitMap

from articles import references
from articles.folding import fold
from articles.models import Article
from articles.references import Citation
from articles.vocabulary import spaced
from recommendations.index.index_snapshot import Snapshot
from recommendations.index.words import query_parser
from recommendations.keys import ALPHABET, LENGTH
from recommendations.listing.named_drafts import NamedDrafts, read_drafts
from recommendations.models import Recommendation

LONGEST_NAME = 200  # signs; what is longer names nothing
LONGEST_NUMBER = 20
# Words that are read as orders to the search, and not as a name.
ORDERS = re.compile(r"[\"“”*:]|(?:^|\s)-\w|\bOR\b")
ADDRESS = re.compile(rf"/recommendations/([{ALPHABET}]{{{LENGTH}}})\b")
KEY = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")
# Beside "article 42" these say nothing that its text would hold.
BESIDE = frozenset(
    spaced(
        "a an the of in on from to by and or draft drafts text texts treaty convention agreement "
        "earlier former previous old older first second last latest current new adopted final "
        "le la les du de des dans et ou projet texte el los las del en y o proyecto texto"
    )
)


class Name(NamedTuple):
    """What words were read as: places of the text, the drafts that these are of, other words."""

    citations: list[Citation]
    drafts: NamedDrafts | None = None
    others: str = ""
    without_drafts: str = ""  # the words without those that name drafts


class NamedArticle(NamedTuple):
    """An article that words name, in any draft or in the named ones, and what is asked of it.

    The list `facet`=`values` holds the same recommendations.
    """

    label: str
    facet: str
    values: list[str]
    asked: BitMap


class NamedPlaces(NamedTuple):
    """What is named: articles with what is asked of them, and recommendations themselves."""

    articles: list[NamedArticle]
    recommendations: BitMap

    @property
    def asked(self) -> BitMap:
        """What is asked of any of the articles."""
        return BitMap.union(BitMap(), *(article.asked for article in self.articles))

    @property
    def all(self) -> BitMap:
        return self.asked | self.recommendations


def named_by(words: str, name: Name, snapshot: Snapshot) -> NamedPlaces:
    """Return what words and the Name read from them mean; at most two queries."""
    articles, recommendations = [], BitMap()
    if name.citations:
        articles = _named_articles(name, snapshot)
    if len(words) <= LONGEST_NAME and (condition := _own_name(words.strip())):
        rows = Recommendation.objects.filter(condition).order_by()
        recommendations = snapshot.slots_of(rows.values_list("pk", flat=True))
    return NamedPlaces(articles, recommendations)


def read_name(words: str) -> Name:
    """Return the articles and drafts that words name; no citation where they name no article."""
    if not words or len(words) > LONGEST_NAME or ORDERS.search(words):
        return Name([])
    if citations := references.parse_all(words):
        return Name(once_each(citations) if are_articles(citations) else [])
    # What names no article has neither a citation nor a figure in it: no draft is looked up.
    if not re.search(r"\d", words) and not references.find(words):
        return Name([])
    drafts, rest = read_drafts(words)
    rest = without_ends(rest) if drafts else rest
    citations, others = read_citations(rest)
    return Name(once_each(citations), drafts, telling(others), rest) if citations else Name([])


def read_citations(words: str) -> tuple[list[Citation], str]:
    """Return the Citations of articles in some words, and the other words; ([], "") if none."""
    if citations := references.parse_all(words):
        return (citations, "") if are_articles(citations) else ([], "")
    cited = references.find(words)
    citations = [citation for reference in cited for citation in reference.citations]
    # With a place that we do not know it is not these words that name what is looked for.
    if any(reference.instrument for reference in cited) or not are_articles(citations):
        return [], ""
    edges = [0, *(edge for reference in cited for edge in (reference.start, reference.end)), None]
    pieces = [words[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return citations, " ".join(" ".join(pieces).split())


def are_articles(citations: list[Citation]) -> bool:
    """Tell whether all of these are places in articles that they name: no "title 4", no "above"."""
    return not any(citation.is_relative or citation.is_division for citation in citations)


def once_each(citations: list[Citation]) -> list[Citation]:
    """Return the first Citation of each article: 24(1) and 24(2) are of one."""
    return list({article_of(citation): citation for citation in reversed(citations)}.values())[::-1]


def article_of(place: Citation) -> tuple[str, str]:
    return place.kind, place.number.casefold()


def telling(others: str) -> str:
    """Return the words beside a citation without those that only say of which draft it is."""
    return " ".join(word for word in others.split() if not says_little(word))


def without_ends(words: str) -> str:
    """Return "42" of "42 of the", which is left where the name of a draft was taken out."""
    rest = words.split()
    while rest and says_little(rest[-1]):
        rest.pop()
    while rest and says_little(rest[0]):
        rest.pop(0)
    return " ".join(rest)


def says_little(word: str) -> bool:
    return fold(word).strip(".,;()") in BESIDE | {""}


def _named_articles(name: Name, snapshot: Snapshot) -> list[NamedArticle]:
    facet = "article" if name.drafts else "lineage"
    articles = Article.objects.called(*name.citations)
    if name.drafts:
        articles = articles.filter(draft__in=name.drafts.keys)
    rows: dict[tuple[str, str], list[tuple[int, str]]] = {}
    columns = ("pk", "kind", "number", "draft__treaty__slug", "draft__slug", "slug")
    for pk, kind, number, *path in articles.values_list(*columns):
        rows.setdefault((kind, number.casefold()), []).append((pk, "/".join(path)))
    beside = query_parser.parse(name.others)
    matching = None if beside.is_empty else snapshot.matching(beside)
    named = []
    for citation in name.citations:
        asked, values = BitMap(), list[str]()
        for pk, path in rows.get(article_of(citation), ()):
            own = snapshot.having(facet, [pk])
            if own - asked:  # else it is an article of a lineage that was met before
                asked, values = asked | own, [*values, path]
        asked = asked if matching is None else asked & matching
        label = references.article_label(citation.kind, citation.number)
        named.append(NamedArticle(label, facet, values, asked))
    return named


def _own_name(words: str) -> Q | None:
    """Return the condition of a recommendation's key, address or number; None for all else."""
    if address := ADDRESS.search(words):
        return Q(key=address[1])
    if len(words) > LONGEST_NUMBER or " " in words or not words:
        return None
    number = Q(number__iexact=words) if re.fullmatch(r"\d[\w.]*", words) else Q()
    key = Q(key=words.lower()) if KEY.fullmatch(words.lower()) else Q()
    return (number | key) or None
