"""What was refused in a form of the desk: each field at fault by its label, as the page has it."""

from typing import NamedTuple

from django import template
from django.utils.text import capfirst

register = template.Library()


class FieldError(NamedTuple):
    """A field or row that was refused: the id to lead to, its label, and what is wrong."""

    id: str
    label: str
    messages: list


@register.inclusion_tag("admin/_field_errors.html", takes_context=True)
def field_errors(context):
    """Link to each field that a refused form complains of."""
    errors = list(errors_of_fields(context["adminform"]))
    for rows in context.get("inline_admin_formsets", ()):
        errors += errors_of_rows(rows)
    return {"errors": errors}


def errors_of_fields(fieldsets, place=""):
    """Yield the errors of a form that the admin lays out in fieldsets, lines and fields."""
    fields = [field for fieldset in fieldsets for line in fieldset for field in line]
    for field in fields:
        if not field.is_readonly and field.field.errors:
            bound = field.field
            yield FieldError(bound.auto_id, place + capfirst(bound.label), list(bound.errors))


def errors_of_rows(rows):
    """Yield the errors of the rows of one kind, each named by its kind and number."""
    prefix, kind = rows.formset.prefix, capfirst(rows.opts.verbose_name)
    if general := rows.formset.non_form_errors():
        kinds = capfirst(rows.opts.verbose_name_plural)
        yield FieldError(f"{prefix}-group", kinds, list(general))
    for index, row in enumerate(rows):
        # The last is the empty row that new ones are made from, and bound to nothing.
        if row.form.is_bound and row.form.errors:
            name = f"{kind} {index + 1}"
            if general := row.form.non_field_errors():
                yield FieldError(f"{prefix}-{index}", name, list(general))
            yield from errors_of_fields(row, f"{name}: ")
