"""The index says what plain SQL says, whatever there is, is chosen and has just happened."""

import random

from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import Succession
from articles.tests.factories import (
    ArticleFactory,
    DivisionFactory,
    DraftFactory,
    SessionFactory,
    SuccessionFactory,
    TreatyFactory,
)
from recommendations import publishing
from recommendations.listing import Listing
from recommendations.listing.selection import FromDatabase, FromIndex
from recommendations.models import Organisation, Outcome, Recommendation, State, Submission
from recommendations.tests.factories import (
    OrganisationFactory,
    OutcomeFactory,
    RecommendationFactory,
    SubmissionFactory,
    ThemeFactory,
)

SORTS = ["newest", "oldest", "article", "cosigned", "updated"]
ACTIONS = Recommendation.Action.values
AIMS = ["", *Recommendation.Aim.values]


class World:
    """Random rows of everything that the list knows, and random things that happen to them."""

    def __init__(self, chance):
        self.chance = chance
        self.treaties = [TreatyFactory() for _ in range(2)]
        self.sessions = [SessionFactory(treaty=treaty) for treaty in self.treaties]
        self.drafts = [
            DraftFactory(treaty=treaty, stage=stage) for treaty in self.treaties for stage in (1, 2)
        ]
        self.articles = [ArticleFactory(draft=draft) for draft in self.drafts for _ in range(2)]
        self.divisions = [DivisionFactory(draft=draft) for draft in self.drafts[:2]]
        upper = [ThemeFactory() for _ in range(2)]
        self.themes = upper + [ThemeFactory(parent=chance.choice(upper)) for _ in range(2)]
        kinds = Organisation.Kind.values
        self.organisations = [OrganisationFactory(kind=chance.choice(kinds)) for _ in range(4)]
        self.submissions = [self.submission() for _ in range(3)]
        self.recommendations = [self.recommendation() for _ in range(chance.randint(1, 9))]
        self.fill_every_facet()

    def fill_every_facet(self):
        """Publish a recommendation that has a value of each facet."""
        submission = SubmissionFactory(
            treaty=self.treaties[0],
            session=self.sessions[0],
            drafts=self.drafts[:1],
            date="2023-05",
            authors=self.organisations[:1],
        )
        filled = RecommendationFactory(
            submission=submission,
            articles=self.articles[:1],
            themes=self.themes[-1:],
            aim=Recommendation.Aim.NARROW,
            published=True,
        )
        OutcomeFactory(recommendation=filled, draft=self.drafts[1])
        self.submissions.append(submission)
        self.recommendations.append(filled)

    def submission(self):
        treaty = self.chance.randrange(2)
        return SubmissionFactory(
            treaty=self.treaties[treaty],
            session=self.chance.choice([None, self.sessions[treaty]]),
            drafts=self.chance.sample(self.drafts[treaty * 2 : treaty * 2 + 2], 1),
            date=self.chance.choice(["", "2022", "2023-04", "2023-04-11", "2024"]),
            language=self.chance.choice(["en", "es"]),
            authors=self.some(self.organisations, 1),
            published=self.chance.random() < 0.8,
        )

    def recommendation(self):
        submission = self.chance.choice(self.submissions)
        own = [a for a in self.articles if a.draft.treaty_id == submission.treaty_id]
        made = RecommendationFactory(
            submission=submission,
            articles=self.some(own, 0),
            themes=self.some(self.themes, 1),
            action=self.chance.choice(ACTIONS),
            aim=self.chance.choice(AIMS),
            language=self.chance.choice(["", "fr"]),
        )
        if self.chance.random() < 0.3:
            OutcomeFactory(recommendation=made, draft=self.drafts[-1])
        if submission.is_public and self.chance.random() < 0.8:
            publishing.publish(made)
        return made

    def some(self, rows, least):
        return self.chance.sample(rows, self.chance.randint(least, 2))

    # What can happen ────────────────────────────────────────────────────────

    def turn(self):
        """Publish something, or withdraw it."""
        thing = self.chance.choice([*Submission.objects.all(), *Recommendation.objects.all()])
        act = publishing.withdraw if thing.state == State.PUBLISHED else publishing.publish
        act(thing)

    def enter(self):
        self.recommendations.append(self.recommendation())

    def hand_in(self):
        self.submissions.append(self.submission())

    def redate(self):
        submission = self.chance.choice(Submission.objects.all())
        submission.date = self.chance.choice(["", "2021", "2025-01-01"])
        submission.save()

    def sign(self):
        submission = self.chance.choice(self.submissions)
        submission.signatures.all().delete()
        for organisation in self.some(self.organisations, 1):
            submission.signatures.create(organisation=organisation)

    def change_kind(self):
        Organisation.objects.filter(pk=self.chance.choice(self.organisations).pk).update(kind="igo")

    def retheme(self):
        self.chance.choice(self.recommendations).themes.set(self.some(self.themes, 1))

    def move_theme(self):
        theme = self.themes[-1]
        theme.parent = self.chance.choice([None, *self.themes[:2]])
        theme.save()

    def aim_at_a_division(self):
        cross_cutting = Recommendation.objects.filter(cross_cutting=True)
        for recommendation in cross_cutting[:1]:
            rows = Recommendation.objects.filter(pk=recommendation.pk)
            rows.update(cross_cutting=False)
            recommendation.targets.create(division=self.chance.choice(self.divisions))

    def succeed(self):
        early, late = self.chance.choice(self.articles[:2]), self.chance.choice(self.articles[2:4])
        if not Succession.objects.filter(ancestor=early, descendant=late).exists():
            SuccessionFactory(ancestor=early, descendant=late)

    def deny(self):
        Succession.objects.all().update(state=Succession.State.REJECTED)

    def move_article(self):
        article = self.chance.choice(self.articles)
        article.position += 100
        article.save()

    def judge(self):
        Outcome.objects.all().delete()
        OutcomeFactory(recommendation=self.chance.choice(self.recommendations))

    def edit(self):
        Recommendation.objects.filter(pk=self.chance.choice(self.recommendations).pk).update(
            action="retain", number=f"{self.chance.random():.9f}"
        )

    def erase(self):
        Recommendation.objects.filter(state=State.DRAFT).delete()
        self.recommendations = list(Recommendation.objects.all()) or [self.recommendation()]

    HAPPENINGS = (
        turn, turn, turn, enter, hand_in, redate, sign, change_kind, retheme, move_theme,
        aim_at_a_division, succeed, deny, move_article, judge, edit, erase,
    )  # fmt: skip


def state_of(chance):
    """Return a random query string of values that there are."""
    offered = [
        (facet.name, value.value)
        for facet in Listing(QueryDict()).facets()
        for value in facet.values
    ]
    asked = QueryDict(mutable=True)
    for name, value in chance.sample(offered, min(len(offered), chance.randint(0, 3))):
        asked.appendlist(name, value)
    if chance.random() < 0.3:
        asked["after"] = chance.choice(["2022", "2023-04", "2023-05"])
    if chance.random() < 0.3:
        asked["before"] = chance.choice(["2022", "2023-04-11", "2023"])
    asked["sort"] = chance.choice(SORTS)
    return asked


def assert_same(asked):
    """Compare what the index and plain SQL give for a state."""
    listing = Listing(asked)
    index, database = listing.selection, FromDatabase(listing.filterset, listing.word_query)
    assert isinstance(index, FromIndex)
    assert index.total == database.total
    assert list(index.rows(listing.sort)) == list(database.rows(listing.sort))
    assert list(index.rows("published")) == list(database.rows("published"))
    for facet in listing.filterset.facets:
        chosen = listing.filterset.form.cleaned_data[facet.name] or {}
        for most in (None, 0, 1, 2, 3):
            shown = index.tallies(facet, chosen, most)
            assert shown == database.tallies(facet, chosen, most), (facet.name, most)


def unfilled():
    """Return the facets of which the index has no value."""
    return {facet.name for facet in Listing(QueryDict()).facets() if not facet.values}


class TestIndex(TestCase):
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**32))
    def test_index_agrees_with_plain_sql_whatever_happens(self, seed):
        chance = random.Random(seed)
        world = World(chance)
        assert unfilled() == set()
        for _ in range(6):
            assert_same(state_of(chance))
            for happening in chance.choices(World.HAPPENINGS, k=2):
                try:
                    happening(world)
                except publishing.Refused:
                    continue
