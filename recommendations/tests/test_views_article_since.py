"""An article's text with what changed since an earlier draft, recommendations in their places."""

import pytest

from articles.models import Article, Succession
from articles.tests.factories import (
    DraftFactory,
    SuccessionFactory,
)
from articles.tests.lighthouse_texts import (
    BELLS,
    LAMPS,
    OIL,
    PAY,
    ROUNDER,
    article,
    drafts_in_a_row,
)
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from recommendations.tests.reading import links_of, text_of, words_of
from recommendations.views.page_cache import page_cache

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts():
    return drafts_in_a_row(2, slug="lights")


@pytest.fixture
def old(drafts):
    return article(drafts[0], "4", LAMPS, BELLS, OIL, heading="Lamps and bells")


@pytest.fixture
def new(drafts, old):
    new = article(drafts[1], "6", ROUNDER, PAY, LAMPS, heading="Bells and lamps")
    SuccessionFactory(ancestor=old, descendant=new)
    return new


def asked(row, place=None, title="Keep it"):
    submission = SubmissionFactory(treaty=row.draft.treaty, published=True)
    recommendation = RecommendationFactory(
        submission=submission, articles=[row], title=title, published=True
    )
    if place:
        recommendation.targets.update(provision=row.provisions.get(number=place))
    return recommendation


def page_of(client, row, **query):
    page = client.get(row.get_absolute_url(), query)
    assert page.status_code == 200
    return page


def piece(page, eid):
    """Return the words of one provision with its margin."""
    content = page.content.decode()
    return words_of(content[content.index(f'id="{eid}"') :].partition("</section>")[0])


def test_page_leads_to_the_changes_since_each_earlier_draft(client, new):
    page = page_of(client, new)
    assert ("?since=d1", "A/1") in links_of(page)
    assert "<ins>" not in page.content.decode()


def test_changes_are_marked_where_the_words_stand_now(client, new):
    page = page_of(client, new, since="d1")
    words = text_of(page)
    assert "It was Article 4 there" in words
    assert "1 provision reworded, 1 new, 1 gone." in words
    assert "is rung deleted: twice end of deletion inserted: three times end" in words
    assert "was Article 4(2)" in piece(page, "art_6__para_1")
    assert "New since A/1" in piece(page, "art_6__para_2")
    content = page.content.decode()
    # What is new or gone is said, and not coloured in.
    assert f"<ins>{PAY}" not in content
    assert f"Gone: Article 4(3) of A/1 {OIL}" in words
    assert "Heading, compared with Article 4:" in words
    assert (f"{old_address(new)}#art_4__para_2", "Article 4(2)") in links_of(page)
    assert ("/treaties/lights/compare/d1/d2/#article-6", "All changes between the two drafts") in (
        links_of(page)
    )


def old_address(new):
    return new.precessions.get().ancestor.get_absolute_url()


def test_numbers_alone_are_no_change_of_words(client, drafts):
    old, new = article(drafts[0], "4", LAMPS, BELLS), article(drafts[1], "6", LAMPS, BELLS)
    Article.objects.update(heading="Lamps")
    SuccessionFactory(ancestor=old, descendant=new)
    page = page_of(client, new, since="d1")
    assert "No word of its provisions has changed." in text_of(page)
    assert "<ins>" not in page.content.decode()
    assert "was Article 4(1)" not in text_of(page)  # the paragraphs stand as they did


def test_what_was_asked_in_the_earlier_draft_stands_where_its_place_is_now(client, old, new):
    asked(old, "2", "Ring it more often")
    asked(old, "3", "Buy the best oil")
    asked(old, title="Keep the whole")
    asked(new, "1", "Ring it once")
    page = page_of(client, new, since="d1")
    place = piece(page, "art_6__para_1")
    assert "Ring it once" in place
    assert "Asked of this place in A/1" in place
    assert "Ring it more often Article 4(2)" in place
    content = page.content.decode()
    elsewhere = words_of(content[content.index('id="elsewhere"') :])
    assert "Keep the whole" in elsewhere
    assert "Ring it more often" not in elsewhere
    gone = words_of(content[content.index("Gone:") :].partition("</section>")[0])
    assert "Buy the best oil" in gone
    plain = page_of(client, new).content.decode()
    assert "Ring it more often" in words_of(plain[plain.index('id="elsewhere"') :])


def test_a_merged_article_says_from_where_each_paragraph_comes(client, drafts, old, new):
    other = article(drafts[0], "9", PAY)
    SuccessionFactory(ancestor=other, descendant=new)
    page = page_of(client, new, since="d1")
    assert "It was Article 4 and Article 9 there" in text_of(page)
    assert "Article 9(1)" in piece(page, "art_6__para_2")
    assert "Article 4(1)" in piece(page, "art_6__para_3")


def test_what_is_in_another_article_now_leads_there(client, drafts, old, new):
    half = article(drafts[1], "7", OIL)
    SuccessionFactory(ancestor=old, descendant=half)
    asked(old, "3", "Buy the best oil")
    page = page_of(client, new, since="d1")
    content = page.content.decode()
    assert "Buy the best oil" in words_of(content[content.index('id="elsewhere"') :])
    assert "Buy the best oil" in piece(page_of(client, half, since="d1"), "art_7__para_1")
    assert "Article 4(3) of A/1 is now Article 7(1)" in text_of(page)
    assert (f"{half.get_absolute_url()}#art_7__para_1", "Article 7(1)") in links_of(page)
    assert "Gone:" not in text_of(page)


@pytest.mark.parametrize(("value", "words"), [
    ("d9", "There is no draft “d9” (since) of this treaty."),
    ("\x00", "(since) of this treaty."),
    ("<b>", "There is no draft “<b>” (since) of this treaty."),
    ("d2", "A/2 (since) is no earlier draft than this one."),
    ("d0", "It is not known that Article 6 comes from an article of A/0 (since)."),
])  # fmt: skip
def test_a_draft_that_cannot_be_compared_is_told(client, drafts, new, value, words):
    DraftFactory(treaty=drafts[0].treaty, stage=0, slug="d0", symbol="A/0")
    page = page_of(client, new, since=value)
    assert words in text_of(page)
    assert "Changes since" not in text_of(page)


def test_texts_in_other_languages_are_told(client, drafts):
    old, new = article(drafts[0], "4", LAMPS, language="fr"), article(drafts[1], "4", LAMPS)
    SuccessionFactory(ancestor=old, descendant=new)
    page = page_of(client, new, since="d1")
    assert "A/1 (since) has no text of this article in a language of this text." in text_of(page)
    assert "Show changes since" not in text_of(page)


def test_language_is_one_that_both_have_and_stays_in_the_links(client, old, new):
    for provision in new.provisions.all():
        provision.texts.create(language="fr", text="La lampe.")
    page = page_of(client, new, since="d1", language="fr")
    assert "A/1 has no text of this article in French. Choose English." in text_of(page)
    assert ("?since=d1&language=en", "English") in links_of(page)
    assert ("?language=fr", "Hide changes") in links_of(page)
    page = page_of(client, new, since="d1", language="en", beside="fr")
    assert "Changes are marked in English alone." in text_of(page)
    assert page.content.decode().count("La lampe.") == 3


def test_suggestions_are_not_followed(client, new):
    Succession.objects.update(state="suggested")
    page = page_of(client, new, since="d1")
    assert "It is not known that Article 6 comes from an article of A/1 (since)." in text_of(page)


def test_changes_are_fresh_on_the_next_request(client, old, new):
    page_of(client, new, since="d1")
    old.provisions.get(number="2").texts.update(text=ROUNDER)
    assert "0 reworded" not in text_of(page_of(client, new, since="d1"))
    assert "three times end of insertion" not in text_of(page_of(client, new, since="d1"))


@pytest.mark.parametrize("rows", [1, 3])
def test_changes_cost_the_same_at_any_size(client, drafts, rows, django_assert_num_queries):
    new = article(drafts[1], "6", *[LAMPS, BELLS, OIL][:rows])
    for number in range(rows):
        old = article(drafts[0], f"4{number}", [LAMPS, BELLS, OIL][number], PAY)
        SuccessionFactory(ancestor=old, descendant=new)
        asked(old, "1")
        asked(new, "1")
    page_cache.forget(None)
    with django_assert_num_queries(25):
        page_of(client, new, since="d1")
