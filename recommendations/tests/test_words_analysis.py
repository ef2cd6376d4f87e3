"""Texts become the same tokens whoever wrote them, in whichever form of a word."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.index.words.analysis import as_typed, forms, spelled, stems, tokens

LANGUAGES = ("en", "fr-CA", "es", "ru", "ar", "zh-Hans", "sw", "", "-")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "amend amending amendment amendments AMENDED"),
        ("en", "woman women Women's women’s womens"),
        ("en", "man men men's"),
        ("en", "child children children's"),
        ("en", "people peoples person persons"),
        ("en-GB", "café cafe cafés CAFE\u0301S"),
        ("en", "state states states'"),
        ("en", "criterion criteria"),
        ("en", "co\u00adoperation cooperation"),
        ("fr", "accès l'accès L’ACCÈS d'acces"),
        ("fr", "protégée protégées protégé protéger proteger"),
        ("fr", "État l'état etats qu'état"),
        ("es", "mujer mujeres"),
        ("en", "criminalisation criminalization criminalising criminalizes"),
        ("en", "organisation organization organisational organizations"),
        ("en", "authorise authorized authorisations authorization"),
        ("en", "minimise minimizing minimized"),
        ("en", "analyse analyzed analysing"),
        ("en", "offence offenses OFFENCES"),
        ("en", "behaviour behaviors behavioural"),
        ("en", "labour labor"),
        ("en", "centre centers"),
        ("en", "licence licensing licensed"),
        ("en", "practise practices practicing"),
        ("en", "programme programs"),
        ("en", "judgement judgments"),
        ("en", "wilful willfully"),
        ("en", "raise raising raised"),
        ("en", "sized size sizes"),
        ("es", "niño niños nino"),
        ("es", "protección protecciones proteccion"),
        ("ru", "женщина женщины женщин ЖЕНЩИНАМИ"),
        ("ru", "ёлка елка ёлки"),
        ("ru", "международный международного международные"),
        ("ar", "معاهدة المعاهدة معاهده مُعَاهَدَة المعاهدات"),
        ("ar", "إنسان الإنسان للإنسان والإنسان انسان"),
        ("ar", "أمن امن الأمن"),
        ("ar", "حقوق حـــقوق الحقوق"),
        ("ar", "مدني مدنى"),
        ("de", "Menschenrechte Menschenrechten"),
        ("sw", "Haki haki HAKI"),
    ],
)
def test_forms_of_one_word_share_a_stem(language, words):
    assert len(set(stems(words, language))) == 1


@pytest.mark.parametrize(
    ("language", "word", "other"),
    [
        ("en", "person", "personal"),
        ("en", "right", "write"),
        ("en", "authorization", "authority"),
        ("en", "organize", "organ"),
        ("en", "four", "for"),
        ("en", "seize", "sea"),
        ("fr", "droit", "loi"),
        ("ru", "право", "правда"),
        ("zh", "气", "候"),
        ("sw", "haki", "hakika"),
    ],
)
def test_words_of_different_meaning_do_not(language, word, other):
    assert stems(word, language) != stems(other, language)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("climate-change", ["climate", "change"]),
        ("Article 23(2)(c)", ["article", "23", "2", "c"]),
        ("A/AC.291/22", ["a", "ac", "291", "22"]),
        ("气候变化，第5条", list("气候变化第5条")),
        ("カナ保護", list("カナ保護")),
        ("snake_case", ["snake", "case"]),
        ("women's rights, l'accès", ["women", "rights", "acces"]),
        ("O'Brien don't", ["obrien", "dont"]),
        ("nul\0within \u200fright-to-left\u200e", ["nul", "within", "right", "to", "left"]),
        ("मानव अधिकार", ["मानव", "अधिकार"]),
        (" …!?* ــ ", []),
        ("", []),
    ],
)
def test_a_text_parts_where_readers_expect(text, expected):
    assert forms(text) == expected


def test_accents_are_given_back_for_readers():
    forms("Réhabilitation")

    assert spelled("rehabilitation") == "réhabilitation"
    assert spelled("neverseen") == "neverseen"
    assert as_typed("Women's") == "women"


def test_tokens_say_where_they_stand_in_the_text_as_given():
    text = "The Women\u2019s rights; 气候"

    assert [text[token.start : token.end] for token in tokens(text, "en")] == [
        "The",
        "Women\u2019s",
        "rights",
        "气",
        "候",
    ]


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_text_has_tokens_in_order_with_the_same_stems(text, language):
    read = tokens(text, language)

    assert [token.stem for token in read] == stems(text, language)
    assert all(token.stem and text[token.start : token.end] for token in read)
    assert all(token.end <= following.start for token, following in pairwise(read))


@given(st.text())
def test_case_does_not_matter(text):
    assert forms(text.upper().lower()) == forms(text.upper())
