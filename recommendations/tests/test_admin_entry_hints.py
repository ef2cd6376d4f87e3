"""What the desk notices, takes over and finds by itself while recommendations are entered."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from articles import places
from articles.models import ProvisionText
from articles.tests.editors import filled
from articles.tests.factories import (
    ArticleFactory,
    DraftFactory,
    ProvisionFactory,
    TreatyFactory,
)
from recommendations.admin import suggested_action
from recommendations.admin.live_views import known_wordings
from recommendations.admin.suggested_action import target_rows
from recommendations.models import Passage, Proposal, Recommendation
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

ADD = reverse("admin:recommendations_recommendation_add")
NOTICE, ROWS = reverse("admin:desk_hints"), reverse("admin:desk_rows")
TEXT = "Title page\fWe ask that article 24\nbe narrowed. Again.\fAgain."


@pytest.fixture
def draft():
    return DraftFactory(symbol="A/AC.291/22")


@pytest.fixture
def articles(draft):
    return [ArticleFactory(draft=draft, number=number) for number in ("23", "24", "25")]


@pytest.fixture
def submission(draft, articles):
    return SubmissionFactory(treaty=draft.treaty, drafts=[draft], text=TEXT, title="Comments")


@pytest.fixture
def enter(desk, submission):
    """Return a function that posts an entry, following to the page after it."""

    def post(**given):
        page = desk.get(ADD, {"submission": submission.pk})
        data = filled(page, **({"title": "Narrow the powers of article 24"} | given))
        return desk.post(f"{ADD}?submission={submission.pk}", data, follow=True)

    return post


def told(response):
    return " ".join(str(message) for message in response.context["messages"])


def test_pasted_passage_is_recorded_in_the_documents_words_with_page_and_context(enter):
    enter(quote="We ask that article 24 be narrowed.\n\nUnheard of.")
    found, absent = Passage.objects.order_by("position")
    assert (found.exact, found.page) == ("We ask that article 24 be narrowed.", 2)
    assert (found.prefix, found.suffix) == ("", "Again.")
    assert (absent.exact, absent.page, absent.prefix) == ("Unheard of.", None, "")


@pytest.mark.parametrize("words", ["The conditions apply.", "The condi-\ntions apply."])
def test_what_is_shown_as_found_is_what_is_saved(enter, desk, submission, words):
    submission.text = "Title.\nThe condi-\ntions apply. And more."
    submission.save()
    shown = desk.post(NOTICE, {"submission": submission.pk, "quote": words}).content.decode()
    enter(quote=words)
    assert f"<mark>{Passage.objects.get().exact}</mark>" in shown


def test_what_is_not_found_or_found_twice_is_said_after_saving(enter):
    answer = enter(quote="Unheard of.\n[…]\nAgain.")
    assert "“Unheard of.” is not in the text" in told(answer)
    assert "“Again.” is in the document 2 times, on pages 2, 3" in told(answer)


def test_place_that_the_text_lacks_is_said_after_saving(enter, articles):
    article = articles[1]
    first = ProvisionFactory(article=article, number="1", eid="art_24__para_1")
    first.texts.create(language="en", text="Each State Party shall act.")
    row = {"targets-0-place": "24(99), 24(1), 25(7)"}
    said = told(enter(quote="Again.", **row))
    assert "no Article 24(99)." in said
    assert "24(1)" not in said  # it has a wording
    assert "25(7)" not in said  # nothing of the text of article 25 is recorded


def test_row_with_its_page_is_found_there(enter):
    given = {"passages-TOTAL_FORMS": "1", "passages-0-exact": "Again.", "passages-0-page": "2"}
    enter(**given)
    passage = Passage.objects.get()
    assert (passage.page, passage.prefix) == (2, "We ask that article 24 be narrowed.")


def test_document_without_text_takes_every_passage(enter, submission):
    submission.text = ""
    submission.save()
    answer = enter(quote="One.\n\nTwo.")
    assert [one.exact for one in Passage.objects.order_by("position")] == ["One.", "Two."]
    assert "text of the document" not in told(answer)


def test_enumeration_of_places_becomes_rows_without_javascript(enter):
    enter(**{"targets-0-place": "23(2)(c), 24 and 25"})
    labels = [target.label for target in Recommendation.objects.get().targets.all()]
    assert labels == ["Article 23(2)(c)", "Article 24", "Article 25"]


def test_wording_belongs_to_one_place(enter):
    given = {"targets-0-place": "23, 24", "targets-0-base": "a", "targets-0-proposed": "b"}
    assert "its own row" in enter(**given).content.decode()
    assert not Recommendation.objects.exists()


def test_place_named_twice_in_an_enumeration_is_one_and_in_another_row_a_fault(enter):
    given = {"targets-TOTAL_FORMS": "2", "targets-0-place": "23, 24, 24", "targets-1-place": "24"}
    given |= {"targets-1-relation": "at", "targets-1-extent": "all", "targets-1-basis": "quoted"}
    assert "already has this place" in enter(**given).content.decode()
    enter(**{"targets-0-place": "23, 23"})
    assert Recommendation.objects.get().targets.count() == 1


def test_unknown_place_of_an_enumeration_is_named(enter):
    answer = enter(**{"targets-0-place": "23, 99"}).content.decode()
    assert "“99” is not in" in answer


@pytest.mark.parametrize(
    ("given", "action"),
    [
        ({"targets-0-base": "Old.", "targets-0-proposed": ""}, "delete"),
        ({"targets-0-base": "Old.", "targets-0-proposed": "New."}, "amend"),
        ({"targets-0-proposed": "New.", "targets-0-relation": "after"}, "insert"),
        ({"title": "Delete the article"}, "delete"),
        ({"action": "replace", "targets-0-base": "Old."}, "replace"),
    ],
)
def test_action_left_open_follows_from_the_wording(enter, given, action):
    enter(**({"targets-0-place": "24"} | given))
    assert Recommendation.objects.get().action == action


def test_rows_past_thirty_count_for_the_action(enter, articles):
    for number in range(100, 131):
        ArticleFactory(draft=articles[0].draft, number=str(number))
    rows = {"targets-TOTAL_FORMS": "31"}
    for row in range(31):
        given = {"place": str(100 + row), "relation": "at", "extent": "all", "basis": "quoted"}
        given |= {"base": "Old.", "proposed": "New." if row == 30 else "", "position": str(row)}
        rows |= {f"targets-{row}-{name}": value for name, value in given.items()}
    enter(**rows)
    assert Recommendation.objects.get().action == "amend"


@pytest.mark.parametrize(
    ("count", "read"),
    [("1", ["a"]), ("2", ["a", "b"]), ("3", ["a", "b"]), ("", []), ("x", []), ("-1", [])],
)
def test_rows_are_read_as_far_as_the_form_says_that_it_has_them(count, read):
    posted = {"targets-1-place": "b", "targets-0-place": "a", "targets-TOTAL_FORMS": count}
    posted |= {"targets-2-place": "c", "targets-2-DELETE": "on", "targets-x-place": "d"}
    assert [row["place"] for row in target_rows(posted)] == read


def test_a_number_of_rows_beyond_all_measure_is_no_more_than_a_formset_reads():
    posted = {"targets-1999-place": "a", "targets-2000-place": "b", "targets-0١-place": "c"}
    posted["targets-TOTAL_FORMS"] = "9" * 30
    assert [row["place"] for row in target_rows(posted)] == ["a"]


@pytest.mark.parametrize(
    ("title", "wordings", "action"),
    [
        ("Keep it short", [], "general"),
        ("Retain the safeguard", [(False, "", "")], "retain"),
        ("Add a paragraph", [], "insert"),
        ("Deletes nothing", [(False, "", "")], "amend"),
        ("Delete one, change another", [(False, "a", ""), (False, "a", "b")], "amend"),
        ("", [], "general"),
    ],
)
def test_suggested_action(title, wordings, action):
    assert suggested_action.suggested(title, wordings) == action


def notice(desk, submission, **given):
    posted = {"submission": submission.pk, "targets-TOTAL_FORMS": "1", **given}
    return desk.post(NOTICE, posted).content.decode()


def test_notice_tells_pages_likenesses_and_action(desk, submission, articles):
    other = RecommendationFactory(
        submission=submission, number="2.3", title="Narrow article 24", articles=[articles[1]]
    )
    answer = notice(
        desk,
        submission,
        title="Narrow Article 24",
        quote="We ask that article 24 be narrowed.\n\nUnheard of.",
        **{"targets-0-place": "24"},
    )
    assert "Found on page 2" in answer
    assert "“Unheard of.” is not in the text" in answer
    assert "2.3 of Comments</a>: almost the same title" in answer
    assert reverse("admin:recommendations_recommendation_change", args=[other.pk]) in answer
    assert "If left empty: amend" in answer
    assert "2.3" not in notice(desk, submission, title="Narrow Article 24", own=other.pk)


def test_likeness_is_said_after_saving_and_never_refuses(enter, submission, articles):
    given = {"number": "7", "passage": "We ask that article 24 be narrowed."}
    RecommendationFactory(submission=submission, articles=[articles[1]], **given)
    answer = enter(quote="We ask that article 24 be narrowed.", **{"targets-0-place": "24"})
    assert "7 of Comments</a>: the same passage on the same places" in told(answer)
    assert Recommendation.objects.count() == 2


def test_other_asks_on_one_article_are_not_alike(desk, submission, articles):
    RecommendationFactory(submission=submission, title="Notify people", articles=[articles[1]])
    answer = notice(desk, submission, title="Delete paragraph 4", **{"targets-0-place": "24"})
    assert "Looks like" not in answer


@pytest.mark.parametrize("number", [1, 3])
def test_notice_costs_the_same_whatever_is_alike(
    desk, submission, articles, number, django_assert_num_queries
):
    for row in range(number):
        RecommendationFactory(submission=submission, number=str(row), articles=[articles[1]])
    with django_assert_num_queries(11):
        notice(desk, submission, title="Recommendation", **{"targets-0-place": "24"})


@pytest.mark.parametrize("junk", ["", "\0", "9" * 40, "²", "<script>", "x" * 30_000])
def test_notice_takes_anything(desk, submission, junk):
    names = ("submission", "own", "title", "quote", "targets-0-place", "draft", "action")
    names += ("targets-TOTAL_FORMS",)
    assert desk.post(NOTICE, dict.fromkeys(names, junk)).status_code == 200
    given = dict.fromkeys(names, junk) | {"submission": submission.pk, "action": ""}
    given["targets-TOTAL_FORMS"] = "1"
    answer = desk.post(NOTICE, given)
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()
    assert desk.get(ROWS, {"submission": submission.pk, "typed": junk}).json()["rows"] == []


def test_hints_are_for_editors(client):
    assert client.post(NOTICE).status_code == 302
    client.force_login(User.objects.create_user("clerk", is_staff=True))
    assert client.post(NOTICE).status_code == 403
    assert client.get(ROWS).status_code == 403


def test_official_wording_is_known_first(desk, submission, articles):
    provision = ProvisionFactory(article=articles[1])
    place = places.Place(articles[1].draft, articles[1], provision=provision)
    assert known_wordings([place], "en", submission) == [None]
    elsewhere = RecommendationFactory(articles=[])
    target = elsewhere.targets.create(article=articles[1], provision=provision)
    target.proposals.create(base="Quoted words.", proposed="", basis="quoted")
    (known,) = known_wordings([place], "en", submission)
    # Quoted in another document, not in this one.
    assert (known["text"], known["basis"]) == ("Quoted words.", "reconstructed")
    own = RecommendationFactory(submission=submission, articles=[])
    target = own.targets.create(article=articles[1], provision=provision)
    target.proposals.create(base="Own words.", proposed="", basis="quoted")
    assert known_wordings([place], "en", submission)[0]["basis"] == "quoted"
    ProvisionText.objects.create(provision=provision, text="Official words.")
    whole_article = places.Place(articles[1].draft, articles[1])
    assert known_wordings([whole_article, place], "en", submission) == [
        None,
        {"text": "Official words.", "basis": "official", "source": "A/AC.291/22"},
    ]
    assert known_wordings([place], "fr", submission) == [None]


@pytest.mark.parametrize("drafts", [1, 3])
@pytest.mark.parametrize(("typed", "number", "queries"), [("1", 1, 9), ("1-30", 30, 10)])
def test_places_typed_together_cost_no_more_the_more_they_are(
    desk, drafts, typed, number, queries, django_assert_num_queries
):
    treaty = TreatyFactory()
    of = [DraftFactory(treaty=treaty) for _number in range(drafts)]
    for draft in of:
        for figure in range(1, number + 1):
            ArticleFactory(draft=draft, number=str(figure))
    submission = SubmissionFactory(treaty=treaty, drafts=of)
    asked = {"submission": submission.pk, "draft": of[0].pk, "typed": typed}
    with django_assert_num_queries(queries):
        assert len(desk.get(ROWS, asked).json()["rows"]) == number


def test_rows_name_their_places_and_basis_is_kept_for_the_next(desk, submission, enter):
    answer = desk.get(ROWS, {"submission": submission.pk, "typed": "23, 24"}).json()
    assert [row["text"] for row in answer["rows"]] == [
        "Article 23 of A/AC.291/22",
        "Article 24 of A/AC.291/22",
    ]
    given = {"targets-0-base": "a", "targets-0-proposed": "b", "targets-0-basis": "reconstructed"}
    page = enter(_addnext="1", **{"targets-0-place": "24", **given})
    formset = page.context["inline_admin_formsets"][1].formset
    assert formset.forms[0]["basis"].value() == Proposal.Basis.RECONSTRUCTED
    data = filled(page, title="Another", themes=[])
    answer = desk.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], data)
    assert answer.status_code == 302, answer.context["errors"]
    assert Recommendation.objects.count() == 2


def test_place_beside_which_something_is_inserted_has_no_known_wording(desk, submission, articles):
    provision = ProvisionFactory(article=articles[1], number="1")
    ProvisionText.objects.create(provision=provision, language="en", text="Each State shall.")
    asked = {"submission": submission.pk, "typed": "24(1)"}
    at, after = (
        desk.get(ROWS, asked | {"typed": typed}).json() for typed in ("24(1)", "after 24(1)")
    )
    assert at["relation"] == ""
    assert at["rows"][0]["known"]["text"] == "Each State shall."
    assert after["relation"] == "after"
    assert after["rows"][0]["known"] is None


def needed(desk, **given):
    shown = desk.post(NOTICE, given).text.partition('id="needs"')[2]
    return shown.partition("</div>")[0]


def test_hints_say_what_publishing_still_needs_as_it_is_entered(desk, submission):
    shown = needed(desk, submission=submission.pk, number="1", title="Narrow it")
    for name in ("words of the document", "a theme", "a place, or"):
        assert f">{name}" in shown
    assert ">a title" not in shown
    assert "Its submission is not public (draft)" in shown
    rows = {"targets-TOTAL_FORMS": 1, "targets-INITIAL_FORMS": 0, "targets-0-place": "24"}
    rows |= {"outcomes-TOTAL_FORMS": 2, "outcomes-INITIAL_FORMS": 0}
    rows |= {"outcomes-0-verdict": "adopted", "outcomes-0-status": "suggested"}
    rows |= {"outcomes-1-verdict": "moot", "outcomes-1-status": "confirmed"}
    entry = {"submission": submission.pk, "number": "1", "title": "Narrow it", "themes": "1"}
    shown = needed(desk, **entry, **rows, quote="Nowhere in it.")
    assert "evidence for the suggested outcome" in shown
    assert "a note on the confirmed outcome" in shown
    assert "words that are in the document, or a reviewer’s reason" in shown
    rows |= {"outcomes-0-evidence": "Article 24", "outcomes-1-note": "Compared."}
    shown = needed(desk, **entry, **rows, quote="We ask that article 24 be narrowed.")
    assert "Nothing is missing for publishing." in shown
    assert "either places or" in needed(desk, **entry, **rows, cross_cutting="on")
