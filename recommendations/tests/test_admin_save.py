"""What one save knows is its own: nothing of it stays on what requests share."""

import pytest
from django.apps import apps
from django.contrib import admin

from articles.admin.base import DeskAdmin
from articles.tests.editors import address, filled
from recommendations.models import Recommendation
from recommendations.tests.factories import RecommendationFactory

OURS = ("articles", "recommendations", "treatytracker")
REGISTERED = [model for model in apps.get_models() if admin.site.is_registered(model)]
PAGES = [
    page for page in map(admin.site.get_model_admin, REGISTERED) if isinstance(page, DeskAdmin)
]


@pytest.mark.django_db
def test_save_leaves_nothing_on_the_page_that_all_requests_share(desk):
    recommendation = RecommendationFactory()
    page = admin.site.get_model_admin(Recommendation)
    before = dict(vars(page))
    form = filled(desk.get(address(recommendation)), title="Narrow it")
    assert desk.post(address(recommendation), form).status_code == 302
    assert vars(page) == before
    assert page.current_save is None


@pytest.mark.django_db
def test_refused_save_hangs_nothing_on_the_request_and_reads_what_was_posted(desk):
    recommendation = RecommendationFactory()
    form = filled(desk.get(address(recommendation)), title="Narrow it", _version="old")
    answer = desk.post(address(recommendation), form)
    request = answer.wsgi_request
    usual = desk.get(address(recommendation, "delete")).wsgi_request
    added = vars(request).keys() - vars(usual).keys() - {"current_app"}
    assert all(name.startswith("_") for name in added), added  # what Django notes on reading it
    assert request.POST["_version"] == "old"
    assert "Not saved" in answer.content.decode()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.opts.model_name)
def test_pages_forms_and_rows_override_public_methods_alone(page):
    classes = [type(page), page.form, *page.inlines]
    classes += [cls for inline in page.inlines for cls in (inline.form, inline.formset)]
    for cls in classes:
        own = [base for base in cls.__mro__ if base.__module__.split(".")[0] in OURS]
        theirs = {name for base in cls.__mro__ if base not in own for name in vars(base)}
        private = {
            name
            for base in own
            for name in vars(base)
            if name.startswith("_") and not name.startswith("__") and name in theirs
        }
        assert not private - {"_meta"}, cls
