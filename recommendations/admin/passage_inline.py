"""Passages of a recommendation: pasted in one field, and found in the text of the document."""

from typing import NamedTuple

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.forms import VerbatimField
from articles.admin.inlines import StackedInline
from recommendations import passages
from recommendations.admin.hint_widgets import NoticedTextarea
from recommendations.models import Passage, Submission

MOST = 30  # passages of one recommendation in one go


class QuoteField(VerbatimField):
    """Passages pasted as they stand in the document, kept apart by empty lines or […]."""

    def __init__(self):
        super().__init__(
            required=False,
            label=gettext_lazy("Words of the document"),
            help_text=gettext_lazy(
                "Paste what says it. An empty line or […] keeps two passages apart. Page and "
                "words around are looked up in the text of the document, where that is recorded."
            ),
            widget=NoticedTextarea(attrs={"rows": 4}),
        )


class Sought(NamedTuple):
    """A passage, and where the text of its document has it; found is None without a text."""

    words: str
    found: list | None
    beginning: str = ""

    @property
    def place(self):
        """The one place where it stands; None when there is none or more than one."""
        return self.found[0] if self.found and len(self.found) == 1 else None

    @property
    def start(self):
        """The first words: of the document where they were found, which is what is saved."""
        exact = self.place.exact if self.place else " ".join(self.words.split())
        return Truncator(exact).chars(60)

    @property
    def remark(self):
        """What an editor should know of it, in words; "" when all is well or nothing is known."""
        if self.found is None or self.place:
            return ""
        given = {"start": self.start}
        if not self.found and self.beginning:
            given["end"] = self.beginning[-40:]
            return (
                _(
                    "“%(start)s” is in the document only up to “…%(end)s”: there a page may "
                    "end, or words differ."
                )
                % given
            )
        if not self.found:
            return _("“%(start)s” is not in the text of the document.") % given
        given |= {"count": len(self.found), "pages": _pages(self.found)}
        if given["pages"]:
            return (
                _(
                    "“%(start)s” is in the document %(count)d times, on pages %(pages)s: paste "
                    "more words, or give the page in its row."
                )
                % given
            )
        return _("“%(start)s” is in the document %(count)d times: paste more words.") % given


def _pages(found):
    return ", ".join(str(page) for page in dict.fromkeys(one.page for one in found) if page)


def source_of(submission):
    """Return the text of the document, prepared for looking; None when it is not recorded."""
    text = Submission.objects.filter(pk=submission).values_list("text", flat=True).first()
    return passages.Source(text) if text and text.strip() else None


def seek(words, source, page=None):
    """Look for one passage; on one page, where that is given and there are pages."""
    if source is None:
        return Sought(words, None)
    found = source.find(words)
    if page is not None and any(one.page for one in found):
        found = [one for one in found if one.page == page]
    return Sought(words, found, "" if found else source.beginning(words))


def seek_quoted(quote, source):
    """Look for every passage of a pasted quote."""
    return [seek(words, source) for words in passages.split(quote, source)[:MOST]]


def record_quoted(recommendation, quote):
    """Record the passages of a pasted quote after those that are there; return what was sought."""
    if not quote.strip():
        return []
    sought = seek_quoted(quote, source_of(recommendation.submission_id))
    last = recommendation.passages.order_by("-position").first()
    for position, one in enumerate(sought, last.position + 1 if last else 0):
        passage = Passage(recommendation=recommendation, position=position)
        passage.exact = " ".join(one.words.split())
        locate(passage, one)
        passage.save()
    return sought


def locate(passage, sought, keep=()):
    """Give a passage the document's own words, those around it and the page, where it was found."""
    if sought.place:
        for name in ("exact", "prefix", "suffix", "page"):
            if name not in keep:
                setattr(passage, name, getattr(sought.place, name))


def complete_rows(formset):
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
        page = passage.page if "page" in row.changed_data else None
        sought = seek(passage.exact, source, page)
        locate(passage, sought, keep=_typed(row))
        done.append(sought)
    return done


def _typed(row):
    """Return the names of the fields that somebody filled in, the words themselves aside."""
    return [name for name in row.changed_data if name != "exact" and row.cleaned_data.get(name)]


class PassageInline(StackedInline):
    model = Passage
    show_change_link = False
    fieldsets = (
        (None, {"fields": (("exact", "page"),)}),
        (
            gettext_lazy("Words around it"),
            {"classes": ("collapse",), "fields": (("prefix", "suffix"), "position")},
        ),
    )
