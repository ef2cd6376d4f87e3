"""Child rows of submissions and recommendations on pages of their own, mostly for their history.

A target's page also takes proposals in further languages; everything else is entered on the page
of the parent.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.admin.forms import DeskForm
from articles.admin.inlines import StackedInline
from articles.history.change_sets import change_set
from articles.history.versions import ChildKind
from recommendations import bases, publishing
from recommendations.admin.stateful_admin import is_closed_to
from recommendations.admin.target_inline import WordingWidget, redline_box
from recommendations.models import (
    Outcome,
    Passage,
    Proposal,
    Recommendation,
    Signature,
    Target,
)


class ChildAdmin(DeskAdmin):
    """The page of a child row: not in the index, not to be added or changed on its own."""

    search_fields = ("pk",)

    def parent_of(self, row):
        """Return the recommendation or submission that the row belongs to."""
        return row.recommendation

    def may_restore(self, request, row, record):
        # Restored with its parent, as both stood after one save.
        return False

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        # Rows of what is or was public are taken away on its page, where the rules are kept.
        if obj is not None and self.parent_of(obj).published_at:
            return False
        return super().has_delete_permission(request, obj)

    def delete_model(self, request, obj):
        parent = self.parent_of(obj)
        with change_set():
            super().delete_model(request, obj)
            self.refresh(parent)

    def delete_queryset(self, request, queryset):
        for row in queryset:
            self.delete_model(request, row)

    def refresh(self, parent):
        """Record on the parent that a row of it has changed."""
        parent.touch()
        parent.save(update_fields=["updated_at"])
        if isinstance(parent, Recommendation):
            parent.refresh_folded()


@admin.register(Passage)
class PassageAdmin(ChildAdmin):
    list_display = ("__str__", "recommendation", "page")
    list_select_related = ("recommendation",)


@admin.register(Signature)
class SignatureAdmin(ChildAdmin):
    list_display = ("organisation", "submission", "role")
    list_select_related = ("organisation", "submission")

    def parent_of(self, row):
        return row.submission


@admin.register(Outcome)
class OutcomeAdmin(ChildAdmin):
    list_display = ("recommendation", "draft", "verdict", "status")
    list_select_related = ("recommendation", "draft")


@admin.register(Proposal)
class ProposalAdmin(ChildAdmin):
    list_display = ("target", "language", "basis")
    list_select_related = ("target__article", "target__division", "target__provision__article")

    def parent_of(self, row):
        return row.target.recommendation


class ProposalForm(DeskForm):
    class Meta:
        widgets = {"base": WordingWidget, "proposed": WordingWidget}

    def check_instance(self):
        super().check_instance()
        if not self.errors and {"base", "basis", "language"} & set(self.changed_data):
            for message in bases.misquoted(self.instance, self.instance.target):
                self.add_error("base", message)


class ProposalInline(StackedInline):
    model = Proposal
    form = ProposalForm
    fields = (("language", "basis"), ("base", "proposed"), "redline", "note")
    readonly_fields = ("redline",)

    @admin.display(description=_("Redline"))
    def redline(self, proposal):
        return redline_box(proposal.redline if proposal.pk else [])


@admin.register(Target)
class TargetAdmin(ChildAdmin):
    fields = ("recommendation", "label", "as_cited")
    readonly_fields = ("recommendation", "label", "as_cited")
    inlines = [ProposalInline]
    child_kinds = (ChildKind(Proposal, "target"),)
    list_display = ("label", "recommendation")
    list_select_related = ("article", "division", "provision__article", "recommendation")

    def has_change_permission(self, request, obj=None):
        if obj is not None and is_closed_to(request.user, self.parent_of(obj)):
            return False
        return DeskAdmin.has_change_permission(self, request, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if any(formset.has_changed() for formset in formsets):
            parent = form.instance.recommendation
            self.refresh(parent)
            if broken := publishing.broken_rules_as_stored(parent):
                raise publishing.Refused(broken)
