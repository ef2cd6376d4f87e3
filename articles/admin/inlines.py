"""Rows that are entered on the page of what they belong to."""

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.forms import ModelChoiceField
from django.forms.models import BaseInlineFormSet

from articles.admin.forms import FIELDS, DeskForm, with_labels_of_choices, without_pitfalls


def is_listed(field):
    """Whether a form field offers rows of another table as a plain list."""
    widget = getattr(field.widget, "widget", field.widget)
    return isinstance(field, ModelChoiceField) and not (
        widget.is_hidden or isinstance(widget, AutocompleteMixin)
    )


class DeskFormSet(BaseInlineFormSet):
    """Rows that get the next position where none is typed and ask for a list of choices once."""

    def __init__(self, *args, current_save, **kwargs):
        super().__init__(*args, **kwargs)
        self.current_save = current_save
        self._choices = {}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "position" in form.fields:
            form.fields["position"].required = False
            if form.instance.pk is None:
                form.initial["position"] = None
        for name, field in form.fields.items():
            # The columns of a table have headings, its fields no labels of their own.
            if not field.widget.is_hidden:
                widget = getattr(field.widget, "widget", field.widget)
                widget.attrs.setdefault("aria-label", field.label or name)
            if is_listed(field):
                if name not in self._choices:
                    self._choices[name] = list(field.choices)
                field.choices = self._choices[name]

    def save_new(self, form, commit=True):
        self._take_position(form)
        return super().save_new(form, commit)

    def save_existing(self, form, obj, commit=True):
        self._take_position(form)
        return super().save_existing(form, obj, commit)

    def _take_position(self, form):
        if "position" in form.fields and form.cleaned_data.get("position") is None:
            taken = [
                other.instance.position
                for other in self.forms
                if other.instance.position is not None
                and (other.instance.pk or other.cleaned_data.get("position") is not None)
            ]
            form.instance.position = max([*taken, *self._stored_positions()], default=-1) + 1

    def _stored_positions(self):
        """Return the positions in the database, where rows may be that are not in the form."""
        rows = self.model._base_manager.filter(**{self.fk.name: self.instance})
        return rows.values_list("position", flat=True)


class DeskInline:
    form = DeskForm
    formset = DeskFormSet
    formfield_overrides = FIELDS
    extra = 0
    show_change_link = True

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = without_pitfalls(super().formfield_for_dbfield(db_field, request, **kwargs))
        return with_labels_of_choices(field, self.admin_site)


class TabularInline(DeskInline, admin.TabularInline):
    """Short rows, one line each."""


class StackedInline(DeskInline, admin.StackedInline):
    """Rows with texts of some length."""
