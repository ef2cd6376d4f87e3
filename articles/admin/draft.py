"""Drafts at the desk, with their divisions and articles."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.urls import path
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.admin.forms import PRIMARY_KEY, DeskForm, RowBoxes, show_own
from articles.admin.inlines import TabularInline
from articles.admin.succession_decisions import decide_successions
from articles.admin.succession_suggestions import may_write_successions, suggest_successions
from articles.admin.text_import import may_read_in, read_in
from articles.admin.treaty import BASIS, PUBLIC
from articles.history.versions import ChildKind
from articles.models import Article, Division, Draft, Session


class DraftForm(DeskForm):
    slug_from = ("symbol", "title")
    sessions = RowBoxes(
        Session.objects.select_related("treaty"),
        required=False,
        label=_("Sessions that considered it"),
    )

    class Media:
        js = ("js/treaty.js",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding and "stage" in self.fields:
            stage = self.fields["stage"]
            stage.required = False
            left_empty = _("Leave empty to use the next stage of the treaty.")
            stage.help_text = format_lazy("{} {}", stage.help_text, left_empty)
        show_own(self, "sessions")

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        treaty = cleaned.get("treaty")
        if treaty and "stage" in cleaned and cleaned["stage"] is None:
            cleaned["stage"] = Draft.objects.next_stage(treaty)
        if any(session.treaty != treaty for session in cleaned.get("sessions", ())):
            self.add_error("sessions", _("Choose sessions of the same treaty."))
        return cleaned


class DivisionForm(DeskForm):
    def clean_slug(self):
        if not self.cleaned_data["slug"]:
            kind, number = self.cleaned_data.get("kind"), self.cleaned_data.get("number")
            if kind and number:
                self.cleaned_data["slug"] = f"{kind}-{number}".lower()
        return super().clean_slug()


class OfOneDraft:
    """Offers only divisions of the draft whose page this is."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is Division:
            key = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = Division.objects.filter(draft=int(unquote(key)) if key else None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class DivisionInline(OfOneDraft, TabularInline):
    model = Division
    form = DivisionForm
    fields = ("kind", "number", "heading", "parent", "slug", "position")


class ArticleInline(OfOneDraft, TabularInline):
    model = Article
    fields = ("kind", "number", "heading", "division", "position")


class TextFilter(admin.SimpleListFilter):
    title = _("text")
    parameter_name = "text"

    def lookups(self, request, model_admin):
        return [("missing", _("none yet"))]

    def queryset(self, request, queryset):
        return queryset.filter(articles=None) if self.value() == "missing" else queryset


@admin.register(Draft)
class DraftAdmin(DeskAdmin):
    form = DraftForm
    fieldsets = (
        (
            None,
            {
                "description": PUBLIC,
                "fields": (
                    "treaty",
                    "title",
                    ("symbol", "date"),
                    ("kind", "stage", "partial"),
                    "sessions",
                    "language",
                    "source_url",
                    *BASIS,
                    "slug",
                ),
            },
        ),
    )
    autocomplete_fields = ("treaty",)
    inlines = [DivisionInline, ArticleInline]
    child_kinds = (ChildKind(Division, "draft"), ChildKind(Article, "draft"))
    list_display = ("symbol_or_title", "title", "treaty", "kind", "stage", "date", "basis")
    list_filter = (TextFilter, "treaty", "kind", "partial", "basis")
    list_select_related = ("treaty",)
    search_fields = ("symbol", "title", "slug")

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        treaty = initial.get("treaty", "")
        if PRIMARY_KEY.fullmatch(treaty) and "stage" not in initial:
            initial["stage"] = Draft.objects.next_stage(int(treaty))
        return initial

    def get_urls(self):
        views = self.read_in_view, self.suggest_view, self.decide_view
        read, suggest, decide = map(self.admin_site.admin_view, views)
        own = [
            path("<int:object_id>/read-in/", read, name="articles_draft_read_in"),
            path("<int:object_id>/suggest/", suggest, name="articles_draft_suggest"),
            path("<int:object_id>/decide/", decide, name="articles_draft_decide"),
        ]
        return [*own, *super().get_urls()]

    def read_in_view(self, request, object_id):
        return read_in(self, request, object_id)

    def suggest_view(self, request, object_id):
        return suggest_successions(self, request, object_id)

    def decide_view(self, request, object_id):
        return decide_successions(self, request, object_id)

    def render_change_form(self, request, context, add=False, change=False, obj=None, **kwargs):
        context["may_write_successions"] = obj is not None and may_write_successions(
            self, request, obj
        )
        context["may_read_in"] = obj is not None and may_read_in(self, request, obj)
        return super().render_change_form(
            request, context, add=add, change=change, obj=obj, **kwargs
        )

    @admin.display(description=Draft._meta.verbose_name, ordering="symbol")
    def symbol_or_title(self, draft):
        return str(draft)


@admin.register(Division)
class DivisionAdmin(DeskAdmin):
    form = DivisionForm
    fields = ("draft", "kind", "number", "heading", "parent", *BASIS, "position", "slug")
    autocomplete_fields = ("draft", "parent")
    list_display = ("label", "heading", "draft", "basis")
    list_filter = ("draft__treaty", "draft", "kind", "basis")
    list_select_related = ("draft__treaty",)
    search_fields = ("kind", "number", "heading", "draft__symbol", "draft__title")

    def fixed_fields(self, row):
        # What stands in a draft stays in it: targets, provisions and addresses hang on it.
        return ("draft",) if row else ()
