import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from articles.models import Succession
from articles.tests import factories
from articles.tests.editors import filled

pytestmark = pytest.mark.django_db

# Session, user, own and group permissions, two counts, the rows: seven. What is more is
# asked by filters that offer rows of other tables and by the dates above the list.
LISTS = {
    "treaty": (factories.TreatyFactory, 7),
    "session": (factories.SessionFactory, 10),
    "draft": (factories.DraftFactory, 8),
    "division": (factories.DivisionFactory, 9),
    "article": (factories.ArticleFactory, 9),
    "provision": (factories.ProvisionFactory, 9),
    "succession": (factories.SuccessionFactory, 8),
}


def changelist(model):
    return reverse(f"admin:articles_{model}_changelist")


@pytest.mark.parametrize("model", LISTS)
def test_list_costs_the_same_for_one_row_and_for_three(desk, model, django_assert_num_queries):
    factory, queries = LISTS[model]
    factory()
    desk.get(changelist(model))
    with django_assert_num_queries(queries):
        desk.get(changelist(model))
    factory.create_batch(2)
    with django_assert_num_queries(queries):
        answer = desk.get(changelist(model))
    assert len(answer.context["cl"].result_list) >= 3


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize(
    "query", ["q=%00", "p=-1", "p=999999", "o=9.9", "all=", "x=1", "id=x", "e=1"]
)
def test_no_address_of_a_list_breaks_it(desk, model, query):
    LISTS[model][0]()
    assert desk.get(f"{changelist(model)}?{query}").status_code in (200, 302)


@pytest.mark.parametrize(
    ("model", "row", "words"),
    [
        ("article", {"heading": "Garanties générales"}, "generales GARANTIES"),
        ("article", {"number": "24 bis"}, "article 24 bis"),
        ("draft", {"title": "Révision"}, "revision"),
        ("division", {"heading": "Procédure"}, "chapter procedure"),
        ("treaty", {"short_title": "Traité"}, "TRAITE"),
        ("provision", {"number": "77"}, "para_77"),
    ],
)
def test_list_is_searched_without_case_and_accents(desk, model, row, words):
    factory, _queries = LISTS[model]
    wanted = factory(**row)
    factory()
    found = desk.get(changelist(model), {"q": words}).context["cl"].result_list
    assert list(found) == [wanted]
    assert not desk.get(changelist(model), {"q": f"{words} nowhere"}).context["cl"].result_list


def test_stubs_are_found_by_what_they_lack(desk):
    stub, written = factories.ProvisionFactory.create_batch(2)
    written.texts.create(text="Each State Party shall …")
    shown = desk.get(changelist("provision"), {"text": "missing"}).context["cl"].result_list
    assert list(shown) == [stub]
    shown = desk.get(changelist("provision"), {"text": "there"}).context["cl"].result_list
    assert list(shown) == [written]


def test_visitor_is_sent_to_sign_in(client):
    assert client.get(changelist("article")).status_code == 302


def test_succession_is_confirmed_and_rejected_from_the_list(desk):
    first, second = factories.SuccessionFactory.create_batch(2, state="suggested")
    for action, row, state in (
        ("confirm_chosen", first, Succession.State.CONFIRMED),
        ("reject_chosen", second, Succession.State.REJECTED),
    ):
        desk.post(changelist("succession"), {"action": action, "_selected_action": [row.pk]})
        row.refresh_from_db()
        assert (row.state, row.decided_by) == (state, desk.editor)
        assert row.decided_at


def test_succession_decided_already_stays_with_who_decided_it(desk):
    confirmed, suggested = factories.SuccessionFactory.create_batch(2, state="suggested")
    confirmed.decide(Succession.State.CONFIRMED, User.objects.create_user("first"))
    records = confirmed.history.count()
    answer = desk.post(
        changelist("succession"),
        {"action": "confirm_chosen", "_selected_action": [confirmed.pk, suggested.pk]},
        follow=True,
    )
    confirmed.refresh_from_db()
    suggested.refresh_from_db()
    assert (confirmed.decided_by.username, confirmed.history.count()) == ("first", records)
    assert suggested.decided_by == desk.editor
    told = [str(message) for message in answer.context["messages"]]
    assert told == ["1 row changed.", "1 row already has this value and was not changed."]


def test_succession_that_cannot_stand_is_not_confirmed(desk):
    article = factories.ArticleFactory()
    earlier = factories.ArticleFactory(draft__treaty=article.draft.treaty, draft__stage=0)
    row = factories.SuccessionFactory(ancestor=article, descendant=earlier, state="suggested")
    answer = desk.post(
        changelist("succession"),
        {"action": "confirm_chosen", "_selected_action": [row.pk]},
        follow=True,
    )
    row.refresh_from_db()
    assert row.state == Succession.State.SUGGESTED
    assert "later stage" in answer.content.decode()


def test_suggestion_that_an_editor_changes_is_no_longer_the_rules(desk):
    edge = factories.SuccessionFactory(state="suggested", score=0.9)
    page = reverse("admin:articles_succession_change", args=[edge.pk])
    desk.post(page, filled(desk.get(page)))
    edge.refresh_from_db()
    assert edge.score == 0.9
    desk.post(page, filled(desk.get(page)) | {"reasons": "Both are about lamps."})
    edge.refresh_from_db()
    assert (edge.score, edge.reasons) == (None, "Both are about lamps.")


def test_what_is_new_stands_in_the_list(desk):
    new = Succession.objects.create(descendant=factories.ArticleFactory(), score=0.75)
    page = desk.get(changelist("succession")).content.decode()
    assert ">new</a></th>" in page
    assert str(new.descendant) in page
    assert "0.75" in page
