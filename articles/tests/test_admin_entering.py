"""An editor enters drafts, articles, provisions and successions."""

import pytest
from django.urls import reverse

from articles.models import Article, Division, Draft, Provision, Succession
from articles.tests import factories
from articles.tests.editors import address, confirmed, filled

pytestmark = pytest.mark.django_db


def add(model):
    return reverse(f"admin:articles_{model}_add")


def rows(prefix, *values):
    """Return the data of new rows of an inline, and the number of them."""
    data = {f"{prefix}-TOTAL_FORMS": str(len(values))}
    for index, row in enumerate(values):
        data |= {f"{prefix}-{index}-{name}": value for name, value in row.items()}
    return data


@pytest.mark.parametrize("last", [None, 4])
def test_stage_left_empty_is_the_next_one_of_the_treaty(desk, last):
    treaty = factories.TreatyFactory()
    factories.DraftFactory(stage=9)
    if last:
        factories.DraftFactory(treaty=treaty, stage=last)
    page = desk.get(address(treaty))
    assert f"{add('draft')}?treaty={treaty.pk}" in page.text
    form = desk.get(add("draft"), {"treaty": treaty.pk})
    assert form.context["adminform"].form["stage"].value() == (last or 0) + 1
    data = filled(desk.get(add("draft")), treaty=treaty.pk, title="Next", kind="negotiating")
    desk.post(add("draft"), data)
    assert Draft.objects.get(title="Next").stage == (last or 0) + 1


def test_stage_past_the_last_number_that_a_column_holds_is_no_fault_of_the_page(desk):
    treaty = factories.DraftFactory(stage=32767).treaty
    data = filled(desk.get(add("draft")), treaty=treaty.pk, title="Next", kind="negotiating")
    assert desk.post(add("draft"), data).status_code in (200, 302)  # PostgreSQL holds no more


@pytest.mark.parametrize("treaty", ["x", "9" * 19, "-1", "999"])
def test_treaty_that_is_none_gives_the_form_all_the_same(desk, treaty):
    assert desk.get(add("draft"), {"treaty": treaty}).status_code == 200


@pytest.mark.parametrize("model", ["treaty", "draft"])
def test_form_says_that_what_is_saved_is_public(desk, model):
    assert "Saving publishes this at once" in desk.get(add(model)).text


def test_draft_is_entered_with_divisions_and_articles(desk):
    treaty = factories.TreatyFactory()
    session = factories.SessionFactory(treaty=treaty)
    data = filled(
        desk.get(add("draft")),
        treaty=treaty.pk,
        title="Zero draft",
        symbol="A/AC.291/22",
        kind="negotiating",
        stage="1",
        sessions=[session.pk],
        **rows(
            "divisions", {"kind": "chapter", "number": "IV"}, {"kind": "chapter", "number": "V"}
        ),
        **rows(
            "articles",
            {"kind": "preamble"},
            {"kind": "article", "number": "24", "heading": "Conditions"},
        ),
    )
    desk.post(add("draft"), data)
    draft = Draft.objects.get()
    assert draft.slug == "a-ac-291-22"
    assert list(draft.sessions.all()) == [session]
    assert list(Division.objects.values_list("slug", "position")) == [
        ("chapter-iv", 0),
        ("chapter-v", 1),
    ]
    assert list(Article.objects.values_list("slug", "position")) == [
        ("preamble", 0),
        ("article-24", 1),
    ]


def test_session_of_another_treaty_is_refused_at_its_field(desk):
    draft, session = factories.DraftFactory(), factories.SessionFactory()
    answer = desk.post(address(draft), filled(desk.get(address(draft)), sessions=[session.pk]))
    assert "same treaty" in str(answer.context["adminform"].form.errors["sessions"])


def test_draft_shows_the_sessions_of_its_treaty_alone(desk):
    draft, other = factories.DraftFactory(), factories.SessionFactory()
    own = factories.SessionFactory(treaty=draft.treaty)
    field = desk.get(address(draft)).context["adminform"].form["sessions"].field
    assert field.widget.choices == [(own.pk, own.title)]
    field = desk.get(add("draft")).context["adminform"].form["sessions"].field
    assert f"{other} ({other.treaty})" in dict(field.widget.choices).values()


@pytest.mark.parametrize("number", ["24 bis", "24-bis"])
def test_article_that_would_stand_at_the_same_address_is_refused(desk, number):
    article = factories.ArticleFactory(number="24 bis")
    data = filled(desk.get(add("article")), draft=article.draft_id, kind="article", number=number)
    answer = desk.post(add("article"), data)
    assert "has an article" in str(answer.context["errors"])
    assert Article.objects.count() == 1


def test_draft_of_an_article_is_fixed(desk):
    article = factories.ArticleFactory()
    other = factories.DraftFactory(treaty=article.draft.treaty)
    data = filled(desk.get(address(article)), draft=other.pk, heading="New heading")
    desk.post(address(article), data)
    article.refresh_from_db()
    assert article.heading == "New heading"
    assert article.draft != other


def test_identifier_of_a_provision_follows_from_kind_number_and_parent(desk):
    article = factories.ArticleFactory(number="24")
    paragraph = factories.ProvisionFactory(article=article, number="2")
    page = desk.get(address(article))
    known = filled(page)
    data = known | rows(
        "provisions",
        {
            name.removeprefix("provisions-0-"): value
            for name, value in known.items()
            if name.startswith("provisions-0-")
        },
        {"kind": "point", "number": "(b)", "parent": paragraph.pk},
        {"kind": "paragraph", "number": "3"},
    )
    desk.post(address(article), data)
    assert list(Provision.objects.values_list("eid", "position")) == [
        ("art_24__para_2", paragraph.position),
        ("art_24__para_2__point_b", paragraph.position + 1),
        ("art_24__para_3", paragraph.position + 2),
    ]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"kind": "paragraph", "number": ""}, "number"),
        ({"kind": "paragraph", "number": "1", "eid": "art_9__para_1"}, "eid"),
        ({"kind": "paragraph", "number": "2"}, "eid"),
    ],
)
def test_fault_in_a_provision_is_shown_at_its_field(desk, row, field):
    article = factories.ArticleFactory(number="24")
    factories.ProvisionFactory(article=article, number="2")
    data = filled(desk.get(add("provision")), article=article.pk) | row
    answer = desk.post(add("provision"), data)
    assert answer.context["adminform"].form.errors[field]
    assert Provision.objects.count() == 1


def test_text_of_a_provision_is_kept_as_typed(desk):
    provision = factories.ProvisionFactory()
    data = filled(desk.get(address(provision))) | rows(
        "texts", {"language": "en", "text": "  Each State\r\nParty "}
    )
    desk.post(address(provision), data)
    assert provision.texts.get().text == "  Each State\nParty "


def test_rows_that_clash_only_in_the_database_are_refused_in_words(desk):
    draft = factories.DraftFactory()
    data = filled(desk.get(address(draft))) | rows(
        "articles",
        {"kind": "article", "number": "24 bis"},
        {"kind": "article", "number": "24-bis"},
    )
    answer = desk.post(address(draft), data)
    assert "would duplicate" in str(answer.context["errors"])
    assert not Article.objects.exists()


def test_draft_with_articles_is_held_by_them(desk):
    article = factories.ArticleFactory()
    answer = desk.post(address(article.draft, "delete"), {"post": "yes"})
    assert answer.status_code == 403  # a draft is an administrator's to delete
    provision = factories.ProvisionFactory(article=article)
    page = desk.post(address(article, "delete"), confirmed(desk, article)).content.decode()
    assert "These records prevent it" in page
    assert provision.label in page
    article.refresh_from_db()


def test_succession_is_confirmed_by_a_button(desk):
    succession = factories.SuccessionFactory(state="suggested")
    page = desk.get(address(succession)).content.decode()
    assert "Confirm" in page
    assert address(succession, "act", name="confirm") in page
    desk.post(address(succession, "act", name="confirm"))
    succession.refresh_from_db()
    assert (succession.state, succession.decided_by) == (Succession.State.CONFIRMED, desk.editor)
    desk.post(address(succession, "act", name="reopen"))
    succession.refresh_from_db()
    assert (succession.state, succession.decided_by) == (Succession.State.SUGGESTED, None)
    assert succession.decided_at is None


def test_history_of_an_article_shows_what_changed(desk):
    article = factories.ArticleFactory(heading="Safeguards")
    data = filled(desk.get(address(article)), heading="Conditions and safeguards")
    desk.post(address(article), data)
    page = desk.get(address(article, "history")).content.decode()
    assert "<ins>Conditions" in page
    assert "editor" in page


@pytest.mark.parametrize(
    "model", ["treaty", "session", "draft", "division", "article", "provision"]
)
@pytest.mark.parametrize(
    "query", ["", "?draft=abc", f"?draft={'9' * 30}&treaty={'9' * 30}", "?x=%00"]
)
def test_form_to_add_opens_whatever_its_address_says(desk, model, query):
    assert desk.get(add(model) + query).status_code == 200


def picked(desk, term):
    asked = {"term": term, "app_label": "articles", "model_name": "succession"}
    answer = desk.get(reverse("admin:autocomplete"), asked | {"field_name": "ancestor"})
    return [row["text"] for row in answer.json()["results"]]


def test_picker_of_articles_finds_words_of_the_heading_and_shows_it(desk):
    draft = factories.DraftFactory(symbol="A/AC.291/22")
    wanted = factories.ArticleFactory(draft=draft, number="24", heading="Conditions and safeguards")
    factories.ArticleFactory(number="25", heading="Conditions of use")
    label = "Article 24 · Conditions and safeguards · A/AC.291/22"
    assert picked(desk, "safeguards condi") == picked(desk, "24 ac.291/22") == [label]
    page = desk.get(address(factories.SuccessionFactory(ancestor=wanted)))
    assert label in page.text
    assert "Article 24" in picked(desk, "")[0]


def test_picker_of_articles_costs_the_same_for_one_and_for_three(desk, django_assert_num_queries):
    factories.ArticleFactory()
    picked(desk, "article")
    with django_assert_num_queries(6):
        picked(desk, "article")
    factories.ArticleFactory()
    factories.ArticleFactory()
    with django_assert_num_queries(6):
        assert len(picked(desk, "article")) == 3


def test_choices_of_a_treaty_are_its_sessions_and_drafts_and_no_strangers(desk, client):
    draft = factories.DraftFactory(symbol="A/AC.291/22", title="Draft text")
    session = factories.SessionFactory(treaty=draft.treaty, title="First session")
    factories.DraftFactory()
    where = reverse("admin:articles_treaty_choices")
    assert desk.get(where, {"treaty": draft.treaty_id}).json() == {
        "sessions": [[session.pk, "First session"]],
        "drafts": [[draft.pk, "A/AC.291/22 · Draft text"]],
    }
    for treaty in ("999", "x", "", "9" * 30):
        assert desk.get(where, {"treaty": treaty}).json() == {"sessions": [], "drafts": []}
    desk.editor.groups.clear()
    assert desk.get(where).status_code == 403
