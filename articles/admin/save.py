"""What one save at the desk knows, from the first look at the record to the answer."""


class Save:
    """One attempt to show or save the page of a record.

    `DeskAdmin.changeform_view` makes one for each attempt and hands it to the form, the formsets
    and the hooks of the admin, all of which find it as `current_save`.
    """

    def __init__(self, refusals=()):
        self.refusals = list(refusals)  # why nothing is saved: what a form says besides its own
        self.conflict = None  # an EditConflict, where somebody else was faster
        self.posted_rows = None  # what is read instead of request.POST, where rows have vanished
