"""The page that suggests what became of the articles of a draft: choose the other, look, store."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.lineage.stage_pair import documents
from articles.lineage.suggestion_run import ChangedMeanwhile, SuggestionRun, store
from articles.models import Draft

NEEDED = [f"articles.{verb}_succession" for verb in ("add", "change", "delete")]


class DraftBoxes(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, draft):
        words = {"draft": draft, "title": draft.title, "stage": draft.stage}
        if draft.title == str(draft):
            return _("%(draft)s, stage %(stage)d") % words
        return _("%(draft)s: %(title)s, stage %(stage)d") % words


class OtherDraftForm(forms.Form):
    others = DraftBoxes(
        Draft.objects.none(),
        label=gettext_lazy("The other draft"),
        help_text=gettext_lazy("Tick several where they are documents of one stage."),
        error_messages={"required": gettext_lazy("Choose the other draft.")},
    )
    beside = DraftBoxes(
        Draft.objects.none(),
        required=False,
        label=gettext_lazy("Documents of the same stage as this draft"),
        help_text=gettext_lazy("Tick those that make one text together with it."),
    )

    def __init__(self, draft, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.draft = draft
        self.fields["others"].queryset = documents(draft.treaty_id).exclude(stage=draft.stage)
        self.fields["others"].initial = nearest(self.fields["others"].queryset, draft.stage)
        beside = documents(draft.treaty_id).filter(stage=draft.stage).exclude(pk=draft.pk)
        self.fields["beside"].queryset = beside
        if not beside:
            del self.fields["beside"]

    @property
    def sides(self):
        """The drafts that were chosen and this one with those beside it, the earlier first."""
        here = [self.draft, *self.cleaned_data.get("beside", ())]
        others = list(self.cleaned_data["others"])
        return (here, others) if others[0].stage > self.draft.stage else (others, here)


def nearest(drafts, stage):
    """Return the drafts of the stage before this one, or after it where there is none before."""
    stages = [draft.stage for draft in drafts]
    before = max((other for other in stages if other < stage), default=None)
    wanted = min(stages, default=None) if before is None else before
    return [draft for draft in drafts if draft.stage == wanted]


def may_write_successions(model_admin, request, draft):
    return model_admin.has_view_permission(request, draft) and request.user.has_perms(NEEDED)


def offer(model_admin, request, draft):
    """Tell whoever read a text in that the articles of another draft can be compared now."""
    if may_write_successions(model_admin, request, draft) and (
        documents(draft.treaty_id).exclude(stage=draft.stage).exists()
    ):
        page = reverse("admin:articles_draft_suggest", args=[draft.pk])
        link = format_html('<a href="{}">{}</a>', page, _("Suggest what became of its articles"))
        model_admin.message_user(request, link, messages.INFO)


def suggest_successions(model_admin, request, object_id):
    """Let somebody choose the other draft, show what is suggested and, once confirmed, store it."""
    draft = get_object_or_404(
        model_admin.get_queryset(request).select_related("treaty"), pk=object_id
    )
    if not may_write_successions(model_admin, request, draft):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else request.GET
    form = OtherDraftForm(draft, data if data else None)
    run = None
    if form.is_bound and form.is_valid():
        try:
            if request.method == "POST":
                return _store(model_admin, request, draft, form)
            run = SuggestionRun(*form.sides)
            run.account()  # compares the texts, which may show that nothing can be suggested
        except ValidationError as refusal:
            run = None
            form.add_error("others", refusal.messages)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("What became of the articles: %s") % draft,
        "opts": model_admin.opts,
        "draft": draft,
        "form": form,
        "run": run,
        "can_compare": form.fields["others"].queryset.exists(),
    }
    return TemplateResponse(request, "admin/articles/succession_suggestions.html", context)


def _store(model_admin, request, draft, form):
    try:
        run = store(*form.sides, by=request.user, token=request.POST.get("confirmed", ""))
    except ChangedMeanwhile as refusal:
        model_admin.message_user(request, str(refusal), messages.ERROR)
        chosen = request.POST.copy()
        for name in ("confirmed", "csrfmiddlewaretoken"):
            chosen.pop(name, None)
        return HttpResponseRedirect(f"{request.path}?{chosen.urlencode()}")
    model_admin.log_change(request, draft, _("Suggested what became of its articles"))
    model_admin.message_user(request, run.account()[0], messages.SUCCESS)
    return HttpResponseRedirect(address_of_decisions(run.drafts[0][0], run.drafts[1][0]))


def address_of_decisions(earlier, later):
    """Return the address of the page that decides between two documents."""
    return f"{reverse('admin:articles_draft_decide', args=[later.pk])}?from={earlier.pk}"
