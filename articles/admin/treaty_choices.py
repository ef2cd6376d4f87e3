"""Choices of rows that belong to a treaty: once it is known, only its own are shown."""

from django import forms

from articles.admin.forms import KEY


class ChoiceOfTreaty(forms.ModelChoiceField):
    """A row such as a session, named with its treaty: many have a “First session”."""

    def label_from_instance(self, row):
        return f"{row} ({row.treaty})"


def show_own(form, *names):
    """Show in these fields what belongs to the treaty of a form, without naming it each time.

    What the fields accept stays as it was, so that a stranger is refused in words.
    """
    treaty = str(form["treaty"].value() or "") if "treaty" in form.fields else ""
    if not KEY.fullmatch(treaty):
        return
    for field in (form.fields[name] for name in names if name in form.fields):
        rows = field.queryset.select_related("treaty").filter(treaty=int(treaty))
        empty = getattr(field, "empty_label", None)
        field.widget.choices = [("", empty)] * (empty is not None) + [
            (row.pk, field.label_from_instance(row).removesuffix(f" ({row.treaty})"))
            for row in rows
        ]
