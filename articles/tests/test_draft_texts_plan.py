"""Reading into a draft: what changes, what stays, what stops it; all of it or nothing."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import data_checks
from articles.draft_texts import plan_report, recorded_text
from articles.draft_texts.plan import Plan
from articles.draft_texts.writing import Refused, store
from articles.models import Article, Division, Draft, Provision, ProvisionText, Succession
from articles.places import stubs
from articles.tests.factories import (
    ArticleFactory,
    DivisionFactory,
    DraftFactory,
    ProvisionFactory,
    SuccessionFactory,
)
from articles.tests.reading import outline

pytestmark = pytest.mark.django_db

TEXT = """PART I
GENERAL
Article 1
Scope
1. Each Party shall:
(a) act;
(b) refrain.
2. It shall report.
PART II
FINAL
Article 2
Entry into force
This enters into force.
"""
FRENCH = """PARTIE I
DISPOSITIONS GÉNÉRALES
Article premier
Champ
1. Chaque Partie :
a) agit ;
c) s’abstient.
Article 2
Entrée en vigueur
Ceci entre en vigueur.
"""


@pytest.fixture
def draft():
    return DraftFactory()


def rows_of_history():
    return sum(model.history.count() for model in (Division, Article, Provision, ProvisionText))


def test_text_is_stored_with_its_structure_and_history(draft):
    user = User.objects.create_user("editor")
    store(outline(TEXT), draft, "text.txt", by=user)
    point = Provision.objects.get(eid="art_1__para_1__point_b")
    assert (point.number, point.kind, point.parent.eid) == ("(b)", "point", "art_1__para_1")
    assert point.texts.get().text == "refrain."
    assert point.article.division.heading == "GENERAL"
    assert (point.article.basis, point.article.source) == ("sourced", "text.txt")
    record = point.history.get()
    assert (record.history_user, record.history_type) == (user, "+")
    moments = {row.history_date for row in Provision.history.all()}
    assert moments == {record.history_date}
    assert list(data_checks.findings()) == []


def test_same_file_twice_changes_nothing(draft):
    store(outline(TEXT), draft, "text.txt")
    before = rows_of_history()
    plan = store(outline(TEXT), draft, "text.txt")
    assert not plan.changes_something
    assert rows_of_history() == before


def test_corrected_file_keeps_rows_and_changes_texts(draft):
    store(outline(TEXT), draft)
    keys = dict(Provision.objects.values_list("eid", "pk"))
    plan = store(outline(TEXT.replace("refrain.", "abstain.").replace("Scope", "Ambit")), draft)
    assert [(text.before, text.after) for text in plan.changed_texts] == [("refrain.", "abstain.")]
    assert dict(Provision.objects.values_list("eid", "pk")) == keys
    assert Article.objects.get(number="1").heading == "Ambit"
    text = ProvisionText.objects.get(provision__eid="art_1__para_1__point_b")
    assert [record.text for record in text.history.all()] == ["abstain.", "refrain."]


def test_inserted_provision_moves_the_others_on(draft):
    store(outline(TEXT), draft)
    store(outline(TEXT.replace("(b) refrain.", "(b) refrain;\n(c) explain.")), draft)
    order = Provision.objects.filter(article__number="1").order_by("position")
    assert [one.eid[len("art_1__") :] for one in order] == [
        *("para_1", "para_1__point_a", "para_1__point_b", "para_1__point_c", "para_2")
    ]


def test_stub_gets_its_text_and_keeps_what_points_to_it(draft):
    article = ArticleFactory(draft=draft, number="1", heading="")
    stub = stubs.provision_at(article, ("1", "b"))
    store(outline(TEXT), draft)
    stub.refresh_from_db()
    assert stub.texts.get().text == "refrain."
    assert stub.article_id == article.pk
    article.refresh_from_db()
    assert article.heading == "Scope"


def test_what_vanishes_unpointed_is_taken_away_with_history(draft):
    store(outline(TEXT), draft)
    store(outline(TEXT[: TEXT.index("PART II")]), draft, may_replace=True)
    assert list(Article.objects.values_list("number", flat=True)) == ["1"]
    assert Division.objects.count() == 1
    assert Article.history.filter(history_type="-").count() == 1


def test_vanished_article_with_a_succession_stops_it(draft):
    store(outline(TEXT), draft)
    later = ArticleFactory(draft__treaty=draft.treaty, draft__stage=draft.stage + 1)
    SuccessionFactory(ancestor=Article.objects.get(draft=draft, number="2"), descendant=later)
    shorter = outline(TEXT[: TEXT.index("PART II")])
    plan = Plan(shorter, draft)
    [(row, pointing)] = plan.obstacles
    assert row.number == "2"
    assert isinstance(pointing, Succession)
    with pytest.raises(Refused, match="refer to"):
        store(shorter, draft)
    assert Article.objects.filter(draft=draft).count() == 2


def test_successions_survive_a_corrected_file(draft):
    store(outline(TEXT), draft)
    later = ArticleFactory(draft__treaty=draft.treaty, draft__stage=draft.stage + 1)
    edge = SuccessionFactory(
        ancestor=Article.objects.get(draft=draft, number="2"), descendant=later
    )
    store(outline(TEXT.replace("This enters", "It enters")), draft)
    edge.refresh_from_db()
    assert edge.ancestor.provisions.get().texts.get().text == "It enters into force."


def test_division_that_an_editor_named_is_the_same_by_kind_and_number(draft):
    division = DivisionFactory(draft=draft, kind="part", number="1", slug="first-part", heading="")
    store(outline(TEXT), draft)
    division.refresh_from_db()
    assert (division.slug, division.number, division.heading) == ("first-part", "1", "GENERAL")
    assert division.articles.get().number == "1"


def test_second_language_attaches_and_tells_where_it_differs(draft):
    store(outline(TEXT), draft)
    before = list(Article.objects.order_by("pk").values("heading", "division_id", "position"))
    plan = store(outline(FRENCH, language="fr"), draft)
    assert plan.attaches
    assert plan.differences == [
        ("Article 1(1)(c)", "is not in the draft; ignored"),
        ("Article 1(1)(b)", "has no text in this language"),
        ("Article 1(2)", "has no text in this language"),
    ]
    assert ProvisionText.objects.get(provision__eid="art_1__para_1", language="fr")
    assert (
        list(Article.objects.order_by("pk").values("heading", "division_id", "position")) == before
    )
    assert not store(outline(FRENCH, language="fr"), draft).changes_something
    assert not store(outline(TEXT), draft).changes_something


def test_draft_in_several_languages_has_its_structure_from_the_one_of_its_headings(draft):
    texts = "texts: {de: Eins., en: One., fr: Un.}"
    article = "{kind: article, number: '1', heading: Scope, provisions: [{kind: paragraph, number: "
    content = f"language: en\narticles: [{article} '1', {texts}}}]}}]"
    store(outline(content, "x.yaml", language=None), draft)
    draft.refresh_from_db()
    assert draft.language == "en"
    german = "Article 1\nAmbit\n1. Zwei.\n"
    assert Plan(outline(german, language="de"), draft).attaches
    plan = store(outline(german, language="en"), draft, may_replace=True)
    assert not plan.attaches
    assert Article.objects.get(draft=draft).heading == "Ambit"


def test_first_text_read_in_says_on_the_draft_in_which_language_it_is(draft):
    user = User.objects.create_user("editor")
    store(outline(FRENCH, language="fr"), draft, by=user)
    store(outline(TEXT), draft)
    assert Draft.objects.get(pk=draft.pk).language == "fr"
    assert draft.history.first().history_user == user


@pytest.mark.parametrize(
    ("said", "counts", "found"),
    [
        ("", {"de": 9, "en": 9, "fr": 9}, "en"),
        ("", {"de": 9, "fr": 9}, "de"),
        ("", {"en": 8, "fr": 9}, "fr"),
        ("es", {"en": 9, "fr": 9}, "es"),
        ("es", {}, ""),
    ],
)
def test_language_of_the_structure_is_the_recorded_one_or_that_with_most_texts(said, counts, found):
    assert recorded_text.language_of_structure(Draft(language=said), counts) == found


def test_partial_text_in_a_second_language_removes_none_unasked(draft):
    store(outline(TEXT), draft)
    store(outline(FRENCH, language="fr"), draft)
    partial = outline(FRENCH[: FRENCH.index("Article 2")], language="fr")
    plan = Plan(partial, draft)
    assert [text.provision.eid for text in plan.removed_texts] == ["art_2__subpara_1"]
    assert not plan.changed_texts
    assert list(plan_report.losses(plan)) == [
        "Of 3 texts recorded in “fr”, 1 would be removed and 0 changed."
    ]
    with pytest.raises(Refused, match="1 would be removed"):
        store(partial, draft)
    assert ProvisionText.objects.filter(language="fr").count() == 3
    store(partial, draft, may_replace=True)
    assert ProvisionText.objects.filter(language="fr").count() == 2
    assert ProvisionText.objects.filter(language="en").count() == 5


def test_texts_of_all_languages_that_vanish_with_their_place_count_as_removed(draft):
    store(outline(TEXT), draft)
    store(outline(FRENCH, language="fr"), draft)
    plan = Plan(outline(TEXT[: TEXT.index("PART II")]), draft)
    assert sorted(loss[:3] for loss in plan.losses) == [("en", 5, 1), ("fr", 3, 1)]
    assert "0 changed, 2 removed, 4 unchanged" in plan_report.changes(plan)


@pytest.mark.parametrize(("changed", "needs_word"), [(2, False), (3, True)])
def test_more_than_half_of_five_texts_do_not_change_unasked(draft, changed, needs_word):
    store(outline(TEXT), draft)
    text = TEXT
    for words in ("act;", "refrain.", "It shall report.")[:changed]:
        text = text.replace(words, f"Soon {words}")
    plan = Plan(outline(text), draft)
    assert len(plan.changed_texts) == changed
    assert bool(plan.losses) is needs_word


def test_annex_is_the_same_whether_counted_in_roman_or_not(draft):
    text = "Article 1\nScope\nText.\nANNEX I\nList\n(a) One."
    store(outline(text), draft)
    store(outline(text.replace("ANNEX I\n", "ANNEX 1\n").replace("One", "Two")), draft)
    annex = Article.objects.get(kind="annex")
    assert annex.number == "I"
    assert [one.eid for one in annex.provisions.all()] == ["annex_i__point_a"]


def test_preview_that_is_overtaken_is_not_carried_out(draft):
    token = Plan(outline(TEXT), draft).token
    ArticleFactory(draft=draft, number="9")
    with pytest.raises(Refused, match="changed since the preview"):
        store(outline(TEXT), draft, token=token)
    assert not Provision.objects.exists()


def test_what_the_columns_do_not_hold_is_refused_and_nothing_is_written(draft):
    read = outline(TEXT)
    read.articles[1].provisions[0].texts = {"x" * 40: "words"}
    with pytest.raises(Refused, match="language"):
        store(read, draft)
    assert not Article.objects.filter(draft=draft).exists()


def test_number_of_queries_does_not_grow_with_the_text():
    counts = []
    for articles in (1, 30):
        text = "".join(
            f"Article {n}\nHeading\n1. One:\n(a) x;\n(b) y.\n2. Two.\n"
            for n in range(1, articles + 1)
        )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            store(outline(text), DraftFactory(treaty__slug=f"t{articles}"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_outline_travels_as_data():
    read = outline(TEXT)
    assert type(read).from_data(read.as_data()) == read


def test_provision_of_another_draft_is_not_touched(draft):
    other = ProvisionFactory(eid="art_1__para_1", article__number="1")
    store(outline(TEXT), draft)
    other.refresh_from_db()
    assert other.draft_id != draft.pk
    assert not other.texts.exists()


FIRST_LANGUAGE = (
    "The Parties,\nRecalling this,\nMindful of that,\nHave agreed as follows:\n"
    "Article 1\nScope\n1. Act.\nArticle 2\nEnd\nIt ends.\nIt is over.\n"
)
SECOND_LANGUAGE = (
    "Les Parties,\nRappelant ceci,\nSont convenues de ce qui suit :\n"
    "Article 1\nChamp\n1. Agir.\nArticle 2\nFin\nCela finit.\nC’est fini.\n"
)


def test_clauses_without_numbers_are_paired_where_they_are_as_many_and_else_none_is(draft):
    store(outline(FIRST_LANGUAGE), draft)
    plan = store(outline(SECOND_LANGUAGE, language="fr"), draft)
    assert plan.differences == [
        ("Preamble", "clauses without numbers: 1 here, 2 in the draft; none was matched")
    ]
    french = ProvisionText.objects.filter(language="fr")
    assert sorted(french.values_list("provision__eid", flat=True)) == [
        *("art_1__para_1", "art_2__subpara_1", "art_2__subpara_2"),
        *("preamble__intro", "preamble__wrapup"),
    ]
