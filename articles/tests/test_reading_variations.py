"""Small treaties of many layouts, each with what a person reads in it.

`reading_variations.txt` holds them: "=== " and a file name, the text, "---", and what is right:
divisions and articles with their headings, below them numbers and words, indented as they nest.
A line "? words" is a doubt that has to be told.
"""

import re
from pathlib import Path

import pytest

from articles.tests.reading import messages, outline

FILE = Path(__file__).with_name("reading_variations.txt")
VARIATIONS = dict(
    block.split("\n", 1) for block in re.split(r"^=== ", FILE.read_text("utf-8"), flags=re.M)[1:]
)


def rendered(read):
    """Return the lines of an Outline as the file of variations has them."""
    lines = [f"title {read.title}"] if read.title else []
    lines += [f"contents {' '.join(read.contents)}"] if read.contents else []
    divisions, told = {division.slug: division for division in read.divisions}, set()
    for article in read.articles:
        division = divisions.get(article.division)
        if division and division.slug not in told:
            told.add(division.slug)
            lines.append(headed(division))
        lines += [headed(article), *provision_lines(article.provisions, "  ")]
    return lines


def headed(unit):
    name = f"{unit.kind} {unit.number}".strip()
    return f"{name}: {unit.heading}" if unit.heading else name


def provision_lines(provisions, indent):
    for provision in provisions:
        words = " ".join(part for part in (provision.number, provision.text) if part)
        yield f"{indent}{words}"
        yield from provision_lines(provision.provisions, f"{indent}  ")


@pytest.mark.parametrize("name", VARIATIONS)
def test_layout_is_read_as_a_person_reads_it(name):
    text, right = VARIATIONS[name].rstrip("\n").split("\n---\n")
    lines = right.split("\n")
    doubts = [line[2:] for line in lines if line.startswith("? ")]
    wanted = [line for line in lines if not line.startswith("? ")]
    read = outline(text, name, language=None)
    if not wanted[0].startswith("title "):
        read.title = ""
    assert rendered(read) == wanted
    for words in doubts:
        assert any(words in message.lower() for message in messages(read))
