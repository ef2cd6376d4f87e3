import pytest

from articles.models import Article
from articles.places.links import Links
from articles.tests.factories import (
    ArticleFactory,
    DivisionFactory,
    DraftFactory,
    ProvisionFactory,
    TreatyFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    treaty = TreatyFactory(title="United Nations Convention against Cybercrime", slug="uncc")
    draft = DraftFactory(treaty=treaty, slug="second")
    ArticleFactory(draft=draft, kind=Article.Kind.PREAMBLE, number="", heading="")
    for number in ("6", "23", "24", "24 bis"):
        ArticleFactory(draft=draft, number=number)
    DivisionFactory(draft=draft, number="V", slug="chapter-v")
    return draft


def link(words, address):
    return f'<a class="cites" href="/treaties/uncc/second/{address}">{words}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("see Article 24.", f"see {link('Article 24', 'article-24/')}."),
        (
            "Articles 23(2)(c) and 24bis",
            f"{link('Articles 23(2)(c)', 'article-23/#art_23__para_2__point_c')}"
            f" and {link('24bis', 'article-24-bis/')}",
        ),
        ("articles 5 to 16", link("articles 5 to 16", "article-6/")),
        ("the preamble", f"the {link('preamble', 'preamble/')}"),
        ("Chapter 5", link("Chapter 5", "#chapter-v")),
        ("article 99 and article 24 of the ICCPR", "article 99 and article 24 of the ICCPR"),
        ("article 24 of the UN Cybercrime Convention", None),
        ("paragraph 2", "paragraph 2"),
        ("<b>Article 24</b>", f"&lt;b&gt;{link('Article 24', 'article-24/')}&lt;/b&gt;"),
        ("", ""),
    ],
)  # fmt: skip
def test_citation_of_the_draft_becomes_a_link(draft, text, html):
    if html is None:
        html = text.replace("article 24", link("article 24", "article-24/"))
    assert Links([draft]).html(text, draft) == html


def test_steps_alone_lead_to_the_article_that_they_stand_in(draft):
    article = draft.articles.get(number="24")
    provision = ProvisionFactory(article=article, eid="art_24__para_2__point_c")
    html = Links([draft]).html("paragraph 1 of this article, article 24", draft, provision)
    words = link("paragraph 1 of this article", "article-24/#art_24__para_1")
    assert html == f"{words}, article 24"


def test_text_of_an_unknown_or_other_draft_stays_as_it_is(draft):
    assert Links([]).html("<Article 24>", draft) == "&lt;Article 24&gt;"
    assert Links([None]).html("Article 24", None) == "Article 24"


def test_articles_are_read_once_and_only_for_texts_that_cite(draft, django_assert_num_queries):
    links = Links([draft])
    with django_assert_num_queries(0):
        links.html("Nothing is cited.", draft)
    with django_assert_num_queries(2):
        for _time in range(3):
            links.html("Article 24", draft)
