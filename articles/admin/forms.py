"""Forms of the desk: texts kept as typed, faults shown at the field that can cure them."""

import re
from functools import partial

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext_lazy as _

LONGEST_NUMBER = 18  # figures; one more may pass the largest number of a database
PRIMARY_KEY = re.compile(rf"[0-9]{{1,{LONGEST_NUMBER}}}")


class VerbatimField(forms.CharField):
    """A text kept as typed, spaces at its ends included; browsers' line ends become the usual."""

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "strip": False})

    def to_python(self, value):
        text = super().to_python(value).replace("\r\n", "\n")
        return text if text.strip() else ""


# How fields of models become fields of forms, on pages and in their rows.
FIELDS = {
    models.TextField: {
        "form_class": VerbatimField,
        "widget": AdminTextareaWidget(attrs={"rows": 3}),
    },
    models.URLField: {"assume_scheme": "https"},
}


def without_pitfalls(field):
    """Return a form field that cuts off no text unseen and deletes no row in passing."""
    if field:
        # A browser would drop what a paste has too much; the form counts it and refuses.
        field.widget.attrs.pop("maxlength", None)
    if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget.can_delete_related = field.widget.can_view_related = False
    return field


class SeveralRows(forms.ModelMultipleChoiceField):
    """Rows of a table, any number of them; what no database can hold as a key names none."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.widget.label = self.label

    def clean(self, value):
        for key in value if isinstance(value, (list, tuple)) else ():
            if not PRIMARY_KEY.fullmatch(str(self.prepare_value(key))):
                code = "invalid_choice"
                raise ValidationError(self.error_messages[code], code, {"value": key})
        return super().clean(value)


class UnrecordedField:
    """Makes a field that no record holds: to change it is no change, so nothing is written."""

    def has_changed(self, initial, data):
        return False


class GroupedBoxes(forms.CheckboxSelectMultiple):
    """Boxes in a group that has a name: each has a label of its own, and says not what of."""

    label = ""
    texts = {}  # attributes of the group, for the page's script

    def render(self, *args, **kwargs):
        boxes = super().render(*args, **kwargs)
        group = flatatt({"role": "group", "aria-label": self.label, **self.texts})
        return format_html("<div{}>{}</div>", group, boxes)


def label_within_treaty(row):
    """Return how forms name a draft or session where its treaty is known."""
    title = f"{row} · {row.title}" if str(row) != row.title else row.title
    return Truncator(title).chars(90)


class RowBoxes(SeveralRows):
    """Rows to tick, such as the drafts of a submission: all in sight, quick by keyboard."""

    widget = GroupedBoxes

    def label_from_instance(self, row):
        return f"{label_within_treaty(row)} ({row.treaty})"


def say_what_to_enter(field):
    """Name a field in the words that ask for it, unless it has words of its own."""
    usual = forms.Field.default_error_messages["required"]
    if not field.label or str(field.error_messages.get("required")) != str(usual):
        return
    label = str(field.label)
    label = label if label[1:2].isupper() else label[0].lower() + label[1:]
    asks = _("Choose the %s.") if isinstance(field, forms.ChoiceField) else _("Enter the %s.")
    field.error_messages["required"] = str(asks) % label


def with_labels_of_choices(field, admin_site):
    """Let a field name the rows it offers as the desk's page of their model wants it."""
    rows = getattr(field, "queryset", None)
    if rows is not None and admin_site.is_registered(rows.model):
        page = admin_site.get_model_admin(rows.model)
        if label := getattr(page, "label_of_choice", None):
            field.label_from_instance = label
    return field


def known_key(prepare, value):
    """Return the value as a page shows it; nothing for what no database can hold as a key."""
    value = prepare(value)
    return "" if isinstance(value, str) and not PRIMARY_KEY.fullmatch(value) else value


def ask_for_files_again(form):
    """Say at each file that was chosen in a refused form that it is gone: no browser keeps it."""
    for name in form.fields:
        if form.add_prefix(name) in form.files and not form.has_error(name):
            form.add_error(name, _("Choose the file again."))


def is_to_be_deleted(form):
    """Return whether somebody ticked that a row of a formset is to be deleted."""
    return form.cleaned_data.get(DELETION_FIELD_NAME, False)


def drop_general_errors(form, is_said_elsewhere):
    """Take those errors out of a form that are about no field and are said in another place."""
    if general := form.errors.get(NON_FIELD_ERRORS):
        general.data = [error for error in general.data if not is_said_elsewhere(error)]
        if not general.data:
            del form.errors[NON_FIELD_ERRORS]


class DeskForm(forms.ModelForm):
    """A form that says at which field a broken constraint is to be mended."""

    # Given by DeskAdmin.get_form to the form of a page; None in rows, whose formset has it.
    current_save = None
    # The fields from which an empty slug follows, the first one that is filled.
    slug_from = ("name", "title", "heading")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "Its part of the address. Leave empty to make it automatically."
            )
        for field in self.fields.values():
            say_what_to_enter(field)
            if isinstance(field, forms.ModelChoiceField):
                field.prepare_value = partial(known_key, field.prepare_value)

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug:
            return slug
        words = next(filter(None, (self.cleaned_data.get(name) for name in self.slug_from)), "")
        longest = self._meta.model._meta.get_field("slug").max_length
        slug = slugify(re.sub(r"[\W_]+", "-", words))[:longest].strip("-")
        if not slug:
            raise ValidationError(
                _("Enter a slug: lower-case letters (a to z), numbers and hyphens.")
            )
        return slug

    def clean(self):
        if self.current_save:
            for name, messages in self.current_save.refusals_by_field():
                self.add_error(name if name in self.fields else None, messages)
        return super().clean()

    def full_clean(self):
        super().full_clean()
        # As Django does: what is not posted, or an empty row more, is not judged.
        if self.is_bound and (self.has_changed() or not self.empty_permitted):
            self.check_instance()

    def check_instance(self):
        """Judge the row as the form would leave it, once each field by itself is judged."""
        by_model = self.instance.get_constraints()
        constraints = [constraint for _model, some in by_model for constraint in some]
        # Checked already, but without a field to show the error at: said again below.
        said = {str(constraint.violation_error_message) for constraint in constraints}
        drop_general_errors(self, lambda error: str(error.message) in said)
        self.check_constraints(constraints)

    def check_constraints(self, constraints):
        """Check those of fields without an input too: what follows from others must not clash."""
        exclude = set(self._fields_without_value())
        for constraint in constraints:
            try:
                constraint.validate(type(self.instance), self.instance, exclude=exclude)
            except ValidationError as error:
                self.add_error(self.field_of(constraint), error.messages)

    def _fields_without_value(self):
        """Yield the inputs that gave the row no value: refused, or empty where one is needed."""
        for field in self.instance._meta.fields:
            if field.name in self.errors:
                yield field.name
            elif field.name in self.fields and not field.blank:
                value = self.cleaned_data.get(field.name)
                input_field = self.fields[field.name]
                if not input_field.required and value in input_field.empty_values:
                    yield field.name

    def field_of(self, constraint):
        """Return the last field of this form that a constraint is about; None when none is."""
        if isinstance(constraint, models.CheckConstraint):
            about = constraint.condition.referenced_base_fields
        else:
            about = set(constraint.fields)
        shown = [name for name in self.fields if name in about and not self[name].is_hidden]
        return shown[-1] if shown else None


class ChoiceOfTreaty(forms.ModelChoiceField):
    """A row such as a session, named with its treaty: many have a “First session”."""

    def label_from_instance(self, row):
        return f"{row} ({row.treaty})"


def show_own(form, *names):
    """Show in these fields what belongs to the treaty of a form, without naming it each time.

    What the fields accept stays as it was, so that a stranger is refused in words.
    """
    if "treaty" not in form.fields:
        return
    # With JavaScript the same is shown anew as soon as another treaty is chosen.
    widget = form.fields["treaty"].widget
    attrs = getattr(widget, "widget", widget).attrs  # of the list itself, not of what wraps it
    attrs["data-choices"] = reverse("admin:articles_treaty_choices")
    treaty = str(form["treaty"].value() or "")
    if not PRIMARY_KEY.fullmatch(treaty):
        return
    for field in (form.fields[name] for name in names if name in form.fields):
        rows = field.queryset.select_related("treaty").filter(treaty=int(treaty))
        empty = getattr(field, "empty_label", None)
        field.widget.choices = [("", empty)] * (empty is not None) + [
            (row.pk, label_within_treaty(row)) for row in rows
        ]
