import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command

from recommendations.management.commands.set_up_groups import editor_permissions

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    call_command("set_up_groups", verbosity=0)
    user = User.objects.create_user("editor", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    return user


def test_editor_enters_and_publishes_but_has_nothing_to_do_with_users(editor):
    held = editor.get_all_permissions()
    for permission in (
        "articles.add_article",
        "articles.change_succession",
        "recommendations.add_recommendation",
        "recommendations.delete_target",
        "recommendations.publish_recommendation",
        "recommendations.publish_submission",
        "recommendations.view_theme",
    ):
        assert permission in held
    assert "articles.delete_draft" not in held
    assert not [permission for permission in held if permission.startswith(("auth.", "admin."))]
    assert not [permission for permission in held if "historical" in permission]


def test_every_permission_named_exists(editor):
    named = sum(map(len, editor_permissions().values()))
    assert editor.groups.get().permissions.count() == named


def test_running_again_changes_nothing_and_takes_back_what_is_not_of_the_group(editor, capsys):
    group = Group.objects.get()
    before = set(group.permissions.all())
    group.permissions.add(Permission.objects.get(codename="add_user"))
    call_command("set_up_groups")
    assert set(group.permissions.all()) == before
    assert "Group Editor" in capsys.readouterr().out


def test_missing_permissions_are_made(editor):
    Permission.objects.all().delete()
    call_command("set_up_groups", verbosity=0)
    assert Group.objects.get().permissions.filter(codename="publish_submission").exists()
