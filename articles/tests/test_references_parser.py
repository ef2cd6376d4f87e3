"""Citations as people write them, and in any text whatever."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.references import Citation, eid_at, find, parse_all, written
from articles.references.cursor import Cursor
from articles.references.labels import LANGUAGES
from articles.references.tokenizer import tokenise

pytestmark = pytest.mark.core


@pytest.mark.parametrize(
    ("text", "eids"),
    [
        ("Articles 23(1), 24 and 29–30", "art_23__para_1 art_24 art_29 art_30"),
        ("article 87, paragraph 2 (n)", "art_87__para_2__point_n"),
        ('Article 87**, "g"', "art_87__point_g"),
        ("Art. 28.4", "art_28__para_4"),
        (
            "article 47(1)(b)(c) and (f)",
            "art_47__para_1__point_b art_47__para_1__point_c art_47__para_1__point_f",
        ),
        ("paragraph 1 of article 35", "art_35__para_1"),
        ("point (c) in Article 23(2)", "art_23__para_2__point_c"),
        ("the preamble", "preamble"),
        ("Chapter V, articles 56 and 57", "chp_v art_56 art_57"),
        ("recital (26)", "rec_26"),
        ("articles 23(2)(c) and (d)", "art_23__para_2__point_c art_23__para_2__point_d"),
        ("24 bis and 24-ter", "art_24bis art_24ter"),
        ("Articles 1 quinquies to 1 septies", "art_1quinquies art_1sexies art_1septies"),
        ("Article 4a", "art_4a"),
        ("article 4, paragraphs 1 to 3", "art_4__para_1 art_4__para_2 art_4__para_3"),
        (
            "article 4(1)(a)(i) and (iii)",
            "art_4__para_1__point_a__point_i art_4__para_1__point_a__point_iii",
        ),
        ("paragraph 1 of articles 5 and 6", "art_5__para_1 art_6__para_1"),
        (
            "paragraphs 1.b through 1.d of article 22",
            "art_22__para_1__point_b art_22__para_1__point_c art_22__para_1__point_d",
        ),
        ("article 4, paragraph 1 and paragraph 3", "art_4__para_1 art_4__para_3"),
        ("articles 13 and 63, paragraph 6", "art_13 art_63__para_6"),
        ("Articles 2, 6, paragraph 1.b, 7", "art_2 art_6__para_1__point_b art_7"),
        ("second subparagraph of Article 6(1)", "art_6__para_1__subpara_2"),
        ("the chapeau of paragraph 2 of article 6", "art_6__para_2__intro"),
        ("Annexes I and II", "annex_i annex_ii"),
        ("Chapters IV, V and VII", "chp_iv chp_v chp_vii"),
        ("article 24 of this Convention", "art_24"),
        ("article 24 of the draft convention", "art_24"),
        ("article 24 of the CND", "art_24"),
        ("l’alinéa b) i) du paragraphe 1 de l’article 31", "art_31__para_1__point_b__point_i"),
        ("articles 6 à 8 et 10", "art_6 art_7 art_8 art_10"),
        ("Article premier", "art_1"),
        ("article 1er", "art_1"),
        ("deuxième alinéa de l'article 6, paragraphe 1", "art_6__para_1__subpara_2"),
        ("considérants 26 et 27", "rec_26 rec_27"),
        ("préambule", "preamble"),
        ("artículo 31, párrafo 1 b) i)", "art_31__para_1__point_b__point_i"),
        ("los artículos 6 a 8 y 10 bis", "art_6 art_7 art_8 art_10bis"),
        ("el párrafo primero del artículo 5", "art_5__para_1"),
        ("inciso c) del artículo 23, párrafo 2", "art_23__para_2__point_c"),
        ("literal a del numeral 2 del artículo 9", "art_9__para_2__point_a"),
        ("apartado 2 del artículo 4", "art_4__para_2"),
        ("Article 29 – title", "art_29"),
        ("Article 68 e", "art_68e"),
        ("Article 58 – paragraph 1 – point c – point iii a", "art_58__para_1__point_c__point_iiia"),
        ("Annex III – paragraph 1 – point 1 – point a b", "annex_iii__para_1__point_1__point_ab"),
        # What is put in before 57a has a sign.
        ("Article -57a", "art_-57a"),
        ("Article -57 a", "art_-57a"),
        ("Recital -12a", "rec_-12a"),
        ("Article 3 – point -a a", "art_3__point_-aa"),
        ("Article 3 – paragraph -1 a", "art_3__para_-1a"),
        ("Article 5 -7", "art_5 art_6 art_7"),
    ],
)
def test_citation_is_read_as_what_it_means(text, eids):
    assert [citation.eid for citation in parse_all(text)] == eids.split()


@pytest.mark.parametrize(
    ("text", "eids"),
    [
        # As the European Parliament heads its amendments.
        ("Article 7 – paragraph 2 – point a", "art_7__para_2__point_a"),
        ("Article 15 – paragraph 1 – point h b (new)", "art_15__para_1__point_hb"),
        ("Article 4 – point 2 bis", "art_4__para_2bis"),
        ("Article 9 -– paragraph 3", "art_9__para_3"),
        ("Article 28 – paragraph 2 – partie introductive", "art_28__para_2__intro"),
        ("Recital 13 a (new)", "rec_13a"),
        ("Article 22(2a) (new)", "art_22__para_2a"),
        ("Article 9(2)(ba)", "art_9__para_2__point_ba"),
        ("Article 8 a\nDuties of others", "art_8a"),
        ("Article 4, point 13", "art_4__para_13"),
        ("in connection with 22(2)(b) above", "art_22__para_2__point_b"),
        ("pursuant to 22(2) the", "art_22__para_2"),
        ("processing under 6(1)(f) is", "art_6__para_1__point_f"),
        ("as 4.1(2a) says", "art_4__para_1__point_2a"),
        ("lit. f of Article 6(1)", "art_6__para_1__point_f"),
        ("Art. 6 (1) f applies", "art_6__para_1__point_f"),
        ("points (a) and b shall apply, Article 5", "__point_a __point_b art_5"),
        ("introductory text of paragraph 1", "__para_1__intro"),
        ("Article 6(1), first subparagraph, point (a)", "art_6__para_1__subpara_1__point_a"),
        ("Article 45 terdecies", "art_45terdecies"),
        ("article 79 (4 – 6)", "art_79__para_4 art_79__para_5 art_79__para_6"),
        ("Article 5 to Article 7", "art_5 art_6 art_7"),
        ("Recital 29\n(29) The controller", "rec_29"),
        ("Article 4\n(1) 'data subject' means", "art_4"),
        ("pursuant to Article 6\n(1)(a) of this Regulation", "art_6__para_1__point_a"),
        ("Comment:\nPoint (a) is unclear", "__point_a"),
        ("Schedule 2", "annex_2"),
        ("paragraphe 1, s’il y a lieu", "__para_1"),
        ("Artikel 6 Absatz 1 Buchstabe f", "art_6__para_1__point_f"),
        ("Art. 6 Abs. 1 lit. f DSGVO", "art_6__para_1__point_f"),
        ("Artikel 5 bis 7 und 9", "art_5 art_6 art_7 art_9"),
        ("Artikel 24 bis Absatz 2", "art_24bis__para_2"),
        ("Buchstabe f des Artikels 6 Absatz 1", "art_6__para_1__point_f"),
        ("Artikel 12 Absätze 1 und 3", "art_12__para_1 art_12__para_3"),
        ("Erwägungsgründe 20 und 21", "rec_20 rec_21"),
        ("Artikel 13 Absatz 2 Unterabsatz 1", "art_13__para_2__subpara_1"),
        ("points (d), (e) and (f) of Article 6(1)",
         "art_6__para_1__point_d art_6__para_1__point_e art_6__para_1__point_f"),
        ("artículo 58, apartado 2, la letra d)", "art_58__para_2__point_d"),
        ("Absatz 2 Buchstaben d, e und f genannten",
         "__para_2__point_d __para_2__point_e __para_2__point_f"),
        ("Artikel 6 Absatz 1 Buchstabe a stützte", "art_6__para_1__point_a"),
        ("Artikel 16 beziehungsweise 17", "art_16 art_17"),
        ("Grundsätze des Kapitels II", "chp_ii"),
        ("المادة ٥", "art_5"),
        ("الفقرة 1 (أ) من المادة 5", "art_5__para_1__point_a"),
        ("الفقرة الفرعية (ب) من الفقرة 2 من المادة 10", "art_10__para_2__point_b"),
        ("وفي المادتين 5 و6", "art_5 art_6"),
        ("المواد 5 إلى 7", "art_5 art_6 art_7"),
        ("المادة 24 مكررا", "art_24bis"),
        ("الفصل الثالث", "chp_3"),
        ("الديباجة", "preamble"),
        ("根据第五条第二款的规定", "art_5__para_2"),
        ("第5条第2款(c)项", "art_5__para_2__point_c"),
        ("第二款第（三）项", "__para_2__point_3"),
        ("第二十一条之二", "art_21bis"),
        ("第十三条至第十五条", "art_13 art_14 art_15"),
        ("第五、六条和第九条", "art_5 art_6 art_9"),
        ("第三十五條第一款", "art_35__para_1"),
        ("第 45 條第 1  項", "art_45__para_1"),
        ("本條第一項", "__para_1"),
        ("附件一，第三章", "annex_1 chp_3"),
        ("статья 5", "art_5"),
        ("пункт 2 статьи 5", "art_5__para_2"),
        ("подпункт a) пункта 2 статьи 5", "art_5__para_2__point_a"),
        ("подпункты «b» и «c» пункта 2 статьи 5", "art_5__para_2__point_b art_5__para_2__point_c"),
        ("п. 2 ст. 5", "art_5__para_2"),
        ("часть 2 статьи 5", "art_5__para_2"),
        ("статьях 5–7", "art_5 art_6 art_7"),
        ("глава IV", "chp_iv"),
    ],
)  # fmt: skip
def test_citation_is_found_in_prose(text, eids):
    citations = [citation for reference in find(text) for citation in reference.citations]
    assert " ".join(cited.eid or eid_at("", cited.steps) for cited in citations) == eids


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("Article 17 of the ICCPR requires", "ICCPR"),
        ("ICCPR Article 17", "ICCPR"),
        ("Article 17 of ICCPR11 and the report", "ICCPR11"),
        ("General Comment No 16: Article 17", "General Comment No 16"),
        ("articles 13 and 63, paragraph 6, of the United Nations Convention against Corruption "
         "(UNCAC), so", "the United Nations Convention against Corruption (UNCAC)"),
        ("Article 17 and Article 19 of the International Covenant on Civil and Political Rights",
         "the International Covenant on Civil and Political Rights"),
        ("article 15 de la Convention de Budapest", "la Convention de Budapest"),
        ("artículo 17 del Pacto Internacional de Derechos Civiles y Políticos.",
         "Pacto Internacional de Derechos Civiles y Políticos"),
        ("Article 5 of Regulation (EU) 2016/679", "Regulation (EU) 2016/679"),
        ("Budapest Convention Article 15", "Budapest Convention"),
        ("preamble of the Charter of the United Nations", "the Charter of the United Nations"),
        ("Ibid, para 97.", "Ibid"),
        ("Article 17 ICCPR", "ICCPR"),
        ("Articles 12 to 15 of that Directive", "that Directive"),
        ("article 17 du traité sur le fonctionnement", "traité sur le fonctionnement"),
        ("Kapitel 2 des Vertrags über die Europäische Union",
         "Vertrags über die Europäische Union"),
        ("l'article 25, paragraphe 6, ou de l'article 26 de la directive 95/46/CE",
         "la directive 95/46/CE"),
        ("Directive 95/46/EC (where article 12 requires", "Directive 95/46/EC (where"),
        ("(cf. Art. 25 c German Banking Act)", "German Banking Act"),
        ("Artikel 8 der Charta der Grundrechte", "Charta der Grundrechte"),
        ("المادة 17 من العهد الدولي", "العهد"),
        ("статья 17 Международного пакта о гражданских правах", "Международного пакта"),
        ("《公民权利和政治权利国际公约》第十七条", "公民权利和政治权利国际公约"),
    ],
)  # fmt: skip
def test_what_another_instrument_says_is_marked(text, instrument):
    [reference] = find(text)
    assert reference.instrument.removeprefix("the ") == instrument.removeprefix("the ")
    assert parse_all(text[reference.start : reference.end]) is None


@pytest.mark.parametrize(
    "text",
    [
        "of covered by this Convention",
        "of the Convention and States Parties",
        "to enhance the effectiveness",
        "in law enforcement",
        "of the proposed Treaty",
        "of the UN Cybercrime Convention",
        "of the present Convention",
        "del presente Convenio",
        "de la présente Convention",
        "der vorliegenden Konvention Anwendung findet",
        "من هذه الاتفاقية",
    ],
)
def test_what_the_text_itself_says_is_its_own(text):
    titles = ("United Nations Convention against Cybercrime", "UNCC")
    [reference] = find(f"see article 24 {text}", titles=titles)
    assert reference.instrument == ""
    assert reference.citations == [Citation("article", "24")]


@pytest.mark.parametrize(
    "above", ["Comment:\n", "Proposal for a Regulation\n", "Scope of the Treaty\n\n"]
)
def test_words_on_the_line_above_are_no_name(above):
    [reference] = find(f"{above}Article 24 – paragraph 2")
    assert reference.instrument == ""


def test_the_convention_is_another_instrument_where_the_text_is_an_agreement():
    [reference] = find("article 287 of the Convention", titles=("Agreement on marine life",))
    assert reference.instrument == "the Convention"


def test_steps_alone_are_of_the_place_that_the_text_stands_at():
    place = Citation("article", "23", ("2", "c"))
    text = "paragraph 1 of this article, points (a) and (b), and paragraph 2 of that article"
    references = find(text, within=place)
    meant = [cited.eid for reference in references for cited in reference.citations]
    assert meant == ["art_23__para_1", "art_23__para_2__point_a", "art_23__para_2__point_b"]
    assert parse_all("paragraph 2", within=place) == [Citation("article", "23", ("2",))]
    assert parse_all("paragraph 2") is None


@pytest.mark.parametrize(
    "text",
    [
        "this article. \n\n1. Each State Party",
        "the article\n\n2 States",
        "point of contact",
        "Article 41. 24/7 network",
        "le paragraphe a été modifié",
        "para 5 Estados",
        "in part I think so",
        "la Partie 60 jours avant",
        "articles related to 24 offences",
        "an introduction of article",
        "at this point 24 States",
        "this Article.\n7. States shall",
        "this Article.   2. The sanction",
        "the Article 29 Working Party",
        "the Article 29 Data Protection Working Party",
        "Twitter, 12(11) Future Internet",
        "they schedule 24 meetings",
    ],
)
def test_what_only_looks_like_a_citation_is_none(text):
    citations = [cited for reference in find(text) for cited in reference.citations]
    assert citations in ([], [Citation("article", "41")])


def test_lists_end_where_the_sentence_goes_on():
    text = "Article 23(1) and 24 to enhance; article 5 and 30 days later; artículo 14; iii) Otras"
    eids = [[cited.eid for cited in reference.citations] for reference in find(text)]
    assert eids == [["art_23__para_1", "art_24"], ["art_5"], ["art_14"]]


NUMBERS = st.builds(
    "{}{}".format, st.integers(1, 999), st.sampled_from(["", "", "", " bis", " quater", "a", "b"])
)
FIGURES = st.integers(1, 99).map(str)
LETTERS = st.sampled_from("abcdefghjklmn")
ROMANS = st.sampled_from(["i", "ii", "iv", "v", "ix"])
ENDS = st.sampled_from(["intro", "wrapup", "subpara_2"])


@st.composite
def places(draw, kind=None):
    """Make a place: figure, letter, Roman numeral, each perhaps; and perhaps an end."""
    kind = kind or draw(st.sampled_from(["article", "recital", "annex", "preamble", "chapter"]))
    if kind == "chapter":
        return Citation(kind, draw(st.sampled_from(["I", "II", "IV", "IX", "5", "12"])))
    number = {"preamble": st.just(""), "annex": st.sampled_from(["1", "2", "I", "IV"])}
    steps = [draw(FIGURES)] if draw(st.booleans()) else []
    steps += [draw(LETTERS)] if draw(st.booleans()) else []
    steps += (
        [draw(ROMANS)] if steps and steps[-1] in "abcdefghjklmn" and draw(st.booleans()) else []
    )
    steps += [draw(ENDS)] if draw(st.booleans()) else []
    return Citation(kind, draw(number.get(kind, NUMBERS)), tuple(steps))


@given(st.lists(places(), min_size=1, max_size=8), st.sampled_from(sorted(LANGUAGES)))
def test_citations_written_out_are_read_as_the_same(citations, language):
    assert parse_all(written(citations, language)) == citations


@given(st.integers(1, 200), st.integers(3, 40), st.sampled_from(sorted(LANGUAGES)))
def test_range_written_out_is_read_as_all_its_articles(first, length, language):
    whole = [Citation("article", str(first + more)) for more in range(length)]
    text = written(whole, language)
    assert len(text) < 30
    assert parse_all(text) == whole


PIECES = st.sampled_from(
    [" ", ", ", " and ", " to ", "-", "; ", "\n", "\n\n", "article ", "Articles ", "23", "(2)",
     "(c)", "bis", ".4", '"n"', "paragraph ", "alinéa ", "point (c)", "second ", "chapeau",
     "preamble", "Chapter ", "IV", " of ", "this ", "the ", "del artículo ", "ICCPR", "Convention ",
     "General Comment No. 16 ", "A/RES/77/211, ", " – point ", " a (new)", "6(1)(f)", "lit. f ",
     "(4 – 6)", "Working Party", "with ", "(ba)", "Absatz 2 ", "bis 7", "المادة 5 ", "الفقرة ",
     "第五条", "第二款", "第（三）项", "至", "статьи 5 ", "пункт 2 ", "«b»"]
)  # fmt: skip


@settings(max_examples=200)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join)))
def test_any_text_is_read_without_fault_and_spans_stand_for_themselves(text):
    end = 0
    for reference in find(text):
        assert end <= reference.start < reference.end <= len(text)
        end = reference.end
        for mention in reference.mentions:
            assert reference.start <= mention.start < mention.end <= reference.end
        [again, *rest] = find(text[reference.start : reference.end])
        assert not rest
        assert again.citations == reference.citations
        assert bool(again.instrument) == bool(reference.instrument)
    parse_all(text)


@pytest.mark.parametrize(
    "piece",
    ["article ", "1, ", "(a)", "article 1(1)(a), ", "paragraph 1 of ", "of the ", "A", "ICCPR ",
     "A/", "General Comment on ", "1-", "a.a.", "bis ", "((((", "  \n", "0" * 50, "“a”", "-bis",
     "paragraph 1 of article 1 and ", "Convention of the ", "article 1 and ", "second ",
     "Articles 1 to 999, ", "第五条", "пункт 2 статьи 5 ", "article 1 – ", "1(1)(a) ", "а)"],
)  # fmt: skip
def test_work_grows_with_the_text(monkeypatch, piece):
    """Each token is looked at a bounded number of times, whatever the text repeats."""
    looks = 0

    def counted(cursor, ahead=0, look=Cursor.peek):
        nonlocal looks
        looks += 1
        return look(cursor, ahead)

    monkeypatch.setattr(Cursor, "peek", counted)
    text = piece * (20_000 // len(piece))
    find(text)
    parse_all(text)
    assert looks <= 400 * (len(tokenise(text)) + 1)
