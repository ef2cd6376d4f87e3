"""The list of answers about paragraphs, and how figures are counted over it."""

from bench.alignment_figures import Case, Figures, cases


def test_the_list_tells_each_case_once_and_both_halves_hold_both_laws():
    listed = cases()
    assert {(case.law, case.half) for case in listed} == {
        (law, half) for law in ("gdpr", "ai_act") for half in ("tune", "prove")
    }
    assert len({(case.law, case.earlier) for case in listed}) == len(listed) == 44
    for case in listed:
        assert case.rewritten <= case.clear <= case.right
        assert all(any(pair) for pair in case.right)


def test_figures_leave_out_what_may_be_told_either_way():
    pairs = {("1", "1"), ("2", "3"), ("4", ""), ("", "5")}
    case = Case("law", "tune", ("1",), ("1",), pairs, pairs | {("6", "6")}, {("2", "3")})
    figures = Figures()
    figures.add(case, {("1", "1"), ("6", "6"), ("2", "2"), ("4", ""), ("", "3"), ("", "5")})
    assert figures.cells()[:-1] == ["0.667", "0.500", "0.571", "0/1", "2/2", "2/3", "0/1"]
