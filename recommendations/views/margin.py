"""The margin of an article: which recommendation stands beside which provision."""

from collections import defaultdict
from itertools import groupby
from typing import NamedTuple

from django.http import QueryDict

from articles.lineage.provision_words import Place
from articles.models import Article, Provision, ProvisionText
from articles.trees import publicly_visible
from recommendations import bases
from recommendations.listing import Listing
from recommendations.models import Recommendation, Submission, Target
from recommendations.views.article_since import ShownChange, ShownDeparture

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
        return [
            outcome for outcome in self.recommendation.outcomes.all() if outcome.target_id in here
        ]


class SubmissionNotes(NamedTuple):
    """Those who signed a submission, and their notes at one place, in their own order."""

    submission: Submission
    notes: list[Note]


class NotedDeparture(NamedTuple):
    """What the article has not any more since an earlier draft, and what was asked of it there."""

    departure: ShownDeparture
    submissions: list[SubmissionNotes]


class AnnotatedProvision(NamedTuple):
    """A provision, how deep it lies, its one or two texts, and the notes on it by submission.

    Beside an earlier draft it has what changed, what was asked of it there, and what followed it.
    """

    provision: Provision
    depth: int
    text: ProvisionText | None
    beside: ProvisionText | None
    submissions: list[SubmissionNotes]
    change: ShownChange | None
    former: list[SubmissionNotes]
    departures: list[NotedDeparture]

    @property
    def proposals(self):
        """The wordings proposed here, each as (submission, note, proposal)."""
        return [
            (group.submission, note, proposal)
            for group in self.submissions
            for note in group.notes
            for proposal in note.proposals
        ]

    @property
    def is_asked(self):
        """Whether anything stands in its margin."""
        return bool(self.submissions or self.former)

    @property
    def runs(self):
        """The redline of its text since an earlier draft; None for what is new or not compared."""
        return self.change.runs if self.change and not self.change.is_new else None

    @property
    def recommendation_count(self):
        """The number of recommendations at this very place."""
        return sum(len(group.notes) for group in self.submissions)

    @property
    def sign(self):
        """The number as it hangs before the text: "2.", "(c)"."""
        number = self.provision.number
        return f"{number}." if number.isdigit() else number


class OtherDraft(NamedTuple):
    """The same article in another draft, and who asked what of it there."""

    article: Article
    submissions: list[SubmissionNotes]


class Margin(NamedTuple):
    """What is asked of an article: as a whole, provision by provision, and in its other drafts."""

    whole: list[SubmissionNotes]
    departures: list[NotedDeparture]  # from before the first provision
    provisions: list[AnnotatedProvision]
    other_drafts: list[OtherDraft]
    total: int
    shown: int
    has_outcomes: bool  # whether it is recorded of any what became of it

    @property
    def has_text(self):
        return any(provision.text for provision in self.provisions)

    @property
    def has_notes_here(self):
        return bool(self.whole or any(provision.submissions for provision in self.provisions))


def margin_of(article, others, article_text, since=None):
    """Return the Margin of an article beside its text; `others` are it in other drafts.

    With the changes `since` an earlier draft, what was asked there stands where its place is now.
    """
    listing = _listing_of([article, *others])
    rows = listing.rows[:MOST_NOTES]
    targets = [target for row in rows for target in row.targets.all()]
    bases.attach([proposal for target in targets for proposal in target.proposals.all()])
    notes = _notes(rows)
    here = {place[1]: there for place, there in notes.items() if place[0] == article.pk}
    former = FormerNotes(since, others, notes)
    other_drafts = [
        OtherDraft(other, _by_submission(former.left_of(_notes_on(other, rows))))
        for other in others
    ]
    visible = publicly_visible([provision for provision, _ in article_text.provisions], here)
    visible = {provision.pk for provision in visible}
    provisions = [
        AnnotatedProvision(
            provision,
            depth,
            *article_text.of(provision),
            _by_submission(here.get(provision.pk, [])),
            since and since.of(provision.eid),
            _by_submission(former.standing[provision.eid]),
            former.departures[provision.eid],
        )
        for provision, depth in article_text.provisions
        if provision.pk in visible
    ]
    with_notes = [other for other in other_drafts if other.submissions]
    has_outcomes = any(row.outcomes.all() for row in rows)
    whole, gone = _by_submission(here.get(None, [])), former.departures[None]
    return Margin(whole, gone, provisions, with_notes, listing.total, len(rows), has_outcomes)


class FormerNotes:
    """What was asked in the draft that a text is compared with, by where its place is now."""

    def __init__(self, since, others, notes):
        self.standing, self.departures = defaultdict(list), defaultdict(list)
        self._placed = set()  # targets
        if not since or not since.changes:
            return
        slugs = {row.pk: row.slug for row in others if row.draft_id == since.chosen.draft.pk}
        asked, standing = {}, since.changes.standing
        for (article, _provision), there in notes.items():
            place = article in slugs and there[0].targets[0].provision
            if place:
                asked[Place(slugs[article], place.eid)] = there
        for eid, rows in since.departures_after().items():
            for row in rows:
                # What is in another article now has its notes there, and is left beside the text.
                there = asked.pop(row.place, []) if not row.now else []
                self.departures[eid].append(NotedDeparture(row, self._take(there)))
        for place, there in asked.items():
            if place in standing:
                self.standing[standing[place][0]] += there
                self._take(there)
        order = {
            note.recommendation.pk: at
            for at, note in enumerate(row for there in notes.values() for row in there)
        }
        for there in self.standing.values():
            there.sort(key=lambda note: order[note.recommendation.pk])

    def _take(self, notes):
        self._placed |= {target.pk for note in notes for target in note.targets}
        return _by_submission(notes)

    def left_of(self, notes):
        """Return the notes on an article of another draft without what is noted here already."""
        left = (
            note._replace(targets=[t for t in note.targets if t.pk not in self._placed])
            for note in notes
        )
        return [note for note in left if note.targets]


def _listing_of(articles):
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


def _by_submission(notes):
    """Return notes, which come in the order of their submissions, by submission."""
    by_submission = groupby(notes, key=lambda note: note.recommendation.submission)
    return [SubmissionNotes(submission, list(there)) for submission, there in by_submission]


def _notes_on(article, rows):
    """Return one note for each row that is about an article, with all its targets there."""
    with_targets = (
        (row, [t for t in row.targets.all() if t.article_id == article.pk]) for row in rows
    )
    return [Note(row, targets) for row, targets in with_targets if targets]
