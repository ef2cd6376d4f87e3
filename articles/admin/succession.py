"""Successions at the desk: suggested, then confirmed or rejected by an editor."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import DeskAdmin
from articles.admin.object_actions import ObjectAction, ObjectActionsMixin
from articles.admin.succession_decisions import undecided
from articles.admin.treaty import BASIS
from articles.models import Succession

State = Succession.State
DECISIONS = {
    "confirm": (State.CONFIRMED, gettext_lazy("Confirm")),
    "reject": (State.REJECTED, gettext_lazy("Reject")),
    "reopen": (State.SUGGESTED, gettext_lazy("Back to suggested")),
}


@admin.register(Succession)
class SuccessionAdmin(ObjectActionsMixin, DeskAdmin):
    fields = (
        "ancestor",
        ("descendant", "dropped_in"),
        ("confidence", "score"),
        "reasons",
        *BASIS,
        ("state", "decided_by", "decided_at"),
    )
    readonly_fields = ("score", "state", "decided_by", "decided_at")
    autocomplete_fields = ("ancestor", "descendant", "dropped_in")
    actions = ("confirm_chosen", "reject_chosen")
    list_display = ("earlier", "became", "state", "score", "confidence", "basis", "decided_by")
    list_filter = ("state", "confidence", "basis", "ancestor__draft")
    search_fields = ("ancestor__folded", "descendant__folded", "reasons")

    def get_queryset(self, request):
        return super().get_queryset(request).for_list().select_related("decided_by")

    def get_urls(self):
        view = self.admin_site.admin_view(self.undecided_view)
        return [path("undecided/", view, name="articles_succession_undecided"), *super().get_urls()]

    def undecided_view(self, request):
        return undecided(self, request)

    def save_model(self, request, obj, form, change):
        # What an editor changes is the editor's: no rule replaces it any more.
        if change and form.changed_data:
            obj.score = None
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("article"), ordering="ancestor")
    def earlier(self, succession):
        return succession.ancestor or _("new")

    @admin.display(description=gettext_lazy("became"), ordering="descendant")
    def became(self, succession):
        if succession.descendant_id:
            return succession.descendant
        return _("dropped in %s") % succession.dropped_in

    def get_object_actions(self, request, obj=None):
        if obj is None or not self.has_change_permission(request, obj):
            return []
        return [
            ObjectAction(name, label)
            for name, (state, label) in DECISIONS.items()
            if state != obj.state
        ]

    def perform(self, request, obj, name):
        obj.decide(DECISIONS[name][0], request.user)
        return _("“%(succession)s” is now %(state)s.") % {
            "succession": obj,
            "state": obj.get_state_display(),
        }

    @admin.action(description=gettext_lazy("Confirm"), permissions=["change"])
    def confirm_chosen(self, request, queryset):
        self._decide(request, queryset, State.CONFIRMED)

    @admin.action(description=gettext_lazy("Reject"), permissions=["change"])
    def reject_chosen(self, request, queryset):
        self._decide(request, queryset, State.REJECTED)

    @transaction.atomic
    def _decide(self, request, queryset, state):
        done, already, refused = 0, 0, []
        # All are held at once, in one order: two who decide wait for each other but once.
        queryset.hold()
        for succession in queryset.order_by("pk"):
            try:
                if succession.decide(state, request.user):
                    done += 1
                else:
                    already += 1
            except ValidationError as refusal:
                refused.append((succession, refusal))
        self.report(request, done, refused, already)
