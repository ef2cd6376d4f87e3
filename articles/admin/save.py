"""What one save at the desk knows, from the first look at the record to the answer."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _


class Save:
    """One attempt to show or save the page of a record.

    `DeskAdmin.changeform_view` makes one for each attempt and hands it to the form, the formsets
    and the hooks of the admin, all of which find it as `current_save`.
    """

    def __init__(self):
        self.refusals = []  # why nothing is saved, besides what the form finds by itself
        self.version = ""  # of the record as it is now; the page carries it to its next save
        self.conflict = None  # an EditConflict, where somebody else was faster
        self.posted_row_data = None  # what formsets read for request.POST, where rows have vanished

    def add_refusal(self, reason):
        """Let the form say why nothing is saved: words, or what was raised while saving."""
        if isinstance(reason, IntegrityError):
            reason = _(
                "Not saved: this would duplicate an existing record, or delete one that "
                "others refer to."
            )
        self.refusals.append(reason)

    def refusals_by_field(self):
        """Yield (name of a field, messages); the name is None for what is about no field."""
        for reason in self.refusals:
            if isinstance(reason, ValidationError) and hasattr(reason, "error_dict"):
                yield from reason.message_dict.items()
            else:
                yield None, reason
