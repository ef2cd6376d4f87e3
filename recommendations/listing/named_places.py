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
from recommendations.models import Recommendation

LONGEST_NAME = 200  # signs; what is longer names nothing
LONGEST_NUMBER = 20
# Words that are read as orders to the search, and not as a name.
ORDERS = re.compile(r"[\"“”*:]|(?:^|\s)-\w|\bOR\b")
ADDRESS = re.compile(rf"/recommendations/([{ALPHABET}]{{{LENGTH}}})\b")
KEY = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")
# Beside "article 42" these say which draft it is of, which the order of the results tells as well.
BESIDE = frozenset(
    spaced(
        "a an the of in on from to and by draft drafts text texts treaty convention agreement "
        "earlier former previous old older first second last latest current new adopted final "
        "le la les du de des dans projet texte el los las del en proyecto texto"
    )
)


class NamedPlaces(NamedTuple):
    """What is named, as sets of the index: what is asked of it, and all that has other words."""

    articles: BitMap
    recommendations: BitMap

    @classmethod
    def nothing(cls) -> "NamedPlaces":
        return cls(BitMap(), BitMap())

    @property
    def all(self) -> BitMap:
        return self.articles | self.recommendations


def named_by(words: str, snapshot: Snapshot) -> NamedPlaces:
    """Return what words name; at most two queries, none where they name nothing."""
    articles, recommendations = NamedPlaces.nothing()
    if not words or len(words) > LONGEST_NAME:
        return NamedPlaces(articles, recommendations)
    if is_name(words):
        citation, others = read_citation(words)
        if citation is not None:
            articles = _asked_of(citation, others, snapshot)
    if condition := _own_name(words.strip()):
        rows = Recommendation.objects.filter(condition).order_by()
        recommendations = snapshot.slots_of(rows.values_list("pk", flat=True))
    return NamedPlaces(articles, recommendations)


def is_name(words: str) -> bool:
    """Tell whether words may be a name, and are no query with signs of its own."""
    return not ORDERS.search(words)


def read_citation(words: str) -> tuple[Citation | None, str]:
    """Return the one Citation of an article in some words, and the others; (None, "") if none."""
    whole = references.parse_one(words) if words else None
    if whole is not None:
        return whole, ""
    mentions = references.find(words)
    if len(mentions) != 1 or mentions[0].instrument or len(mentions[0].citations) != 1:
        return None, ""
    (citation,) = mentions[0].citations
    if citation.is_relative or citation.is_division:
        return None, ""
    others = f"{words[: mentions[0].start]} {words[mentions[0].end :]}"
    return citation, " ".join(others.split())


def telling(others: str) -> str:
    """Return the words beside a citation without those that only say of which draft it is."""
    return " ".join(word for word in others.split() if fold(word).strip(".,;") not in BESIDE)


def _asked_of(citation: Citation, others: str, snapshot: Snapshot) -> BitMap:
    keys = Article.objects.called(citation).order_by().values_list("pk", flat=True)
    asked = snapshot.having("lineage", keys)
    beside = query_parser.parse(telling(others))
    return asked if beside.is_empty else asked & snapshot.matching(beside)


def _own_name(words: str) -> Q | None:
    """Return the condition of a recommendation's key, address or number; None for all else."""
    if address := ADDRESS.search(words):
        return Q(key=address[1])
    if len(words) > LONGEST_NUMBER or " " in words or not words:
        return None
    number = Q(number__iexact=words) if re.fullmatch(r"\d[\w.]*", words) else Q()
    key = Q(key=words.lower()) if KEY.fullmatch(words.lower()) else Q()
    return (number | key) or None
