"""The grammar, on small texts in four languages."""

import pytest

from articles.tests.reading import eids, messages, numbers, outline, texts

pytestmark = pytest.mark.core

HEAD = "Article 1\nScope\n"


def within(body):
    """Return the steps of the provisions of an article with this body."""
    return [eid.removeprefix("art_1__") for eid in eids(outline(HEAD + body))]


# ── within an article ────────────────────────────────────────────────────────


def test_single_text_is_a_sub_paragraph():
    assert within("This Convention applies.") == ["subpara_1"]


def test_words_before_a_list_are_its_introduction_and_words_after_it_close_it():
    body = "Each Party shall:\n(a) act;\n(b) refrain;\nas its law provides."
    assert within(body) == ["intro", "point_a", "point_b", "wrapup"]


def test_whole_sentence_after_a_list_is_a_sub_paragraph():
    body = "Each Party shall:\n(a) act;\n(b) refrain.\nIt shall report."
    assert within(body) == ["intro", "point_a", "point_b", "subpara_1"]


def test_points_lie_in_their_paragraph_and_points_in_points():
    body = "1. First:\n(a) one:\n(i) x;\n(ii) y;\n(b) two.\n2. Second."
    assert within(body) == [
        *("para_1", "para_1__point_a", "para_1__point_a__point_i", "para_1__point_a__point_ii"),
        *("para_1__point_b", "para_2"),
    ]


def test_letter_i_after_h_goes_on_where_j_follows():
    body = "List:\n" + "\n".join(f"({letter}) item;" for letter in "abcdefghij")
    assert within(body) == ["intro", *(f"point_{letter}" for letter in "abcdefghij")]


def test_letter_i_after_h_begins_a_list_where_ii_follows():
    body = "List:\n" + "\n".join(f"({letter}) item:" for letter in "abcdefgh")
    assert within(f"{body}\n(i) x;\n(ii) y.")[-2:] == ["point_h__point_i", "point_h__point_ii"]


def test_letters_v_and_x_go_on_in_a_long_list():
    body = "List:\n" + "\n".join(f"({chr(letter)}) item;" for letter in range(97, 123))
    assert within(body)[-5:] == ["point_v", "point_w", "point_x", "point_y", "point_z"]


def test_roman_points_reach_five_and_ten():
    romans = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
    body = "(a) List:\n" + "\n".join(f"({one}) item;" for one in romans)
    assert within(body) == ["point_a", *(f"point_a__point_{one}" for one in romans)]


def test_two_lists_of_two_sub_paragraphs_do_not_mix():
    body = "One of:\n(a) x;\n(b) y.\nAll of:\n(a) z;\n(b) w."
    assert within(body) == [
        *("intro", "point_a", "point_b"),
        *("subpara_1", "subpara_1__point_a", "subpara_1__point_b"),
    ]


def test_further_words_of_a_paragraph_count_from_its_own():
    assert within("1. First sentence.\nSecond sentence.\n2. Next.") == [
        *("para_1", "para_1__subpara_2", "para_2")
    ]


def test_paragraph_and_point_on_one_line_are_two():
    assert within("1. (a) x;\n(b) y.") == ["para_1", "para_1__point_a", "para_1__point_b"]


def test_points_on_one_line_are_parted():
    assert within("Do:\n(a) x; (b) y; and (c) z.") == ["intro", "point_a", "point_b", "point_c"]


def test_numbers_with_bis_have_their_place():
    assert within("1. A.\n1 bis. B.\n2. C.") == ["para_1", "para_1bis", "para_2"]


def test_dashes_are_sub_paragraphs():
    assert within("1. Of:\n– one;\n– two.") == ["para_1", "para_1__subpara_2", "para_1__subpara_3"]


def test_brackets_stay_in_the_words():
    read = outline(HEAD + "[1. Each Party [shall] [may] act.]\n2. Next.")
    assert texts(read)["art_1__para_1"] == "[Each Party [shall] [may] act.]"


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        ("[Article 1\nScope]", "[Scope]"),
        ("[Article 1 Scope]", "[Scope]"),
        ("[Article 1]\nScope", "Scope"),
        ("Article 1\n[Scope] [Ambit]", "[Scope] [Ambit]"),
    ],
)
def test_brackets_stay_with_headings(head, heading):
    [article] = outline(f"{head}\nText [here].").articles
    assert (article.number, article.heading) == ("1", heading)
    assert article.provisions[0].text == "Text [here]."


def test_alternative_of_the_same_number_stands_beside_the_first():
    read = outline(HEAD + "[1. Each Party shall act.]\n[1. Each Party may act.]\n2. Next.")
    assert eids(read) == ["art_1__para_1", "art_1__para_1-2", "art_1__para_2"]
    assert messages(read) == ["Article 1(1): This number appears twice."]


def test_sentence_that_a_page_broke_is_whole_again():
    body = "1. As referred to in paragraph\n\n2 (a) of this article.\n2. Next."
    assert (
        texts(outline(HEAD + "1. The rule of the\n\ncourt applies.\n2. Next."))["art_1__para_1"]
        == "The rule of the court applies."
    )
    assert "art_1__para_2" in eids(outline(HEAD + body))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("1. A.\n2. B.\n4. D.", "The number 4 follows 2: one number is missing."),
        ("1. A.\n2. B.\n2. C.", "The number 2 follows 2: out of order."),
        ("1. A.\n(c) x;\n(d) y.", "The list begins with (c)."),
        ("Words.\n2. B.\n3. C.", "The numbers begin with 2: the words before are treated as 1."),
    ],
)
def test_doubtful_numbers_are_marked(body, said):
    assert any(said in message for message in messages(outline(HEAD + body)))


def test_number_that_stands_twice_keeps_both_texts():
    read = outline(HEAD + "1. A.\n2. B.\n2. C.")
    assert list(texts(read).values()) == ["A.", "B.", "C."]
    assert len(set(eids(read))) == 3


def test_lists_without_end_do_not_lie_deeper_than_any_treaty():
    body = "".join(f"({chr(97 + number % 26)}) x;\n" for number in range(400))
    assert max(eid.count("__") for eid in within(body)) < 8


def test_article_without_end_is_refused():
    with pytest.raises(ValueError, match="Article 1 is too long to be one"):
        outline(HEAD + "Words here.\n" * 4000)


# ── articles, divisions, annexes ─────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "Article 1\nScope\nThis applies.",
        "Article 1. Scope\nThis applies.",
        "Article 1 – Scope\nThis applies.",
        "ARTICLE 1\nScope\nThis applies.",
        "Art. 1 Scope\nThis applies.",
        "Article 1: Scope\nThis applies.",
        "Article 1 Scope This applies.",
        "Article 1\nScope This applies.",
    ],
)
def test_headings_stand_on_the_line_or_the_next(text):
    [article] = outline(text).articles
    assert (article.number, article.heading) == ("1", "Scope")
    assert article.provisions[0].text == "This applies."


def test_article_without_heading_is_one_of_words():
    [first, _second] = outline("Article 1\nThis applies.\nArticle 2\nThat applies.").articles
    assert (first.heading, first.provisions[0].text) == ("", "This applies.")


def test_article_without_heading_among_others_is_doubtful():
    text = "".join(f"Article {n}\nHeading\nText.\n" for n in range(1, 4)) + "Article 4\nText here."
    assert "Article 4: This article has no heading." in messages(outline(text))


def test_articles_with_bis_and_gaps():
    text = "".join(f"Article {n}\nHeading\nText.\n" for n in ("1", "1 bis", "2", "4"))
    read = outline(text)
    assert numbers(read) == ["1", "1 bis", "2", "4"]
    assert messages(read) == ["Article 4: The number before is 2."]


def test_sentence_that_begins_with_an_article_is_no_heading():
    body = "1. As provided.\nArticle 24 shall apply to this.\n2. Next."
    assert numbers(outline(HEAD + body)) == ["1"]


def test_same_article_twice_is_named_and_left_out():
    read = outline("Article 1\nA\nText.\nArticle 2\nB\nText.\nArticle 2\nC\nOther words.")
    assert numbers(read) == ["1", "2"]
    assert "Article 2: This number appears twice." in messages(read)
    assert any("left out" in message for message in messages(read))


def test_divisions_lie_within_each_other_as_they_come():
    text = (
        "PART I\nGENERAL\nChapter 1\nFirst\nSection 1\nInner\nArticle 1\nA\nText.\n"
        "Section 2\nOther\nArticle 2\nB\nText.\nChapter 2\nSecond\nArticle 3\nC\nText.\n"
        "PART II\nSPECIAL\nArticle 4\nD\nText."
    )
    read = outline(text)
    assert [(one.slug, one.parent) for one in read.divisions] == [
        ("part-i", ""),
        ("part-i-chapter-1", "part-i"),
        ("part-i-chapter-1-section-1", "part-i-chapter-1"),
        ("part-i-chapter-1-section-2", "part-i-chapter-1"),
        ("part-i-chapter-2", "part-i"),
        ("part-ii", ""),
    ]
    assert [one.division for one in read.articles][-2:] == ["part-i-chapter-2", "part-ii"]
    assert read.divisions[0].heading == "GENERAL"


def test_annexes_follow_and_their_own_articles_are_their_paragraphs():
    text = f"{HEAD}Text.\nANNEX I\nList\n(a) x;\n(b) y.\nANNEX II\nRules\nArticle 1\nText.\n"
    read = outline(text)
    assert numbers(read, "annex") == ["I", "II"]
    assert eids(read) == [
        *("art_1__subpara_1", "annex_i__point_a", "annex_i__point_b"),
        *("annex_ii__para_1", "annex_ii__para_1__subpara_1"),
    ]


def test_signatures_and_contents_are_no_part_of_the_text():
    text = f"Article 1 Scope ........ 3\n{HEAD}Text.\nIN WITNESS WHEREOF we have signed.\nA name"
    read = outline(text)
    assert texts(read) == {"art_1__subpara_1": "Text."}
    assert messages(read) == ["Article 1: 2 lines do not belong to any article and are left out."]


# ── before the articles ──────────────────────────────────────────────────────


def test_preamble_has_its_beginning_its_clauses_and_its_close():
    text = (
        "Convention\n\nPREAMBLE\nThe Parties to this Convention,\nRecalling this,\n"
        "Mindful of that,\nHave agreed as follows:\n" + HEAD + "Text."
    )
    read = outline(text)
    assert read.title == "Convention"
    assert eids(read)[:-1] == [
        *("preamble__intro", "preamble__subpara_1", "preamble__subpara_2", "preamble__wrapup")
    ]


def test_preamble_on_one_line_is_parted_into_clauses():
    text = "PREAMBLE The Parties, Recalling this, Mindful of that, Have agreed as follows:\n"
    assert [*texts(outline(text + HEAD + "Text.")).values()][:4] == [
        *("The Parties,", "Recalling this,", "Mindful of that,", "Have agreed as follows:")
    ]


def test_numbered_recitals_are_units_of_their_own():
    text = (
        "THE EUROPEAN PARLIAMENT AND THE COUNCIL,\nHaving regard to the Treaty,\nWhereas:\n"
        "(1) First.\n(2) Second.\nHAVE ADOPTED THIS REGULATION:\n" + HEAD + "Text."
    )
    read = outline(text)
    assert numbers(read, "recital") == ["1", "2"]
    assert texts(read)["rec_2__subpara_1"] == "Second."


# ── languages ────────────────────────────────────────────────────────────────

FRENCH = """PRÉAMBULE
Les Parties au présent Accord,
Rappelant ceci,
Sont convenues de ce qui suit :
PARTIE I
DISPOSITIONS GÉNÉRALES
Article premier
Objet Le présent Accord a pour objet ceci :
a) une chose ;
b) une autre.
Article 2 bis
Champ
1. Le présent Accord s’applique.
ANNEXE I
Liste
a) Un ;
"""
SPANISH = """PREÁMBULO
Las Partes en el presente Acuerdo,
Recordando esto,
Han convenido en lo siguiente:
PARTE I
DISPOSICIONES GENERALES
Artículo 1
Objeto El presente Acuerdo tiene por objeto:
a) una cosa;
b) otra.
Artículo 2 bis
Ámbito
1. El presente Acuerdo se aplica.
ANEXO I
Lista
a) Uno;
"""
ARABIC = """الديباجة
إن الأطراف في هذا الاتفاق،
إذ تشير إلى هذا،
قد اتفقت على ما يلي:
الجزء الأول
أحكام عامة
المادة ١
الهدف
هدف هذا الاتفاق ما يلي:
(أ) شيء؛
(ب) شيء آخر.
المادة ٢ مكررا
النطاق
١. ينطبق هذا الاتفاق.
المرفق الأول
قائمة
(أ) واحد؛
"""
STEPS = [
    *("preamble__intro", "preamble__subpara_1", "preamble__wrapup"),
    *("art_1__intro", "art_1__point_a", "art_1__point_b", "art_2bis__para_1"),
]


@pytest.mark.parametrize(("language", "text"), [("fr", FRENCH), ("es", SPANISH), ("ar", ARABIC)])
def test_languages_give_the_same_identifiers(language, text):
    read = outline(text, language=language)
    assert eids(read)[:-1] == STEPS
    assert eids(read)[-1] in ("annex_i__point_a", "annex_1__point_a")
    assert numbers(read) == ["1", "2 bis"]
    assert len(read.divisions) == 1


@pytest.mark.parametrize(("language", "text"), [("fr", FRENCH), ("es", SPANISH), ("ar", ARABIC)])
def test_language_is_found_out(language, text):
    assert outline(text, language=None).language == language


def test_file_of_two_languages_gives_the_one_that_is_asked_for():
    english = "".join(f"Article {n}\nHeading\nThe text of the article.\n" for n in range(1, 6))
    french = "".join(
        f"Article {n}\nTitre\nLe texte de la règle et du reste.\n" for n in range(1, 6)
    )
    both = f"{english}Done at a place.\n{french}"
    assert texts(outline(both, language="fr"))["art_5__subpara_1"].startswith("Le texte")
    assert texts(outline(both, language="en"))["art_5__subpara_1"].startswith("The text")
    with pytest.raises(ValueError, match=r"holds the text in en, fr; none of them is es"):
        outline(both, language="es")
