"""The address of the list is its state: nothing is lost on the way there and back."""

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.tests.factories import ArticleFactory, DraftFactory, SessionFactory
from recommendations.listing import SORTS, Listing
from recommendations.listing.filters import GROUPS, VIEWS
from recommendations.models import Recommendation
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory, ThemeFactory

DATES = st.sampled_from(["2023", "2023-07", "2023-07-19", " 2020 "])
# Texts as they come out of an address: what is no character there never gets in.
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def values_of(listing):
    """Return every value that the facets of a listing offer, by parameter."""
    return {facet.name: [value.value for value in facet.values] for facet in listing.facets()}


class AddressesOfTheList(TestCase):
    """Hypothesis needs Django's own test case, to keep its examples apart."""

    @classmethod
    def setUpTestData(cls):
        session = SessionFactory(slug="fifth")
        draft = DraftFactory(treaty=session.treaty, slug="first draft & annex".replace(" ", "-"))
        articles = [ArticleFactory(draft=draft, number=number) for number in ("1", "24 bis")]
        themes = [ThemeFactory(slug="rights"), ThemeFactory(slug="privacy")]
        for language in ("en", "zh-Hant"):
            submission = SubmissionFactory(
                treaty=session.treaty, session=session, language=language, drafts=[draft]
            )
            RecommendationFactory(
                submission=submission, articles=articles, themes=themes, published=True
            )
        cls.offered = values_of(Listing(QueryDict("")))

    def states(self):
        facets = {
            name: st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)
            for name, values in self.offered.items()
            if values
        }
        single = {
            "q": WORDS,
            "after": DATES,
            "before": DATES,
            "sort": st.sampled_from(list(SORTS)),
            "group": st.sampled_from(list(GROUPS)),
            "view": st.sampled_from(list(VIEWS)),
        }
        ones = {name: values.map(lambda value: [value]) for name, values in single.items()}
        return st.fixed_dictionaries({}, optional=facets | ones)

    @settings(max_examples=30)
    @given(st.data())
    def test_state_address_and_state_again_are_the_same(self, data):
        asked = QueryDict(mutable=True)
        for name, values in data.draw(self.states()).items():
            asked.setlist(name, values)
        listing = Listing(asked)
        again = Listing(QueryDict(listing.querystring()))
        assert not again.invalid_values
        assert not again.unknown
        assert again.parameters == listing.parameters
        assert again.querystring() == listing.querystring()
        if not listing.invalid_values:
            assert again.total == listing.total

    @settings(max_examples=30)
    @given(st.data())
    def test_no_address_that_the_list_offers_loses_anything_else(self, data):
        asked = QueryDict(mutable=True)
        for name, values in data.draw(self.states()).items():
            asked.setlist(name, values)
        listing = Listing(asked)
        for chip in listing.chips():
            left = Listing(QueryDict(chip.querystring))
            assert others(left, chip) == others(listing, chip)
            assert left.sort == listing.sort or "sort" not in listing.parameters


def others(listing, chip):
    """Return the state but for what a chip lifts; the order may go without saying after that."""
    lifted = (chip.parameter, "sort")
    return {name: values for name, values in listing.parameters.items() if name not in lifted}


@pytest.mark.django_db
@pytest.mark.parametrize("parameter", ["theme", "article", "lineage"])
def test_saved_link_keeps_working_when_what_it_names_is_renamed(client, parameter):
    theme = ThemeFactory(slug="encryption")
    recommendation = RecommendationFactory(themes=[theme], published=True)
    article = recommendation.targets.get().article
    RecommendationFactory(published=True)
    saved = f"{parameter}={'encryption' if parameter == 'theme' else article.path}"
    before = client.get(f"/recommendations/?{saved}")
    assert before.context["listing"].total == 1
    theme.slug, article.number = "ciphers", "25 bis"
    theme.save()
    article.save()
    after = client.get(f"/recommendations/?{saved}")
    assert [ask.key for ask in after.context["page_obj"]] == [recommendation.key]
    assert after.context["listing"].invalid_values == []
    named = "ciphers" if parameter == "theme" else article.path
    assert after.context["listing"].querystring() == f"{parameter}={named}"
    assert Recommendation.objects.published().count() == 2
