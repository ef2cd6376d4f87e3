import pytest

from recommendations.index.process_index import index
from recommendations.listing.facets.facet import Option
from recommendations.listing.facets.option_cache import OptionCache, option_cache
from recommendations.listing.facets.source_facets import OrganisationFacet, ThemeFacet
from recommendations.models import Organisation
from recommendations.tests.factories import RecommendationFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def test_options_are_read_once(django_assert_num_queries):
    theme, cache = ThemeFactory(name="Privacy", slug="privacy"), OptionCache()
    with django_assert_num_queries(1):
        for _ in range(2):
            assert cache.by_key(ThemeFacet(), [theme.pk]) == {
                theme.pk: Option(theme.pk, "privacy", "Privacy")
            }


def test_what_is_not_public_is_no_option():
    RecommendationFactory()
    organisation = Organisation.objects.get()
    assert OptionCache().by_key(OrganisationFacet(), [organisation.pk]) == {}


def test_a_theme_renamed_changes_the_labels_of_those_within_it():
    upper = ThemeFactory(name="Rights")
    lower, cache = ThemeFactory(name="Privacy", parent=upper), OptionCache()
    assert cache.by_key(ThemeFacet(), [lower.pk])[lower.pk].label == "Rights › Privacy"
    upper.name = "Freedoms"
    upper.save()
    cache.forget({"theme": {upper.pk}})
    assert cache.by_key(ThemeFacet(), [lower.pk])[lower.pk].label == "Freedoms › Privacy"


def test_an_option_that_changed_while_it_was_read_is_read_again():
    theme, cache = ThemeFactory(name="Privacy"), OptionCache()

    class ReadTooEarly(ThemeFacet):
        def by_key(self, keys):
            options = super().by_key(keys)
            cache.forget({"theme": set(keys)})
            return options

    assert cache.by_key(ReadTooEarly(), [theme.pk])[theme.pk].label == "Privacy"
    theme.name = "Secrecy"
    theme.save()
    assert cache.by_key(ThemeFacet(), [theme.pk])[theme.pk].label == "Secrecy"


def test_options_of_this_process_follow_the_log():
    assert option_cache.forget in index.listeners
