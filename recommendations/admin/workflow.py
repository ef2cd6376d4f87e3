"""What submissions and recommendations share at the desk: states, rules, who entered what."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import DeskAdmin
from articles.admin.object_actions import ObjectAction, ObjectActionsMixin
from recommendations import bulk, publishing
from recommendations.admin.bulk_actions import BulkMixin
from recommendations.admin.deletion import DeletingMixin
from recommendations.models import State

# For each act: what does it, the state that it leads to, whether it is for reviewers alone, and
# whether its button saves the form first.
MOVES = {
    "review": (publishing.submit_for_review, State.IN_REVIEW, False, True),
    "publish": (publishing.publish, State.PUBLISHED, True, True),
    "withdraw": (publishing.withdraw, State.WITHDRAWN, True, False),
    "redraft": (publishing.return_to_draft, State.DRAFT, False, False),
}
WORDS = {
    "review": (gettext_lazy("Submit for review"), gettext_lazy("Save and submit for review")),
    "publish": (gettext_lazy("Publish"), gettext_lazy("Save and publish")),
    "withdraw": (gettext_lazy("Withdraw"), ""),
    "redraft": (gettext_lazy("Back to draft"), ""),
}
# What undoes somebody's work may say why, in a line that the history keeps.
WITH_REASON = {"withdraw", "redraft"}
LONGEST_REASON = 100  # characters, as many as a record of history holds


class MineFilter(admin.SimpleListFilter):
    title = gettext_lazy("entered by")
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [("yes", _("me"))]

    def queryset(self, request, queryset):
        return queryset.filter(created_by=request.user) if self.value() == "yes" else queryset


def may_review(user, thing):
    """Return whether somebody may publish and withdraw this, and change it while it is public."""
    permission = f"{thing._meta.app_label}.publish_{thing._meta.model_name}"
    return user.has_perm(permission) and not publishing.entered_alone(thing, user)


def is_closed_to(user, thing):
    """Return whether it is public and somebody may therefore not change it: that would publish."""
    return thing.state == State.PUBLISHED and not may_review(user, thing)


def reason_in(posted):
    """Return the reason that was typed beside an act, as one line that the history can hold."""
    return " ".join(posted.get("reason", "").replace("\0", " ").split())[:LONGEST_REASON]


class StatefulAdmin(DeletingMixin, BulkMixin, ObjectActionsMixin, DeskAdmin):
    """The page of a submission or recommendation; `publishing` alone changes its state."""

    actions = ("review_chosen", "publish_chosen", "withdraw_chosen", "redraft_chosen")

    def get_object_actions(self, request, obj=None):
        may_change = self.has_change_permission(request, obj)
        reviews = may_review(request.user, obj or self.model(created_by=request.user))
        state = obj.state if obj else State.DRAFT
        acts = []
        for name, (_act, leads_to, for_reviewers, saves) in MOVES.items():
            allowed = reviews if for_reviewers else may_change
            if allowed and leads_to in publishing.MOVES[state]:
                label, saving_label = WORDS[name]
                saving = saves and may_change
                words = saving_label if saving else label
                acts.append(ObjectAction(name, words, saving, name in WITH_REASON))
        return acts

    def render_change_form(self, request, context, add=False, change=False, obj=None, **kwargs):
        if obj is not None and is_closed_to(request.user, obj):
            context["closed"] = _("public, so a reviewer who did not enter it changes it")
        return super().render_change_form(
            request, context, add=add, change=change, obj=obj, **kwargs
        )

    def perform(self, request, obj, name):
        reason = {"reason": reason_in(request.POST)} if name in WITH_REASON else {}
        MOVES[name][0](obj, by=request.user, **reason)
        return _("“%(thing)s” is now %(state)s.") % {
            "thing": obj,
            "state": obj.get_state_display(),
        }

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        obj.touch()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        thing = form.instance
        if not form.has_changed() and any(formset.has_changed() for formset in formsets):
            thing.touch()
            thing.save(update_fields=["updated_at"])
        if faults := self.faults_after(thing, set(form.changed_data)):
            raise publishing.Refused(faults)

    def faults_after(self, thing, changed):
        """Return which rules of published things are broken now that these fields changed."""
        if thing.state != State.PUBLISHED:
            return []
        # Read anew: the one at hand may remember parts as they were before.
        return publishing.faults(type(thing).objects.get(pk=thing.pk))

    def check_restored(self, row, plan):
        if faults := self.faults_after(row, plan.names):
            raise publishing.Refused(faults)

    def has_change_permission(self, request, obj=None):
        if obj is not None and is_closed_to(request.user, obj):
            return False
        return super().has_change_permission(request, obj)

    def has_publish_permission(self, request):
        return request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")

    @admin.action(description=WORDS["review"][0], permissions=["change"])
    def review_chosen(self, request, queryset):
        return self._move(request, queryset, "review")

    @admin.action(description=WORDS["publish"][0], permissions=["publish"])
    def publish_chosen(self, request, queryset):
        return self._move(request, queryset, "publish")

    @admin.action(description=WORDS["withdraw"][0], permissions=["publish"])
    def withdraw_chosen(self, request, queryset):
        return self._move(request, queryset, "withdraw")

    @admin.action(description=WORDS["redraft"][0], permissions=["change"])
    def redraft_chosen(self, request, queryset):
        return self._move(request, queryset, "redraft")

    def _move(self, request, queryset, name):
        move, leads_to, for_reviewers, _saves = MOVES[name]
        change = bulk.state_change(move, leads_to, request.user)
        if not for_reviewers:
            change = self.of_changers(request, change)
        return self.in_bulk(request, queryset, WORDS[name][0], change)
