"""The groups of the desk and what they may do; docs/roles.md says it for people."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction

FLOORS = ("articles", "recommendations")
# What an editor may take away: parts of what they enter, and rows entered by mistake. What others
# point to or what was ever public stays all the same; treaties, sessions, drafts and themes are
# an administrator's to delete.
DELETABLE = {
    "articles": ("article", "division", "provision", "provisiontext", "succession"),
    "recommendations": (
        "organisation",
        "outcome",
        "passage",
        "proposal",
        "recommendation",
        "signature",
        "submission",
        "target",
    ),
}
# What passes through review, and the parts of it, which a reviewer may correct.
REVIEWED = ("recommendation", "submission")
PARTS = ("outcome", "passage", "proposal", "signature", "target")


def models_of(floor):
    """Return the names of the models that people edit; others are written along the way."""
    return [
        model._meta.model_name
        for model in apps.get_app_config(floor).get_models()
        if not model.__name__.startswith(("Historical", "FormerSlug"))
    ]


def codenames_of(names, *verbs):
    return {f"{verb}_{name}" for verb in verbs for name in names}


def editor(floor):
    """Return the codenames of those who enter and submit for review."""
    return codenames_of(models_of(floor), "add", "change", "view") | codenames_of(
        DELETABLE[floor], "delete"
    )


def reviewer(floor):
    """Return the codenames of those who publish and withdraw, and correct what they review."""
    seen = codenames_of(models_of(floor), "view")
    if floor != "recommendations":
        return seen
    corrected = codenames_of(REVIEWED, "change") | codenames_of(PARTS, "add", "change", "delete")
    return seen | corrected | codenames_of(REVIEWED, "publish")


def administrator(floor):
    """Return the codenames of those who may do everything, and keep the accounts.

    What a group may do is said here alone: whoever could change that could make themselves more.
    """
    if floor == "auth":
        return codenames_of(["user"], "add", "change", "delete", "view") | codenames_of(
            ["group"], "view"
        )
    everything = codenames_of(models_of(floor), "add", "change", "delete", "view")
    return everything | reviewer(floor)


GROUPS = {
    "Editor": (editor, FLOORS),
    "Reviewer": (reviewer, FLOORS),
    "Administrator": (administrator, (*FLOORS, "auth")),
}


class Command(BaseCommand):
    help = (
        "Make the groups Editor, Reviewer and Administrator with exactly the permissions that "
        "they need. Safe to run again; permissions added by hand are removed."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        for floor in (*FLOORS, "auth"):
            # Normally made after migrating; here they may be missing, as in a flushed database.
            create_permissions(apps.get_app_config(floor), verbosity=0)
        for name, (codenames, floors) in GROUPS.items():
            group, _created = Group.objects.get_or_create(name=name)
            permissions = [
                p for floor in floors for p in permissions_named(floor, codenames(floor))
            ]
            group.permissions.set(permissions)
            if options["verbosity"]:
                self.stdout.write(f"Group {name}: {len(permissions)} permissions")


def permissions_named(floor, codenames):
    """Return the permissions of these codenames on a floor."""
    return Permission.objects.filter(content_type__app_label=floor, codename__in=codenames)
