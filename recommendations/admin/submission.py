"""Submissions at the desk: the document, who signed it, and the recommendations entered from it."""

import logging

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.forms import ChoiceOfTreaty, RowBoxes, show_own
from articles.admin.inlines import TabularInline
from articles.admin.save import Save
from articles.history.versions import ChildKind
from articles.models import Draft, Session, Treaty
from recommendations import publishing
from recommendations.admin import duplicates, publishing_needs, text_extraction
from recommendations.admin.reassign_view import reassign
from recommendations.admin.stateful_admin import MineFilter, StatefulAdmin
from recommendations.models import Recommendation, Signature, State, Submission
from recommendations.models.submission import LARGEST_FILE, sha256_of

logger = logging.getLogger(__name__)

FILE_TYPES = ["pdf", "docx", "doc", "odt", "rtf", "txt", "md", "html"]


class SubmissionForm(duplicates.DuplicateCheckForm):
    drafts = RowBoxes(
        Draft.objects.select_related("treaty"),
        required=False,
        label=gettext_lazy("Drafts it comments on"),
    )

    class Media:
        js = ("js/treaty.js",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].validators.append(FileExtensionValidator(FILE_TYPES))
        if "text" in self.fields:
            self.fields["text"].help_text = text_extraction.HELP
        show_own(self, "session", "drafts")

    def find_duplicates(self, cleaned):
        return duplicates.same_file(self.instance) if "file" in self.changed_data else []

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        treaty = cleaned.get("treaty")
        if treaty and any(draft.treaty != treaty for draft in cleaned.get("drafts", ())):
            self.add_error("drafts", _("Choose drafts of the treaty that is named above."))
        return cleaned

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        if file and file.size > LARGEST_FILE:
            raise ValidationError(
                _("The file is larger than %(most)s.") % {"most": filesizeformat(LARGEST_FILE)}
            )
        self.instance.sha256 = sha256_of(file) if file else ""
        return file


class EnteredFilter(admin.SimpleListFilter):
    title = gettext_lazy("recommendations")
    parameter_name = "recommendations"

    def lookups(self, request, model_admin):
        return [("none", gettext_lazy("none yet"))]

    def queryset(self, request, queryset):
        return queryset.filter(recommendations=None) if self.value() == "none" else queryset


class SubmissionSave(Save):
    """With what is left to do once a submission is saved."""

    def __init__(self):
        super().__init__()
        self.unread = None  # the submission whose text is still to be read out of its file


class SignatureInline(TabularInline):
    model = Signature
    fields = ("organisation", "role", "name_as_signed", "position")
    autocomplete_fields = ("organisation",)
    show_change_link = False

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organisation")


# For each move: the states in which a recommendation has still to follow.
BEHIND = {"review": (State.DRAFT,), "publish": (State.DRAFT, State.IN_REVIEW)}


def still_to_follow(submission, move):
    """Say how many recommendations have still to follow, with the list of them; "" when none."""
    states = BEHIND.get(move, ())
    count = submission.recommendations.filter(state__in=states).count()
    if not count:
        return ""
    address = reverse("admin:recommendations_recommendation_changelist")
    wanted = f"state__in={','.join(states)}" if states[1:] else f"state__exact={states[0]}"
    address += f"?submission__id__exact={submission.pk}&{wanted}"
    words, link = _words_to_follow(count, move)
    return format_html('{} <a href="{}">{}</a>', words % {"count": count}, address, link)


def _words_to_follow(count, move):
    if move == "review":
        words = ngettext(
            "Its %(count)d recommendation is still a draft:",
            "Its %(count)d recommendations are still drafts:",
            count,
        )
        return words, _("select them in the list to submit them for review")
    words = ngettext(
        "%(count)d recommendation of it is not public yet:",
        "%(count)d recommendations of it are not public yet:",
        count,
    )
    return words, _("select them in the list to publish them")


@admin.register(Submission)
class SubmissionAdmin(StatefulAdmin):
    form = SubmissionForm
    save_class = SubmissionSave
    change_form_template = "admin/recommendations/submission_form.html"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "all_the_same",
                    "title",
                    ("treaty", "session"),
                    "drafts",
                    ("date", "language"),
                    "source_url",
                    "file",
                    "slug",
                )
            },
        ),
        (gettext_lazy("Text of the document"), {"classes": ("collapse",), "fields": ("text",)}),
    )
    autocomplete_fields = ("treaty",)
    inlines = [SignatureInline]
    child_kinds = restored_kinds = (ChildKind(Signature, "submission"),)
    restored_fields = ("sha256",)
    list_display = ("title", "treaty", "date", "state", "signatories", "updated_at", "created_by")
    list_filter = ("state", MineFilter, EnteredFilter, "treaty", "language")
    list_select_related = ("treaty", "created_by")
    search_fields = ("folded",)
    date_hierarchy = "first_day"

    def get_queryset(self, request):
        signatures = "signatures__organisation"
        return super().get_queryset(request).defer("text").prefetch_related(signatures)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "session":
            kwargs |= {"form_class": ChoiceOfTreaty}
            kwargs["queryset"] = Session.objects.select_related("treaty")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def perform(self, request, obj, name):
        text = super().perform(request, obj, name)
        behind = still_to_follow(obj, name)
        return format_html("{} {}", text, behind) if behind else text

    @admin.display(description=gettext_lazy("signed by"))
    def signatories(self, submission):
        return ", ".join(
            signature.organisation.short_name for signature in submission.signatures.all()
        )

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term.replace("\0", " ")[:500]), False

    def get_changeform_initial_data(self, request):
        treaties = Treaty.objects.values_list("pk", flat=True)[:2]
        only = {"treaty": treaties[0]} if len(treaties) == 1 else {}
        return only | super().get_changeform_initial_data(request)

    def get_urls(self):
        view = self.admin_site.admin_view(self.reassign_view)
        name = "recommendations_submission_reassign"
        return [path("<int:object_id>/reassign/", view, name=name), *super().get_urls()]

    def reassign_view(self, request, object_id):
        recommendations_page = self.admin_site.get_model_admin(Recommendation)
        return reassign(self, recommendations_page, request, object_id)

    def render_change_form(self, request, context, add=False, change=False, obj=None, **kwargs):
        context["needs"] = publishing_needs.needs_of_submission(obj, request.POST)
        if obj:
            rows = obj.recommendations.order_by("sort_key").prefetch_related("themes")
            context["recommendations"] = rows
        return super().render_change_form(
            request, context, add=add, change=change, obj=obj, **kwargs
        )

    def save_model(self, request, obj, form, change):
        """Save; a folder that takes no file is a fault at the field, and nothing typed is lost."""
        try:
            super().save_model(request, obj, form, change)
        except OSError as error:
            logger.exception("The file of a submission could not be stored in MEDIA_ROOT.")
            raise ValidationError({"file": _(
                "Not saved: the file could not be stored. Tell whoever runs the site, or save "
                "without the file now and add it later."
            )}) from error  # fmt: skip

    def after_attempt(self, request, save):
        # Only now, when all is saved: no other save has to wait until a file is read.
        if save.unread:
            level, words = text_extraction.read_out(save.unread)
            self.message_user(request, words, level)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        entered = {"title", "treaty"} & set(form.changed_data)
        if entered and not form.cleaned_data.get("all_the_same"):
            for duplicate in duplicates.same_title(form.instance):
                self.message_user(request, duplicate.hint, level="WARNING")
        if "file" in form.changed_data and form.instance.file:
            self._follow_file(request, form.instance, form.changed_data)

    def _follow_file(self, request, submission, changed):
        """Note that the text is to be read out of a file that was chosen, where there is none."""
        if stays := text_extraction.stays(submission, changed):
            self.message_user(request, stays, level="WARNING")
        elif not submission.text.strip():
            self.current_save.unread = submission

    def rules_broken_by_save(self, obj, changed):
        broken = super().rules_broken_by_save(obj, changed)
        if {"treaty", "drafts"} & changed:
            # What is published in it must still stand in the drafts that it comments on.
            for recommendation in obj.recommendations.filter(state=State.PUBLISHED):
                rules = publishing.broken_standing_rules(recommendation)
                broken += [f"{recommendation.number}: {rule}" for rule in rules]
        return broken
