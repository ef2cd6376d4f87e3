"""What all pages of the desk share: search, refusals, deletion, history."""

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, models
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.forms import KEY, DeskForm, VerbatimField, ask_for_files_again
from articles.admin.history_views import HistoryAdmin
from articles.folding import fold
from articles.history.change_sets import change_set

HOLDERS_SHOWN = 20
LONGEST_NUMBER = 18  # figures; one more may pass the largest number of a database
FIELDS = {
    models.TextField: {
        "form_class": VerbatimField,
        "widget": AdminTextareaWidget(attrs={"rows": 3}),
    },
    models.URLField: {"assume_scheme": "https"},
}


class DeskFields:
    """No row is deleted in passing beside a field, and no text is cut off in silence."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            # A browser would drop what a paste has too much; the form counts it and refuses.
            field.widget.attrs.pop("maxlength", None)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field


def is_unheld(value):
    """Return whether no column could hold what is asked for: databases fail on looking for it."""
    return "\0" in value or (len(value) > LONGEST_NUMBER and value.isdecimal())


class DeskAdmin(DeskFields, HistoryAdmin):
    """The page of one model at the desk."""

    form = DeskForm
    formfield_overrides = FIELDS
    list_per_page = 50

    class Media:
        js = ("js/desk.js", "js/naming.js")

    def changelist_view(self, request, extra_context=None):
        if any(map(is_unheld, (value for _name, vs in request.GET.lists() for value in vs))):
            return HttpResponseRedirect(f"{request.path}?e=1")
        if not all(map(KEY.fullmatch, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            return HttpResponseRedirect(request.get_full_path())
        title = {} if IS_POPUP_VAR in request.GET else {"title": self._named(plural=True)}
        return super().changelist_view(request, title | (extra_context or {}))

    def _named(self, plural=False):
        return capfirst(self.opts.verbose_name_plural if plural else self.opts.verbose_name)

    def get_search_results(self, request, queryset, search_term):
        """Find rows that hold every word, whatever its case or accents, on any database."""
        words = fold(search_term.replace("\0", " ")).split()[:10]
        try:
            self.opts.get_field("folded")
        except FieldDoesNotExist:
            return self._found_here(queryset, words), False
        for word in words:
            queryset = queryset.filter(folded__contains=word)
        return queryset, False

    def _found_here(self, queryset, words):
        """Search in Python: for tables without a folded column, all of them short."""
        if not words:
            return queryset
        texts = {}
        for key, *parts in queryset.order_by().values_list("pk", *self.search_fields):
            texts[key] = f"{texts.get(key, '')} {fold(' '.join(str(part or '') for part in parts))}"
        found = [key for key, text in texts.items() if all(word in text for word in words)]
        return queryset.filter(pk__in=found)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with change_set():
            return self._saved_or_refused(request, object_id, form_url, extra_context)

    def _saved_or_refused(self, request, object_id, form_url, extra_context):
        """Save as usual; what the rules refuse on saving is shown in the form, nothing typed lost.

        The rules across rows can only be judged once all rows are written. So they are written,
        judged and, if refused, rolled back; then the form is built again and bears the messages.
        """
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            request.desk_refusals = [refusal]
        except IntegrityError:
            request.desk_refusals = [
                _(
                    "This clashes with what is recorded: two rows would say the same, or a row "
                    "would go that others point to."
                )
            ]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, **kwargs):
        if context.get("errors"):
            ask_for_files_again(context["adminform"].form)
        if context["original"]:
            context["title"] = self._named()
        return super().render_change_form(request, context, *args, **kwargs)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refusals = getattr(request, "desk_refusals", ())
        return form

    def save_model(self, request, obj, form, change):
        # A save without a change would add an empty record to the history.
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def get_deleted_objects(self, objs, request):
        deleted, counts, permissions, holders = super().get_deleted_objects(objs, request)
        more = len(holders) - HOLDERS_SHOWN
        if more > 0:
            rest = ngettext("and %(more)d more", "and %(more)d more", more) % {"more": more}
            holders = [*holders[:HOLDERS_SHOWN], rest]
        if holders:
            holders = [_("These refer to what would be deleted:"), holders]
        return deleted, counts, permissions, holders

    def report(self, request, done, refused, already=0):
        """Tell what an action did: how many rows it changed or left, and why it refused others."""
        if done:
            text = ngettext("%(count)d row changed.", "%(count)d rows changed.", done)
            self.message_user(request, text % {"count": done}, messages.SUCCESS)
        if already:
            text = ngettext(
                "%(count)d row was so already and stays as it is.",
                "%(count)d rows were so already and stay as they are.",
                already,
            )
            self.message_user(request, text % {"count": already}, messages.INFO)
        for thing, refusal in refused:
            reasons = " ".join(refusal.messages)
            self.message_user(request, format_html("{}: {}", thing, reasons), messages.ERROR)
