"""The YAML of the interchange format: what is written is what is read, to the letter."""

import string

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from recommendations.exchange.interchange.yaml_documents import Unreadable, dump, parse, plain

AWKWARD = (
    string.ascii_letters + string.digits + " \t\n:#-'\"|>%@`!&*?,[]{}~=<\\" + "\r\x85\u2028\ufeff"
)
texts = st.one_of(
    st.text(st.sampled_from(AWKWARD + "éأن字😀"), max_size=300),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
)
values = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(values)
@example({"a": " leading", "b": "trailing ", "c": "\nfirst", "d": "last\n\n", "e": ""})
@example([{"a": "one\n  two\n\n\nthree"}, [["x\n"]], {}, []])
@example({"no": "no", "number": "6.10", "date": "2023-07", "null": "null", "at": "12:30:00"})
@example(["---", "...", "a\n---\nb", "# a", "a # b", "a: b", "- a", "? a", "%YAML"])
@example({"ar": "يجب على كل دولة طرف أن تعتمد " * 40, "word": "x" * 500, "space": "a" + " " * 300})
def test_dump_reads_back_as_the_same_value(value):
    assert plain(parse(dump(value))) == value


@given(values)
def test_dump_is_stable(value):
    written = dump(value)
    assert dump(plain(parse(written))) == written


def test_dump_is_read_the_same_by_both_parsers():
    value = [{"text": "one\n  two\n", "quoted": " a\r\n", "arabic": "مادة"}]
    assert plain(yaml.compose(dump(value), Loader=yaml.BaseLoader)) == value


def test_dump_keeps_the_order_of_keys_and_does_not_escape_letters():
    assert dump({"b": "ü", "a": ["مادة", "1"]}) == "b: ü\na:\n- مادة\n- 1\n"


def test_dump_writes_several_lines_as_a_block():
    assert dump({"text": "one\ntwo\n"}) == "text: |\n  one\n  two\n"


def test_dump_breaks_long_lines_at_spaces():
    assert max(len(line) for line in dump(["word " * 100 + "end"]).splitlines()) <= 106


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b\nc: [", 3),
        ("a: b\n\tc: d", 2),
        ("a: b: c", 1),
        ("a: 1\n---\nb: 2\n", 2),
        ("first: &x\n- 1\nsecond: *x\n", 1),
        ("&x [*x]", 1),
        ("a: \x07", 0),
        ("[" * 5000, None),
    ],
)
def test_parse_refuses_what_is_not_one_plain_document(text, line):
    with pytest.raises(Unreadable) as refusal:
        parse(text)
    assert line is None or refusal.value.line == line


def test_parse_gives_none_for_an_empty_document():
    assert plain(parse("# nothing here\n")) is None
