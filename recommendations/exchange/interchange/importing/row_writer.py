"""Writes the rows of an import, and gathers what is wrong with the files."""

from collections import Counter
from functools import cache
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.fields import NormalisedText
from articles.folding import canonical
from recommendations.exchange.interchange.faults import Fault, Place
from recommendations.exchange.interchange.importing.row_lookup import RowLookup
from recommendations.exchange.interchange.importing.stored_files import StoredFiles

# Stands for a row that cannot be written because of a fault that is noted already; what needs it
# cannot be written either, without a fault of its own.
BROKEN = type("Broken", (), {"__repr__": lambda self: "BROKEN", "__bool__": lambda self: False})()


class RowWriter:
    """Writes rows that differ from what a file says, and gathers the faults."""

    def __init__(self, folder):
        self.folder, self.faults, self.tally = folder, [], Counter()
        self.lookup, self.stored_files = RowLookup(), StoredFiles()
        self.place = Place(str(folder))
        # How many rows and relations could not be written: what is judged as a whole, such as a
        # published recommendation, is not judged without them.
        self.broken = 0
        self._claimed = {}
        self._created = set()  # the rows that this import made: their relations are no change

    @property
    def changes(self):
        """The number of rows written so far."""
        return sum(self.tally.values())

    def fault(self, place, message):
        """Note a fault; return BROKEN for the caller to go on with."""
        self.faults.append(Fault(place, message))
        return BROKEN

    def claim(self, noun, identity, entry, key):
        """Note that this entry says what a thing is; False, with a fault, if an earlier one did."""
        if identity[-1:] in ("", "/", "#"):
            return True  # its slug is missing, which is a fault already
        first = self._claimed.setdefault((noun, identity), entry.place)
        if first is entry.place:
            return True
        message = _("“%(name)s” is described twice, first at %(place)s")
        self.fault(entry.at(key), message % {"name": identity, "place": first})
        return False

    def remember(self, noun, identity, row):
        """Remember a row, or BROKEN, under its identity; return it."""
        self.lookup.rows(noun)[identity] = row
        return row

    def find(self, noun, identity, place):
        """Return the row of this identity; BROKEN, with a fault, where there is none."""
        row = self.lookup.get(noun, identity)
        if row is None and noun == "organisation":
            row = self.lookup.renamed(identity)
        if row is None:
            message = _("no %(noun)s “%(name)s”") % {"noun": noun, "name": identity[:200]}
            return self.fault(place, message)
        return row

    def write(self, model, row, entry, values, names=None):
        """Create (row is None) or update one row; return it, or BROKEN with the faults noted.

        `values` are by field; `names` says under which keys fields stand where these differ. A row
        that is as the file says is not written: no new moment, no row of history.
        """
        self.place = entry.place
        if not entry.sound or row is BROKEN or any(value is BROKEN for value in values.values()):
            self.broken += 1
            return BROKEN
        is_new, row = row is None, row or model()
        changed = [name for name, value in values.items() if self._set(row, name, value) or is_new]
        if not changed:
            return row
        if not self._is_valid(row, entry, values, names or {}):
            self.broken += 1
            return BROKEN
        row._change_reason = "Imported"
        row.save()
        self.tally["new" if is_new else "changed"] += 1
        if is_new:
            self._created.add(row)
        return row

    def link(self, row, name, wanted):
        """Make a relation to many hold the wanted rows, whatever their order."""
        if row is BROKEN or any(other is BROKEN for other in wanted):
            self.broken += 1
            return
        relation = getattr(row, name)
        if {other.pk for other in relation.all()} != {other.pk for other in wanted}:
            relation.set(wanted)
            self.count_change(row)

    def count_change(self, row):
        """Count a row as changed that this import has not made itself."""
        if row not in self._created:
            self.tally["changed"] += 1

    def remove(self, row):
        """Delete a part that the file no longer has."""
        row.delete()
        self.tally["removed"] += 1

    def _set(self, row, name, value):
        """Set a field; tell whether that changes it."""
        field = row._meta.get_field(name)
        if value == "" and not field.blank and field.has_default():
            value = field.get_default()
        if isinstance(field, NormalisedText):
            value = canonical(value)
        if field.is_relation:
            before, after = getattr(row, field.attname), value.pk if value else None
        else:
            before, after = getattr(row, name), value
        if before == after:
            return False
        setattr(row, name, value)
        return True

    def _is_valid(self, row, entry, values, names):
        """Run the model's own rules; references were looked up and need no look at the database."""
        fields = row._meta.concrete_fields
        skipped = {f.name for f in fields if f.is_relation or f.name not in values}
        try:
            row.clean_fields(exclude=skipped)
            row.clean()
            row.validate_constraints()
        except ValidationError as error:
            by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            for field, messages in by_field.items():
                key = names.get(field, field)
                place = entry.at(key) if key in entry else entry.place
                for message in messages:
                    self.fault(place, message)
            return False
        return True


@cache
def plain_fields(model):
    """Return the names of the fields of a model that are no relations."""
    return frozenset(f.name for f in model._meta.concrete_fields if not f.is_relation)


def plain_values(model, entry, leave_out=()):
    """Return what an entry says of the fields of a model, under the names that both have."""
    names = plain_fields(model)
    return {key: entry[key] for key in entry if key in names and key not in leave_out}


def positions(rows):
    """Return the positions of rows in the order of a file, None for a new row.

    Where all are there and stand in this order already, their positions stay: files that name only
    some of the rows then do not disturb the others.
    """
    given = [row.position for row in rows if row]
    rising = all(before < after for before, after in pairwise(given))
    return given if rising and len(given) == len(rows) else list(range(len(rows)))
