"""What was refused in a form of the desk: each faulty field by its label, as the page has them."""

from typing import NamedTuple

from django import template
from django.utils.text import capfirst

register = template.Library()


class Fault(NamedTuple):
    """A field or row with a fault: the id to lead to, its label, and what is wrong."""

    id: str
    label: str
    messages: list


@register.inclusion_tag("admin/_faults.html", takes_context=True)
def faults(context):
    """Link to each field that a refused form complains of."""
    found = list(faults_of_fields(context["adminform"]))
    for rows in context.get("inline_admin_formsets", ()):
        found += faults_of_rows(rows)
    return {"faults": found}


def faults_of_fields(fieldsets, place=""):
    """Yield the faults of a form that the admin lays out in fieldsets, lines and fields."""
    fields = [field for fieldset in fieldsets for line in fieldset for field in line]
    for field in fields:
        if not field.is_readonly and field.field.errors:
            bound = field.field
            yield Fault(bound.auto_id, place + capfirst(bound.label), list(bound.errors))


def faults_of_rows(rows):
    """Yield the faults of the rows of one kind, each named by its kind and number."""
    prefix, kind = rows.formset.prefix, capfirst(rows.opts.verbose_name)
    if general := rows.formset.non_form_errors():
        yield Fault(f"{prefix}-group", capfirst(rows.opts.verbose_name_plural), list(general))
    for index, row in enumerate(rows):
        # The last is the empty row that new ones are made from, and bound to nothing.
        if row.form.is_bound and row.form.errors:
            name = f"{kind} {index + 1}"
            if general := row.form.non_field_errors():
                yield Fault(f"{prefix}-{index}", name, list(general))
            yield from faults_of_fields(row, f"{name}: ")
