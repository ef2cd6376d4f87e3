"""Two editors on one record: the second save is refused, and nothing typed is lost.

A page carries the version of what it shows. Its save locks the record and compares: where somebody
else was faster, the form comes back as typed, beside what is recorded now. It then carries the
version of that, so a second save, made knowingly, goes through.
"""

from typing import NamedTuple

from django.contrib.admin.helpers import AdminErrorList
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import ChoiceField, ModelChoiceField
from django.forms.formsets import DELETION_FIELD_NAME
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import redline
from articles.admin.forms import KEY
from articles.history import versions
from articles.history.differences import differences, plain
from articles.locking import lock
from articles.redline_html import as_html


class Typed(NamedTuple):
    """A field in which the form differs from what is recorded."""

    label: str
    recorded: str
    typed: str
    redline: str


class VersionedMixin:
    """Carries the version of a record through its page and refuses a save over a newer one."""

    # The rows that the page of a record shows with it, as versions.ChildRows.
    child_rows = ()

    def root_of(self, obj):
        """Return the row that is locked while this one is saved: the whole that it belongs to."""
        return obj

    def lock_version(self, obj):
        """Hold a record with all its parts and return its version, the newest there is."""
        lock(self.root_of(obj))
        return versions.version_of(obj, self.child_rows, locked=True)

    def is_overtaken(self, request, obj):
        """Hold a record; return whether it has changed since the page was made that posts now."""
        now = self.lock_version(obj)
        return request.POST.get("_version", now) != now

    def _changeform_view(self, request, object_id, form_url, extra_context):
        extra, posted = dict(extra_context or {}), request.method == "POST"
        obj = self.get_object(request, unquote(object_id)) if object_id else None
        gone = obj is None and KEY.fullmatch(unquote(object_id or ""))
        if gone and posted and self.has_add_permission(request):
            return self._enter_anew(request, extra)
        if obj is not None:
            # Taken before the form reads the record: a change in between is found on saving.
            extra["version"] = (
                self.lock_version(obj) if posted else versions.version_of(obj, self.child_rows)
            )
            if posted and request.POST.get("_version") != extra["version"]:
                if not self.has_change_permission(request, obj):
                    return self._show_typed(request, obj)
                since = list(self._since(request, obj))
                faster = _faster(request.user, since)
                self._refuse(request, faster)
                extra["clash"] = {"since": since, "faster": faster}
                request.POST = self._without_vanished(request, obj)
        return super()._changeform_view(request, object_id, form_url, extra)

    def render_change_form(self, request, context, *args, **kwargs):
        if clash := context.get("clash"):
            clash["typed"] = list(typed_over(context))
            say_once(context, clash["faster"])
        return super().render_change_form(request, context, *args, **kwargs)

    def _show_typed(self, request, obj):
        """What one may no longer change, such as what has become public: show what was typed."""
        typed = {
            name.replace("-", " ").replace("_", " "): ", ".join(values)
            for name, values in request.POST.lists()
            if not name.startswith(("_", "csrf")) and not name.endswith(("_FORMS", "-id"))
        }
        context = {
            **self.admin_site.each_context(request),
            "title": _("You may no longer change this"),
            "opts": self.opts,
            "original": obj,
            "clash": {"since": list(self._since(request, obj))},
            "typed": {name: value for name, value in typed.items() if value.strip()},
        }
        return render(request, "admin/edit_conflict.html", context, status=403)

    def _refuse(self, request, message):
        request.desk_refusals = [*getattr(request, "desk_refusals", ()), message]

    def _enter_anew(self, request, extra):
        """The record was deleted meanwhile: offer to enter it again as it was typed."""
        self._refuse(
            request, _("This was deleted meanwhile. Saving enters it anew, as it stands here.")
        )
        request.POST = self._without_vanished(request, None)
        add = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
        return super()._changeform_view(request, None, add, extra)

    def _since(self, request, obj):
        """Return what has changed since the page was made, the oldest first, to be read."""
        for record in versions.records_since(
            obj, self.child_rows, request.POST.get("_version", "")
        ):
            yield {
                "record": record,
                "name": record.instance_type._meta.verbose_name,
                "changes": differences(record),
            }

    def _without_vanished(self, request, obj):
        """Return what was posted, rows that are gone among it as new ones: they are not lost."""
        data = request.POST.copy()
        for formset, _inline in self.get_formsets_with_inlines(request, obj):
            link = formset.fk.name
            rows = formset.model._base_manager.filter(**{link: obj.pk}) if obj else ()
            whole = {link: [str(obj.pk) if obj else ""]}
            reorder(data, formset.get_default_prefix(), {str(row.pk) for row in rows}, whole)
        return data


def _faster(user, since):
    """Return who was faster, in words: people have a record open in two windows."""
    if since and all(one["record"].history_user_id == user.pk for one in since):
        return _("Nothing is saved yet: you, in another window, were faster.")
    return _("Nothing is saved yet: somebody else was faster.")


def say_once(context, said):
    """Take a refusal out of the faults of a form: the box above it says so, and is no fault."""
    form = context["adminform"].form
    if general := form.errors.get(NON_FIELD_ERRORS):
        general.data = [fault for fault in general.data if fault.message != said]
        if not general.data:
            del form.errors[NON_FIELD_ERRORS]
    formsets = [rows.formset for rows in context["inline_admin_formsets"]]
    context["errors"] = AdminErrorList(form, formsets)


def reorder(data, prefix, there, whole):
    """Put the rows of a posted formset that are still there first, and the others after as new."""
    counts = [data.get(f"{prefix}-{name}_FORMS", "") for name in ("INITIAL", "TOTAL")]
    if not all(count.isascii() and count.isdecimal() and len(count) < 5 for count in counts):
        return
    initial, total = map(int, counts)
    rows = [take_row(data, f"{prefix}-{index}-") for index in range(total)]
    kept = [row for row in rows[:initial] if row.get("id", [""])[-1] in there]
    gone = [row for row in rows[:initial] if row not in kept and DELETION_FIELD_NAME not in row]
    new = [*({**row, "id": [""]} for row in gone), *rows[initial:]]
    rows = [*kept, *({**row, **whole} for row in new)]
    data[f"{prefix}-INITIAL_FORMS"] = str(len(kept))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    for index, row in enumerate(rows):
        for name, values in row.items():
            data.setlist(f"{prefix}-{index}-{name}", values)


def take_row(data, prefix):
    """Take the fields of one row out of what was posted; return them by their own names."""
    names = [name for name in data if name.startswith(prefix)]
    return {name.removeprefix(prefix): data.pop(name) for name in names}


def typed_over(context):
    """Yield in what a form and its rows differ from what is recorded now."""
    yield from differing("", context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        for form in inline.formset.initial_forms + inline.formset.extra_forms:
            name = capfirst(inline.opts.verbose_name)
            if form.instance.pk is None:
                yield from differing(_("New %s") % inline.opts.verbose_name, form)
            elif inline.formset.can_delete and inline.formset._should_delete_form(form):
                yield Typed(name, str(form.instance), _("to be deleted"), "")
            else:
                yield from differing(f"{name} “{form.instance}”", form)


def differing(place, form):
    for name in form.changed_data:
        field = form.fields[name]
        if name == DELETION_FIELD_NAME or form[name].is_hidden:
            continue
        recorded = shown(field, form.get_initial_for_field(field, name))
        typed = shown(field, form[name].value())
        label = f"{place}: {form[name].label}" if place else capfirst(form[name].label)
        yield Typed(label, recorded, typed, as_html(redline.compare(recorded, typed)))


def shown(field, value):
    """Return the value of a form field as words; what it cannot mean stays as typed."""
    if isinstance(field, ModelChoiceField):
        several = isinstance(value, (list, tuple)) or hasattr(value, "all")
        keys = [str(field.prepare_value(one)) for one in (value if several else [value])]
        known = {str(field.prepare_value(row)): str(row) for row in rows_of(field, keys)}
        return ", ".join(sorted(known.get(key, key) for key in keys if key not in ("", "None")))
    if isinstance(field, ChoiceField):
        return str(dict(field.choices).get(value, value or ""))
    return str(plain(value)).replace("\r\n", "\n")


def rows_of(field, keys):
    """Return the rows that a field of choices offers under these keys."""
    return field.queryset.filter(pk__in=[int(key) for key in keys if key.isdecimal()][:500])
