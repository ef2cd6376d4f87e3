"""Deleting submissions and recommendations: what was public stays, and what goes is named."""

from django.contrib.admin.utils import unquote
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _


class DeletingMixin:
    """Says of what was public that it stays, and names what goes with the rest."""

    def has_delete_permission(self, request, obj=None):
        # What was public once stays, withdrawn at most: its address answers 410, not 404.
        if obj is not None and obj.published_at:
            return False
        return super().has_delete_permission(request, obj)

    def delete_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not obj.published_at or not self.has_view_permission(request, obj):
            return super().delete_view(request, object_id, extra_context)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Cannot delete %(name)s") % {"name": self.opts.verbose_name},
            "opts": self.opts,
            "original": obj,
        }
        return render(request, "admin/recommendations/cannot_delete.html", context, status=403)

    def get_deleted_objects(self, objs, request):
        deleted, counts, permissions, holders = super().get_deleted_objects(objs, request)
        links = [field.remote_field.through._meta for field in self.opts.many_to_many]
        deleted = without(deleted, tuple(f"{capfirst(one.verbose_name)}:" for one in links))
        plurals = {one.verbose_name_plural for one in links}
        counts = {name: count for name, count in counts.items() if name not in plurals}
        once_public = [str(thing) for thing in objs if thing.published_at]
        if once_public and super().has_delete_permission(request):
            permissions = set()  # it is the rule that forbids it, and the message says so
        if once_public:
            why = _("These stay: they have been published, so they can only be withdrawn.")
            holders = [why, once_public, *holders]
        return deleted, counts, permissions, holders


def without(nested, beginnings):
    """Return nested lists of words without those that begin so: links that have no name."""
    return [
        without(one, beginnings) if isinstance(one, list) else one
        for one in nested
        if isinstance(one, list) or not str(one).startswith(beginnings)
    ]
