"""How much of what two submissions cite the grammar finds; figures with `pytest -s`."""

import pytest

from articles.references import CITATION, parse_one
from articles.tests.cited_places import SUBMISSIONS, Cited, listed, submission

pytestmark = pytest.mark.skipif(not SUBMISSIONS.is_dir(), reason="the submissions are not here")


def found(file):
    """Return what the grammar finds in a submission: numbers without a word before are noise."""
    for match in CITATION.finditer(submission(file)):
        citation = parse_one(match.group())
        if citation and match.group()[0].isalpha():
            means = (citation.kind, citation.number, *citation.steps)
            yield Cited(file, match.start(), match.end(), (means,), foreign=False)


def test_words_of_the_list_stand_where_it_says():
    for one in listed():
        assert submission(one.file)[one.start : one.end].strip()


def test_grammar_finds_what_reading_finds():
    wanted = listed()
    got = {one for file in {one.file for one in wanted} for one in found(file)}
    right = wanted & got
    print(f"\nlisted {len(wanted)}, found {len(got)}, right {len(right)}")
    print(f"precision {len(right) / len(got):.1%}, recall {len(right) / len(wanted):.1%}")
    assert (len(wanted), len(got), len(right)) == (116, 69, 48)
