"""The page that reads the text of a draft in from a document: upload, look, confirm."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import uploads
from articles.admin.forms import ask_for_files_again
from articles.admin.succession_suggestions import offer
from articles.admin.text_preview import Preview
from articles.draft_texts import plan_report
from articles.draft_texts.plan import Plan
from articles.draft_texts.writing import Refused, store
from articles.fields import validate_language_tag
from articles.reading import formats

MODELS = ("division", "article", "provision", "provisiontext")
LOOK_AGAIN = {"Refresh": "3"}  # seconds after which the page of a long document asks again
NEEDED = [f"articles.{verb}_{model}" for verb in ("add", "change", "delete") for model in MODELS]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Document"),
        help_text=formats.names(),
        widget=forms.FileInput(attrs={"accept": ",".join(formats.suffixes())}),
    )
    language = forms.CharField(
        validators=[validate_language_tag],
        required=False,
        max_length=35,
        label=gettext_lazy("Language"),
        help_text=gettext_lazy(
            "Language code, for example en, fr or ar (BCP 47). Leave empty to detect it."
        ),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > formats.LARGEST:
            most = formats.LARGEST // 1_000_000
            raise forms.ValidationError(_("The file is larger than %d MB.") % most)
        return file


def may_read_in(model_admin, request, draft):
    """Tell whether somebody may change all that reading a text in changes."""
    return model_admin.has_change_permission(request, draft) and request.user.has_perms(NEEDED)


def read_in(model_admin, request, object_id):
    """Take a document, show what reading it into the draft would do, and on confirmation do it."""
    draft = get_object_or_404(
        model_admin.get_queryset(request).select_related("treaty"), pk=object_id
    )
    if not may_read_in(model_admin, request, draft):
        raise PermissionDenied
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Import a text: %s") % draft,
        "opts": model_admin.opts,
        "draft": draft,
    }
    key = request.POST.get("key") or request.GET.get("key", "")
    if key:
        return _show_upload(model_admin, request, draft, key, context)
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid():
        file, language = form.cleaned_data["file"], form.cleaned_data["language"] or None
        key = uploads.read(file, language, request.user, draft)
        return HttpResponseRedirect(f"{request.path}?key={key}")
    ask_for_files_again(form)
    return TemplateResponse(request, "admin/articles/text_upload.html", context | {"form": form})


def _show_upload(model_admin, request, draft, key, context):
    """Show what was read, or that it is being read still; on POST, store it."""
    upload = uploads.get(key, request.user, draft)
    if upload is None:
        text = _("The preview has expired. Choose the document again.")
        model_admin.message_user(request, text, messages.WARNING)
        return HttpResponseRedirect(request.path)
    if upload.is_being_read:
        pending = "admin/articles/upload_pending.html"
        return TemplateResponse(request, pending, context, headers=LOOK_AGAIN)
    if upload.error:
        form = UploadForm()
        context |= {"form": form, "error": upload.error, "name": upload.name}
        return TemplateResponse(request, "admin/articles/text_upload.html", context)
    if request.method == "POST":
        return _store(model_admin, request, draft, key, upload)
    plan = Plan(upload.outline, draft, upload.name)
    context |= {"preview": Preview(plan), "key": key, "name": upload.name}
    return TemplateResponse(request, "admin/articles/text_preview.html", context)


def _store(model_admin, request, draft, key, upload):
    words = {"token": request.POST.get("confirmed", ""), "may_replace": "replace" in request.POST}
    try:
        plan = store(upload.outline, draft, upload.name, by=request.user, **words)
    except Refused as refusal:
        model_admin.message_user(request, str(refusal), messages.ERROR)
        return HttpResponseRedirect(f"{request.path}?key={key}")
    uploads.forget(key)
    text = _("Imported from %(name)s: %(changes)s.")
    model_admin.log_change(request, draft, _("Imported: %s") % upload.name)
    words = {"name": upload.name, "changes": plan_report.changes(plan)}
    model_admin.message_user(request, text % words, messages.SUCCESS)
    offer(model_admin, request, draft)
    return HttpResponseRedirect(reverse("admin:articles_draft_change", args=[draft.pk]))
