import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.passages import Source, find, split
from recommendations.passages.bare_text import bare

TEXT = (
    "Page one begins. We ask that article 24 be amended\nto ensure “prior judicial\n"
    "authorisation” of every order.\fPage two. It must be rights-\nbased and inde-\npendent. An "
    "independent body decides. We ask for nothing else. We ask for nothing else."
)
WORDS = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon"]), min_size=1)
BREAKS = st.lists(st.sampled_from([" ", "\n", "  \n ", "\t"]), min_size=1, max_size=3)


@pytest.mark.parametrize(
    "pasted",
    [
        "We ask that article 24 be amended to ensure “prior judicial authorisation”",
        'We ask that article 24\n\nbe amended to ensure "prior judicial authorisation"',
        "  We ask that article 24 be amen-\nded to ensure «prior judicial authorisation» ",
        "We ask that article 24 be amended to ensure “prior ju\u00addicial authorisation”",
    ],
)
def test_passage_is_found_however_its_lines_were_broken(pasted):
    (found,) = find(TEXT, pasted)
    assert found.exact == (
        "We ask that article 24 be amended to ensure “prior judicial authorisation”"
    )
    assert (found.prefix, found.suffix) == ("Page one begins.", "of every order.")
    assert found.page == 1


def test_words_around_stay_on_the_page_and_hyphens_are_mended():
    (found,) = find(TEXT, "It must be rights-based and independent.")
    assert found.exact == "It must be rights-based and independent."
    assert (found.prefix, found.page) == ("Page two.", 2)


@pytest.mark.parametrize(
    ("document", "pasted", "exact"),
    [
        ("The condi-\ntions apply.", "the conditions apply", None),
        ("The condi-\ntions apply.", "The conditions apply.", "The conditions apply."),
        ("A non-\nbinding rule.", "A non-binding rule.", "A non-binding rule."),
        ("A non-\nbinding rule.", "“A non-binding rule.”", "A non-binding rule."),
        ("A condi-\n\ftions rule.", "A conditions rule.", "A conditions rule."),
        ("face-\nto-\nface talks", "face-to-face talks", "face-to-face talks"),
        ("The condi-\ntions apply.", "The condi\u00adtions apply.", "The conditions apply."),
        # A paste torn at the same place says nothing; the rest of the document may.
        ("The condi-\ntions apply.", "The condi-\ntions apply.", "The condi-tions apply."),
        ("Conditions: the condi-\ntions apply", "the condi- tions apply", "the conditions apply"),
    ],
)
def test_word_torn_at_a_line_end_is_spelled_as_it_was_pasted(document, pasted, exact):
    assert [found.exact for found in find(document, pasted)] == ([exact] if exact else [])


@given(st.lists(st.sampled_from(["rights-based", "conditions", "A", "“x”", "ﬁrst"]), min_size=1))
def test_what_is_pasted_whole_is_kept_however_the_document_is_torn(words):
    pasted = " ".join(words)
    torn = pasted.replace("-", "-\n").replace("condi", "condi-\n").replace(" ", "\n")
    (found,) = find(f"before\n{torn}\nafter", pasted)
    assert found.exact == pasted


def test_quotation_marks_of_whoever_pasted_it_do_not_matter():
    assert find(TEXT, "“An independent body decides.”")[0].exact == "An independent body decides."


def test_text_without_page_breaks_has_no_pages():
    assert find("One. Two.", "Two.")[0].page is None


def test_ligatures_are_read():
    assert find("the ﬁrst oﬃce", "first office")[0].exact == "ﬁrst oﬃce"


@pytest.mark.parametrize("words", ["", " ", "-", "nothing like it", "sk for nothing", "decide"])
def test_what_does_not_stand_there_is_not_found(words):
    assert find(TEXT, words) == []


def test_every_place_is_found():
    assert len(find(TEXT, "We ask for nothing else.")) == 2


def test_beginning_tells_where_words_depart():
    source = Source(TEXT)
    assert source.beginning("of every order. Page 2") == "of every order. Page"
    assert source.beginning("nothing like it") == ""


def test_passages_are_kept_apart_by_ellipses_and_empty_lines():
    assert split("One.\n[…]\nTwo. [...] Three.\n\nFour.\n…\nFive.") == [
        "One.", "Two.", "Three.", "Four.", "Five.",
    ]  # fmt: skip


def test_paragraphs_that_stand_together_are_one_passage():
    source = Source("First paragraph.\n\nSecond paragraph.\n\nThird paragraph. Fourth paragraph.")
    quote = "First paragraph.\n\nSecond paragraph.\n\nFourth paragraph.\n\nUnknown."
    assert split(quote, source) == [
        "First paragraph.\n\nSecond paragraph.",
        "Fourth paragraph.",
        "Unknown.",
    ]


@given(WORDS, WORDS, WORDS, BREAKS)
def test_words_of_a_text_are_found_in_it(before, words, after, breaks):
    text = " ".join(before) + " quoted " + " ".join(words) + " unquoted " + " ".join(after)
    pasted = "".join(
        word + breaks[place % len(breaks)] for place, word in enumerate(["quoted", *words])
    )
    (found,) = find(text, pasted)
    assert found.exact == text[found.start : found.end] == " ".join(["quoted", *words])
    assert text[: found.start].rstrip().endswith(found.prefix)
    assert text[found.end :].lstrip().startswith(found.suffix)


@given(st.text(), st.text())
def test_any_two_texts_are_compared_without_fault(text, words):
    source = Source(text)
    for found in source.find(words):
        assert 0 <= found.start < found.end <= len(source.text)
    source.beginning(words)
    split(words, source)


@given(st.text(alphabet="ab -\n“\f", min_size=1))
def test_a_whole_text_is_found_in_itself_unless_it_is_empty(text):
    assert bool(find(text, text)) == bool(bare(text)[0])


@pytest.mark.parametrize(
    ("document", "copy", "exact"),
    [
        ("prior authorisation12 of every order.", "prior authorisation of every order.", None),
        ("prior authorisation.12 Every order.", "prior authorisation. Every order.", None),
        ("prior authorisation¹² of every order.", "prior authorisation of every order.", None),
        ("prior authorisation [12] of every order", "prior authorisation of every order", None),
        ("“prior authorisation.”12 Every order", "“prior authorisation.” Every order", None),
        ("prior authorisation* of every order", "prior authorisation of every order", None),
        ("The G20 states agree to it.", "The G states agree to it.", ""),
        ("Article 24.1 applies here.", "Article 24 applies here.", ""),
        ("Article 24 applies here to all.", "Article applies here to all.", ""),
        ("of 12 years and more", "of years and more", ""),
    ],
)
def test_mark_of_a_note_may_be_left_out_of_a_copy(document, copy, exact):
    expected = [document] if exact is None else []
    assert [match.exact for match in find(document, copy)] == expected


def test_mark_of_a_note_may_stand_in_a_copy_alone():
    [match] = find("prior authorisation of every order.", "prior authorisation12 of every order.¹³")
    assert match.exact == "prior authorisation of every order."


GAPPED = "One. We ask that article 24 be\namended, as we said, to ensure review.\fTwo. We ask more."


@pytest.mark.parametrize("gap", ["…", " ... ", " [...] ", "(…)", " […] "])
def test_ellipsis_stands_for_a_gap(gap):
    [match] = find(GAPPED, f"We ask that article 24{gap}to ensure review.")
    assert match.exact == "We ask that article 24 […] to ensure review."
    assert (match.page, match.prefix, match.suffix) == (1, "One.", "")
    assert find(GAPPED, match.exact) == [match]


def test_gap_is_no_wider_than_a_passage_and_its_pieces_stand_in_order():
    assert find(GAPPED, "to ensure review … We ask that article 24") == []
    assert find(GAPPED, "We ask that article 24 … to ensure nothing at all") == []
    assert find(GAPPED, "We … ask … review") == []
    long = f"We ask that article 24 {'be so ' * 1000} amended to ensure review."
    assert find(long, "We ask that article 24 … amended to ensure review.") == []


def test_ellipsis_at_the_ends_is_no_word_of_the_document():
    assert find(GAPPED, "… We ask that article 24 …")[0].exact == "We ask that article 24"


LEFT = [
    "The scope of this treaty should be",
    "narrowed to crimes that can be done",
    "through a computer alone, and to no",
    "other offence of any kind.",
]
RIGHT = [
    "Our second concern is oversight: an",
    "independent judge has to authorise",
    "each order before it is carried out",
    "in any State.",
]


def test_copy_across_two_columns_is_found_as_the_columns_it_is_of():
    text = "First.\f" + "\n".join([*LEFT, *RIGHT])
    across = "\n".join(f"{left} {right}" for left, right in zip(LEFT, RIGHT, strict=True))
    [match] = find(text, across)
    assert match.page == 2
    assert [again.exact for again in find(text, match.exact)] == [match.exact]


@pytest.mark.parametrize("column", [LEFT, RIGHT])
def test_column_is_found_in_a_text_that_was_read_across(column):
    rows = [f"{left}   {right}" for left, right in zip(LEFT, RIGHT, strict=True)]
    text = "First.\f" + "\n".join(rows)
    [match] = find(text, " ".join(column))
    assert (match.exact, match.page) == (" ".join(column), 2)


def test_words_left_out_without_a_sign_are_not_taken_for_a_column():
    text = "States shall not\nallow, save in war, torture of anybody\nor any ill-treatment of them."
    assert find(text, "States shall not torture of anybody") == []
    assert find(text, "States shall not torture of anybody of them.") == []
