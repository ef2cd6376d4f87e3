"""Texts for the tests of reading, and their outlines in a form that is quick to compare."""

from pathlib import Path

import pytest

from articles.reading import formats

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
TREATIES = DATA / "treaties"


def outline(text, name="text.txt", language="en"):
    """Return the Outline of a text."""
    content = text if isinstance(text, bytes) else text.encode()
    return formats.read(content, name, language)


def eids(read):
    """Return the eIds of all provisions, in order."""
    return [provision.eid for _article, provision, _parent in read.walk()]


def texts(read):
    """Return the words of all provisions by eId."""
    return {provision.eid: provision.text for _article, provision, _parent in read.walk()}


def numbers(read, kind="article"):
    return [article.number for article in read.articles if article.kind == kind]


def messages(read):
    return [f"{doubt.place}: {doubt.message}" for doubt in read.doubts]


def real(name):
    """Return a file of the data beside the project; the test is skipped where that is absent."""
    path = TREATIES / name
    if not path.exists():
        pytest.skip(f"{name} is not here")
    return path
