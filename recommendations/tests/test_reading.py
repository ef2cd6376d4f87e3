from articles.redline import Run, compare
from recommendations.models import Proposal
from recommendations.templatetags.reading import redline, redline_key


def key(base, proposed, basis="reconstructed"):
    return redline_key(Proposal(base=base, proposed=proposed, basis=basis))


def test_redline_speaks_each_change_and_escapes_the_rest():
    spoken = redline([Run("=", "a < b "), Run("-", "may"), Run("+", "<shall>")])
    assert spoken.startswith("a &lt; b <del><span")
    assert "&lt;shall&gt;" in spoken
    assert spoken.count("visually-hidden") == 4


def test_redline_without_the_spoken_words_is_the_text():
    runs = compare("It may act.", "It shall act.")
    assert redline([run for run in runs if run.op == "="]) == "It  act."


def test_key_counts_changes_and_says_how_the_base_is_known():
    assert key("It may.", "It shall.") == (
        "1 insertion · 1 deletion · base reconstructed from the submission; the official text "
        "is not recorded"
    )
    assert "base quoted in the submission" in key("It may.", "It shall.", "quoted")
    assert key("It may.", "It shall.", "official") == "1 insertion · 1 deletion"


def test_key_of_a_whole_insertion_or_deletion():
    assert key("", "New words.") == "new text"
    assert key("Old words.", "", "official") == "deleted in full"
