"""What is wrong with files of the interchange format, and where. Pure."""

from typing import NamedTuple

from django.utils.translation import gettext as _

# A fault is listed with so many of its places; of more, the number is given.
MOST_PLACES = 3


class Place(NamedTuple):
    """A place in a folder of data: a file, a line (from 1; 0 is the file as a whole), a path."""

    file: str
    line: int = 0
    path: str = ""

    def __str__(self):
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where} {self.path}".rstrip()

    def within(self, step, line):
        """Return the place one step further in: a key, or an index as int."""
        if isinstance(step, int):
            path = f"{self.path}[{step}]"
        else:
            path = f"{self.path}.{step}" if self.path else step
        return Place(self.file, line, path)


class Fault(NamedTuple):
    """One thing that is wrong, at its place, in words for whoever wrote the file."""

    place: Place
    message: str

    def __str__(self):
        return f"{self.place}: {self.message}"


class Faulty(Exception):
    """Data that cannot be imported; `faults` is all that is wrong with it, in order."""

    def __init__(self, faults):
        self.faults = sorted(set(faults))
        super().__init__("\n".join(report_lines(self.faults)))


def report_lines(faults):
    """Yield what to say of faults, each message once: in order of the first place it is at."""
    by_message = {}
    for fault in faults:
        by_message.setdefault(fault.message, []).append(fault.place)
    for message, places in by_message.items():
        yield f"{places[0]}: {message}"
        yield from (f"  {_('also at')} {place}" for place in places[1:MOST_PLACES])
        if len(places) > MOST_PLACES:
            yield "  " + _("and at %d places more") % (len(places) - MOST_PLACES)
