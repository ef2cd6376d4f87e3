"""Treaties and their sessions at the desk."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.admin.forms import PRIMARY_KEY, DeskForm, label_within_treaty
from articles.admin.inlines import TabularInline
from articles.history.versions import ChildKind
from articles.models import Draft, Session, Treaty

BASIS = ("basis", "source")
PUBLIC = _(
    "Saving publishes this at once. Only submissions and recommendations are reviewed "
    "before they are published."
)


class TreatyForm(DeskForm):
    slug_from = ("short_title",)


class SessionInline(TabularInline):
    model = Session
    fields = ("title", "slug", "kind", "number", "place", "starts_on", "ends_on", "position")


@admin.register(Treaty)
class TreatyAdmin(DeskAdmin):
    form = TreatyForm
    fieldsets = (
        (
            None,
            {
                "description": PUBLIC,
                "fields": (
                    *("title", "short_title", "negotiating_body", "status", "summary", "slug"),
                    "example",
                ),
            },
        ),
    )
    inlines = [SessionInline]

    def get_urls(self):
        view = self.admin_site.admin_view(self.choices_view)
        own = [path("choices/", view, name="articles_treaty_choices")]
        return [*own, *super().get_urls()]

    def choices_view(self, request):
        """Answer the sessions and drafts of a treaty, as forms offer them once it is chosen."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        key = request.GET.get("treaty", "")
        treaty = int(key) if PRIMARY_KEY.fullmatch(key) else None
        models = {"sessions": Session, "drafts": Draft}
        own = {name: model.objects.filter(treaty=treaty) for name, model in models.items()}
        return JsonResponse(
            {name: [[row.pk, label_within_treaty(row)] for row in own[name]] for name in own}
        )

    child_kinds = (ChildKind(Session, "treaty"),)
    list_display = ("short_title", "title", "negotiating_body", "status", "example")
    list_filter = ("status", "example")
    search_fields = ("short_title", "title", "negotiating_body")


@admin.register(Session)
class SessionAdmin(DeskAdmin):
    fields = (
        "treaty",
        "title",
        ("kind", "number", "position"),
        "place",
        ("starts_on", "ends_on"),
        *BASIS,
        "slug",
    )
    autocomplete_fields = ("treaty",)
    list_display = ("title", "treaty", "kind", "place", "starts_on", "ends_on", "basis")
    list_filter = ("treaty", "kind", "basis")
    list_select_related = ("treaty",)
    search_fields = ("title", "place", "treaty__short_title")
    date_hierarchy = "starts_on"
