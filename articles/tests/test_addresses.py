import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from articles.addresses import address


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
