"""Object actions: buttons that do one thing to a record, such as "Publish" or "Confirm"."""

from functools import partial
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _


class ObjectAction(NamedTuple):
    """A button: its name in addresses and forms, its words, and what goes along with it."""

    name: str
    label: str
    saves: bool = False  # the form is saved first
    asks_reason: bool = False  # a line beside the button is posted as `reason`


class ObjectActionsMixin:
    """Puts actions on the page of a record; each is a POST of its own, or one with the form."""

    change_form_template = "admin/object_actions_change_form.html"

    def get_object_actions(self, request, obj=None):
        """Return the actions that this user may take now; obj is None while adding."""
        raise NotImplementedError

    def perform(self, request, obj, name):
        """Do an action and return what to tell the editor; ValidationError when rules forbid it."""
        raise NotImplementedError

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_act"
        view = self.admin_site.admin_view(self.object_action_view)
        return [path("<int:object_id>/act/<slug:name>/", view, name=name), *super().get_urls()]

    def object_action_view(self, request, object_id, name):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        obj = get_object_or_404(self.get_queryset(request), pk=object_id)
        with transaction.atomic():
            self.lock_above(obj, name)
            if self.is_in_conflict(request, obj):
                text = _(
                    "This has changed since you opened the page. Check it again before you decide."
                )
                self.message_user(request, text, messages.ERROR)
            else:
                self._perform(request, obj, name)
        return self._to_page_of(obj)

    def _perform(self, request, obj, name):
        if name not in {action.name for action in self.get_object_actions(request, obj)}:
            raise PermissionDenied
        try:
            self.message_user(request, self.perform(request, obj, name), messages.SUCCESS)
            self.log_change(request, obj, name)
        except ValidationError as refusal:
            for message in refusal.messages:
                self.message_user(request, message, messages.ERROR)

    def _to_page_of(self, obj):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[obj.pk]))

    def render_change_form(self, request, context, add=False, change=False, obj=None, **kwargs):
        may_save = self.has_change_permission(request, obj) if obj else True
        actions = [] if context.get("is_popup") else self.get_object_actions(request, obj)
        context["actions_saving"] = [action for action in actions if action.saves and may_save]
        context["actions_alone"] = [action for action in actions if not (action.saves and may_save)]
        return super().render_change_form(
            request, context, add=add, change=change, obj=obj, **kwargs
        )

    def response_add(self, request, obj, post_url_continue=None):
        answer = partial(super().response_add, request, obj, post_url_continue)
        return self._action_after_save(request, obj) or answer()

    def response_change(self, request, obj):
        answer = partial(super().response_change, request, obj)
        return self._action_after_save(request, obj) or answer()

    def _action_after_save(self, request, obj):
        name = request.POST.get("_act")
        if not name:
            return None
        self._perform(request, obj, name)
        return self._to_page_of(obj)
