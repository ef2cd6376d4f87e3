"""Cross-references in a treaty's own text, read by hand in three languages."""

import pytest
from django.conf import settings

from articles.references import find

TREATIES = settings.BASE_DIR.parent / "shared" / "data" / "treaties"
TITLES = ("Agreement under the United Nations Convention on the Law of the Sea",)
pytestmark = pytest.mark.skipif(not TREATIES.is_dir(), reason="the treaties are not here")

# Of the BBNJ Agreement (2023): the words, and the eIds they mean at article 30, paragraph 2;
# None where the words are of another instrument.
READ = {
    "en": {
        "paragraph 3 ": "art_30__para_3",
        "Part II,": "part_ii",
        "article 47, paragraph 6 (e)": "art_47__para_6__point_e",
        "paragraph 4 (b) (i)": "art_30__para_4__point_b__point_i",
        "Annex I;": "annex_i",
        "paragraphs 1 and 2 ": "art_30__para_1 art_30__para_2",
        "subparagraph (a) (ii)": "art_30__para_2__point_a__point_ii",
        "article 14, paragraph 7": "art_14__para_7",
        "article 48, paragraph 3": "art_48__para_3",
        "articles 30 and 31": "art_30 art_31",
        "Part XV of the Convention": None,
        "article 298 of the Convention": None,
        "section 2, of the Convention": None,
    },
    "fr": {
        "alinéa e) du paragraphe 6 de l’article 47": "art_47__para_6__point_e",
        "alinéa b) i) du paragraphe 4": "art_30__para_4__point_b__point_i",
        "alinéa b) du paragraphe 1 de l’article 31": "art_31__para_1__point_b",
        "partie V ": "part_v",
        "annexe I,": "annex_i",
        "paragraphes 1 et 2": "art_30__para_1 art_30__para_2",
        "alinéa a) ii)": "art_30__para_2__point_a__point_ii",
        "paragraphe 7 de l’article 14": "art_14__para_7",
        "Article premier": "art_1",
        "article 287 de la Convention": None,
        "section 2 de la partie XV de la Convention": None,
        "paragraphes 6 à 8 de l’article 287": None,
    },
    "es": {
        "párrafo 3 del presente artículo": "art_30__para_3",
        "artículo 47, párrafo 6 e)": "art_47__para_6__point_e",
        "párrafo 4 b) i) del presente artículo": "art_30__para_4__point_b__point_i",
        "anexo I;": "annex_i",
        "artículo 31, párrafo 1 b)": "art_31__para_1__point_b",
        "artículos 30 y 31": "art_30 art_31",
        "párrafos 2 y 3 del presente artículo": "art_30__para_2 art_30__para_3",
        "apartado a) ii) del presente artículo": "art_30__para_2__point_a__point_ii",
        "artículo 14, párrafo 7;": "art_14__para_7",
        "artículo 287, párrafos 6 a 8, de la Convención": None,
        "Anexo VII de la Convención": None,
        "Parte XV, sección 2, de la Convención": None,
    },
}


@pytest.mark.parametrize("language", READ)
def test_cross_references_of_a_treaty_mean_what_reading_finds(language):
    text = (TREATIES / f"bbnj_agreement_2023_{language}.txt").read_text(encoding="utf-8")
    [place] = find("article 30(2)")[0].citations
    references = find(text, place, TITLES)
    for words, eids in READ[language].items():
        at = text.index(words)
        [reference] = [cited for cited in references if cited.start <= at < cited.end]
        if eids is None:
            assert reference.instrument, words
        else:
            assert not reference.instrument, words
            assert [cited.eid for cited in reference.citations] == eids.split()
