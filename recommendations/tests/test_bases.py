"""The base of a proposal is compared with the official text of its place and language."""

import pytest
from django.core.management import CommandError, call_command

from articles.models import Provision, ProvisionText
from articles.redline import Likeness
from articles.tests.editors import address, filled
from articles.tests.factories import ArticleFactory, DraftFactory
from recommendations import bases, data_checks, publishing
from recommendations.exchange.interchange.exporting import export_folder
from recommendations.exchange.interchange.faults import Faulty
from recommendations.exchange.interchange.importing import import_folder
from recommendations.models import Proposal
from recommendations.reassigning import Reassignment
from recommendations.tests.factories import ProposalFactory, RecommendationFactory

pytestmark = pytest.mark.django_db

INTRODUCTION = "Each State Party may adopt measures:"
POINT = "to preserve stored data;"
WHOLE = f"1. {INTRODUCTION}\n(a) {POINT}"
OTHER = "Confidentiality of all communications is protected by law."
NEAR = INTRODUCTION.replace("may", "shall")


def with_text(article):
    """Give an article a paragraph with a point, both with their text in English."""
    paragraph = Provision.objects.create(
        article=article, kind="paragraph", number="1", eid=f"{article.eid}__para_1"
    )
    point = Provision.objects.create(
        article=article,
        parent=paragraph,
        kind="point",
        number="a",
        eid=f"{paragraph.eid}__point_a",
        position=1,
    )
    for provision, text in ((paragraph, INTRODUCTION), (point, POINT)):
        ProvisionText.objects.create(provision=provision, language="en", text=text)
    return paragraph


@pytest.fixture
def article():
    return ArticleFactory(number="24")


@pytest.fixture
def paragraph(article):
    return with_text(article)


@pytest.fixture
def target(article, paragraph):
    recommendation = RecommendationFactory(
        articles=[article], submission__treaty=article.draft.treaty
    )
    target = recommendation.targets.get()
    target.provision = paragraph
    target.save()
    return target


@pytest.fixture
def proposal(target):
    return ProposalFactory(target=target, base=INTRODUCTION, basis="official", proposed=OTHER)


def check_of(proposal):
    row = Proposal.objects.select_related("target").get(pk=proposal.pk)
    bases.attach([row])
    return row.base_check


@pytest.mark.parametrize(
    ("base", "likeness"),
    [
        (INTRODUCTION, "equal"),
        (f"1.  {INTRODUCTION}", "equal"),
        (WHOLE, "equal"),
        (WHOLE.replace("\n", " "), "equal"),
        (NEAR, "near"),
        (OTHER, "other"),
    ],
)
def test_base_is_compared_with_the_own_words_and_all_under_them(target, base, likeness):
    proposal = ProposalFactory(target=target, base=base, proposed="Something else.")
    assert check_of(proposal).likeness == likeness


def test_extent_and_place_say_what_is_compared(target):
    proposal = ProposalFactory(target=target, base=WHOLE, proposed="Something else.")
    target.extent = "own"
    target.save()
    assert check_of(proposal).likeness == Likeness.NEAR
    target.provision = None
    target.save()
    assert check_of(proposal).likeness == Likeness.EQUAL


def test_where_no_official_text_is_nothing_is_said(target, proposal):
    assert check_of(ProposalFactory(base=INTRODUCTION, proposed=OTHER)) is None
    Proposal.objects.update(language="fr")
    assert check_of(proposal) is None
    Proposal.objects.update(base="", language="en")
    target.relation = "after"
    target.save()
    assert check_of(proposal) is None


def test_it_takes_one_query_for_any_number(target, proposal, django_assert_num_queries):
    ProposalFactory(base=INTRODUCTION, proposed=OTHER)
    rows = list(Proposal.objects.select_related("target__article", "target__provision"))
    with django_assert_num_queries(1):
        bases.attach(rows)
    with django_assert_num_queries(0):
        bases.attach([])


@pytest.mark.parametrize(
    ("base", "basis", "words"),
    [
        (INTRODUCTION, "official", "base: the official wording"),
        (INTRODUCTION, "quoted", "base quoted in the submission: the official wording"),
        (NEAR, "reconstructed", "submission, near the official wording"),
        (OTHER, "quoted", "another wording than the official text"),
        (NEAR, "official", "base entered as the official text, which has changed since"),
    ],
)
def test_readers_see_which_it_is(client, target, base, basis, words):
    proposal = ProposalFactory(target=target, base=base, basis=basis, proposed="Something else.")
    recommendation = proposal.target.recommendation
    publishing.publish(recommendation.submission)
    publishing.publish(recommendation)
    for thing in (recommendation, target.article):
        page = client.get(thing.get_absolute_url()).content.decode()
        assert words in page
        assert ("Changes from the official text to this base wording" in page) == (base == NEAR)
    answer = client.get(f"/api/v1/recommendations/{recommendation.key}/").json()
    likeness = {INTRODUCTION: "equal", NEAR: "near", OTHER: "other"}[base]
    [target_read] = answer["targets"]
    assert target_read["proposal"]["official_text"] == likeness
    assert (target_read["proposal"]["official_redline"] is not None) == (likeness == "near")


def save(desk, recommendation, **changes):
    data = filled(desk.get(address(recommendation)), **changes)
    return desk.post(address(recommendation), data, follow=True)


@pytest.mark.parametrize("before", [{"base": NEAR, "basis": "quoted"}, {"base": INTRODUCTION}])
def test_desk_refuses_an_official_text_that_is_none(desk, target, before):
    proposal = ProposalFactory(target=target, proposed=OTHER, **before)
    changes = {"targets-0-base": NEAR, "targets-0-basis": "official"}
    page = save(desk, target.recommendation, **changes).content.decode()
    assert "This is not the official text of" in page
    assert "[-may-]{+shall+}" in page
    changes["targets-0-base"] = INTRODUCTION
    save(desk, target.recommendation, **changes)
    proposal.refresh_from_db()
    assert (proposal.base, proposal.basis) == (INTRODUCTION, "official")


def test_desk_refuses_a_place_that_says_something_else(desk, proposal, target):
    page = save(desk, target.recommendation, **{"targets-0-place": "24(1)(a)"}).content.decode()
    assert "This wording differs from the official text of Article 24(1)(a)" in page


def test_what_has_gone_stale_can_be_saved_and_is_listed(desk, proposal, target):
    ProvisionText.objects.filter(text=INTRODUCTION).update(text=NEAR)
    save(desk, target.recommendation, title="Mended")
    target.recommendation.refresh_from_db()
    assert target.recommendation.title == "Mended"
    [finding] = data_checks.stale_bases()
    assert "the base is given as official text, which has changed since" in str(finding)
    with pytest.raises(CommandError):
        call_command("check_data")


def test_import_refuses_what_the_files_enter_and_leaves_what_went_stale(proposal, tmp_path):
    export_folder(tmp_path)
    [file] = (tmp_path / "submissions").glob("*.yaml")
    entered = file.read_text()
    file.write_text(entered.replace(f"base: '{INTRODUCTION}'", f"base: '{NEAR}'"))
    assert file.read_text() != entered
    with pytest.raises(Faulty, match="This is not the official text of Article 24") as fault:
        import_folder(tmp_path)
    [found] = fault.value.faults
    assert (found.place.file, found.place.path) == (
        f"submissions/{file.name}",
        "recommendations[0].targets[0].proposals[0].base",
    )
    assert NEAR in file.read_text().splitlines()[found.place.line - 1]
    file.write_text(entered.replace("title: Recommendation", "title: Another"))
    ProvisionText.objects.filter(text=INTRODUCTION).update(text=NEAR)
    for draft in (tmp_path / "treaties").rglob("drafts/*.yaml"):
        draft.unlink()
    assert import_folder(tmp_path)


def test_move_to_another_draft_leaves_what_that_does_not_say(desk, proposal, target):
    new = DraftFactory(treaty=target.article.draft.treaty)
    paragraph = with_text(ArticleFactory(draft=new, number="24"))
    submission = target.recommendation.submission
    move = Reassignment(submission, target.article.draft, new, desk.editor)
    assert move.run().changing
    assert not move.left
    paragraph.texts.update(text=NEAR)
    move.run()
    assert "its base is given as the official text" in str(move.left[0][1])


def test_import_refuses_an_extent_in_which_the_base_is_no_official_text(target, tmp_path):
    ProposalFactory(target=target, base=WHOLE, basis="official", proposed=OTHER)
    export_folder(tmp_path)
    [file] = (tmp_path / "submissions").glob("*.yaml")
    entered = file.read_text()
    before, mark, after = entered.partition("provision: art_24__para_1\n")
    assert mark
    assert "extent" not in entered
    indent = before.rpartition("\n")[2]
    file.write_text(f"{before}{mark}{indent}extent: own\n{after}")
    with pytest.raises(Faulty, match="This is not the official text of Article 24"):
        import_folder(tmp_path)
