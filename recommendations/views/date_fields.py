"""The fields for the dates of the list, each with what was typed and what is wrong with it."""

from typing import NamedTuple

from django.utils.translation import gettext as _


class DateField(NamedTuple):
    """A field for a partial date; `fault` says in words why the value cannot be used."""

    name: str
    label: str
    value: str
    fault: str = ""


class DateFields(NamedTuple):
    """Both fields; they are in sight where one of them is filled."""

    fields: list[DateField]

    @property
    def is_open(self):
        return any(field.value for field in self.fields)

    @property
    def has_fault(self):
        return any(field.fault for field in self.fields)

    @property
    def address(self):
        """Where on the page the first field with a fault stands."""
        return next((f"#{field.name}" for field in self.fields if field.fault), "")


def date_fields(listing):
    """Return the DateFields of a list."""
    return DateFields([_field(listing, "after", _("From")), _field(listing, "before", _("Until"))])


def elsewhere(faults):
    """Return the faults that no field for a date shows."""
    return [fault for fault in faults if fault.parameter not in ("after", "before")]


def _field(listing, name, label):
    for fault in listing.faults:
        if fault.parameter == name:
            return DateField(name, label, fault.value, fault.message)
    return DateField(name, label, listing.parameters.get(name, [""])[0])
