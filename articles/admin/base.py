"""What all pages of the desk share: search, refusals, deletion, history."""

from copy import copy

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin import edit_conflicts
from articles.admin.deletion import DeletionAdmin
from articles.admin.edit_conflicts import EditConflict
from articles.admin.forms import (
    FIELDS,
    LONGEST_NUMBER,
    PRIMARY_KEY,
    DeskForm,
    ask_for_files_again,
    with_labels_of_choices,
    without_pitfalls,
)
from articles.admin.save import Save
from articles.folding import fold
from articles.history import versions
from articles.history.change_sets import change_set
from articles.locking import busy, was_broken_off


def no_column_holds(value):
    """Return whether no column could hold what is asked for: databases fail on looking for it."""
    return "\0" in value or (len(value) > LONGEST_NUMBER and value.isdecimal())


class DeskAdmin(DeletionAdmin):
    """The page of one model at the desk: how it is searched, shown, saved and deleted.

    Django keeps one object of this class for all requests. To show a page or to save it, a copy is
    made that has a `Save` as `current_save`: so the hooks that Django calls share what they know.
    """

    form = DeskForm
    formfield_overrides = FIELDS
    list_per_page = 50
    save_class = Save
    current_save = None

    class Media:
        js = ("js/desk.js", "js/naming.js")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = without_pitfalls(super().formfield_for_dbfield(db_field, request, **kwargs))
        return with_labels_of_choices(field, self.admin_site)

    def changelist_view(self, request, extra_context=None):
        if any(map(no_column_holds, (value for _name, vs in request.GET.lists() for value in vs))):
            return HttpResponseRedirect(f"{request.path}?e=1")
        if not all(map(PRIMARY_KEY.fullmatch, request.POST.getlist(ACTION_CHECKBOX_NAME))):
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
            return self._search_in_python(queryset, words), False
        for word in words:
            queryset = queryset.filter(folded__contains=word)
        return queryset, False

    def _search_in_python(self, queryset, words):
        """Search tables without a folded column, all of them short."""
        if not words:
            return queryset
        texts = {}
        for key, *values in queryset.order_by().values_list("pk", *self.search_fields):
            text = fold(" ".join(str(value or "") for value in values))
            texts[key] = f"{texts.get(key, '')} {text}"
        keys = [key for key, text in texts.items() if all(word in text for word in words)]
        return queryset.filter(pk__in=keys)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show the page of a record, or save it; docs/architecture.md draws the way of a save.

        Rules across rows can only be judged once all rows are written. So they are written, judged
        and, if refused, rolled back; then the form is built again, with the reasons, and nothing
        typed is lost.
        """
        if request.method != "POST":
            save = self.save_class()
            if object_id and (obj := self.get_object(request, unquote(object_id))):
                # Taken before the form reads the record: a change in between is found on saving.
                save.version = versions.version_of(obj, self.child_kinds)
            return self._with_save(save).show_or_save(request, object_id, form_url, extra_context)
        with change_set():
            save, answer = self._try(request, object_id, form_url, extra_context)
        self.after_attempt(request, save)
        return answer

    def _try(self, *arguments):
        """Return a Save and its answer: of a first attempt, or of the form with what was typed.

        What another transaction broke off is attempted a second time before the form says so.
        """
        refusal, times = None, 0
        while True:
            save = self.save_class()
            if refusal is not None:
                save.add_refusal(refusal)
            try:
                return save, self._attempt(save, *arguments)
            except (ValidationError, IntegrityError) as error:
                if refusal is not None:
                    raise
                refusal = error
            except OperationalError as error:
                if not was_broken_off(error) or refusal is not None:
                    raise
                times += 1
                refusal = None if times == 1 else ValidationError(busy())

    def after_attempt(self, request, save):
        """Do what has to wait until the transaction of a save has ended, however it ended."""

    @transaction.atomic
    def _attempt(self, save, request, object_id, form_url, extra_context):
        """Lock the record, look whether somebody was faster, and let Django do the rest."""
        obj = self.get_object(request, unquote(object_id)) if object_id else None
        if obj is not None and save.refusals:  # nothing will be written, so nothing is held
            save.version = versions.version_of(obj, self.child_kinds)
        elif obj is not None:
            self.lock_above(obj, request.POST.get("_act", ""))
            save.version = self.lock_version(obj)
        if save.version:
            if request.POST.get("_version") != save.version:
                if not self.has_change_permission(request, obj):
                    return edit_conflicts.typed_in_vain(self, request, obj)
                save.conflict = EditConflict(self, request, obj)
                save.add_refusal(save.conflict.refusal)
                save.posted_row_data = edit_conflicts.with_vanished_as_new(self, request, obj)
        elif PRIMARY_KEY.fullmatch(unquote(object_id or "")) and self.has_add_permission(request):
            save.add_refusal(
                _("Somebody else has deleted this. Saving adds it again, as shown here.")
            )
            save.posted_row_data = edit_conflicts.with_vanished_as_new(self, request, None)
            object_id, form_url = None, self.address_of("add")
        return self._with_save(save).show_or_save(request, object_id, form_url, extra_context)

    def _with_save(self, save):
        model_admin = copy(self)
        model_admin.current_save = save
        return model_admin

    def show_or_save(self, *arguments):
        """Show or save by Django's own rules, which call the hooks below."""
        return super().changeform_view(*arguments)

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), *self.fixed_fields(obj))

    def get_form(self, request, obj=None, change=False, **kwargs):
        # Django makes a class at each call, so the class can say which save it belongs to.
        form = super().get_form(request, obj, change, **kwargs)
        form.current_save = self.current_save
        return form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if self.current_save.posted_row_data is not None:
            kwargs["data"] = self.current_save.posted_row_data
        return kwargs | {"current_save": self.current_save}

    def render_change_form(self, request, context, *args, **kwargs):
        if context.get("errors"):
            ask_for_files_again(context["adminform"].form)
        save = self.current_save
        context |= {"version": save.version, "conflict": save.conflict}
        if save.conflict:
            save.conflict.compare(context)
        if context["original"]:
            context["title"] = self._named()
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        # A save without a change would add an empty record to the history.
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def report(self, request, done, refused, already=0):
        """Tell what an action did: how many rows it changed or left, and why it refused others."""
        if done:
            text = ngettext("%(count)d row changed.", "%(count)d rows changed.", done)
            self.message_user(request, text % {"count": done}, messages.SUCCESS)
        if already:
            text = ngettext(
                "%(count)d row already has this value and was not changed.",
                "%(count)d rows already have this value and were not changed.",
                already,
            )
            self.message_user(request, text % {"count": already}, messages.INFO)
        for thing, refusal in refused:
            reasons = " ".join(refusal.messages)
            self.message_user(request, format_html("{}: {}", thing, reasons), messages.ERROR)
