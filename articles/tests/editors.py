"""Somebody at the desk: a real user, signed in; an editor who reviews too unless told otherwise."""

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db.models.fields.files import FieldFile
from django.urls import reverse


def sign_in(client, name="editor", groups=("Editor", "Reviewer")):
    """Sign somebody new in, with the permissions of the groups and no more; return the user."""
    if not Group.objects.exists():  # a transactional test has emptied the database
        call_command("set_up_groups", verbosity=0)
    user = User.objects.create_user(name, password="a password for tests", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    client.force_login(user)
    client.editor = user
    return user


def address(thing, page="change", **arguments):
    """Return the address of a page of the desk about something."""
    name = f"admin:{thing._meta.app_label}_{thing._meta.model_name}_{page}"
    return reverse(name, kwargs={"object_id": thing.pk, **arguments})


def messages(response):
    """Return what a page tells an editor, as one text."""
    return " ".join(str(message) for message in response.context["messages"])


def filled(response, prefix=None, **changes):
    """Return what a browser would post from a page of the desk, with changes; its buttons aside."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if isinstance(value, bool):
                value = "on" if value else None
            if value is not None and not isinstance(value, FieldFile):
                data[bound.html_name] = bound.field.prepare_value(value)
    if version := response.context.get("version"):
        data["_version"] = version
    data |= changes
    return {name: value for name, value in data.items() if value is not None}


def confirmed(desk, thing):
    """Return what a browser posts from the page that asks whether to delete something."""
    context = desk.get(address(thing, "delete")).context or {}
    return {"post": "yes", "_version": context.get("version", "")}


def delete_ticked(desk, *rows, **more):
    """Tick rows in their list and choose to delete them; return the page that comes."""
    opts = rows[0]._meta
    page = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    data = {"action": "delete_selected", ACTION_CHECKBOX_NAME: [row.pk for row in rows]}
    return desk.post(page, data | more, follow=True)
