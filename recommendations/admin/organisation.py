"""Organisations and themes at the desk."""

from operator import itemgetter
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from recommendations.admin import duplicates
from recommendations.admin.merge_view import may_merge, merge
from recommendations.display_names import country_name
from recommendations.models import Organisation, Theme

NAMES = ("name", "acronym", "other_names")


class OrganisationForm(duplicates.DuplicateCheckForm):
    def clean_country(self):
        return self.cleaned_data["country"].upper()

    def find_duplicates(self, cleaned):
        if not set(NAMES) & set(self.changed_data):
            return []
        names = {name: cleaned.get(name, "") for name in NAMES}
        entered = Organisation(pk=self.instance.pk, **names)
        return duplicates.same_names(entered, getattr(self, "usual_slug", ""))


class CountryFilter(admin.SimpleListFilter):
    """The countries that there are; Django's own filter has a link without words for none."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        rows = Organisation.objects.exclude(country="").order_by("country")
        codes = rows.values_list("country", flat=True).distinct()
        return sorted(((code, country_name(code)) for code in codes), key=itemgetter(1))

    def queryset(self, request, queryset):
        return queryset.filter(country=self.value()) if self.value() else queryset


@admin.register(Organisation)
class OrganisationAdmin(DeskAdmin):
    form = OrganisationForm
    change_form_template = "admin/recommendations/organisation_form.html"
    fields = (
        "all_the_same",
        ("name", "acronym"),
        "other_names",
        ("kind", "country"),
        "website",
        "accreditation",
        "slug",
    )
    ordering = ("sort_key",)
    list_display = ("name", "acronym", "kind", "country_name", "signed")
    list_filter = ("kind", CountryFilter)
    search_fields = ("folded",)
    actions = ("merge_chosen",)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(signed=Count("signatures"))

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        name = "recommendations_organisation_merge"
        return [path("<int:object_id>/merge/", view, name=name), *super().get_urls()]

    @admin.action(description=_("Merge two organisations"), permissions=["delete"])
    def merge_chosen(self, request, queryset):
        rows = list(queryset.order_by("-signed", "pk")[:3])
        if len(rows) != 2:
            self.message_user(request, _("Choose two organisations to merge."), messages.ERROR)
            return None
        kept, gone = rows  # the one with more signatures is offered to stay
        address = self.address_of("merge", gone.pk)
        return HttpResponseRedirect(f"{address}?{urlencode({'into': kept.pk})}")

    def merge_view(self, request, object_id):
        return merge(self, request, object_id)

    def render_change_form(self, request, context, add=False, change=False, obj=None, **kwargs):
        context["may_merge"] = obj is not None and may_merge(self, request, obj)
        return super().render_change_form(
            request, context, add=add, change=change, obj=obj, **kwargs
        )

    @admin.display(description=_("country"), ordering="country")
    def country_name(self, organisation):
        return organisation.country_name

    @admin.display(description=_("submissions"), ordering="signed")
    def signed(self, organisation):
        return organisation.signed


@admin.register(Theme)
class ThemeAdmin(DeskAdmin):
    fields = ("name", "parent", "definition", "position", "slug")
    ordering = ("position", "name")
    list_display = ("name", "parent", "used", "position")
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("parent",)
    search_fields = ("name", "definition", "parent__name")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(used=Count("recommendations"))

    @admin.display(description=_("recommendations"), ordering="used")
    def used(self, theme):
        return theme.used
