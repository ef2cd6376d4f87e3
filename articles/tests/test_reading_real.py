"""Real treaties, where the data beside the project is present."""

import pytest

from articles.draft_texts.writing import store
from articles.models import Article, Provision, ProvisionText
from articles.reading import formats
from articles.reading.lines import Unreadable
from articles.tests import gdpr
from articles.tests.factories import DraftFactory
from articles.tests.reading import DATA, eids, messages, numbers, real, texts


def read(name, language=None):
    return formats.read(real(name).read_bytes(), name, language)


def agreement(form):
    return read(f"bbnj_agreement_2023_en.{form}", "en")


def test_english_agreement_is_understood_without_a_doubt():
    found = agreement("txt")
    assert numbers(found) == [str(number) for number in range(1, 77)]
    assert numbers(found, "annex") == ["I", "II"]
    assert [one.number for one in found.divisions] == (
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
    )
    assert len(eids(found)) == 596
    assert messages(found) == []
    assert all(article.heading for article in found.articles[1:])


def test_page_gives_the_tree_of_the_text():
    text, page = agreement("txt"), agreement("html")
    assert (page.divisions, page.articles) == (text.divisions, text.articles)
    # What the page has before and after the text is left out, and that is said.
    assert messages(page) == [
        ": This comes before the first article and is not a preamble: left out.",
        "Annex II: 81 lines do not belong to any article and are left out.",
    ]


def test_pdf_gives_the_tree_of_the_text_but_for_a_hyphen():
    text, pdf = agreement("txt"), agreement("pdf")
    assert (pdf.divisions, eids(pdf)) == (text.divisions, eids(text))
    assert [one.heading for one in pdf.articles] == [one.heading for one in text.articles]
    differing = {eid: words for eid, words in texts(pdf).items() if words != texts(text)[eid]}
    # In the PDF this word stands at the end of a line both times, and nowhere else.
    assert set(differing) == {"art_1__para_10", "annex_ii__point_a"}
    for eid, words in differing.items():
        assert words.replace("userfriendly", "user-friendly") == texts(text)[eid]
    assert messages(pdf) == []


@pytest.mark.django_db
@pytest.mark.any_database
def test_other_languages_attach_with_every_article():
    draft = DraftFactory()
    store(agreement("txt"), draft)
    rows = Provision.objects.count()
    for language, fewest in [("fr", 588), ("es", 588), ("ar", 380)]:
        found = read(f"bbnj_agreement_2023_{language}.txt")
        assert found.language == language
        assert numbers(found) == [str(number) for number in range(1, 77)]
        plan = store(found, draft)
        assert plan.attaches
        held = ProvisionText.objects.filter(language=language)
        assert held.count() >= fewest
        assert Article.objects.filter(provisions__texts__in=held).distinct().count() >= 77
    assert Provision.objects.count() == rows


@pytest.mark.parametrize(("language", "count"), [("en", 262), ("nl", 246)])
def test_convention_of_two_languages_in_one_file(language, count):
    found = read("budapest_convention_ets185_en-fr-nl.md", language)
    assert numbers(found) == [str(number) for number in range(1, 49)]
    assert [one.number for one in found.divisions if one.kind == "chapter"] == [
        *("I", "II", "III", "IV")
    ]
    assert len(eids(found)) == count


def test_language_that_the_file_does_not_hold_is_refused():
    with pytest.raises(Unreadable, match="in en, nl; none of them is fr"):
        read("budapest_convention_ets185_en-fr-nl.md", "fr")


@pytest.mark.django_db
@pytest.mark.any_database
@pytest.mark.parametrize(
    ("made", "articles", "recitals"), [(gdpr.draft, 91, 139), (gdpr.law, 99, 173)]
)
def test_regulation_is_read_in_from_our_format(made, articles, recitals):
    draft, content = DraftFactory(), made()
    found = formats.read(content, "gdpr.yaml")
    assert (len(numbers(found)), len(numbers(found, "recital"))) == (articles, recitals)
    store(found, draft)
    assert Article.objects.filter(draft=draft, kind="article").count() == articles
    assert not store(formats.read(content, "gdpr.yaml"), draft).changes_something


@pytest.mark.parametrize("folder", ["documents", "seeds", "gdpr/documents"])
def test_papers_about_treaties_are_refused_or_doubted(folder):
    files = sorted((DATA / folder).glob("*")) if (DATA / folder).exists() else []
    if not files:
        pytest.skip(f"{folder} is not here")
    for file in files:
        try:
            found = formats.read(file.read_bytes(), file.name)
        except Unreadable:
            continue
        assert len(found.doubts) > 4, file.name
