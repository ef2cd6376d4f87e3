"""Redlines: base and proposed come back exactly, whole words change, HTML is safe."""

import re
from itertools import pairwise

import pytest
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from articles import redline
from articles.redline import DELETED, INSERTED, KEPT, Run
from articles.redline_html import as_html

pytestmark = pytest.mark.core

# Words of several scripts, with the marks that join them, and anything else besides.
SCRIPTS = """
States Parties shall may not computer-related person’s [bracketed] (a) 24/7 § é e\u0301 <b>
Государство-участник принимает меры État partie l’accès "quoted" , ; . &amp;
يجب على كل دولة طرف أن تَعْتَمِد 缔约国应采取措施 ประเทศ अनुच्छेद 🇺🇳
"""
WORDS = st.sampled_from(SCRIPTS.split())
SPACES = st.sampled_from([" ", "  ", "\n", "\u00a0", ""])
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS | SPACES, max_size=30).map("".join))
PROSE = st.lists(WORDS, max_size=30).map(" ".join)


@given(TEXTS, TEXTS)
def test_base_and_proposed_come_back_exactly(base, proposed):
    runs = redline.compare(base, proposed)
    assert redline.base_of(runs) == base
    assert redline.proposed_of(runs) == proposed


@given(PROSE, PROSE)
def test_runs_are_never_empty_and_never_two_of_a_kind(base, proposed):
    runs = redline.compare(base, proposed)
    assert all(run.text for run in runs)
    assert all(a.op != b.op for a, b in pairwise(runs))


@given(TEXTS)
def test_a_text_against_itself_is_kept_whole(text):
    assert redline.compare(text, text) == ([Run(KEPT, text)] if text else [])


@given(PROSE, PROSE)
def test_json_comes_back_as_the_same_redline(base, proposed):
    runs = redline.compare(base, proposed)
    assert redline.from_json(redline.as_json(runs)) == runs


@given(TEXTS, TEXTS)
def test_html_holds_the_texts_and_no_element_but_del_and_ins(base, proposed):
    html = as_html(redline.compare(base, proposed))
    assert set(re.findall(r"<[^>]*>", html)) <= {"<del>", "</del>", "<ins>", "</ins>"}
    kept = as_html([Run(KEPT, proposed)])
    assert re.sub(r"<del>.*?</del>|</?ins>", "", html, flags=re.DOTALL) == kept


@given(TEXTS)
def test_words_joined_are_the_text(text):
    assert "".join(redline.words(text)) == text


@pytest.mark.parametrize(
    ("base", "proposed", "runs"),
    [
        ("may adopt", "shall adopt", [("-", "may"), ("+", "shall"), ("=", " adopt")]),
        ("the offence", "the offences", [("=", "the "), ("-", "offence"), ("+", "offences")]),
        (
            "a person’s data",
            "a persons data",
            [("=", "a "), ("-", "person’s"), ("+", "persons"), ("=", " data")],
        ),
        ("", "new words", [("+", "new words")]),
        ("old words", "", [("-", "old words")]),
        ("采取措施", "采取立法措施", [("=", "采取"), ("+", "立法"), ("=", "措施")]),
        (
            "one two three",
            "four five three",
            [("-", "one two"), ("+", "four five"), ("=", " three")],
        ),
        ("data, stored", "data stored", [("=", "data"), ("-", ","), ("=", " stored")]),
    ],
)
def test_whole_words_change_never_letters_inside_them(base, proposed, runs):
    assert redline.as_json(redline.compare(base, proposed)) == [list(run) for run in runs]


def marked(base, proposed):
    return redline.as_marked_text(redline.compare(base, proposed))


@pytest.mark.parametrize("wanted", [
    # A word or two that stands in both by chance is no reason to tear a phrase that is another.
    "measures [-in relation to a range of offences to be determined by law-]"
    "{+with regard to the offences established in accordance with articles 6 to 16+}, to act:",
    "the right to object to [-the processing of such data-]{+processing as well as the right+}.",
    "services[- to the individual-]{+, which reveal information+};",
    # What was changed apart stays apart: words of weight, modals, another form of one word.
    "the reasons for [-the refusal-]{+not acting+} and on the [-possibilities-]{+possibility+}.",
    "[-The controller-]{+Paragraphs 1 and 2+} shall [-erase the data without delay-]{+not apply+}.",
    "the [-principle-]{+principles+} of {+legality, necessity, +}proportionality",
    "[-credit-]{+financial+} institutions [-regulated by-]{+subject to any such+} law shall act",
    # What was only added, or only struck, on either side of what is kept leaves it as it is.
    "lawful{+ and just+},{+ very+} fair and open",
    "judicial {+prior +}and{+ swift+} other review",
    "Each Party shall {+promptly +}keep{+ and publish+} a log",
    "the report of the [-staff and of the -]others[- and the Secretariat-] each year",
    # So do sentences.
    "the [-net-]{+network+}. [-All channels-]{+Each Party+} acts.",
    # References, labels and alternatives in brackets change as a whole.
    "in point [-(d)-]{+(a)+} of Article [-42(2)(c)-]{+46(3)(d)+};",
    "paragraphs [-1 and 2-]{+3 and 4+} shall apply",
    # Of words that stand twice the first are kept: struck and added are told apart.
    "the owner objects to the use [-of the old lamp -]pursuant to Article [-19-]{+21(1) and "
    "nobody has any reason overriding it, or the owner objects to it pursuant to Article 21(2)+};",
    "the data of [-the subject-]{+anyone+} are being used[-. Where they are being used,-]"
    "{+, and that+} he shall tell:",
    "Parties [-[shall][should]-]{+shall+} act every [-[two] [five]-]{+five+} years",
])  # fmt: skip
def test_what_changed_is_marked_as_a_reader_would(wanted):
    base = re.sub(r"\{\+.*?\+\}", "", wanted).replace("[-", "").replace("-]", "")
    proposed = re.sub(r"\[-.*?-\](?!\])", "", wanted).replace("{+", "").replace("+}", "")
    assert marked(base, proposed) == wanted


def test_brackets_round_what_is_kept_are_marked_alone():
    runs = redline.compare("[Parties] shall act", "Parties shall act")
    assert redline.as_json(runs) == [["-", "["], ["=", "Parties"], ["-", "]"], ["=", " shall act"]]


def test_a_long_text_is_compared_word_by_word_too():
    base = "the word and " * 400
    proposed = base + "the end"
    assert redline.as_json(redline.compare(base, proposed))[-1] == [INSERTED, "the end"]


def test_html_is_escaped():
    html = as_html(redline.compare("<script>alert(1)</script>", "safe & sound"))
    assert "<script>" not in html
    assert strip_tags(html)


def test_marked_text_shows_changes_without_colour():
    runs = [Run(KEPT, "State "), Run(DELETED, "may"), Run(INSERTED, "shall")]
    assert redline.as_marked_text(runs) == "State [-may-]{+shall+}"


@pytest.mark.parametrize("junk", [[["?", "x"]], [["="]], [["=", "a", "b"]]])
def test_json_that_is_no_redline_is_refused(junk):
    with pytest.raises(ValueError, match="Not a run"):
        redline.from_json(junk)
