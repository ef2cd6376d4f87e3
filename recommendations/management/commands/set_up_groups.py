"""The groups of the desk and what they may do."""

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


def editor_permissions():
    """Return the codenames that group Editor needs, by floor; nothing about users."""
    codenames = {}
    for floor in FLOORS:
        models = [
            model._meta.model_name
            for model in apps.get_app_config(floor).get_models()
            # Rows of history and former slugs are written by saving and never edited.
            if not model.__name__.startswith(("Historical", "FormerSlug"))
        ]
        codenames[floor] = {f"{act}_{name}" for act in ("add", "change", "view") for name in models}
        codenames[floor] |= {f"delete_{name}" for name in DELETABLE[floor]}
    # One editor can do all for now; a group of reviewers will take over publishing.
    codenames["recommendations"] |= {"publish_recommendation", "publish_submission"}
    return codenames


class Command(BaseCommand):
    help = "Make the group Editor with exactly the permissions that it needs. Safe to run again."

    @transaction.atomic
    def handle(self, *args, **options):
        editor, _created = Group.objects.get_or_create(name="Editor")
        permissions = []
        for floor, codenames in editor_permissions().items():
            # Normally made after migrating; here they may be missing, as in a flushed database.
            create_permissions(apps.get_app_config(floor), verbosity=0)
            permissions += Permission.objects.filter(
                content_type__app_label=floor, codename__in=codenames
            )
        editor.permissions.set(permissions)
        if options["verbosity"]:
            self.stdout.write(f"Group Editor: {len(permissions)} permissions")
