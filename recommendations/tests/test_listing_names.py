import pytest

from recommendations.listing import facet_labels as module
from recommendations.listing.facet_labels import Names
from recommendations.listing.source_facets import OrganisationFacet, ThemeFacet
from recommendations.models import Organisation
from recommendations.tests.factories import RecommendationFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def test_names_are_read_once(django_assert_num_queries):
    theme, names = ThemeFactory(name="Privacy", slug="privacy"), Names()
    with django_assert_num_queries(1):
        for _ in range(2):
            assert names.of(ThemeFacet(), [theme.pk]) == {theme.pk: ("privacy", "Privacy")}


def test_what_is_not_public_has_no_name():
    RecommendationFactory()
    organisation = Organisation.objects.get()
    assert Names().of(OrganisationFacet(), [organisation.pk]) == {}


def test_a_theme_renamed_changes_the_names_of_those_within_it():
    upper = ThemeFactory(name="Rights")
    lower, names = ThemeFactory(name="Privacy", parent=upper), Names()
    assert names.of(ThemeFacet(), [lower.pk])[lower.pk][1] == "Rights › Privacy"
    upper.name = "Freedoms"
    upper.save()
    names.forget({"theme": {upper.pk}})
    assert names.of(ThemeFacet(), [lower.pk])[lower.pk][1] == "Freedoms › Privacy"


def test_a_name_that_changed_while_it_was_read_is_read_again():
    theme, names = ThemeFactory(name="Privacy"), Names()

    class ReadTooEarly(ThemeFacet):
        def named(self, ids):
            found = super().named(ids)
            names.forget({"theme": set(ids)})
            return found

    assert names.of(ReadTooEarly(), [theme.pk])[theme.pk][1] == "Privacy"
    theme.name = "Secrecy"
    theme.save()
    assert names.of(ThemeFacet(), [theme.pk])[theme.pk][1] == "Secrecy"


def test_names_of_this_process_follow_the_log():
    assert module.names.forget in module.keeper.listeners
