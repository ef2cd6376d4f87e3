"""How much of what two submissions cite the grammar finds; figures with `pytest -s`."""

import pytest

from articles.references import find
from articles.tests.cited_places import SUBMISSIONS, Cited, listed, submission

pytestmark = pytest.mark.skipif(not SUBMISSIONS.is_dir(), reason="the submissions are not here")

# What the submissions say that they are about, as the treaty at the desk does
TITLES = ("United Nations Convention against Cybercrime", "UN Cybercrime Convention")


def places_in(file):
    """Yield what the grammar finds in a submission."""
    for reference in find(submission(file), titles=TITLES):
        for mention in reference.mentions:
            means = tuple((cited.kind, cited.number, *cited.steps) for cited in mention.citations)
            yield Cited(file, mention.start, mention.end, means, bool(reference.instrument))


def shown(place):
    text, start, end = submission(place.file), place.start, place.end
    around = f"{text[start - 30 : start]}[{text[start:end]}]{text[end : end + 30]}"
    return f"{place.file[:3]} {place.start} {around!r} {place.means} {'foreign' * place.foreign}"


def test_words_of_the_list_stand_where_it_says():
    for place in listed():
        assert submission(place.file)[place.start : place.end].strip()


def test_grammar_finds_what_reading_finds():
    wanted = listed()
    got = {place for file in {place.file for place in wanted} for place in places_in(file)}
    right = wanted & got
    print(f"\nlisted {len(wanted)}, found {len(got)}, right {len(right)}")
    print(f"precision {len(right) / len(got):.1%}, recall {len(right) / len(wanted):.1%}")
    for name, places in (("not found", wanted - got), ("wrong", got - wanted)):
        for place in sorted(places):
            print(f"{name}: {shown(place)}")
    # "parra. 11" is a slip of the pen, and "par. 7 J" has its letter neither small nor enclosed.
    assert (len(wanted), len(got), len(right)) == (116, 115, 114)
