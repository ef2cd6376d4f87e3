"""A short run of what `python -m bench.fuzz_reading` does at length."""

import pytest

from articles.draft_texts.writing import Refused, store
from articles.models import Article, Provision, ProvisionText
from articles.reading import formats, sandbox
from articles.reading.lines import Unreadable
from articles.tests.factories import DraftFactory
from articles.tests.fuzzing import inputs

pytestmark = pytest.mark.django_db


def test_broken_files_are_refused_in_words_or_read_whole():
    refused, stored = 0, 0
    for name, content in inputs(100, seed=1, pdfs=0.06):
        draft = DraftFactory()
        try:
            # The parser of PDF is C and may fall; all else would show here how it does.
            reader = sandbox if name.endswith(".pdf") else formats
            read = reader.read(content, name)
            store(read, draft, name)
            stored += 1
            assert Article.objects.filter(draft=draft).count() == len(read.articles)
            assert Provision.objects.filter(draft=draft).count() == sum(1 for _one in read.walk())
        except (Unreadable, Refused):
            refused += 1
            assert not Article.objects.filter(draft=draft).exists()
    assert refused
    assert stored
    assert ProvisionText.objects.filter(text="").count() == 0
