import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command

from recommendations.management.commands.set_up_groups import GROUPS

pytestmark = pytest.mark.django_db


@pytest.fixture
def groups():
    call_command("set_up_groups", verbosity=0)


@pytest.fixture
def held(groups):
    """Return a function: name of a group -> the permissions that somebody in it holds."""

    def permissions(name):
        user = User.objects.create_user(name, is_staff=True)
        user.groups.add(Group.objects.get(name=name))
        return user.get_all_permissions()

    return permissions


def test_editor_enters_but_neither_publishes_nor_sees_accounts(held):
    editor = held("Editor")
    assert {
        "articles.add_article",
        "articles.change_succession",
        "recommendations.add_recommendation",
        "recommendations.delete_target",
        "recommendations.view_theme",
    } <= editor
    assert "articles.delete_draft" not in editor
    assert not [one for one in editor if "publish" in one or one.startswith(("auth.", "admin."))]
    assert not [one for one in editor if "historical" in one or "formerslug" in one]


def test_reviewer_publishes_and_corrects_but_enters_nothing(held):
    reviewer = held("Reviewer")
    assert {
        "articles.view_article",
        "recommendations.publish_recommendation",
        "recommendations.publish_submission",
        "recommendations.change_recommendation",
        "recommendations.add_passage",
    } <= reviewer
    assert "recommendations.add_recommendation" not in reviewer
    assert "recommendations.delete_submission" not in reviewer
    assert not [one for one in reviewer if one.startswith("articles.") and ".view_" not in one]
    assert not [one for one in reviewer if one.startswith(("auth.", "admin."))]


def test_administrator_may_do_what_the_others_may_and_keeps_accounts(held):
    administrator = held("Administrator")
    assert held("Editor") | held("Reviewer") < administrator
    assert {"auth.add_user", "auth.change_user", "articles.delete_treaty"} <= administrator
    assert {one for one in administrator if one.endswith("_group")} == {"auth.view_group"}
    assert not [one for one in administrator if one.startswith("otp_")]


@pytest.mark.parametrize("name", GROUPS)
def test_every_permission_named_exists(groups, name):
    codenames, floors = GROUPS[name]
    wanted = sum(len(codenames(floor)) for floor in floors)
    assert Group.objects.get(name=name).permissions.count() == wanted


def test_running_again_changes_nothing_and_takes_back_what_is_not_of_the_group(groups, capsys):
    before = {group.name: set(group.permissions.all()) for group in Group.objects.all()}
    Group.objects.get(name="Editor").permissions.add(Permission.objects.get(codename="add_user"))
    call_command("set_up_groups")
    after = {group.name: set(group.permissions.all()) for group in Group.objects.all()}
    assert after == before
    said = capsys.readouterr().out
    assert [line.split(":")[0] for line in said.splitlines()] == [
        f"Group {name}" for name in GROUPS
    ]


def test_missing_permissions_are_made(groups):
    Permission.objects.all().delete()
    call_command("set_up_groups", verbosity=0)
    assert Group.objects.filter(permissions__codename="publish_submission").count() == 2
