"""Deleting at the desk: what goes is what was seen, or nothing goes."""

import hashlib

from django.contrib import admin, messages
from django.contrib.admin import actions
from django.contrib.admin.utils import unquote
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.edit_conflicts import changes_since
from articles.admin.history_views import HistoryAdmin
from articles.history import versions

HOLDERS_SHOWN = 20


class DeletionAdmin(HistoryAdmin):
    """Deletes a record in the version that the page of confirmation showed."""

    def delete_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_delete_permission(request, obj):
            return super().delete_view(request, object_id, extra_context)
        if request.method != "POST":
            version = versions.version_of(obj, self.child_kinds)
            context = {"version": version} | (extra_context or {})
            if since := request.GET.get("since"):
                context["changes"] = changes_since(obj, self.child_kinds, since)
            return super().delete_view(request, object_id, context)
        try:
            with transaction.atomic():
                is_seen = "_version" in request.POST
                if is_seen and not self.is_in_conflict(request, obj):
                    return super().delete_view(request, object_id, extra_context)
            refusal = _(
                "Not deleted: this has changed since you opened the page. This would "
                "be deleted now:"
            )
        except IntegrityError:
            refusal = added_meanwhile()
        self.message_user(request, refusal, messages.ERROR)
        query = request.GET.copy()
        query["since"] = request.POST.get("_version", "")
        return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")

    def get_deleted_objects(self, objs, request):
        deleted, counts, permissions, holders = super().get_deleted_objects(objs, request)
        more = len(holders) - HOLDERS_SHOWN
        if more > 0:
            rest = ngettext("and %(more)d more", "and %(more)d more", more) % {"more": more}
            holders = [*holders[:HOLDERS_SHOWN], rest]
        if holders:
            holders = [_("These records refer to what would be deleted:"), holders]
        return deleted, counts, permissions, holders

    def versions_of(self, rows, lock=False):
        """Return a token of what these rows and their child rows hold; with `lock`, hold them."""
        read = self.lock_version if lock else lambda row: versions.version_of(row, self.child_kinds)
        held = [(row.pk, read(row)) for row in sorted(rows, key=lambda row: row.pk)]
        return hashlib.sha256(repr(held).encode()).hexdigest()[:32]


@admin.action(
    permissions=["delete"],
    description=gettext_lazy("Delete selected %(verbose_name_plural)s"),
)
def delete_selected(model_admin, request, queryset):
    """Delete the ticked rows as they were shown for confirmation; show them if they were not."""
    if not isinstance(model_admin, DeletionAdmin):
        return actions.delete_selected(model_admin, request, queryset)
    is_confirmed = bool(request.POST.get("post"))
    try:
        with transaction.atomic():
            version = model_admin.versions_of(queryset, lock=is_confirmed)
            if not is_confirmed or request.POST.get("_version") == version:
                answer = actions.delete_selected(model_admin, request, queryset)
                if answer is not None:
                    answer.context_data["version"] = version
                return answer
        refusal = _(
            "Not deleted: some of it has changed since you opened the page. Choose again and "
            "check the list."
        )
    except IntegrityError:
        refusal = added_meanwhile()
    model_admin.message_user(request, refusal, messages.ERROR)
    return None


def added_meanwhile():
    """Return what to say where a row that refers to what was to go came in at the same moment."""
    return _("Not deleted: somebody has just added something to it. Check the list again.")
