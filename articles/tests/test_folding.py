import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.folding import canonical, fold, natural_key

pytestmark = pytest.mark.core


def test_case_accents_and_white_space_are_folded():
    assert fold("  ÁRBOL\n de la  Ciénaga ") == "arbol de la cienaga"


def test_letters_of_other_scripts_stay():
    assert fold("Конвенция 公约") == "конвенция 公约"


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_text_fold_alike(text):
    assert fold(canonical(text)) == fold(text)


def test_numbers_sort_by_value():
    numbers = ["2.10", "9", "24 bis", "2.2", "24", "24 ter"]
    assert sorted(numbers, key=natural_key) == ["2.2", "2.10", "9", "24", "24 bis", "24 ter"]


def test_lines_end_alike_wherever_they_were_typed():
    assert canonical("one\r\ntwo\rthree\n") == "one\ntwo\nthree\n"


@given(st.text())
def test_what_is_canonical_stays_as_it_is(text):
    assert canonical(canonical(text)) == canonical(text)
