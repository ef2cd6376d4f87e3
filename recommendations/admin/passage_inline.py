"""Passages of a recommendation: pasted in one field, and found in the text of the document."""

from typing import NamedTuple

from django import forms
from django.contrib import admin
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.inlines import StackedInline
from recommendations import passages
from recommendations.admin.stateful_admin import may_review
from recommendations.models import Passage, Recommendation, Submission

MOST = 30  # passages of one recommendation in one go


class SoughtPassage(NamedTuple):
    """A passage, and where the text of its document has it; `matches` is None without a text."""

    words: str
    matches: list | None
    beginning: str = ""

    @property
    def match(self):
        """The one place where it stands; None when there is none or more than one."""
        return self.matches[0] if self.matches and len(self.matches) == 1 else None

    @property
    def start(self):
        """The first words: of the document where they were found, which is what is saved."""
        exact = self.match.exact if self.match else " ".join(self.words.split())
        return Truncator(exact).chars(60)

    @property
    def hint(self):
        """What an editor should know of it, in words; "" when all is well or nothing is known."""
        if self.matches is None or self.match:
            return ""
        given = {"start": self.start}
        if not self.matches and self.beginning:
            given["end"] = self.beginning[-40:]
            return (
                _(
                    "“%(start)s” is in the document only up to “…%(end)s”. A page may end "
                    "there, or the words may differ."
                )
                % given
            )
        if not self.matches:
            return _("“%(start)s” is not in the text of the document.") % given
        given |= {"count": len(self.matches), "pages": _pages(self.matches)}
        if given["pages"]:
            return (
                _(
                    "“%(start)s” is in the document %(count)d times, on pages %(pages)s. "
                    "Paste more words, or enter the page in its row."
                )
                % given
            )
        return _("“%(start)s” is in the document %(count)d times. Paste more words.") % given


def _pages(matches):
    return ", ".join(str(page) for page in dict.fromkeys(match.page for match in matches) if page)


def source_of(submission):
    """Return the text of the document, prepared for looking; None when it is not recorded."""
    text = Submission.objects.filter(pk=submission).values_list("text", flat=True).first()
    return passages.Source(text) if text and text.strip() else None


def seek(words, source, page=None):
    """Look for one passage; on one page, where that is given and there are pages."""
    if source is None:
        return SoughtPassage(words, None)
    matches = source.find(words)
    if page is not None and any(match.page for match in matches):
        matches = [match for match in matches if match.page == page]
    return SoughtPassage(words, matches, "" if matches else source.beginning(words))


def seek_quoted(quote, source):
    """Look for every passage of a pasted quote."""
    return [seek(words, source) for words in passages.split(quote, source)[:MOST]]


def record_quoted(recommendation, quote):
    """Record the passages of a pasted quote after those that are there; return what was sought."""
    if not quote.strip():
        return []
    sought = seek_quoted(quote, source_of(recommendation.submission_id))
    last = recommendation.passages.order_by("-position").first()
    for position, passage_sought in enumerate(sought, last.position + 1 if last else 0):
        passage = Passage(recommendation=recommendation, position=position)
        passage.exact = " ".join(passage_sought.words.split())
        locate(passage, passage_sought)
        passage.save()
    return sought


def locate(passage, sought, keep=()):
    """Give a passage the document's own words, those around it and the page, where it was found."""
    if sought.match:
        for name in ("exact", "prefix", "suffix", "page"):
            if name not in keep:
                setattr(passage, name, getattr(sought.match, name))


def locate_typed_rows(formset):
    """Look for the rows whose words were typed or changed; return what was sought."""
    rows = [
        row
        for row in formset.forms
        if "exact" in row.changed_data and not row.cleaned_data.get("DELETE")
    ]
    source = source_of(formset.instance.submission_id) if rows else None
    done = []
    for row in rows:
        passage = row.instance
        if "not_found_reason" not in row.changed_data:
            # What a reviewer said was said of other words.
            passage.not_found_reason, passage.accepted_by = "", None
        page = passage.page if "page" in row.changed_data else None
        sought = seek(passage.exact, source, page)
        locate(passage, sought, keep=_typed(row))
        done.append(sought)
    return done


def note_reviewer(formset, user):
    """Record who gave the reason why a passage is right that is not found."""
    for row in formset.forms:
        if "not_found_reason" in row.changed_data:
            row.instance.accepted_by = user if row.instance.not_found_reason else None


def _typed(row):
    """Return the names of the fields that somebody filled in, the words themselves aside."""
    return [name for name in row.changed_data if name != "exact" and row.cleaned_data.get(name)]


class PassageForm(forms.ModelForm):
    """Asks for a reviewer's reason where the document does not have the words, and only there."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reason, passage = self.fields.get("not_found_reason"), self.instance
        # Words that were just typed are looked for later on; a refusal then asks for the reason.
        typed = self.is_bound and self["exact"].value() != passage.exact
        missing = passage.text_check == Passage.Check.NOT_FOUND or passage.not_found_reason
        if reason and not (missing or typed):
            reason.widget = forms.HiddenInput()


class PassageInline(StackedInline):
    model = Passage
    form = PassageForm
    show_change_link = False
    fieldsets = (
        (None, {"fields": (("exact", "page"), ("standing", "not_found_reason"))}),
        (
            gettext_lazy("Words around it"),
            {"classes": ("collapse",), "fields": (("prefix", "suffix"), "position")},
        ),
    )

    def get_readonly_fields(self, request, obj=None):
        # Only a reviewer's word stands for words that the document does not have.
        reviews = may_review(request.user, obj or Recommendation(created_by=request.user))
        return ("standing",) if reviews else ("standing", "not_found_reason")

    @admin.display(description=gettext_lazy("In the document"))
    def standing(self, passage):
        return capfirst(passage.get_text_check_display()) if passage.pk else "–"
