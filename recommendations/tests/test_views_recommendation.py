import pytest
from django.contrib.auth.models import Permission, User

from articles.tests.factories import (
    ArticleFactory,
    DraftFactory,
    ProvisionFactory,
    SuccessionFactory,
)
from recommendations import publishing
from recommendations.models import Recommendation
from recommendations.tests.factories import (
    OrganisationFactory,
    OutcomeFactory,
    ProposalFactory,
    RecommendationFactory,
    SubmissionFactory,
)
from recommendations.tests.reading import links_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def recommendation():
    submission = SubmissionFactory(
        title="Comments", language="es", authors=[OrganisationFactory(name="Open Rights")]
    )
    article = ArticleFactory(draft__treaty=submission.treaty, draft__stage=2, number="24")
    return RecommendationFactory(
        submission=submission,
        number="2.1",
        title="Name necessity",
        articles=[article],
        passage="Pedimos esto.",
        published=True,
    )


def page_of(client, recommendation):
    page = client.get(recommendation.get_absolute_url())
    assert page.status_code == 200
    return page


def test_recommendation_quotes_its_passages_with_source_and_pages(client, recommendation):
    recommendation.passages.update(page=7)
    recommendation.passages.create(exact="Y esto.", position=1, page=9)
    page = page_of(client, recommendation)
    content = page.content.decode()
    assert '<blockquote class="legal" lang="es" dir="auto">' in content
    words = text_of(page)
    assert "Pedimos esto. […] Y esto." in words
    assert "Comments , July 2023, pages 7, 9" in words


def test_recommendation_shows_words_and_wording_before_reasons(client, recommendation):
    ProposalFactory(target=recommendation.targets.get(), base="may", proposed="shall")
    Recommendation.objects.update(rationale="Reasons for it.")
    words = text_of(page_of(client, recommendation))
    order = ["Pedimos esto.", "Where in the text", "shall", "Reasons for it.", "How to cite"]
    found = [words.index(each, words.index(order[0])) for each in order]
    assert found == sorted(found)


def test_one_page_of_two_figures_is_one_page(client, recommendation):
    recommendation.passages.update(page=13)
    words = text_of(page_of(client, recommendation))
    assert "July 2023, page 13" in words
    assert "on page 13: [" in words  # how to cite


def test_recommendation_shows_redline_base_and_proposed_in_words(client, recommendation):
    recommendation.targets.get().proposals.create(
        base="Each State may act.", proposed="Each State shall act.", basis="reconstructed"
    )
    words = text_of(page_of(client, recommendation))
    assert "Each State deleted: may end of deletion inserted: shall end of insertion act." in words
    assert "1 insertion · 1 deletion" in words
    assert "base reconstructed from the submission; the official text is not recorded" in words
    assert "Each State may act." in words
    assert "Each State shall act." in words


def test_recommendation_names_each_of_its_places_by_its_heading(client, recommendation):
    content = page_of(client, recommendation).content.decode()
    assert '<article class="place" aria-labelledby="place-1">' in content
    assert content.count('id="place-1"') == 1


def test_recommendation_offers_its_wording_only_where_it_proposes_one(client, recommendation):
    offer = ("#text", "Wording")
    page = page_of(client, recommendation)
    assert "Where in the text" in text_of(page)
    assert offer not in links_of(page)
    recommendation.targets.get().proposals.create(base="It may.", proposed="It shall.")
    assert offer in links_of(page_of(client, recommendation))


def test_recommendation_follows_its_article_through_the_drafts(client, recommendation):
    article = recommendation.targets.get().article
    later = ArticleFactory(draft=DraftFactory(treaty=article.draft.treaty, stage=9), number="40")
    SuccessionFactory(ancestor=article, descendant=later)
    page = page_of(client, recommendation)
    assert (later.get_absolute_url(), "Article 40") in links_of(page)
    assert f"{later.draft} unverified" in text_of(page)


def test_recommendation_says_when_nobody_has_recorded_what_became_of_it(client, recommendation):
    assert "What became of it Not recorded yet." in text_of(page_of(client, recommendation))
    OutcomeFactory(recommendation=recommendation, target=recommendation.targets.get())
    assert "Not recorded" not in text_of(page_of(client, recommendation))


def test_recommendation_never_shows_a_suggested_outcome_as_a_finding(client, recommendation):
    later = DraftFactory(treaty=recommendation.submission.treaty, stage=9)
    outcome = OutcomeFactory(recommendation=recommendation, draft=later)
    words = text_of(page_of(client, recommendation))
    assert "Perhaps adopted in" in words
    assert "a suggestion, not confirmed" in words
    outcome.status, outcome.note = outcome.Status.CONFIRMED, "Compared by hand."
    outcome.target = recommendation.targets.get()
    outcome.save()
    words = text_of(page_of(client, recommendation))
    assert "Adopted in" in words
    assert "confirmed by an editor" in words
    assert "Perhaps" not in words


def test_confirmed_outcome_is_not_called_unverified_and_names_its_source(client, recommendation):
    whole = {"recommendation": recommendation, "status": "confirmed", "note": "Compared by hand."}
    outcome = OutcomeFactory(**whole)
    assert outcome.is_unverified
    page = page_of(client, recommendation).text
    shown = page.partition('class="outcome ')[2].partition("</div>")[0]
    assert "confirmed by an editor" in shown
    assert "unverified" not in shown
    outcome.source = "A/AC.291/28, page 4"
    outcome.save()
    assert "Source: A/AC.291/28, page 4" in text_of(page_of(client, recommendation))


def test_recommendation_says_how_to_cite_it(client, recommendation):
    words = text_of(page_of(client, recommendation))
    assert f"Treaty Tracker, http://testserver/recommendations/{recommendation.key}/" in words
    assert 'rel="canonical" href="http://testserver/recommendations/' in (
        page_of(client, recommendation).content.decode()
    )


def test_others_on_the_same_articles_come_newest_first_and_undated_ones_last(
    client, recommendation
):
    articles = [target.article for target in recommendation.targets.all()]
    treaty = recommendation.submission.treaty
    undated, old, new = (
        RecommendationFactory(
            submission__date=date, submission__treaty=treaty, articles=articles, published=True
        ).key
        for date in ("", "2022", "2023-07")
    )
    page = page_of(client, recommendation)
    assert [ask.key for ask in page.context["related"]] == [new, old, undated]


def test_recommendation_leads_to_others_on_the_same_article_in_any_draft(client, recommendation):
    article = recommendation.targets.get().article
    older = ArticleFactory(draft=DraftFactory(treaty=article.draft.treaty, stage=1), number="42")
    SuccessionFactory(ancestor=older, descendant=article)
    submission = SubmissionFactory(treaty=article.draft.treaty)
    other = RecommendationFactory(submission=submission, articles=[older], published=True)
    hidden = RecommendationFactory(submission=submission, articles=[older])
    own = RecommendationFactory(
        submission=recommendation.submission, articles=[article], published=True
    )
    page = page_of(client, recommendation)
    related = [ask.key for ask in page.context["related"]]
    assert related == [other.key, own.key]  # other voices first
    assert hidden.title not in text_of(page)
    for number in range(7):
        RecommendationFactory(
            submission=submission, number=f"x{number}", articles=[older], published=True
        )
    page = page_of(client, recommendation)
    assert len(page.context["related"]) == 6
    address = f"/recommendations/?lineage={article.path}"
    assert (address, "All recommendations on these articles") in links_of(page)
    assert client.get(address).context["listing"].total == 10


def test_recommendation_on_the_whole_text_has_no_places(client):
    recommendation = RecommendationFactory(articles=[], published=True)
    page = page_of(client, recommendation)
    assert "the whole text" in text_of(page)
    assert page.context["targets"] == []
    assert page.context["related"] == []


def test_withdrawn_recommendation_answers_410_with_nothing_but_that(client, recommendation):
    publishing.withdraw(recommendation)
    page = client.get(recommendation.get_absolute_url())
    assert page.status_code == 410
    content = page.content.decode()
    for secret in ("Name necessity", "Pedimos", "Open Rights", "Comments", "Article 24"):
        assert secret not in content


def test_unpublished_recommendation_is_404_and_a_preview_for_editors(client):
    recommendation = RecommendationFactory(title="Not yet")
    address = recommendation.get_absolute_url()
    assert client.get(address).status_code == 404
    editor = User.objects.create_user("editor", is_staff=True)
    editor.user_permissions.add(Permission.objects.get(codename="view_recommendation"))
    client.force_login(editor)
    page = client.get(address)
    assert page.status_code == 200
    assert "Preview for editors" in text_of(page)
    assert "no-store" in page["Cache-Control"]
    assert client.get("/recommendations/bbbbbb/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_recommendation_costs_the_same_at_any_size(client, rows, django_assert_num_queries):
    submission = SubmissionFactory(authors=[OrganisationFactory() for _ in range(rows)])
    draft = DraftFactory(treaty=submission.treaty, stage=2)
    older = DraftFactory(treaty=submission.treaty, stage=1)
    articles = [ArticleFactory(draft=draft) for _ in range(rows)]
    for article in articles:
        SuccessionFactory(ancestor=ArticleFactory(draft=older), descendant=article)
    recommendation = RecommendationFactory(submission=submission, articles=articles, published=True)
    for target in recommendation.targets.all():
        target.proposals.create(base="May.", proposed="Shall.")
        OutcomeFactory(recommendation=recommendation, target=target, draft=draft)
        provision = ProvisionFactory(article=target.article)
        recommendation.targets.create(article=target.article, provision=provision)
        RecommendationFactory(
            submission=SubmissionFactory(treaty=draft.treaty),
            articles=[target.article],
            published=True,
        )
    with django_assert_num_queries(24):
        page_of(client, recommendation)
