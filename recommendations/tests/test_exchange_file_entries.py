"""Files against the schema: every fault, with its line and path."""

import pytest

from recommendations.exchange.interchange import schema
from recommendations.exchange.interchange.file_entries import read_file
from recommendations.exchange.interchange.schema import ListOf


def read(tmp_path, text, shape):
    """Read text as a file of this shape; return what it holds and its faults as text."""
    data = text if isinstance(text, bytes) else text.encode()
    (tmp_path / "file.yaml").write_bytes(data)
    faults = []
    found = read_file(tmp_path, "file.yaml", shape, faults)
    return found, [str(fault) for fault in faults]


def test_entry_has_every_key_of_its_schema(tmp_path):
    text = "slug: session-6\ntitle: Sixth\nnumber: 6\nstarts_on: 2023-08-21\n"
    entry, faults = read(tmp_path, text, schema.SESSION)
    assert faults == []
    assert entry["number"] == 6
    assert entry["starts_on"].isoformat() == "2023-08-21"
    assert (entry["ends_on"], entry["place"], entry["basis"]) == (None, "", "")


def test_entry_knows_where_its_values_stand(tmp_path):
    text = "- slug: a\n  name: A\n  other_names:\n  - B\n  - C\n"
    [entry], _faults = read(tmp_path, text, ListOf(schema.ORGANISATION))
    assert str(entry.at("name")) == "file.yaml:2 [0].name"
    assert str(entry.at("other_names", 1)) == "file.yaml:5 [0].other_names[1]"
    assert str(entry.at("website")) == "file.yaml:1 [0].website"


def test_faults_name_line_and_path_within_nested_lists(tmp_path):
    text = (
        "slug: s\ntitle: S\ntreaty: t\nrecommendations:\n"
        "- key: abc123\n  number: 1\n  title: T\n  action: amnd\n"
        "  targets:\n  - artcle: x\n    proposals:\n    - basis: guess\n"
    )
    _entry, faults = read(tmp_path, text, schema.SUBMISSION)
    assert faults == [
        "file.yaml:8 recommendations[0].action: “amnd” is not one of "
        "amend, insert, delete, replace, retain, general",
        "file.yaml:10 recommendations[0].targets[0]: unknown key “artcle”",
        "file.yaml:12 recommendations[0].targets[0].proposals[0].basis: “guess” is not one of "
        "official, quoted, reconstructed",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "file.yaml: the file is empty"),
        ("- a\n", "file.yaml:1: keys with values are needed here"),
        ("title: D\nkind: adopted\nstage: 1\n", "file.yaml:1: missing key “slug”"),
        ("slug:\ntitle: D\nkind: adopted\nstage: 1\n", "file.yaml:1: missing key “slug”"),
        ("{slug: d, title: D, kind: adopted, stage: -1}", "“-1” is not a whole number"),
        ("{slug: d, title: D, kind: adopted, stage: 99999999999}", "is not a whole number"),
        ("{slug: d, title: D, kind: adopted, stage: 1, partial: yes}", "not true or false"),
        ("{slug: d, title: [D], kind: adopted, stage: 1}", "a single value is needed here"),
        (
            '{slug: d, title: "D\\0", kind: adopted, stage: 1}',
            "contains a character that is not text",
        ),
        ('{slug: d, title: "\\ud800", kind: adopted, stage: 1}', "not"),
        ("slug: d\nslug: e\ntitle: D\nkind: adopted\nstage: 1", "the key “slug” appears twice"),
        ("{slug: d, title: D, kind: adopted, stage: 1, sessions: x}", "a list is needed here"),
        ("{slug: d, title: D, kind: adopted, stage: 1, sessions: [x, x]}", "appears twice"),
        ("{slug: d, title: D, kind: adopted, stage: 1, sessions: [[x]]}", "a single value"),
        ("{slug: d, title: D, kind: adopted, stage: 1, articles: {}}", "a list is needed here"),
        ("{slug: d, title: D, kind: adopted, stage: 1, articles: [x]}", "keys with values"),
        ("{slug: d, title: D, kind: adopted, stage: 1, <<: {}}", "unknown key “<<”"),
        ("{slug: d, title: D, kind: adopted, stage: 1, [a]: b}", "unknown key “None”"),
        (b"slug: \xff\n", "file.yaml: cannot be read: it is not UTF-8 text"),
        ("slug: [\n", "not YAML"),
    ],
)
def test_draft_that_is_wrong_has_one_fault(tmp_path, text, fault):
    _entry, faults = read(tmp_path, text, schema.DRAFT)
    assert len(faults) == 1
    assert fault in faults[0]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("published_at", "2023-07-19"),
        ("published_at", "2023-07-19T12:00:00"),
        ("updated_at", "0001-01-01T00:00:00+14:00"),
        ("updated_at", "yesterday"),
    ],
)
def test_moment_needs_a_time_and_a_zone(tmp_path, key, value):
    text = f"slug: s\ntitle: S\ntreaty: t\n{key}: {value}\n"
    _entry, faults = read(tmp_path, text, schema.SUBMISSION)
    assert len(faults) == 1
    assert "is not a date and time" in faults[0]


@pytest.mark.parametrize("value", ["2023-02-30", "2023-7-1", "20230701", "2023-W01-1", "2023"])
def test_day_is_a_whole_day_of_the_calendar(tmp_path, value):
    _entry, faults = read(tmp_path, f"slug: s\ntitle: S\nends_on: {value}", schema.SESSION)
    assert faults == [f"file.yaml:3 ends_on: “{value}” is not a date, for example 2023-07-19"]


def test_texts_by_language_are_one_a_language(tmp_path):
    text = "eid: art_1__para_1\nkind: paragraph\ntexts:\n  en: A\n  en: B\n"
    entry, faults = read(tmp_path, text, schema.PROVISION)
    assert entry["texts"] == {"en": "A"}
    assert faults == ["file.yaml:5 texts: one text for each language is needed here"]


def test_file_that_cannot_be_opened_is_a_fault(tmp_path):
    faults = []
    assert read_file(tmp_path, "absent.yaml", schema.DRAFT, faults) is None
    assert str(faults[0]).startswith("absent.yaml: cannot be read: ")
