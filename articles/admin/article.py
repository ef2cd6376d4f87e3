"""Articles and provisions at the desk."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from articles import references
from articles.admin.base import DeskAdmin
from articles.admin.forms import DeskForm
from articles.admin.inlines import StackedInline, TabularInline
from articles.admin.treaty import BASIS
from articles.folding import fold
from articles.history.versions import ChildKind
from articles.models import Article, Provision, ProvisionText


class ProvisionForm(DeskForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "eid" in self.fields:
            self.fields["eid"].required = False
            self.fields["eid"].help_text = _("Leave empty to make it from kind and number.")

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        article = cleaned.get("article") or (self.instance.article_id and self.instance.article)
        if not cleaned.get("eid") and article and cleaned.get("kind"):
            above = cleaned["parent"].eid if cleaned.get("parent") else article.eid
            try:
                cleaned["eid"] = references.eid_under(
                    above, cleaned["kind"], cleaned.get("number", "")
                )
            except references.Uncitable as error:
                self.add_error("number", str(error))
        return cleaned


class ProvisionInline(TabularInline):
    model = Provision
    form = ProvisionForm
    fields = ("kind", "number", "parent", "eid", "agreed_ad_referendum", "position")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "parent":
            key = request.resolver_match.kwargs.get("object_id")
            here = Provision.objects.filter(article=int(unquote(key)) if key else None)
            kwargs["queryset"] = here.select_related("article")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article")


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    fields = ("draft", ("kind", "number"), "heading", "division", *BASIS, "position")
    autocomplete_fields = ("draft", "division")
    inlines = [ProvisionInline]
    child_kinds = (ChildKind(Provision, "article"),)
    list_display = ("label", "heading", "draft", "division", "basis")
    list_filter = ("draft__treaty", "draft", "kind", "basis")
    list_select_related = ("draft__treaty", "division")
    search_fields = ("folded",)

    def label_of_choice(self, article):
        return " · ".join(filter(None, (article.label, article.heading, str(article.draft))))

    def get_search_results(self, request, queryset, search_term):
        for word in fold(search_term.replace("\0", " ")).split()[:10]:
            queryset = queryset.filter(Q(folded__contains=word) | Q(draft__symbol__icontains=word))
        return queryset, False

    def fixed_fields(self, row):
        # Targets, provisions and successions hang on the draft that an article stands in.
        return ("draft",) if row else ()


class ProvisionTextInline(StackedInline):
    model = ProvisionText
    fields = ("language", "text")


class StubFilter(admin.SimpleListFilter):
    title = _("text")
    parameter_name = "text"

    def lookups(self, request, model_admin):
        return [("missing", _("stub, without text")), ("there", _("with text"))]

    def queryset(self, request, queryset):
        if self.value() in ("missing", "there"):
            return queryset.filter(has_text=self.value() == "there")
        return queryset


@admin.register(Provision)
class ProvisionAdmin(DeskAdmin):
    form = ProvisionForm
    fields = ("article", "parent", ("kind", "number"), "eid", "agreed_ad_referendum", "position")
    autocomplete_fields = ("article", "parent")
    inlines = [ProvisionTextInline]
    child_kinds = (ChildKind(ProvisionText, "provision"),)
    list_display = ("label", "draft", "eid", "kind", "has_text", "agreed_ad_referendum")
    list_filter = (StubFilter, "draft__treaty", "draft", "kind", "agreed_ad_referendum")
    list_select_related = ("article", "draft")
    search_fields = ("eid",)

    def get_queryset(self, request):
        texts = ProvisionText.objects.filter(provision=OuterRef("pk"))
        return super().get_queryset(request).annotate(has_text=Exists(texts))

    def get_search_results(self, request, queryset, search_term):
        for word in fold(search_term.replace("\0", " ")).split()[:10]:
            queryset = queryset.filter(
                Q(eid__contains=word)
                | Q(article__folded__contains=word)
                | Q(article__draft__symbol__icontains=word)
            )
        return queryset, False

    def fixed_fields(self, row):
        return ("article",) if row else ()

    @admin.display(description=_("text"), boolean=True, ordering="has_text")
    def has_text(self, provision):
        return provision.has_text


@admin.register(ProvisionText)
class ProvisionTextAdmin(DeskAdmin):
    """The history of a text; texts are entered on the page of their provision."""

    fields = ("provision", "language", "text")
    search_fields = ("text",)
    readonly_fields = ("provision",)

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False
