"""The margin of an article: which recommendation stands beside which piece of the text."""

from collections import defaultdict
from typing import NamedTuple

from articles.models import Article, Provision, ProvisionText
from recommendations.models import Recommendation, Target

# What a page can carry; the list of recommendations has the rest.
MOST_NOTES = 200


class Note(NamedTuple):
    """A recommendation with those of its targets that it is noted for here."""

    recommendation: Recommendation
    targets: list[Target]

    @property
    def proposals(self):
        """The wordings proposed for these targets."""
        return [proposal for target in self.targets for proposal in target.proposals.all()]

    @property
    def insertions(self):
        """The targets that ask for something new beside what is there."""
        return [target for target in self.targets if target.is_insertion]


class Piece(NamedTuple):
    """A provision in the order of the text, how deep it lies, its wording and its notes."""

    provision: Provision
    depth: int
    text: ProvisionText | None
    notes: list[Note]

    @property
    def sign(self):
        """The number as it hangs before the text: "2.", "(c)"."""
        number = self.provision.number
        return f"{number}." if number.isdigit() else number


class Elsewhere(NamedTuple):
    """The same article in another draft, and the notes on it there."""

    article: Article
    notes: list[Note]


class Margin(NamedTuple):
    """All notes of an article: as a whole, piece by piece, and from its other drafts."""

    whole: list[Note]
    pieces: list[Piece]
    elsewhere: list[Elsewhere]
    total: int
    shown: int

    @property
    def has_text(self):
        return any(piece.text for piece in self.pieces)

    @property
    def is_empty(self):
        return not self.total


def margin_of(article, relatives, language="en"):
    """Return the Margin of an article; `relatives` are the same article in other drafts."""
    asked = Recommendation.objects.published().about(article, *relatives)
    rows = list(
        asked.for_list().order_by("submission__first_day", "submission__slug", "sort_key")[
            :MOST_NOTES
        ]
    )
    total = len(rows) if len(rows) < MOST_NOTES else asked.count()
    notes = _notes(rows)
    here = {place[1]: found for place, found in notes.items() if place[0] == article.pk}
    elsewhere = [
        Elsewhere(relative, _merged(relative.pk, notes))
        for relative in relatives
        if any(place[0] == relative.pk for place in notes)
    ]
    pieces = _pieces(article, here, language)
    return Margin(here.get(None, []), pieces, elsewhere, total, len(rows))


def _notes(rows):
    """Return the notes at each (article id, provision id or None)."""
    notes = defaultdict(list)
    for row in rows:
        places = defaultdict(list)
        for target in row.targets.all():
            places[target.article_id, target.provision_id].append(target)
        for place, targets in places.items():
            notes[place].append(Note(row, targets))
    return notes


def _merged(article_id, notes):
    """Return one note for each recommendation on an article, whatever it is about in it."""
    merged = {}
    for place, found in notes.items():
        if place[0] == article_id:
            for note in found:
                merged.setdefault(note.recommendation, []).extend(note.targets)
    return [Note(recommendation, targets) for recommendation, targets in merged.items()]


def _pieces(article, notes, language):
    """Return the provisions of an article as a flat list in the order of the tree."""
    children = defaultdict(list)
    provisions = article.provisions.select_related("article").prefetch_related("texts")
    for provision in provisions.order_by("position", "pk"):
        children[provision.parent_id].append(provision)

    def below(parent, depth):
        for provision in children[parent]:
            text = _wording(provision, language)
            yield Piece(provision, depth, text, notes.get(provision.pk, []))
            yield from below(provision.pk, depth + 1)

    return list(below(None, 1))


def _wording(provision, language):
    """Return the text in the language asked for, else in any, else None: then it is a stub."""
    texts = {text.language: text for text in provision.texts.all()}
    return texts.get(language) or next(iter(texts.values()), None)
