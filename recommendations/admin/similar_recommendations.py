"""Recommendations that look like the one at hand: pointed out to an editor, never refused."""

from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from articles.folding import fold
from recommendations import passages
from recommendations.models import Passage, Recommendation, Target

CANDIDATES = 500  # the latest on the same places and in the same document
SHOWN = 3
SAME_TITLE, LIKE_TITLE, SAME_QUOTE = 90, 75, 92  # of 100, by rapidfuzz
SHORTEST = 12  # characters; shorter titles and quotes are alike by chance
RUN, FEWEST_RUNS = 4, 5  # words compared together; a passage of fewer runs stands in many
NEARLY_WHOLE = 0.8  # of the runs of the shorter passage


class Profile(NamedTuple):
    """What a recommendation is compared by; places are (article, provision, division) keys."""

    submission: object
    title: str
    quote: str
    places: frozenset
    key: int | None = None  # its own primary key, once it has one


class FoldedPassage(NamedTuple):
    """A passage folded, and every run of so many words in it."""

    text: str
    runs: frozenset

    @classmethod
    def of(cls, exact):
        """Return a passage as it is compared."""
        text = fold(exact)
        words = text.split()
        starts = range(len(words) - RUN + 1)
        return cls(text, frozenset(tuple(words[start : start + RUN]) for start in starts))

    def repeats(self, other):
        """Whether two passages are equal, or one stands nearly whole in the other."""
        fewest = min(len(self.runs), len(other.runs))
        if fewest >= FEWEST_RUNS:
            return len(self.runs & other.runs) >= fewest * NEARLY_WHOLE
        return self.text == other.text and len(self.text) >= SHORTEST


class Similar(NamedTuple):
    """A recommendation that looks like the one at hand, and in what."""

    recommendation: Recommendation
    likeness: int
    reason: str

    @property
    def name(self):
        """How an editor calls it: "2.3 of Comments on the Draft Text"."""
        return _("%(number)s of %(submission)s") % {
            "number": self.recommendation.number,
            "submission": self.recommendation.submission,
        }

    @property
    def address(self):
        """Its page at the desk."""
        return reverse("admin:recommendations_recommendation_change", args=[self.recommendation.pk])


def profile_of(recommendation):
    """Return the profile of a saved recommendation."""
    places = recommendation.targets.values_list("article", "provision", "division")
    quote = "\n\n".join(recommendation.passages.values_list("exact", flat=True))
    return Profile(
        recommendation.submission,
        recommendation.title,
        quote,
        frozenset(places),
        recommendation.pk,
    )


def similar_to(profile):
    """Return the likest recommendations on the same treaty, at most three, the likest first."""
    candidates = {candidate.pk: candidate for candidate in _candidates(profile)}
    quotes, places = {}, {}
    rows = Passage.objects.filter(recommendation__in=candidates).order_by("position", "pk")
    for key, exact in rows.values_list("recommendation", "exact"):
        quotes.setdefault(key, []).append(exact)
    targets = Target.objects.filter(recommendation__in=candidates)
    for key, *place in targets.values_list("recommendation", "article", "provision", "division"):
        places.setdefault(key, set()).add(tuple(place))
    title, quote = fold(profile.title), fold(profile.quote)
    own = [FoldedPassage.of(words) for words in passages.split(profile.quote)]
    similar = []
    for key, other in candidates.items():
        same_places = bool(profile.places) and profile.places == places.get(key)
        theirs = quotes.get(key, ())
        other_quote = fold(" ".join(theirs))
        likeness = _likeness(title, quote, fold(other.title), other_quote, same_places)
        if not likeness and other.submission == profile.submission and _repeated(own, theirs):
            # After those of a like title: one passage may well ask for several things.
            likeness = LIKE_TITLE, _("the same passage")
        if likeness:
            similar.append(Similar(other, *likeness))
    return sorted(similar, key=lambda row: -row.likeness)[:SHOWN]


def _candidates(profile):
    """Return those of the same document, and those about the same articles or divisions."""
    articles = {article for article, _provision, _division in profile.places if article}
    divisions = {division for _article, _provision, division in profile.places if division}
    targets = Target.objects.filter(Q(article__in=articles) | Q(division__in=divisions))
    return (
        Recommendation.objects.filter(submission__treaty=profile.submission.treaty_id)
        .filter(Q(submission=profile.submission) | Q(pk__in=targets.values("recommendation")))
        .exclude(pk=profile.key)
        .select_related("submission")
        .defer("submission__text", "folded", "rationale")
        .order_by("-pk")[:CANDIDATES]
    )


def _repeated(own, theirs):
    """Return whether a passage of one recommendation is one of another."""
    others = map(FoldedPassage.of, theirs if own else ())
    return any(passage.repeats(other) for other in others for passage in own)


def _likeness(title, quote, other_title, other_quote, same_places):
    """Return how alike two are, of 100, and in what; None when they are not."""
    titles = quotes = 0
    if min(len(title), len(other_title)) >= SHORTEST:
        titles = round(fuzz.token_sort_ratio(title, other_title))
    if min(len(quote), len(other_quote)) >= SHORTEST:
        quotes = round(fuzz.ratio(quote, other_quote))
    # Documents quote each other: between two of them a passage alone is no sign.
    if quotes >= SAME_QUOTE and same_places:
        return quotes, _("the same passage on the same places")
    if titles >= SAME_TITLE:
        return titles, _("almost the same title")
    if titles >= LIKE_TITLE and same_places:
        return titles, _("a similar title about the same places")
    return None
