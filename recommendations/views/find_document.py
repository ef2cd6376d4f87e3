"""Whether a document is here already, told by its file: nothing of it is stored."""

import re
from collections import Counter
from contextlib import contextmanager
from typing import NamedTuple

from django import forms
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from articles.folding import fold
from articles.http import client_address, network_of
from articles.reading import formats, sandbox
from articles.reading.lines import Unreadable
from recommendations.models import Submission
from recommendations.models.submission import LARGEST_FILE, FoldedText, sha256_of
from recommendations.views import exports

BESIDE_FILE = 100_000  # bytes of the form that are not the file
SENTENCE_ENDS = re.compile(r"[.;:!?…。؟]\s|\f")
SHORTEST, LONGEST = 40, 300  # signs of a sentence that tells one document from another
MOST_SENTENCES = 8
MOST_SHOWN = 5
RETRY_AFTER = 30  # seconds


class DocumentForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("The document as you have it, such as a PDF or Word file."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a file.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(too_large())
        if not file.size:
            raise forms.ValidationError(_("The file is empty. Choose another one."))
        return file


class Finding(NamedTuple):
    """What is known of a file: submissions that have it, or its sentences, and what to add."""

    name: str
    same: list
    alike: list
    note: str = ""


@csrf_exempt  # looked at below: it would read all of the file before its size is known
@require_http_methods(["GET", "HEAD", "POST"])
def find_document(request):
    """Show a form for a file; to a file, tell which submission it is. 413, 429 as they mean."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.method == "POST" and (
        not length.isdigit() or int(length) > LARGEST_FILE + BESIDE_FILE
    ):
        return shown(request, DocumentForm(), fault=too_large(), status=413)
    return _answer(request)


@csrf_protect
def _answer(request):
    if request.method != "POST":
        return shown(request, DocumentForm())
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        return shown(request, form, fault=form.errors["file"][0], status=400)
    with slot_of(request) as is_free:
        if is_free:
            return shown(request, DocumentForm(), finding=found_for(form.cleaned_data["file"]))
    busy = _("Other long work is running. Try again in half a minute.")
    response = shown(request, DocumentForm(), fault=busy, status=429)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def shown(request, form, finding=None, fault="", status=200):
    context = {"form": form, "finding": finding, "fault": fault}
    return render(request, "recommendations/find_document.html", context, status=status)


@contextmanager
def slot_of(request):
    """Take one of the slots for long work while it goes on; False where none is free."""
    network = network_of(client_address(request))
    is_free = exports.slots.take(network)
    try:
        yield is_free
    finally:
        if is_free:
            exports.slots.give_back(network)


def found_for(file):
    """Return the Finding of an uploaded file: the same file, or else one with its sentences."""
    public = Submission.objects.published().for_list().newest_first()
    name = file.name[-100:]
    if same := list(public.filter(sha256=sha256_of(file))[:MOST_SHOWN]):
        return Finding(name, same, [])
    try:
        text = sandbox.text(file.read(formats.LARGEST + 1), name)
    except Unreadable as fault:
        note = _("Its words could not be compared: %(fault)s") % {"fault": fault}
        return Finding(name, [], [], note)
    sentences = telling_sentences(text)
    if not sentences:
        return Finding(name, [], [], _("It has no sentences that could be compared."))
    return Finding(name, [], list(public.filter(pk__in=holding(sentences))[:MOST_SHOWN]))


def telling_sentences(text):
    """Return some sentences of a text, folded, from its beginning to its end."""
    folded = (fold(sentence) for sentence in SENTENCE_ENDS.split(text))
    sentences = [s[:LONGEST] for s in dict.fromkeys(folded) if len(s) >= SHORTEST]
    step = max(1, len(sentences) // MOST_SENTENCES)
    return sentences[::step][:MOST_SENTENCES]


def holding(sentences):
    """Return the keys of the public submissions that hold half of the sentences."""
    texts = FoldedText.objects.filter(submission__in=Submission.objects.published())
    counts = Counter()
    for sentence in sentences:
        counts.update(texts.filter(folded__contains=sentence).values_list("pk", flat=True))
    return [pk for pk, count in counts.items() if count * 2 >= len(sentences)]


def too_large():
    return _(
        "The file is larger than %(most)s. Paste a sentence of it into the search instead."
    ) % {"most": filesizeformat(LARGEST_FILE)}
