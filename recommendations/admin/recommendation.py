"""Recommendations at the desk: entered one after another, each with its parts on one page."""

from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from articles.admin.inlines import StackedInline
from articles.admin.object_actions import ObjectAction
from articles.admin.save import Save
from articles.history import restoring
from articles.history.versions import ChildKind
from articles.locking import lock_all
from articles.models import Basis
from recommendations import bases, data_checks, publishing
from recommendations.admin import entry_hints, live_views, passage_inline, publishing_needs
from recommendations.admin.bulk_actions import choose_themes
from recommendations.admin.passage_inline import PassageInline
from recommendations.admin.recommendation_form import RecommendationForm, next_number
from recommendations.admin.stateful_admin import (
    BUTTONS,
    MineFilter,
    StatefulAdmin,
    may_review,
)
from recommendations.admin.target_inline import TargetInline
from recommendations.models import (
    Outcome,
    Passage,
    Proposal,
    Recommendation,
    State,
    Submission,
    Target,
)

SAVED = gettext_lazy('Saved: <a href="{address}">{name}</a>')
TARGETS = ChildKind(Target, "recommendation")
HOW_OUTCOMES_ARE_KNOWN = [
    (Basis.SOURCED, gettext_lazy("from the source named here")),
    (Basis.UNVERIFIED, gettext_lazy("no source named")),
]
NEEDED_IN_OUTCOMES = {
    "evidence": gettext_lazy("Required for a suggested outcome: what in the later draft shows it."),
    "note": gettext_lazy("Required for a confirmed outcome: what you have compared."),
}
CHILD_KINDS = (
    ChildKind(Passage, "recommendation"),
    TARGETS,
    ChildKind(Proposal, "target", TARGETS),
    ChildKind(Outcome, "recommendation"),
)


class RecommendationSave(Save):
    """What the form of a recommendation and the rows below it tell each other on saving."""

    def __init__(self):
        super().__init__()
        self.usual_draft = None  # that the form names; places are looked for in it first
        self.language_before = ""  # the one in which the proposals below were entered
        self.sought_passages = []  # those that were looked for in the document, as SoughtPassage
        self.passages_before = []  # as they stood in the database before
        self.saved = None  # the recommendation, once it is written with all its rows


class OutcomeInline(StackedInline):
    model = Outcome
    fields = (
        ("target", "draft"),
        ("verdict", "status"),
        ("evidence", "note"),
        ("basis", "source"),
    )
    autocomplete_fields = ("draft",)
    show_change_link = False

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in NEEDED_IN_OUTCOMES:
            kwargs["help_text"] = NEEDED_IN_OUTCOMES[db_field.name]
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if db_field.name == "basis":
            # An editor stands behind what is confirmed, so "unverified" would contradict it.
            field.label, field.choices = gettext_lazy("Source"), HOW_OUTCOMES_ARE_KNOWN
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is Target:
            key = request.resolver_match.kwargs.get("object_id")
            here = Target.objects.filter(recommendation=int(unquote(key)) if key else None)
            kwargs["queryset"] = here.select_related("article", "division", "provision__article")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class RecommendationChangeList(ChangeList):
    """With the places of each row, in a fixed number of queries."""

    def get_queryset(self, *args, **kwargs):
        targets = Target.objects.select_related("article", "division", "provision__article")
        rows = super().get_queryset(*args, **kwargs)
        return rows.prefetch_related(Prefetch("targets", targets))


NOTHING_SEEN = gettext_noop(
    "Not visible to readers yet: its submission is not public (%(state)s). Publish the "
    "submission too."
)
WAITING = (State.DRAFT, State.IN_REVIEW)


def may_publish_both(user, recommendation):
    """Return whether somebody may publish a recommendation together with its submission."""
    submission = recommendation.submission
    if submission.state not in WAITING or not may_review(user, submission):
        return False
    if recommendation.state == State.PUBLISHED:
        return True
    return recommendation.state in WAITING and may_review(user, recommendation)


class PlaceFilter(admin.SimpleListFilter):
    title = gettext_lazy("place")
    parameter_name = "place"

    def lookups(self, request, model_admin):
        return [("missing", gettext_lazy("none yet"))]

    def queryset(self, request, queryset):
        return queryset.without_place() if self.value() == "missing" else queryset


@admin.register(Recommendation)
class RecommendationAdmin(StatefulAdmin):
    form = RecommendationForm
    save_class = RecommendationSave
    change_form_template = "admin/recommendations/recommendation_form.html"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("submission", "number", "draft"),
                    "title",
                    "quote",
                    ("action", "aim", "cross_cutting"),
                    "themes",
                    "rationale",
                )
            },
        ),
        (gettext_lazy("Language"), {"classes": ("collapse",), "fields": ("language",)}),
    )
    autocomplete_fields = ("submission",)
    inlines = [PassageInline, TargetInline, OutcomeInline]
    child_kinds = restored_kinds = CHILD_KINDS
    restored_fields = ("accepted_by",)  # a reason comes back with whose it is
    actions = (*StatefulAdmin.actions, "themes_chosen")
    list_display = ("number", "title", "state", "about", "action", "submission_short", "updated_at")
    list_display_links = ("number", "title")
    list_filter = (
        "state",
        MineFilter,
        PlaceFilter,
        "submission__treaty",
        "action",
        "aim",
        "cross_cutting",
    )
    list_select_related = ("submission",)
    search_fields = ("folded",)
    date_hierarchy = "updated_at"

    @admin.action(description=BUTTONS["publish"].label, permissions=["publish"])
    def publish_chosen(self, request, queryset):
        answer = super().publish_chosen(request, queryset)
        unseen = queryset.filter(state=State.PUBLISHED).exclude(submission__state=State.PUBLISHED)
        if answer is None and (count := unseen.count()):
            text = ngettext(
                "%(count)d of them is not visible to readers yet: its submission is not public.",
                "%(count)d of them are not visible to readers yet: their submissions are not "
                "public.",
                count,
            )
            self.message_user(request, text % {"count": count}, level="WARNING")
        return answer

    @admin.action(description=gettext_lazy("Add or remove themes"), permissions=["change"])
    def themes_chosen(self, request, queryset):
        return choose_themes(self, request, queryset)

    def get_changelist(self, request, **kwargs):
        return RecommendationChangeList

    @admin.display(description=gettext_lazy("submission"), ordering="submission")
    def submission_short(self, recommendation):
        return Truncator(recommendation.submission).chars(60)

    @admin.display(description=gettext_lazy("about"))
    def about(self, recommendation):
        if recommendation.cross_cutting:
            return Recommendation._meta.get_field("cross_cutting").verbose_name
        return ", ".join(target.label for target in recommendation.targets.all())

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term.replace("\0", " ")[:500]), False

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("places/", view(live_views.suggest_places), name="desk_places"),
            path("rows/", view(live_views.split_into_rows), name="desk_rows"),
            path("redline/", view(live_views.live_redline), name="desk_redline"),
            path("notice/", view(entry_hints.live_hints), name="desk_hints"),
        ]
        return [*own, *super().get_urls()]

    def lock_above(self, obj, action):
        if action.startswith("publish"):
            lock_all(Submission.objects.filter(pk=obj.submission_id))

    def fixed_fields(self, obj):
        return ("submission",) if obj is not None and obj.stays_in_submission else ()

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        submission = live_views.submission_of(request)
        if submission and not initial.get("number"):
            initial["number"] = next_number(submission, after=request.GET.get("after"))
        return initial

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        usual = request.GET.get("basis")
        if obj.pk is None and inline.model is Target and usual in Proposal.Basis.values:
            kwargs["initial"] = [{"basis": usual}]
        return kwargs

    def render_change_form(self, request, context, add=False, **kwargs):
        context["add_next"] = not context.get("is_popup")
        context["show_save_and_add_another"] = False  # "the next" does the same, and keeps more
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        if any(rows.model is Passage and rows.initial_form_count() for rows in formsets):
            context["adminform"].form.ask_for_more()
        if request.user.has_perm("recommendations.add_theme"):
            context["adminform"].form.offer_new_themes()
        context |= self._publishing_context(request, kwargs.get("obj"))
        return super().render_change_form(request, context, add=add, **kwargs)

    def _publishing_context(self, request, obj):
        """Return what the page says of publishing; the hints say it anew while somebody types."""
        stored = obj is not None and request.method != "POST"
        submission = obj.submission if obj else live_views.submission_of(request)
        return {
            "needs": publishing_needs.needs_of_stored(obj)
            if stored
            else publishing_needs.needs_of_form(request.POST or request.GET),
            "waits_for": submission if submission and not submission.is_public else None,
            "publish_refused": request.POST.get("_act") in ("publish", "publish_both"),
        }

    def get_object_actions(self, request, obj=None):
        actions = super().get_object_actions(request, obj)
        if obj is None or not may_publish_both(request.user, obj):
            return actions
        if obj.state == State.PUBLISHED:
            return [*actions, ObjectAction("publish_both", _("Publish its submission too"))]
        saves = self.has_change_permission(request, obj)
        label = _("Save and publish both") if saves else _("Publish it and its submission")
        return [*actions, ObjectAction("publish_both", label, saves)]

    def perform(self, request, obj, name):
        if name == "publish_both":
            publishing.publish_with_submission(obj, by=request.user)
            return _("“%(thing)s” and its submission are public now.") % {"thing": obj}
        text = super().perform(request, obj, name)
        if name != "publish" or obj.submission.is_public:
            return text
        return f"{text} {_(NOTHING_SEEN) % {'state': obj.submission.get_state_display()}}"

    def save_formset(self, request, form, formset, change):
        if formset.model is Outcome:
            for row in formset.forms:
                if row.has_changed() and row.instance.is_confirmed:
                    row.instance.confirmed_by = request.user
        if formset.model is Passage:
            self.current_save.sought_passages += passage_inline.locate_typed_rows(formset)
            passage_inline.note_reviewer(formset, request.user)
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        quote = form.cleaned_data.get("quote", "")
        self.current_save.passages_before = list(form.instance.passages.all())
        self.current_save.sought_passages += passage_inline.record_quoted(form.instance, quote)
        if "submission" in form.changed_data:
            form.instance.passages.all().judge()
        super().save_related(request, form, formsets, change)
        self._correct_language(form.instance)
        form.instance.refresh_folded()
        self.current_save.saved = form.instance

    def after_attempt(self, request, save):
        # Only now, when all is saved: no other save has to wait until similar ones are found.
        if save.saved:
            for hint in entry_hints.hints(save.saved, save.sought_passages):
                self.message_user(request, hint, level="WARNING")

    def check_restored(self, row, plan):
        row.refresh_folded()
        super().check_restored(row, plan)
        row.passages.all().judge()
        for change in plan.row_changes:
            is_kept = change.kind != restoring.REMOVED
            if isinstance(change.row, Proposal) and is_kept and change.fields:
                proposal = Proposal.objects.select_related("target").get(pk=change.row.pk)
                if broken := bases.misquoted(proposal, proposal.target):
                    raise publishing.Refused(broken)
        restored = [c.row.pk for c in plan.row_changes if isinstance(c.row, Passage)]
        if row.state == State.PUBLISHED and (
            broken := publishing.unaccepted(row.passages.filter(pk__in=restored))
        ):
            raise publishing.Refused(broken)

    def rules_broken_by_save(self, obj, changed):
        broken = super().rules_broken_by_save(obj, changed)
        stored = Recommendation.objects.with_parts().get(pk=obj.pk)
        broken += data_checks.broken_outcome_rules(stored, stored.targets.all())
        if obj.state == State.PUBLISHED and self.current_save:
            # What was public already stays so; what is new in it has to be the document's.
            before = {(p.pk, p.exact): p.is_unaccepted for p in self.current_save.passages_before}
            new = [p for p in obj.passages.all() if not before.get((p.pk, p.exact))]
            broken += publishing.unaccepted(new)
        return broken

    def _correct_language(self, recommendation):
        """Take the proposals along when the language of the recommendation was corrected."""
        before = self.current_save.language_before
        if before in ("", recommendation.quote_language):
            return
        targets = recommendation.targets.exclude(proposals__language=recommendation.quote_language)
        for proposal in Proposal.objects.filter(target__in=targets, language=before):
            proposal.language = recommendation.quote_language
            proposal.save()

    def response_add(self, request, obj, post_url_continue=None):
        return self._next(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._next(request, obj) or super().response_change(request, obj)

    def _next(self, request, obj):
        """After "save and add the next": an empty form that keeps what rarely changes."""
        if "_addnext" not in request.POST:
            return None
        own = reverse("admin:recommendations_recommendation_change", args=[obj.pk])
        text = format_html(SAVED, address=own, name=obj)
        self.message_user(request, text, level="SUCCESS")
        initial = {
            "submission": obj.submission_id,
            "after": obj.number,
            "themes": ",".join(str(theme.pk) for theme in obj.themes.all()),
        }
        if draft := self.current_save.usual_draft:
            initial["draft"] = draft.pk
        proposals = Proposal.objects.filter(target__recommendation=obj).order_by("-pk")
        if basis := proposals.values_list("basis", flat=True).first():
            initial["basis"] = basis
        add = reverse("admin:recommendations_recommendation_add")
        return HttpResponseRedirect(f"{add}?{urlencode(initial)}")
