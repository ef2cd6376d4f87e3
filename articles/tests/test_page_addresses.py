import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from articles.models import Draft, Session, Treaty
from articles.page_addresses import address, at_paths, path_of
from articles.tests.factories import DraftFactory, SessionFactory


def test_address_is_that_of_the_page_of_this_name():
    assert address("theme", "privacy") == reverse("theme", args=["privacy"]) == "/themes/privacy/"
    assert address("article", "t", "d", "article-1") == "/treaties/t/d/article-1/"
    with pytest.raises(NoReverseMatch):
        address("theme")


def test_address_follows_where_the_site_is_mounted():
    plain = address("theme", "privacy")
    set_script_prefix("/tracker/")
    try:
        assert address("theme", "privacy") == f"/tracker{plain}"
    finally:
        set_script_prefix("/")
    assert address("theme", "privacy") == plain


LOOKUPS = ("treaty__slug", "slug")


@pytest.mark.django_db
def test_rows_at_paths_are_those_whose_paths_they_are(django_assert_num_queries):
    one, other = DraftFactory.create_batch(2)
    wanted = [one.path, other.path, f"{one.treaty.slug}/{other.slug}", one.slug, "", "a/b/c"]
    rows = Draft.objects.select_related("treaty")
    found = at_paths(rows, LOOKUPS, wanted)
    assert found == {one.path: one, other.path: other}
    assert {path: path_of(row, LOOKUPS) for path, row in found.items()} == {p: p for p in found}
    with django_assert_num_queries(1):
        at_paths(rows, LOOKUPS, [one.path, other.path], (Treaty, Draft))


@pytest.mark.django_db
@pytest.mark.parametrize(("factory", "model"), [(DraftFactory, Draft), (SessionFactory, Session)])
def test_former_paths_lead_to_the_rows_that_bore_them(factory, model):
    row = factory()
    former = row.path
    row.treaty.slug, row.slug = "renamed", "new"
    row.treaty.save()
    row.save()
    rows = model.objects.select_related("treaty")
    assert at_paths(rows, LOOKUPS, [former, "renamed/new"], (Treaty, model)) == {
        former: row,
        "renamed/new": row,
    }
    assert at_paths(rows, LOOKUPS, [former]) == {}
