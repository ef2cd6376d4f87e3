"""Every example of docs/api.md, run against the sample data that it speaks of."""

import contextlib
import io
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

# The sample data, and queries that are tried on each database where they are tested.
pytestmark = pytest.mark.any_database
GUIDE = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text()
SITE = "http://localhost:8000"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(language, answered_in):
    """Return the blocks in a language, each with the block of the answer that follows, or None."""
    blocks = [match.groups() for match in BLOCK.finditer(GUIDE)]
    followed = [*blocks[1:], (None, None)]
    return [
        (text.strip(), after if kind == answered_in else None)
        for (found, text), (kind, after) in zip(blocks, followed, strict=True)
        if found == language
    ]


def assert_within(printed, answer, place="answer"):
    """Check that an answer holds what is printed: some members, the first items, … for any text."""
    if isinstance(printed, dict):
        for name, value in printed.items():
            assert name in answer, f"{place} has no {name}"
            assert_within(value, answer[name], f"{place}.{name}")
    elif isinstance(printed, list):
        assert len(printed) <= len(answer), f"{place} is shorter than printed"
        for number, (value, given) in enumerate(zip(printed, answer, strict=False)):
            assert_within(value, given, f"{place}[{number}]")
    elif printed != "…":
        assert printed == answer, place


@pytest.fixture
def sample(db):
    with contextlib.redirect_stdout(io.StringIO()):
        call_command("import_data", str(Path(settings.BASE_DIR) / "data"))


def test_requests_are_answered_as_printed(client, sample):
    requests = examples("http", answered_in="json")
    assert len(requests) >= 9
    for request, printed in requests:
        address = request.removeprefix("GET ")
        answer = client.get(address, headers={"host": SITE.partition("//")[2]})
        expected = json.loads(printed) if printed else {}
        assert answer.status_code == expected.get("status", 200), address
        if printed:
            assert_within(expected, answer.json(), address)


def test_programs_print_what_they_should(live_server, sample):
    programs = examples("python", answered_in="text")
    assert len(programs) >= 2
    for program, printed in programs:
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            exec(program.replace(SITE, live_server.url), {})
        assert output.getvalue() == printed


def test_guide_names_every_resource_and_parameter(client, db):
    document = client.get("/api/schema/?format=json").json()
    for path, item in document["paths"].items():
        assert path.removeprefix("/api/v1/").partition("{")[0] in GUIDE
        if path == "/api/v1/recommendations/":
            for parameter in item["get"]["parameters"]:
                assert f"`{parameter['name']}" in GUIDE, parameter["name"]
        for status in item["get"]["responses"]:
            assert status in ("200", "304") or f"\n| {status} |" in GUIDE, (path, status)
