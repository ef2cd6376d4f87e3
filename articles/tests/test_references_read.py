"""How much of what two submissions cite the grammar finds; figures with `pytest -s`."""

import pytest

from articles.references import find
from articles.tests.cited_places import SUBMISSIONS, Cited, listed, submission

pytestmark = pytest.mark.skipif(not SUBMISSIONS.is_dir(), reason="the submissions are not here")

# What the submissions say that they are about, as the treaty at the desk does
TITLES = ("United Nations Convention against Cybercrime", "UN Cybercrime Convention")


def found(file):
    """Yield what the grammar finds in a submission."""
    for reference in find(submission(file), titles=TITLES):
        for mention in reference.mentions:
            means = tuple((one.kind, one.number, *one.steps) for one in mention.citations)
            yield Cited(file, mention.start, mention.end, means, bool(reference.instrument))


def shown(one):
    text = submission(one.file)
    around = (
        f"{text[one.start - 30 : one.start]}[{text[one.start : one.end]}]{text[one.end :][:30]}"
    )
    return f"{one.file[:3]} {one.start} {around!r} {one.means} {'foreign' * one.foreign}"


def test_words_of_the_list_stand_where_it_says():
    for one in listed():
        assert submission(one.file)[one.start : one.end].strip()


def test_grammar_finds_what_reading_finds():
    wanted = listed()
    got = {one for file in {one.file for one in wanted} for one in found(file)}
    right = wanted & got
    print(f"\nlisted {len(wanted)}, found {len(got)}, right {len(right)}")
    print(f"precision {len(right) / len(got):.1%}, recall {len(right) / len(wanted):.1%}")
    for name, ones in (("not found", wanted - got), ("wrong", got - wanted)):
        for one in sorted(ones):
            print(f"{name}: {shown(one)}")
    # "parra. 11" is a slip of the pen, and "par. 7 J" has its letter neither small nor enclosed.
    assert (len(wanted), len(got), len(right)) == (116, 115, 114)
