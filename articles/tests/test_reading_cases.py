"""Small inputs that were once read wrongly, where they lie beside the project, read as they should.

`reading_cases.tsv` has a line for each: its name and an account of its text. The accounts were read
against the inputs by a person; they hold numbers and counts, none of the words.
"""

import re
from pathlib import Path

import pytest

from articles.reading import formats
from articles.reading.lines import Unreadable

CASES = Path(__file__).parents[3] / "shared/cases/reading"
ACCOUNTS = Path(__file__).with_suffix("").with_name("reading_cases.tsv")
READ = dict(line.split("\t") for line in ACCOUNTS.read_text().splitlines())


def account_of(path):
    """Return the pieces of a text: its articles with the lengths of headings, numbers, words.

    "article 2/6: 1=4 1a=3" is article 2 under a heading of six letters, with paragraphs 1 and 1a of
    four and three words; a piece without a number is "-".
    """
    try:
        outline = formats.read(path.read_bytes(), path.name)
    except Unreadable:
        return "refused"
    return "; ".join(
        f"{article.kind} {article.number}".strip()
        + f"/{len(article.heading)}: "
        + " ".join(pieces_of(article.provisions))
        for article in outline.articles
    )


def pieces_of(provisions):
    for provision in provisions:
        words = len(re.findall(r"\w+", provision.text or ""))
        yield f"{provision.number.replace(' ', '') or '-'}={words}"
        yield from pieces_of(provision.provisions)


@pytest.mark.parametrize("name", READ)
def test_given_case_is_read_as_a_person_reads_it(name):
    if not (CASES / name).exists():
        pytest.skip("the cases are not here")
    assert account_of(CASES / name) == READ[name]
