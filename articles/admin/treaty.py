"""Treaties and their sessions at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.admin.forms import DeskForm
from articles.admin.inlines import TabularInline
from articles.history.versions import ChildKind
from articles.models import Session, Treaty

BASIS = ("basis", "source")
PUBLIC = _("What is saved here is public at once: submissions and recommendations alone wait.")


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
                ),
            },
        ),
    )
    inlines = [SessionInline]
    child_kinds = (ChildKind(Session, "treaty"),)
    list_display = ("short_title", "title", "negotiating_body", "status")
    list_filter = ("status",)
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
