"""What comparing drafts costs: how its figures are made, and where they go."""

import pytest

from articles.models import Succession
from articles.tests.factories import ArticleFactory, DraftFactory
from bench import compared_laws, comparing_figures, comparing_run
from bench.comparing_figures import BEGIN, END, Asked, first_view, told
from bench.lineage_pairs import DATA
from bench.performance_page import PAGE, with_tables
from recommendations.tests.compared_drafts import joined_articles, two_drafts


class Answer:
    """An answer of a server, unpacked."""

    def __init__(self, content):
        self.content = self.body = content.encode()


class Files:
    """A reader of files by their addresses."""

    def __init__(self, **files):
        self.files = files

    def get(self, path):
        return Answer(self.files[path.rpartition("/")[2].partition(".")[0]])


def test_every_deed_is_done():
    assert comparing_figures.DEEDS.keys() == comparing_run.DEEDS.keys()


def test_times_are_told_by_their_medians():
    answers = [Asked(first, 2 * first, 1, 1) for first in (1.0, 5.0, 3.0)]
    assert told(answers) == "6.0 (first byte 3.0)"


def test_first_view_is_the_page_with_what_it_names():
    head = '<link href="/static/css/house.css"><link href="/static/css/house.css">'
    faces = " ".join(
        f'@font-face{{font-style: {name}; src: url("../f/{name}.woff2")}}'
        for name in ("regular", "italic")
    )
    files = Files(page=head, house=faces, regular="12345", italic="123456789")
    assert first_view(files, "/page.html") == len(head) + len(faces) + 5


def test_paper_has_a_place_for_the_figures():
    page = with_tables(PAGE.read_text(encoding="utf-8"), "| a |", BEGIN, END)
    assert f"{BEGIN}\n\n| a |\n\n{END}" in page


@pytest.mark.django_db
def test_articles_are_joined_as_the_answers_say(monkeypatch):
    earlier = DraftFactory(stage=1)
    later = DraftFactory(stage=2, treaty=earlier.treaty)
    one, two = (ArticleFactory(draft=draft, number="1") for draft in (earlier, later))
    gone, new = ArticleFactory(draft=earlier, number="2"), ArticleFactory(draft=later, number="3")
    rows = [("1", "1", "yes"), ("2", "", "yes"), ("", "3", "yes"), ("2", "3", "no")]
    answers = [
        {"unit": "article", "from": before, "to": after, "required": required}
        for before, after, required in rows
    ]
    monkeypatch.setattr(compared_laws, "rows", lambda name: answers)
    compared_laws.join("any", earlier, later)
    edges = set(Succession.objects.values_list("ancestor", "descendant", "dropped_in"))
    assert edges == {(one.pk, two.pk, None), (gone.pk, None, later.pk), (None, new.pk, None)}


@pytest.mark.any_database
@pytest.mark.skipif(not (DATA / "gdpr").exists(), reason="the law is not beside the checkout")
def test_successions_of_a_law_are_suggested():
    suggested = comparing_run.DEEDS["suggest"]("gdpr")()
    assert len(suggested.edges) > 90


@pytest.mark.django_db
def test_two_drafts_are_compared_in_each_way(monkeypatch):
    drafts = two_drafts()
    joined_articles(drafts)
    monkeypatch.setattr(comparing_run, "_drafts", lambda law: drafts)
    [once], [again] = (comparing_run.DEEDS[deed]("any")() for deed in ("compare", "compare again"))
    assert once.word_count == again.word_count == (1, 0, 0)
    comparing_run.DEEDS["difflib"]("any")()
