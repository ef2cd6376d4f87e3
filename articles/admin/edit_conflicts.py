"""Two editors on one record: the second save is refused, and nothing typed is lost.

A page carries the version of what it shows. Its save locks the record and compares: where somebody
else was faster, the form comes back as typed, beside what is recorded now. It then carries the
version of that, so a second save, made knowingly, goes through.
"""

from typing import NamedTuple

from django.contrib.admin.helpers import AdminErrorList
from django.core.exceptions import ValidationError
from django.forms import ChoiceField, ModelChoiceField
from django.forms.formsets import DELETION_FIELD_NAME
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles import redline
from articles.admin.forms import drop_general_errors, is_to_be_deleted
from articles.history import versions
from articles.history.change_sets import changes_in
from articles.history.differences import plain
from articles.redline_html import as_html

CONFLICT = "edit_conflict"  # the code of the refusal, by which it is found among the errors


class TypedField(NamedTuple):
    """A field in which the form differs from what is recorded."""

    label: str
    recorded: str
    typed: str
    redline: str


class EditConflict:
    """What a faster editor changed; and, once the form is built, what was typed over it."""

    def __init__(self, model_admin, request, obj):
        self.changes = changes_since(obj, model_admin.child_kinds, request.POST.get("_version", ""))
        self.who = self._who_saved_first(request.user)
        self.typed = []

    def _who_saved_first(self, user):
        """Say it in words: people have a record open in two windows."""
        editors = {change["record"].history_user_id for change in self.changes}
        if editors == {user.pk}:
            return _("Not saved: you changed this in another window while you were editing here.")
        return _("Not saved: somebody else changed this while you were editing.")

    @property
    def refusal(self):
        return ValidationError(self.who, CONFLICT)

    def compare(self, context):
        """Look up what was typed over what is recorded, in the context of a page about to show."""
        self.typed = list(typed_over(context))
        self._say_once(context)

    def _say_once(self, context):
        """Take the refusal out of the form's errors: the box above the form says it already."""
        form = context["adminform"].form
        drop_general_errors(form, lambda error: error.code == CONFLICT)
        formsets = [rows.formset for rows in context["inline_admin_formsets"]]
        context["errors"] = AdminErrorList(form, formsets)


def changes_since(obj, child_kinds, version):
    """Return what was recorded of an object since a version, as `_changes_since.html` shows it."""
    links = {kind.model: kind.link for kind in child_kinds}
    return [
        {
            "record": record,
            "name": record.instance_type._meta.verbose_name,
            "changes": changes_in(record, links.get(record.instance_type)),
        }
        for record in versions.records_since(obj, child_kinds, version)
    ]


def typed_in_vain(model_admin, request, obj):
    """Answer somebody who may no longer change a record, as it became public: what they typed."""
    labels = labels_of_inputs(model_admin, request, obj)
    typed = {
        labels[name]: ", ".join(values) for name, values in request.POST.lists() if name in labels
    }
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("You no longer have permission to change this"),
        "opts": model_admin.opts,
        "original": obj,
        "conflict": EditConflict(model_admin, request, obj),
        "typed": {name: value for name, value in typed.items() if value.strip()},
    }
    return render(request, "admin/no_longer_yours.html", context, status=403)


def labels_of_inputs(model_admin, request, obj):
    """Return what the inputs that were posted are called on the page, by their names there."""
    labels = {}
    kinds = model_admin.get_formsets_with_inlines(request, obj)
    inlines = {formset.get_default_prefix(): inline for formset, inline in kinds}
    for name in request.POST:
        prefix, *row = name.split("-", 2)
        if not row and (label := label_of(model_admin, name)):
            labels[name] = label
        elif len(row) == 2 and prefix in inlines and (label := label_of(inlines[prefix], row[1])):
            labels[name] = f"{capfirst(inlines[prefix].verbose_name)} {int(row[0]) + 1}: {label}"
    return labels


def label_of(model_admin, name):
    """Return the label of a field on a page or in its rows; "" of what is no field for people."""
    if name in model_admin.form.base_fields:
        return model_admin.form.base_fields[name].label
    names = {field.name: field for field in model_admin.model._meta.get_fields() if field.editable}
    return capfirst(names[name].verbose_name) if name in names and name != "id" else ""


def with_vanished_as_new(model_admin, request, obj):
    """Return what was posted, rows that were deleted meanwhile as new ones: they are not lost."""
    data = request.POST.copy()
    for formset, _inline in model_admin.get_formsets_with_inlines(request, obj):
        link = formset.fk.name
        rows = formset.model._base_manager.filter(**{link: obj.pk}) if obj else ()
        parent = {link: [str(obj.pk) if obj else ""]}
        reorder(data, formset.get_default_prefix(), {str(row.pk) for row in rows}, parent)
    return data


def reorder(data, prefix, recorded, parent):
    """Put the rows of a posted formset that are still recorded first, the others after as new.

    A formset takes its first rows, as many as INITIAL_FORMS says, for recorded ones.
    """
    counts = [data.get(f"{prefix}-{name}_FORMS", "") for name in ("INITIAL", "TOTAL")]
    if not all(count.isascii() and count.isdecimal() and len(count) < 5 for count in counts):
        return
    initial, total = map(int, counts)
    rows = [take_row(data, f"{prefix}-{index}-") for index in range(total)]
    still = [row for row in rows[:initial] if row.get("id", [""])[-1] in recorded]
    gone = [row for row in rows[:initial] if row not in still and DELETION_FIELD_NAME not in row]
    new = [*({**row, "id": [""]} for row in gone), *rows[initial:]]
    rows = [*still, *({**row, **parent} for row in new)]
    data[f"{prefix}-INITIAL_FORMS"] = str(len(still))
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
            elif inline.formset.can_delete and is_to_be_deleted(form):
                yield TypedField(name, str(form.instance), _("to be deleted"), "")
            else:
                yield from differing(f"{name} “{form.instance}”", form)


def differing(place, form):
    """Yield the fields of one form that differ from what is recorded."""
    for name in form.changed_data:
        field = form.fields[name]
        if name == DELETION_FIELD_NAME or form[name].is_hidden:
            continue
        recorded = shown(field, form.get_initial_for_field(field, name))
        typed = shown(field, form[name].value())
        label = f"{place}: {form[name].label}" if place else capfirst(form[name].label)
        yield TypedField(label, recorded, typed, as_html(redline.compare(recorded, typed)))


def shown(field, value):
    """Return the value of a form field as words; what it cannot mean stays as typed."""
    if isinstance(field, ModelChoiceField):
        several = isinstance(value, (list, tuple)) or hasattr(value, "all")
        keys = [str(field.prepare_value(row)) for row in (value if several else [value])]
        names = {str(field.prepare_value(row)): str(row) for row in rows_of(field, keys)}
        return ", ".join(sorted(names.get(key, key) for key in keys if key not in ("", "None")))
    if isinstance(field, ChoiceField):
        return str(dict(field.choices).get(value, value or ""))
    return str(plain(value)).replace("\r\n", "\n")


def rows_of(field, keys):
    """Return the rows that a field of choices offers under these keys."""
    return field.queryset.filter(pk__in=[int(key) for key in keys if key.isdecimal()][:500])
