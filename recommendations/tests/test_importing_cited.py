"""Targets of the interchange format that only cite their place, looked up in the drafts."""

import pytest

from articles.models import Provision
from articles.tests.factories import (
    ArticleFactory,
    DivisionFactory,
    DraftFactory,
    ProvisionFactory,
    TreatyFactory,
)
from recommendations.exchange.interchange.exporting import export_folder
from recommendations.exchange.interchange.faults import Faulty
from recommendations.exchange.interchange.importing import import_folder
from recommendations.models import Target

pytestmark = pytest.mark.django_db
HEAD = """\
slug: comments
title: Comments
treaty: sea
drafts: [{drafts}]
recommendations:
- key: k3f9x2
  number: '1'
  title: Name the judge
  action: amend
  targets:
"""


@pytest.fixture
def draft():
    draft = DraftFactory(treaty=TreatyFactory(slug="sea"), slug="second", symbol="A/22")
    for number in ("23", "24", "29", "30", "31"):
        article = ArticleFactory(draft=draft, number=number)
    ProvisionFactory(article=draft.articles.get(number="23"), eid="art_23__para_1", number="1")
    ProvisionFactory(article=article, eid="art_31__para_2", number="2")
    DivisionFactory(draft=draft, kind="chapter", number="V", slug="chapter-v")
    return draft


def folder_with(tmp_path, *targets, drafts="second"):
    """Write a submission whose targets are these lines of YAML; return its folder."""
    (tmp_path / "submissions").mkdir()
    lines = "".join(f"  - {target}\n" for target in targets)
    (tmp_path / "submissions/comments.yaml").write_text(HEAD.format(drafts=drafts) + lines)
    return tmp_path


def imported(tmp_path, *targets):
    import_folder(folder_with(tmp_path, *targets))
    return [(target.label, target.as_cited) for target in Target.objects.order_by("position")]


def fault_of(tmp_path, *targets, **options):
    with pytest.raises(Faulty) as refusal:
        import_folder(folder_with(tmp_path, *targets, **options))
    [fault] = refusal.value.faults
    assert str(fault.place) == "submissions/comments.yaml:11 recommendations[0].targets[0].as_cited"
    assert not Target.objects.exists()
    return fault.message


@pytest.mark.parametrize(
    ("cited", "labels"),
    [
        ("Article 24", ["Article 24"]),
        ("art. 31, párrafo 2", ["Article 31(2)"]),
        (
            "Articles 23(1), 24 and 29–30",
            ["Article 23(1)", "Article 24", "Article 29", "Article 30"],
        ),
        ("Chapter V", ["Chapter V"]),
        ("after Article 24", ["new after Article 24"]),
        ("Article 24 a (new)", ["new 24a after Article 24"]),
        ("Article 24, 24", ["Article 24"]),
    ],
)
def test_place_is_found_by_the_words_of_the_submission(tmp_path, draft, cited, labels):
    found = imported(tmp_path, f"as_cited: '{cited}'")
    assert found == [(label, cited) for label in labels]


def test_place_that_is_given_stands_whatever_is_cited(tmp_path, draft):
    given = "{article: sea/second/article-24, as_cited: Article 30}"
    assert imported(tmp_path, given) == [("Article 24", "Article 30")]


def test_proposal_goes_with_the_place_that_is_cited(tmp_path, draft):
    imported(tmp_path, "{as_cited: Article 24, proposals: [{base: May., proposed: Shall.}]}")
    assert Target.objects.get().proposals.get().proposed == "Shall."


@pytest.mark.parametrize(
    ("cited", "reason"),
    [
        ("Article 99", "“99” is not in A/22."),
        ("Articles 1 to 60", "That names more than 30 places"),
        ("Article 17 of the ICCPR", "is not in A/22."),
        ("Article 24(7)", "Article 24(7) has no entry among the provisions of A/22."),
        ("Article 24 and 99", "“99” is not in A/22."),
        ("the whole", "“the whole” is not in A/22."),
        ("x" * 190, "is not in A/22."),
        ("Article 24" + "(a)" * 50, "No provision is nested that deeply."),
        ("Article " + "9" * 150, "is not in A/22."),
    ],
)
def test_citation_that_is_no_place_is_a_fault_at_its_line(tmp_path, draft, cited, reason):
    message = fault_of(tmp_path, f"as_cited: '{cited}'")
    assert reason in message
    assert message.endswith("Or give the article, division or provision itself.")
    assert Provision.objects.count() == 2


def test_citation_of_what_several_drafts_have_is_a_fault(tmp_path, draft):
    ArticleFactory(
        draft=DraftFactory(treaty=draft.treaty, slug="third", symbol="A/23"), number="24"
    )
    message = fault_of(tmp_path, "as_cited: Article 24", drafts="second, third")
    assert message.startswith("Article 24 is in A/22, A/23. Say which draft")


def test_draft_that_is_cited_with_the_place_decides(tmp_path, draft):
    other = DraftFactory(treaty=draft.treaty, slug="third", symbol="A/23")
    ArticleFactory(draft=other, number="24")
    import_folder(folder_with(tmp_path, "as_cited: Article 24 of A/23", drafts="second, third"))
    assert Target.objects.get().draft == other


def test_submission_without_drafts_cannot_be_looked_up(tmp_path, draft):
    assert "There is no draft to search in" in fault_of(tmp_path, "as_cited: Article 24", drafts="")


def test_wording_for_several_places_at_once_is_a_fault(tmp_path, draft):
    wording = "{as_cited: 'Articles 24, 30', proposals: [{base: May., proposed: Shall.}]}"
    assert "each needs its own target" in fault_of(tmp_path, wording)


def test_draft_that_is_not_known_is_the_only_fault(tmp_path, draft):
    with pytest.raises(Faulty) as refusal:
        import_folder(folder_with(tmp_path, "as_cited: Article 24", drafts="fourth"))
    assert [fault.message for fault in refusal.value.faults] == ["no draft “sea/fourth”"]


def test_what_was_looked_up_is_exported_outright_and_comes_back_the_same(tmp_path, draft):
    (tmp_path / "in").mkdir()
    imported(tmp_path / "in", "as_cited: 'Articles 23(1), 24'", "article: sea/second/article-30")
    keys = list(Target.objects.order_by("position").values_list("pk", flat=True))
    export_folder(tmp_path / "out")
    text = (tmp_path / "out/submissions/comments.yaml").read_text()
    assert text.count("as_cited: Articles 23(1), 24") == 2
    assert "provision: art_23__para_1" in text
    assert import_folder(tmp_path / "out") == {}
    assert import_folder(tmp_path / "in") == {}  # the short form says the same
    assert list(Target.objects.order_by("position").values_list("pk", flat=True)) == keys
