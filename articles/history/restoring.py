"""Restoring: a record is brought back to how it once was, with its child rows; never its state.

`Restoration` says beforehand what would change. What has been deleted since and is pointed to
cannot come back: it is named, and what would point to it stays as it is.
"""

from typing import NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.history.change_sets import change_set
from articles.history.differences import list_fields

# Who decided what, and when, is not turned back by turning back a text.
NEVER = {"state"}
CHANGED, RECREATED, REMOVED = "changed", "recreated", "removed"


class RowChange(NamedTuple):
    """What becomes of one row: the fields that change, each as (field, now, then)."""

    kind: str
    row: models.Model
    fields: list


class Restoration:
    """What it takes to bring a row and its child rows back to a record of its history.

    `hidden_fields` are those that no form shows and that go with others, such as the digest of a
    file; `fixed_fields` those of the row that stay as they are.
    """

    def __init__(self, row, record, child_kinds=(), hidden_fields=(), fixed_fields=()):
        self.row, self.child_kinds, self.hidden_fields = row, child_kinds, hidden_fields
        self.record = last_of_change_set(record)
        self.missing = []
        self.lists = []  # many-to-many fields that change: (field, rows now, rows then)
        self._then = {kind.model: self._records_of(kind) for kind in child_kinds}
        changed = self._changed_fields(row, record)
        own = [change for change in changed if change[0].name not in fixed_fields]
        changes = [RowChange(CHANGED, row, own), *self._child_changes()]
        self.row_changes = [change for change in changes if change.fields or change.kind != CHANGED]
        for field in list_fields(record):
            self._compare_list(field)

    @property
    def changes_something(self):
        return bool(self.row_changes or self.lists)

    @property
    def names(self):
        """The names of the fields of the row itself that change."""
        own = {
            field.name
            for change in self.row_changes
            if change.row is self.row
            for field, *_ in change.fields
        }
        return own | {field.name for field, _now, _then in self.lists}

    def _records_of(self, kind):
        """Return what the child rows of a kind were until the row changed again, by their ids."""
        records = kind.records(self.row.pk)
        after = type(self.row).history.filter(
            id=self.row.pk, history_date__gt=self.record.history_date
        )
        if following := after.order_by("history_date").first():
            records = records.filter(history_date__lt=following.history_date)
        last = {record.id: record for record in records.order_by("history_date", "history_id")}
        return {key: record for key, record in last.items() if record.history_type != "-"}

    def _child_changes(self):
        for kind in self.child_kinds:
            then, rows = self._then[kind.model], {row.pk: row for row in kind.rows(self.row.pk)}
            for key, row in rows.items():
                if key not in then:
                    yield RowChange(REMOVED, row, [])
                else:
                    yield RowChange(CHANGED, row, self._changed_fields(row, then[key], kind.link))
            for key in then.keys() - rows.keys():
                record = then[key]
                link = f"{kind.link}_id"
                row = kind.model(pk=key, **{link: getattr(record, link)})
                fields = self._changed_fields(row, record, kind.link)
                if not any(self._is_gone(record, field) for field in record.tracked_fields):
                    yield RowChange(RECREATED, row, fields)

    def _changed_fields(self, row, record, link=None):
        """Return the fields in which a row differs from a record, each as (field, now, then)."""
        changes = []
        for tracked in record.tracked_fields:
            field = row._meta.get_field(tracked.name)
            wanted = field.editable and not field.primary_key and field.name not in {*NEVER, link}
            if not (wanted or field.name in self.hidden_fields):
                continue
            now, then = getattr(row, field.attname), getattr(record, field.attname)
            if isinstance(field, models.FileField):
                now, then = str(now), str(then)
            if now == then:
                continue
            if self._is_gone(record, field):
                self.missing.append(self._gone(record, field))
            else:
                changes.append((field, now, then))
        return changes

    def _is_gone(self, record, field):
        key = getattr(record, field.attname)
        if isinstance(field, models.FileField):
            return bool(key) and not field.storage.exists(str(key))
        if key is None or not isinstance(field, models.ForeignKey):
            return False
        if key in self._then.get(field.related_model, ()):
            return False
        return not field.related_model._base_manager.filter(pk=key).exists()

    def _gone(self, record, field):
        return _("%(field)s of “%(record)s”: deleted since") % {
            "field": capfirst(field.verbose_name),
            "record": name_of(record),
        }

    def _compare_list(self, field):
        through = field.m2m_reverse_field_name()
        links = getattr(self.record, field.name).all()
        keys = {getattr(link, f"{through}_id") for link in links}
        then = list(field.related_model._base_manager.filter(pk__in=keys))
        if gone := len(keys) - len(then):
            name = capfirst(field.verbose_name)
            self.missing.append(
                _("%(field)s: %(count)d deleted since") % {"field": name, "count": gone}
            )
        now = list(getattr(self.row, field.name).all())
        if set(now) != set(then):
            self.lists.append((field, now, then))

    def carry_out(self, by):
        """Write all that changes, with history; ValidationError if a rule of a row forbids it.

        The caller holds the lock, judges the rules across rows and rolls back if need be.
        """
        try:
            with transaction.atomic(), change_set():
                for change in reversed(self.row_changes):
                    if change.kind == REMOVED:
                        change.row._history_user = by
                        change.row.delete()
                for change in self.row_changes:
                    if change.kind != REMOVED and change.row is not self.row:
                        self._write(change, by)
                self._write_own(by)
        except IntegrityError as error:
            raise ValidationError(
                _("Not restored: this would duplicate an existing record.")
            ) from error

    def _write(self, change, by):
        row = change.row
        for field, _now, then in change.fields:
            setattr(row, field.attname, then)
        row._history_user = by
        row._change_reason = _("restored as of %(moment)s") % {
            "moment": localize(localtime(self.record.history_date))
        }
        try:
            row.full_clean()
        except ValidationError as error:
            raise ValidationError(list(self._in_words(row, error))) from error
        row.save(force_insert=change.kind == RECREATED)

    def _write_own(self, by):
        if hasattr(self.row, "touch"):
            self.row.touch()
        own = [change for change in self.row_changes if change.row is self.row]
        self._write(own[0] if own else RowChange(CHANGED, self.row, []), by)
        for field, _now, then in self.lists:
            getattr(self.row, field.name).set(then)

    def _in_words(self, row, error):
        for name, messages in error.message_dict.items():
            label = "" if name == NON_FIELD_ERRORS else row._meta.get_field(name).verbose_name
            for message in messages:
                yield f"{row._meta.verbose_name} {label}: {message}"


def last_of_change_set(record):
    """Return the last record of a row that was written in the same change set, lists and all."""
    records = type(record).objects.filter(id=record.id, history_date=record.history_date)
    return records.order_by("history_id").last()


def name_of(row):
    """Return a row or a record of the past as words, whatever it points to is gone."""
    try:
        return str(getattr(row, "instance", row))
    except ObjectDoesNotExist:
        return f"{row._meta.verbose_name} {row.pk}"
