import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Basis, Succession
from articles.tests.factories import (
    ArticleFactory,
    DraftFactory,
    ProvisionFactory,
    SuccessionFactory,
    TreatyFactory,
)
from recommendations.tests.factories import (
    OrganisationFactory,
    OutcomeFactory,
    RecommendationFactory,
    SubmissionFactory,
)
from recommendations.tests.reading import headings_of, links_of, text_of
from recommendations.views.article_text import ArticleText
from recommendations.views.lineage_steps import lineage_paths
from recommendations.views.margin import margin_of

pytestmark = pytest.mark.django_db
ADDRESS = "/treaties/un-cybercrime/second/article-24/"


@pytest.fixture
def treaty():
    return TreatyFactory(slug="un-cybercrime")


@pytest.fixture
def article(treaty):
    draft = DraftFactory(treaty=treaty, slug="second", symbol="A/2", stage=2)
    return ArticleFactory(draft=draft, number="24", heading="Safeguards", position=5)


@pytest.fixture
def older(treaty, article):
    draft = DraftFactory(treaty=treaty, slug="first", symbol="A/1", stage=1)
    older = ArticleFactory(draft=draft, number="42", heading="Conditions")
    SuccessionFactory(ancestor=older, descendant=article, source="A/2", basis=Basis.SOURCED)
    return older


def asked(article, provision=None, by="An Organisation", proposal=None, published=True, **fields):
    submission = SubmissionFactory(
        treaty=article.draft.treaty, authors=[OrganisationFactory(name=by)]
    )
    recommendation = RecommendationFactory(submission=submission, articles=[article], **fields)
    target = recommendation.targets.get()
    target.provision = provision
    target.save()
    if proposal:
        target.proposals.create(base=proposal[0], proposed=proposal[1])
    if published:
        from recommendations import publishing

        publishing.publish(submission)
        publishing.publish(recommendation)
    return recommendation


def test_article_reads_beside_what_was_asked_of_it_under_another_number(client, article, older):
    paragraph = ProvisionFactory(article=article, number="1")
    asked(article, paragraph, by="Open Rights", title="Name necessity")
    asked(older, by="Digital Rights", title="Name judges")
    for address, other in ((ADDRESS, older), (older.get_absolute_url(), article)):
        page = client.get(address)
        words = text_of(page)
        assert "Open Rights" in words
        assert "Name necessity" in words
        assert "Digital Rights" in words
        assert "Name judges" in words
        assert f"Asked of the same article as {other.label} {other.draft}" in words
        assert (other.get_absolute_url(), other.label) in links_of(page)
    link = f"/recommendations/?lineage={article.path}"
    assert (link, "All 2 recommendations, in every draft") in links_of(client.get(ADDRESS))
    assert client.get(link).context["listing"].total == 2


def test_article_sets_text_notes_and_redlines_at_their_provision(client, article):
    first = ProvisionFactory(article=article, number="1", position=1)
    point = ProvisionFactory(
        article=article, parent=first, kind="point", number="(a)", eid="art_24__para_1__point_a"
    )
    second = ProvisionFactory(article=article, number="2", position=2)
    first.texts.create(language="en", text="Each State Party shall act.")
    asked(article, point, title="Shall, not may", proposal=("It may.", "It shall."))
    asked(article, second, title="Keep the paragraph")
    asked(article, title="Keep the article")
    margin = margin_of(article, [], ArticleText(article, {}))
    assert [(p.provision, p.depth, p.sign) for p in margin.provisions] == [
        (first, 1, "1."),
        (point, 2, "(a)"),
        (second, 1, "2."),
    ]
    assert [group.notes[0].recommendation.title for group in margin.whole] == ["Keep the article"]
    page = client.get(ADDRESS)
    content, words = page.content.decode(), text_of(page)
    assert 'id="art_24__para_1__point_a"' in content
    assert "Each State Party shall act." in words
    assert "It deleted: may end of deletion inserted: shall end of insertion ." in words
    assert words.count("Wording not entered yet.") == 1  # the second paragraph is a stub


def test_article_has_a_heading_at_each_place_of_which_something_is_asked(client, article, older):
    first = ProvisionFactory(article=article, number="1", position=1)
    ProvisionFactory(article=article, number="2", position=2)
    asked(article, first, title="Keep the paragraph")
    asked(article, title="Keep the article")
    asked(older, title="Keep the conditions")
    assert headings_of(client.get(ADDRESS))[1:7] == [
        ("2", "Asked of the article as a whole"),
        ("3", "Keep the article"),
        ("2", "Article 24(1)"),
        ("3", "Keep the paragraph"),
        ("2", "Asked of the same article as Article 42 A/1"),
        ("3", "Keep the conditions"),
    ]


def test_article_groups_the_asks_of_one_submission(article, older):
    paragraph = ProvisionFactory(article=older, number="1")
    first = asked(older, paragraph, number="1")
    second = asked(older, paragraph, number="1")
    for recommendation in (first, second):
        RecommendationFactory(
            submission=recommendation.submission, number="2", articles=[older], published=True
        )
    [other_draft] = margin_of(article, [older], ArticleText(article, {})).other_drafts
    assert [len(group.notes) for group in other_draft.submissions] == [2, 2]


def test_article_shows_nothing_unpublished(client, article, older):
    asked(article, title="Hidden here", by="Hidden One", published=False)
    asked(older, title="Hidden there", by="Hidden Two", published=False)
    words = text_of(client.get(ADDRESS))
    assert "Hidden" not in words
    assert "No recommendations on this article yet" in words


def test_article_marks_what_is_not_certain(client, article, older):
    later = DraftFactory(treaty=article.draft.treaty, symbol="A/9", stage=9)
    perhaps = ArticleFactory(draft=later, number="30")
    SuccessionFactory(ancestor=article, descendant=perhaps, state="suggested")
    asked(perhaps, title="Asked of another article, as far as we know")
    page = client.get(ADDRESS)
    words = text_of(page)
    assert "Perhaps: Article 24 (A/2) → Article 30 (A/9) unverified" in words
    assert "Asked of another article" not in words
    [lineage] = lineage_paths([article], article.draft.treaty)
    assert lineage.others == [older]
    [entry] = [e for column in lineage.columns for e in column.entries if e.is_here]
    assert not entry.is_unverified
    assert "perhaps Article 30 · A/9" in words


def test_article_tells_where_it_was_dropped(client, article):
    later = DraftFactory(treaty=article.draft.treaty, symbol="A/9", stage=9)
    SuccessionFactory(ancestor=article, descendant=None, dropped_in=later)
    assert "dropped · A/9 unverified" in text_of(client.get(ADDRESS))


@pytest.mark.parametrize(("state", "words"), [
    ("suggested", "Perhaps: new: Article 24 (A/2) unverified"),
    ("confirmed", "How we know new: Article 24 (A/2) unverified"),
])  # fmt: skip
def test_article_tells_that_it_is_new(client, article, state, words):
    Succession.objects.create(descendant=article, state=state)
    assert words in text_of(client.get(ADDRESS))


def test_article_shows_a_rejected_succession_nowhere(client, article):
    later = ArticleFactory(draft=DraftFactory(treaty=article.draft.treaty, stage=9), number="30")
    SuccessionFactory(ancestor=article, descendant=later, state="rejected")
    assert "Article 30" not in text_of(client.get(ADDRESS))


def test_article_leads_to_its_neighbours(client, article):
    before = ArticleFactory(draft=article.draft, number="23", position=4)
    after = ArticleFactory(draft=article.draft, number="25", position=6)
    ArticleFactory(draft=article.draft, number="1", position=0)
    page = client.get(ADDRESS)
    neighbours = page.context["neighbours"]
    assert (neighbours.previous, neighbours.next) == (before, after)


def test_article_shows_as_many_notes_as_a_page_can_carry(client, article, monkeypatch):
    monkeypatch.setattr("recommendations.views.margin.MOST_NOTES", 2)
    for _ in range(3):
        asked(article)
    assert "2 of 3 recommendations are shown here" in text_of(client.get(ADDRESS))


@pytest.mark.parametrize(
    "address",
    [
        "/treaties/un-cybercrime/second/article-25/",
        "/treaties/un-cybercrime/first/article-24/",
        "/treaties/other/second/article-24/",
        "/treaties/un-cybercrime/second/%00/",
        f"/treaties/un-cybercrime/second/{'9' * 3000}/",
    ],
)
def test_article_that_is_not_there_is_404(client, article, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_article_costs_the_same_at_any_size(
    client, article, older, rows, django_assert_num_queries
):
    for number in range(rows):
        provision = ProvisionFactory(article=article)
        provision.texts.create(text=f"Text {number}.")
        asked(article, provision, proposal=("May.", "Shall."))
        asked(article)
        asked(older)
        later = ArticleFactory(draft=DraftFactory(treaty=article.draft.treaty, stage=9))
        SuccessionFactory(ancestor=article, descendant=later)
        asked(later)
    with django_assert_num_queries(20):
        assert client.get(ADDRESS).status_code == 200


def test_article_says_what_became_of_what_was_asked(client, article, older):
    first, second = asked(article, title="Narrow it"), asked(article, title="Delete it")
    asked(older, title="Widen it")
    words = text_of(client.get(ADDRESS))
    assert "What became of these recommendations has not been recorded yet." in words
    draft = DraftFactory(treaty=article.draft.treaty, symbol="A/3", stage=3)
    given = {"verdict": "adopted", "status": "confirmed", "note": "Word for word."}
    OutcomeFactory(recommendation=first, draft=draft, **given)
    OutcomeFactory(recommendation=second, draft=draft, verdict="rejected")
    page = client.get(ADDRESS)
    words = text_of(page)
    assert "Narrow it Adopted in A/3" in words
    assert "Delete it Perhaps rejected in A/3 (a suggestion, not confirmed)" in words
    assert words.count("dopted in A/3") + words.count("rejected in A/3") == 2
    assert "not been recorded yet" not in words
    assert (draft.get_absolute_url(), "A/3") in links_of(page)


def test_outcome_at_another_place_is_not_said_here(client, article, older):
    recommendation = asked(article, title="Narrow it")
    other = recommendation.targets.create(article=older, position=1)
    OutcomeFactory(recommendation=recommendation, target=other, draft=older.draft)
    margin = margin_of(article, [], ArticleText(article, {}))
    assert margin.whole[0].notes[0].outcomes == []


def test_outcomes_cost_no_query(client, article, django_assert_num_queries):
    recommendation = asked(article)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as before:
        client.get(f"{ADDRESS}?not=kept")
    usual = len(before)
    for stage in (5, 6, 7):
        draft = DraftFactory(treaty=article.draft.treaty, stage=stage)
        OutcomeFactory(recommendation=recommendation, draft=draft)
    client.get(ADDRESS)
    with django_assert_num_queries(usual):
        client.get(f"{ADDRESS}?not=kept")
