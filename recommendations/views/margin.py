"""The margin of an article: which recommendation stands beside which piece of the text."""

from collections import defaultdict
from itertools import groupby
from typing import NamedTuple

from django.http import QueryDict

from articles.models import Article, Provision, ProvisionText
from articles.trees import publicly_visible
from recommendations.listing import Listing
from recommendations.models import Recommendation, Submission, Target

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
    def outcomes(self):
        """What became of it: of all of it, or at these targets."""
        here = {None, *(target.pk for target in self.targets)}
        return [one for one in self.recommendation.outcomes.all() if one.target_id in here]


class Voice(NamedTuple):
    """Those who signed a submission, and their notes at one place, in their own order."""

    submission: Submission
    notes: list[Note]


class Piece(NamedTuple):
    """A provision in the order of the text, how deep it lies, its wordings and its voices."""

    provision: Provision
    depth: int
    text: ProvisionText | None
    beside: ProvisionText | None
    voices: list[Voice]

    @property
    def proposals(self):
        """The wordings proposed here, each as (submission, note, proposal)."""
        return [
            (voice.submission, note, proposal)
            for voice in self.voices
            for note in voice.notes
            for proposal in note.proposals
        ]

    @property
    def asked(self):
        """The number of recommendations at this very place."""
        return sum(len(voice.notes) for voice in self.voices)

    @property
    def sign(self):
        """The number as it hangs before the text: "2.", "(c)"."""
        number = self.provision.number
        return f"{number}." if number.isdigit() else number


class Elsewhere(NamedTuple):
    """The same article in another draft, and who asked what of it there."""

    article: Article
    voices: list[Voice]


class Margin(NamedTuple):
    """What is asked of an article: as a whole, piece by piece, and in its other drafts."""

    whole: list[Voice]
    pieces: list[Piece]
    elsewhere: list[Elsewhere]
    total: int
    shown: int
    is_followed: bool  # whether it is recorded of any what became of it

    @property
    def has_text(self):
        return any(piece.text for piece in self.pieces)

    @property
    def has_notes_here(self):
        return bool(self.whole or any(piece.voices for piece in self.pieces))


def margin_of(article, relatives, wording):
    """Return the Margin of an article beside its Wording; `relatives` are it in other drafts."""
    listing = _asked_of([article, *relatives])
    rows = listing.rows[:MOST_NOTES]
    notes = _notes(rows)
    here = {place[1]: found for place, found in notes.items() if place[0] == article.pk}
    elsewhere = [Elsewhere(other, _voices(_on(other, rows))) for other in relatives]
    seen = {
        provision.pk for provision in publicly_visible([row for row, _ in wording.provisions], here)
    }
    pieces = [
        Piece(provision, depth, *wording.of(provision), _voices(here.get(provision.pk, [])))
        for provision, depth in wording.provisions
        if provision.pk in seen
    ]
    heard = [other for other in elsewhere if other.voices]
    followed = any(row.outcomes.all() for row in rows)
    whole = _voices(here.get(None, []))
    return Margin(whole, pieces, heard, listing.total, len(rows), followed)


def _asked_of(articles):
    """Return the Listing of what is asked of any of these articles, the oldest first."""
    query = QueryDict(mutable=True)
    query.setlist("article", [article.path for article in articles])
    query["sort"] = "oldest"
    return Listing(query)


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


def _voices(notes):
    """Return notes, which come in the order of their submissions, by submission."""
    by_submission = groupby(notes, key=lambda note: note.recommendation.submission)
    return [Voice(submission, list(own)) for submission, own in by_submission]


def _on(article, rows):
    """Return one note for each row that is about an article, with all its targets there."""
    aimed = ((row, [t for t in row.targets.all() if t.article_id == article.pk]) for row in rows)
    return [Note(row, targets) for row, targets in aimed if targets]
