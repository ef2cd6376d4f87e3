"""What submissions and recommendations share at the desk: states, rules, who entered what."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import DeskAdmin
from articles.admin.object_actions import ObjectAction, ObjectActionsMixin
from recommendations import bulk, publishing
from recommendations.admin.bulk_actions import only_for_changers, preview_or_apply
from recommendations.models import State


class Move(NamedTuple):
    """From one state to another: what does it, and how its button behaves."""

    apply: Callable
    leads_to: State
    label: str
    saving_label: str = ""  # of the button that saves the form first, where there is one
    for_reviewers: bool = False  # and for nobody else
    asks_reason: bool = False  # what undoes somebody's work may say why; the history keeps it


BUTTONS = {
    "review": Move(
        publishing.submit_for_review,
        State.IN_REVIEW,
        gettext_lazy("Submit for review"),
        gettext_lazy("Save and submit for review"),
    ),
    "publish": Move(
        publishing.publish,
        State.PUBLISHED,
        gettext_lazy("Publish"),
        gettext_lazy("Save and publish"),
        for_reviewers=True,
    ),
    "withdraw": Move(
        publishing.withdraw,
        State.WITHDRAWN,
        gettext_lazy("Withdraw"),
        for_reviewers=True,
        asks_reason=True,
    ),
    "redraft": Move(
        publishing.return_to_draft, State.DRAFT, gettext_lazy("Back to draft"), asks_reason=True
    ),
}
LONGEST_REASON = 100  # characters, as many as a record of history holds


class MineFilter(admin.SimpleListFilter):
    title = gettext_lazy("entered by")
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [("yes", _("me"))]

    def queryset(self, request, queryset):
        return queryset.filter(created_by=request.user) if self.value() == "yes" else queryset


def may_review(user, obj):
    """Return whether somebody may publish and withdraw this, and change it while it is public."""
    permission = f"{obj._meta.app_label}.publish_{obj._meta.model_name}"
    return user.has_perm(permission) and not publishing.entered_alone(obj, user)


def is_closed_to(user, obj):
    """Return whether it is public and somebody may therefore not change it: that would publish."""
    return obj.state == State.PUBLISHED and not may_review(user, obj)


def reason_in(posted):
    """Return the reason that was typed beside a button, as one line that the history can hold."""
    return " ".join(posted.get("reason", "").replace("\0", " ").split())[:LONGEST_REASON]


class StatefulAdmin(ObjectActionsMixin, DeskAdmin):
    """The page of a submission or recommendation; `publishing` alone changes its state."""

    actions = ("review_chosen", "publish_chosen", "withdraw_chosen", "redraft_chosen")

    def get_object_actions(self, request, obj=None):
        may_change = self.has_change_permission(request, obj)
        reviews = may_review(request.user, obj or self.model(created_by=request.user))
        state = obj.state if obj else State.DRAFT
        actions = []
        for name, move in BUTTONS.items():
            allowed = reviews if move.for_reviewers else may_change
            if allowed and move.leads_to in publishing.ALLOWED_NEXT[state]:
                saves = bool(move.saving_label) and may_change
                label = move.saving_label if saves else move.label
                actions.append(ObjectAction(name, label, saves, move.asks_reason))
        return actions

    def perform(self, request, obj, name):
        move = BUTTONS[name]
        reason = {"reason": reason_in(request.POST)} if move.asks_reason else {}
        move.apply(obj, by=request.user, **reason)
        return _("“%(thing)s” is now %(state)s.") % {
            "thing": obj,
            "state": obj.get_state_display(),
        }

    @admin.action(description=BUTTONS["review"].label, permissions=["change"])
    def review_chosen(self, request, queryset):
        return self._move_in_bulk(request, queryset, BUTTONS["review"])

    @admin.action(description=BUTTONS["publish"].label, permissions=["publish"])
    def publish_chosen(self, request, queryset):
        return self._move_in_bulk(request, queryset, BUTTONS["publish"])

    @admin.action(description=BUTTONS["withdraw"].label, permissions=["publish"])
    def withdraw_chosen(self, request, queryset):
        return self._move_in_bulk(request, queryset, BUTTONS["withdraw"])

    @admin.action(description=BUTTONS["redraft"].label, permissions=["change"])
    def redraft_chosen(self, request, queryset):
        return self._move_in_bulk(request, queryset, BUTTONS["redraft"])

    def _move_in_bulk(self, request, queryset, move):
        change = bulk.state_change(move.apply, move.leads_to, request.user)
        if not move.for_reviewers:
            change = only_for_changers(self, request, change)
        return preview_or_apply(self, request, queryset, move.label, change)

    def render_change_form(self, request, context, add=False, change=False, obj=None, **kwargs):
        if obj is not None and is_closed_to(request.user, obj):
            context["closed"] = _("public: only a reviewer who did not enter it can change it")
        return super().render_change_form(
            request, context, add=add, change=change, obj=obj, **kwargs
        )

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        obj.touch()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        obj = form.instance
        if not form.has_changed() and any(formset.has_changed() for formset in formsets):
            obj.touch()
            obj.save(update_fields=["updated_at"])
        if broken := self.rules_broken_by_save(obj, set(form.changed_data)):
            raise publishing.Refused(broken)

    def rules_broken_by_save(self, obj, changed):
        """Return which rules across rows are broken now that these fields changed."""
        return publishing.broken_rules_as_stored(obj)

    def check_restored(self, row, plan):
        if broken := self.rules_broken_by_save(row, plan.names):
            raise publishing.Refused(broken)

    def has_change_permission(self, request, obj=None):
        if obj is not None and is_closed_to(request.user, obj):
            return False
        return super().has_change_permission(request, obj)

    def has_publish_permission(self, request):
        return request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")

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
        deleted = without(deleted, tuple(f"{capfirst(link.verbose_name)}:" for link in links))
        plurals = {link.verbose_name_plural for link in links}
        counts = {name: count for name, count in counts.items() if name not in plurals}
        once_public = [str(obj) for obj in objs if obj.published_at]
        if once_public and super().has_delete_permission(request):
            permissions = set()  # it is the rule that forbids it, and the message says so
        if once_public:
            why = _(
                "These will not be deleted: they have been published, so they can only be "
                "withdrawn."
            )
            holders = [why, once_public, *holders]
        return deleted, counts, permissions, holders


def without(nested, beginnings):
    """Return nested lists of words without those that begin so: links that have no name."""
    return [
        without(item, beginnings) if isinstance(item, list) else item
        for item in nested
        if isinstance(item, list) or not str(item).startswith(beginnings)
    ]
