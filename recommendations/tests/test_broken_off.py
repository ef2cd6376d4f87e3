"""What the database breaks off twice: what was typed and chosen comes back."""

import itertools
import math
from contextlib import contextmanager

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.urls import reverse

from articles.tests.editors import address, filled, messages
from articles.tests.factories import DraftFactory
from recommendations.models import Recommendation, State
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    ThemeFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("postgresql")]
DEADLOCK = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$"
BUSY = "Not saved: others were saving the same records"


@contextmanager
def broken_off(times=math.inf):
    """Let the database break off, as it does a deadlock, what holds rows, so many times."""
    numbers = itertools.count()

    def answer(execute, sql, params, many, context):
        if "FOR NO KEY UPDATE" in sql and next(numbers) < times:
            return execute(DEADLOCK, None, False, context)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(answer):
        yield


@pytest.fixture
def recommendation():
    return RecommendationFactory(title="Narrow it")


def hidden_of(page):
    data = {}
    for name, value in page.context["hidden"]:
        data.setdefault(name, []).append(value)
    return data


def test_drafts_chosen_for_reassigning_come_back(desk, recommendation):
    old = recommendation.submission.drafts.get()
    new = DraftFactory(treaty=old.treaty)
    page = reverse("admin:recommendations_submission_reassign", args=[recommendation.submission.pk])
    with broken_off():
        answer = desk.post(page, {"old": old.pk, "new": new.pk})
    assert BUSY in messages(answer)
    assert f'<option value="{new.pk}" selected>' in answer.text


def test_organisation_chosen_for_merging_comes_back(desk, recommendation):
    gone, kept = recommendation.submission.signatures.get().organisation, OrganisationFactory()
    page = reverse("admin:recommendations_organisation_merge", args=[gone.pk])
    token = desk.post(page, {"into": kept.pk}).context["result"].token
    with broken_off():
        answer = desk.post(page, {"into": kept.pk, "confirmed": token})
    assert BUSY in messages(answer)
    assert f'<option value="{kept.pk}" selected>' in answer.text


@pytest.mark.parametrize("action", ["publish_chosen", "themes_chosen"])
def test_ticked_rows_and_themes_come_back_and_lead_on(desk, recommendation, action):
    theme = ThemeFactory()
    page = reverse("admin:recommendations_recommendation_changelist")
    data = {"action": action, ACTION_CHECKBOX_NAME: [recommendation.pk]}
    data |= {"themes": "1", "add": [theme.pk]} if action == "themes_chosen" else {}
    confirmed = hidden_of(desk.post(page, data))
    with broken_off():
        answer = desk.post(page, confirmed)
    assert BUSY in messages(answer)
    preview = desk.post(page, hidden_of(answer))
    desk.post(page, hidden_of(preview))
    recommendation.refresh_from_db()
    done = theme in recommendation.themes.all(), recommendation.state == State.PUBLISHED
    assert done == (action == "themes_chosen", action == "publish_chosen")


@pytest.mark.parametrize("times", [2, math.inf])
def test_what_was_typed_comes_back(desk, recommendation, times):
    page = address(recommendation)
    data = filled(desk.get(page), title="Narrow it further")
    with broken_off(times):
        answer = desk.post(page, data)
    assert BUSY in answer.text
    assert "Narrow it further" in answer.text
    assert Recommendation.objects.get().title == "Narrow it"
