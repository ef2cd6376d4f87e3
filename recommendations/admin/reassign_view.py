"""The page that moves a submission from one draft to another: choose, look, confirm."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Draft
from recommendations.bulk import BrokenOff
from recommendations.models import Recommendation
from recommendations.reassigning import Reassignment


class ReassignForm(forms.Form):
    old = forms.ModelChoiceField(Draft.objects.none(), label=gettext_lazy("From"))
    new = forms.ModelChoiceField(Draft.objects.none(), label=gettext_lazy("To"))

    def __init__(self, submission, *args, **kwargs):
        super().__init__(*args, **kwargs)
        here = Draft.objects.filter(treaty=submission.treaty_id)
        within = here.filter(submissions=submission)
        self.fields["old"].queryset = within
        self.fields["new"].queryset = here
        self.initial.setdefault("old", within.first())

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("old") and cleaned["old"] == cleaned.get("new"):
            raise ValidationError(_("Choose two different drafts."))
        return cleaned


def reassign(model_admin, recommendations_page, request, object_id):
    """Show what moving a submission to another draft would do; on confirmation, do it."""
    submission = get_object_or_404(model_admin.get_queryset(request), pk=object_id)
    if not model_admin.has_change_permission(request, submission):
        raise PermissionDenied
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Reassign: %s") % submission,
        "opts": model_admin.opts,
        "submission": submission,
        "form": ReassignForm(submission, request.POST if request.method == "POST" else None),
    }
    if context["form"].is_valid():
        old, new = (context["form"].cleaned_data[name] for name in ("old", "new"))
        may_change = _may_change(recommendations_page, request)
        work = Reassignment(submission, old, new, request.user, may_change)
        token = request.POST.get("confirmed") or None
        try:
            result = work.run(token)
        except BrokenOff as reason:
            model_admin.message_user(request, reason, messages.ERROR)
            return TemplateResponse(request, "admin/recommendations/reassign.html", context)
        if result.is_done:
            model_admin.log_change(request, submission, f"{old} → {new}")
            return _done(model_admin, request, submission, result, work)
        if token:
            text = _("Not changed: this has changed since the preview. Check the preview again.")
            model_admin.message_user(request, text, messages.WARNING)
        hidden = [("old", old.pk), ("new", new.pk), ("confirmed", result.token)]
        context |= {"result": result, "left": work.left, "hidden": hidden}
    return TemplateResponse(request, "admin/recommendations/reassign.html", context)


def _may_change(recommendations_page, request):
    def may_change(recommendation):
        if not isinstance(recommendation, Recommendation):
            return True
        return recommendations_page.has_change_permission(request, recommendation)

    return may_change


def _done(model_admin, request, submission, result, work):
    text = _("Moved to %(draft)s: %(moved)d changed, %(left)d not moved.")
    numbers = {"draft": work.new, "moved": len(result.changing), "left": len(work.left)}
    model_admin.message_user(request, text % numbers, messages.SUCCESS)
    address = reverse("admin:recommendations_submission_change", args=[submission.pk])
    return HttpResponseRedirect(address)
