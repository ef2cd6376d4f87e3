"""The history of a record: what changed, texts as redlines; and how a record is brought back."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from articles.history import change_sets, restoring, versions
from articles.history.differences import (
    difference,
    differences,
    list_fields,
    list_in,
    load_lists,
    plain,
    row_named,
    value_in,
)
from articles.locking import lock


class HistoryAdmin(SimpleHistoryAdmin):
    """Versions of a record, its history and restoring from it, by rules of its own."""

    object_history_list_template = "admin/_history_list.html"
    # The kinds of rows that the page of a record shows with it.
    child_kinds = ()
    # Those that are restored with it, and its fields that no form shows but that are restored too.
    restored_kinds = ()
    restored_fields = ()

    def parent_of(self, row):
        """Return the row with which this one is locked and restored; None where it is by itself."""
        return None

    def lock_above(self, obj, action):
        """Lock what an action on a record needs besides it, where that is locked before it."""

    def lock_version(self, obj):
        """Lock a record with all its child rows and return its version, the newest there is."""
        lock(self.parent_of(obj) or obj)
        return versions.version_of(obj, self.child_kinds, lock=True)

    def is_in_conflict(self, request, obj):
        """Lock a record; return whether it has changed since the page was made that posts now."""
        now = self.lock_version(obj)
        return request.POST.get("_version", now) != now

    def address_of(self, page, *arguments):
        """Return the address of a page of this model, such as its list or a record's history."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=arguments)

    def history_view(self, request, object_id, extra_context=None):
        """List what was saved of a record and its restored child rows, one row for each save."""
        key = self._check_key(unquote(object_id))
        row = self.get_queryset(request).filter(pk=key).first() or self._deleted_row(key)
        if not self.has_view_history_or_change_history_permission(request, row):
            raise PermissionDenied
        kinds = (versions.OwnRow(self.model), *self.restored_kinds)
        paginator = Paginator(change_sets.dates_of(key, kinds), self.history_list_per_page)
        page = paginator.get_page(request.GET.get(PAGE_VAR))
        context = {
            **self.admin_site.each_context(request),
            "title": self.history_view_title(request, row),
            "object_history_list_template": self.object_history_list_template,
            "change_sets": change_sets.change_sets_of(list(page), key, kinds),
            "page_obj": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "page_var": PAGE_VAR,
            "module_name": capfirst(self.opts.verbose_name_plural),
            "object": row,
            "opts": self.opts,
            "revert_disabled": True,
        }
        return render(request, self.object_history_template, context | (extra_context or {}))

    def _deleted_row(self, key):
        """Return a row that is deleted as it was last; Http404 if there never was one."""
        record = self.model.history.filter(**{self.opts.pk.attname: key}).first()
        if record is None:
            raise Http404
        return record.instance

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """Show one record of the past and what restoring it would change; on POST, restore it."""
        key = self._check_key(unquote(object_id))
        record = get_object_or_404(
            self.model.history.model,
            **{self.opts.pk.attname: key, "history_id": self._check_key(version_id)},
        )
        if not self.has_view_history_or_change_history_permission(request, record.instance):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD"):
            return self._restore(request, key, record)
        return render(request, "admin/history_record.html", self._page(request, key, record))

    def _page(self, request, key, record):
        row = self.get_queryset(request).filter(pk=key).first()
        context = {
            **self.admin_site.each_context(request),
            "title": _("As it was: %s") % restoring.name_of(record),
            "opts": self.opts,
            "object_id": key,
            "record": record,
            "changes": differences(record),
            "values": list(self._fields_in_words(restoring.last_of_change_set(record))),
        }
        if self.may_restore(request, row, record):
            version = versions.version_of(row, self.child_kinds)
            plan = self.restoration(row, record)
            context |= {"plan": plan, "version": version, "row_changes": list(row_changes_of(plan))}
        elif row is not None and (parent := self.parent_of(row)):
            name = f"admin:{parent._meta.app_label}_{parent._meta.model_name}_history"
            context |= {"parent": parent, "parent_history": reverse(name, args=[parent.pk])}
        return context

    def may_restore(self, request, row, record):
        """Return whether this record may be brought back, by this user and at all."""
        return (
            row is not None
            and record.history_type != "-"
            and self.has_change_permission(request, row)
        )

    def fixed_fields(self, row):
        """Return the names of fields in which a row is never changed nor restored once entered.

        `row` is None on the page that enters one.
        """
        return ()

    def restoration(self, row, record):
        """Return what it takes to bring a row with its child rows back to a record."""
        return restoring.Restoration(
            row, record, self.restored_kinds, self.restored_fields, self.fixed_fields(row)
        )

    def check_restored(self, row, plan):
        """Raise ValidationError where what was restored breaks a rule across rows."""

    def _restore(self, request, key, record):
        row = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.may_restore(request, row, record) or "_version" not in request.POST:
            raise PermissionDenied
        try:
            with transaction.atomic():
                if self.is_in_conflict(request, row):
                    raise ValidationError(
                        _(
                            "This has changed since you opened the page. Check it again before "
                            "you restore it."
                        )
                    )
                row = self.model._base_manager.get(pk=key)
                plan = self.restoration(row, record)
                plan.carry_out(request.user)
                self.check_restored(row, plan)
                self.log_change(request, row, _("Restored"))
        except ValidationError as refusal:
            for message in refusal.messages:
                self.message_user(request, message, messages.ERROR)
            return HttpResponseRedirect(request.path)
        self.message_user(request, _("Restored: %s") % row, messages.SUCCESS)
        return HttpResponseRedirect(self.address_of("change", key))

    def _fields_in_words(self, record):
        for field in record.tracked_fields:
            value = value_in(record, field)
            yield capfirst(field.verbose_name), plain(dict(field.flatchoices).get(value, value))
        lists = load_lists([record])
        for field in list_fields(record):
            yield capfirst(field.verbose_name), list_in(record, field, lists)

    def _check_key(self, key):
        try:
            return self.opts.pk.to_python(key)
        except ValidationError as error:
            raise Http404 from error


def row_changes_of(plan):
    """Yield what a restoration would do, for a template: of each row the differences."""
    words = {
        restoring.CHANGED: "",
        restoring.RECREATED: _("deleted since: will be restored"),
        restoring.REMOVED: _("added since: will be removed"),
    }
    for row_change in plan.row_changes:
        changes = [
            difference(field, row_named(field, now), row_named(field, then))
            for field, now, then in row_change.fields
        ]
        name = row_change.row._meta.verbose_name
        if row_change.kind != restoring.RECREATED and row_change.row is not plan.row:
            name = f"{name} “{row_change.row}”"
        yield {"name": name, "what": words[row_change.kind], "changes": changes}
    for field, now, then in plan.lists:
        names = (", ".join(sorted(map(str, rows))) for rows in (now, then))
        yield {
            "name": plan.row._meta.verbose_name,
            "what": "",
            "changes": [
                dict(zip(("old", "new"), names, strict=True))
                | {"field": capfirst(field.verbose_name)}
            ],
        }
