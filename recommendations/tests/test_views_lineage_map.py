"""The way of an article as it is drawn, and that nothing of its neighbours' relatives is on it."""

from collections import namedtuple

import pytest

from articles.lineage import Lineage
from articles.models import Draft, Succession
from articles.tests.factories import (
    ArticleFactory,
    DraftFactory,
    SuccessionFactory,
    TreatyFactory,
)
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from recommendations.tests.reading import links_of, text_of
from recommendations.views.lineage_steps import lineage_paths

pytestmark = pytest.mark.django_db
Texts = namedtuple("Texts", "treaty first second third")


@pytest.fixture
def texts():
    """Three drafts; Article 1 of the first was split into 2 and 3, and 3 merged with 4 into 5."""
    treaty = TreatyFactory()
    first, second = (DraftFactory(treaty=treaty, stage=n, symbol=f"A/{n}") for n in (1, 2))
    third = DraftFactory(treaty=treaty, stage=3, symbol="A/3", kind=Draft.Kind.ADOPTED)
    rows = Texts(treaty, {}, {}, {})
    for draft, articles, numbers in (
        (first, rows.first, "1"),
        (second, rows.second, "234"),
        (third, rows.third, "5"),
    ):
        for number in numbers:
            articles[number] = ArticleFactory(draft=draft, number=number)
    for earlier, later in (
        (rows.first["1"], rows.second["2"]),
        (rows.first["1"], rows.second["3"]),
        (rows.second["3"], rows.third["5"]),
        (rows.second["4"], rows.third["5"]),
    ):
        SuccessionFactory(ancestor=earlier, descendant=later, basis="sourced", source="A/9")
    return rows


def path_of(article):
    [path] = lineage_paths([article], article.draft.treaty)
    return path


def drawn(article):
    """Return the columns as (label, whether it is the article itself) of each entry, and lines."""
    return [
        (
            [(entry.number, entry.is_own) if entry else None for entry in column.entries],
            [line[:2] for line in column.lines],
        )
        for column in path_of(article).columns
    ]


def test_map_draws_splits_and_merges_with_a_line_to_each_part(texts):
    assert drawn(texts.second["3"]) == [
        ([("1", True)], []),
        ([("2", False), ("3", True), ("4", False)], [(50, 17), (50, 50)]),
        ([("5", True)], [(50, 50), (83, 50)]),
    ]


def test_map_leaves_out_what_became_of_the_other_half(texts):
    also = ArticleFactory(draft=texts.third["5"].draft, number="6")
    SuccessionFactory(ancestor=texts.second["2"], descendant=also)
    assert [numbers for numbers, _lines in drawn(texts.second["3"])] == [
        [("1", True)],
        [("2", False), ("3", True), ("4", False)],
        [("5", True)],
    ]


def test_map_lets_a_line_pass_the_stages_that_it_skips(texts):
    ArticleFactory(draft=texts.third["5"].draft, number="6", position=0)
    late = ArticleFactory(draft=texts.third["5"].draft, number="7", position=99_999)
    SuccessionFactory(ancestor=texts.first["1"], descendant=late)
    columns = drawn(texts.first["1"])
    assert columns[1][0] == [("2", True), ("3", True), ("4", False), None]
    assert columns[1][1] == [(50, 12), (50, 38), (50, 88)]
    assert columns[2] == ([("5", True), ("7", True)], [(38, 25), (62, 25), (88, 75)])


def test_map_marks_what_nobody_has_confirmed_and_draws_none_of_it_aside(texts):
    perhaps = ArticleFactory(draft=texts.third["5"].draft, number="8")
    SuccessionFactory(ancestor=texts.second["2"], descendant=perhaps, state="suggested")
    path = path_of(texts.second["2"])
    entries = {e.number: e for column in path.columns for e in column.entries}
    assert entries["8"].is_suggested
    assert not entries["8"].is_own
    assert [e.number for e in entries.values() if e.is_suggested] == ["8"]
    assert path.others == [texts.first["1"]]
    # From Article 3, Article 2 is the other half, and what may become of it is no matter of its.
    assert "8" not in {e.number for c in path_of(texts.second["3"]).columns for e in c.entries}


def test_map_shows_where_an_article_was_dropped_and_where_it_was_new(texts):
    fourth = DraftFactory(treaty=texts.treaty, stage=4, symbol="A/4")
    SuccessionFactory(ancestor=texts.third["5"], descendant=None, dropped_in=fourth)
    Succession.objects.create(descendant=texts.second["4"], state="confirmed")
    path = path_of(texts.second["4"])
    assert [(e.number, e.is_new) for e in path.columns[0].entries] == [("3", False), ("4", True)]
    assert path.columns[-1].entries[0].article is None
    assert path.columns[-1].is_straight
    assert next(path.events) == "Article 4 is new in A/2."
    assert "Article 5 (A/3) was dropped in A/4." in [*path.events]


def test_what_is_too_much_for_a_phone_is_marked(client, texts):
    assert not any(column.is_crowded for column in path_of(texts.first["1"]).columns)
    for number in "78":
        more = ArticleFactory(draft=texts.second["2"].draft, number=number)
        SuccessionFactory(ancestor=texts.first["1"], descendant=more)
    columns = path_of(texts.first["1"]).columns
    assert [column.is_crowded for column in columns] == [False, True, True]
    assert '<li class="crowded">' in client.get(texts.first["1"].get_absolute_url()).text


def test_events_say_what_happened_in_sentences(texts):
    assert [*path_of(texts.second["3"]).events] == [
        "Article 1 (A/1) was split into Article 2 and Article 3 (A/2).",
        "Article 3 and Article 4 (A/2) were merged into Article 5 (A/3).",
    ]
    assert [*path_of(texts.second["2"]).events] == [
        "Article 1 (A/1) was split into Article 2 and Article 3 (A/2).",
        "Nobody has confirmed yet what became of Article 2 (A/2) in A/3.",
    ]


def test_nothing_is_called_unknown_in_a_document_that_has_only_a_part_of_the_text(texts):
    texts.third["5"].draft.__class__.objects.filter(stage=3).update(partial=True)
    assert not path_of(texts.second["2"]).unknown


def test_tabs_lead_to_each_draft_and_tell_which_one_is_read(client, texts):
    page = client.get(texts.second["3"].get_absolute_url())
    for article, words in (
        (texts.first["1"], "Article 1 · A/1"),
        (texts.second["3"], "Article 3 · A/2"),
        (texts.third["5"], "Article 5 · adopted"),
    ):
        assert (article.get_absolute_url(), words) in links_of(page)
    content = page.content.decode()
    trail = content[content.index('class="trail"') :].partition("<details")[0]
    assert trail.count("aria-current") == trail.count('aria-current="page"') == 1
    assert "style=" not in content


def test_an_article_that_nothing_joins_has_no_tabs(client):
    article = ArticleFactory()
    assert "trail" not in client.get(article.get_absolute_url()).content.decode()


# ── Forward and backward from the article itself ─────────────────────────────


def asked(article, title):
    submission = SubmissionFactory(treaty=article.draft.treaty, published=True)
    return RecommendationFactory(
        submission=submission, articles=[article], title=title, published=True
    )


def test_half_of_an_article_has_not_what_was_asked_of_the_other_half(client, texts):
    asked(texts.first["1"], "Of the whole")
    asked(texts.second["2"], "Of one half")
    asked(texts.second["3"], "Of the other half")
    asked(texts.second["4"], "Of what was merged")
    asked(texts.third["5"], "Of the merged")
    expected = {
        texts.first["1"]: {"Of the whole", "Of one half", "Of the other half", "Of the merged"},
        texts.second["2"]: {"Of the whole", "Of one half"},
        texts.second["3"]: {"Of the whole", "Of the other half", "Of the merged"},
        texts.second["4"]: {"Of what was merged", "Of the merged"},
        texts.third["5"]: {
            *("Of the whole", "Of the other half", "Of what was merged", "Of the merged")
        },
    }
    titles = set().union(*expected.values())
    for article, wanted in expected.items():
        page = text_of(client.get(article.get_absolute_url()))
        assert {title for title in titles if title in page} == wanted, article
        query = {"lineage": article.path}
        listing = client.get("/recommendations/", query).context["listing"]
        assert {row.title for row in listing.rows} == wanted
        answer = client.get("/api/v1/recommendations/", query).json()
        assert {row["title"] for row in answer["results"]} == wanted
        assert len(Lineage.load().of(article.pk)) == 1 + len(path_of(article).others)


def test_a_decision_shows_on_the_next_request(client, texts, django_user_model):
    perhaps = ArticleFactory(draft=texts.third["5"].draft, number="8")
    edge = SuccessionFactory(ancestor=texts.second["2"], descendant=perhaps, state="suggested")
    asked(texts.first["1"], "Of the whole")
    address = perhaps.get_absolute_url()
    assert "Of the whole" not in text_of(client.get(address))
    editor = django_user_model.objects.create_user("editor")
    for state, is_shown in (("confirmed", True), ("suggested", False), ("rejected", False)):
        edge.decide(state, editor)
        page = client.get(address)
        assert ("Of the whole" in text_of(page)) is is_shown
        assert ("perhaps" in text_of(page)) is (state == "suggested")
        listing = client.get("/recommendations/", {"lineage": perhaps.path}).context["listing"]
        assert listing.total == is_shown
