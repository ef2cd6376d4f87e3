"""Nothing that is typed or asked for at the desk breaks it."""

from urllib.parse import quote

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

# What a list knows, fields that it does not filter by, and what is no field at all.
QUERIES = [
    *("q", "p", "o", "id__exact", "state__exact", "mine", "submission__id__exact"),
    *("title", "language", "typed"),
]
BROKEN = ["9" * 5000, "9" * 30, "\0", "²", "-1", "1e9", "x" * 100_000, "[]", "{}"]


@pytest.mark.parametrize("value", BROKEN)
def test_nothing_typed_at_the_desk_breaks_it(admin_client, value):
    typed = (
        "submission",
        "typed",
        "draft",
        "language",
        "title",
        "quote",
        "base",
        "proposed",
        "own",
    )
    data = dict.fromkeys([*typed, "targets-TOTAL_FORMS", "targets-0-place", "after"], value)
    for name in ("desk_places", "desk_rows"):
        assert admin_client.get(reverse(f"admin:{name}"), data).status_code == 200
    for name in ("desk_hints", "desk_redline"):
        assert admin_client.post(reverse(f"admin:{name}"), data).status_code == 200
    for name in ("recommendation", "submission"):
        prefix = f"admin:recommendations_{name}_"
        for query in QUERIES:
            address = f"{reverse(prefix + 'changelist')}?{query}={quote(value)}"
            assert admin_client.get(address, follow=True).status_code == 200, query
        assert (
            admin_client.get(f"{reverse(prefix + 'add')}?submission={quote(value)}").status_code
            == 200
        )
        chosen = {"action": "publish_chosen", "_selected_action": [value], "confirmed": value}
        answer = admin_client.post(reverse(prefix + "changelist"), chosen)
        assert answer.status_code in (200, 302)


@pytest.mark.parametrize("key", ["9" * 5000, "9" * 30, "0", "-1", "x", "%00", "_2F", "1.5"])
@pytest.mark.parametrize(
    "end", ["change", "history", "history/1", "history/x", "delete", "act/publish", "reassign"]
)
def test_no_key_at_the_desk_breaks_it(admin_client, key, end):
    address = f"/admin/recommendations/submission/{key}/{end}/"
    for ask in (admin_client.get, admin_client.post):
        answer = ask(address)
        # What was deleted meanwhile is offered to be entered anew.
        anew = (ask, end, key) == (admin_client.post, "change", "0")
        assert answer.status_code in (302, 403, 404, 405) or anew
