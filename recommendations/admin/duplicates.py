"""What may be recorded already: an editor is asked, or told; it is never refused for good."""

from itertools import count
from typing import NamedTuple

from django import forms
from django.db.models import Model, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.forms import DeskForm, UnrecordedField
from articles.folding import fold
from recommendations.admin.entry_hints import LOOKS_LIKE
from recommendations.models import Organisation, Submission

SHOWN = 3
MOST_NAMES = 50  # of one organisation that are looked for


class Duplicate(NamedTuple):
    """A row that looks like the one at hand, how an editor calls it, and in what."""

    row: Model
    name: str
    reason: str

    @property
    def hint(self):
        """One sentence with a link to its page at the desk."""
        opts = self.row._meta
        page = f"admin:{opts.app_label}_{opts.model_name}_change"
        address = reverse(page, args=[self.row.pk])
        return format_html(LOOKS_LIKE, address=address, name=self.name, reason=self.reason)


class SaveAnywayField(UnrecordedField, forms.BooleanField):
    """The answer to a doubt: a box that is seen once there is one, and no field of the record."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(
            required=False,
            label=gettext_lazy("Save anyway"),
            help_text=gettext_lazy("Two records can be similar without being the same."),
        )


class DuplicateCheckForm(DeskForm):
    """A form that asks once before it saves what may be recorded already."""

    all_the_same = SaveAnywayField()

    def find_duplicates(self, cleaned):
        """Return the records that make one doubt, as a list of Duplicate."""
        raise NotImplementedError

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if "all_the_same" in self.fields and (duplicates := self.find_duplicates(cleaned)):
            self.fields["all_the_same"].widget = forms.CheckboxInput()
            if not cleaned.get("all_the_same"):
                self.add_error("all_the_same", [duplicate.hint for duplicate in duplicates])
        return cleaned

    def clean_slug(self):
        """Make another slug where the one that follows from the name is taken."""
        typed, slug = self.cleaned_data["slug"], super().clean_slug()
        self.usual_slug = slug
        others = self._meta.model.objects.exclude(pk=self.instance.pk)
        taken = set() if typed else set(others.values_list("slug", flat=True))
        stem = slug[: self._meta.model._meta.get_field("slug").max_length - 10]
        numbers = (f"{stem}-{number}" for number in count(2))
        return (
            slug if slug not in taken else next(number for number in numbers if number not in taken)
        )


def same_file(submission):
    """Return the other submissions that have the very file of this one, whatever their treaty."""
    if not submission.sha256:
        return []
    return _duplicates(submission, Q(sha256=submission.sha256), _("the same file"))


def same_title(submission):
    """Return the other submissions of the same title on the same treaty."""
    alike = Q(treaty=submission.treaty_id, folded=fold(submission.title))
    return _duplicates(submission, alike, _("the same title on the same treaty"))


def _duplicates(submission, alike, reason):
    rows = Submission.objects.filter(alike).exclude(pk=submission.pk).for_list().order_by("-pk")
    return [Duplicate(row, _signed(row), reason) for row in rows[:SHOWN]]


def _signed(submission):
    """How an editor tells submissions of one title apart: by their authors."""
    authors = ", ".join(author.short_name for author in submission.authors)
    return f"{submission} ({authors})" if authors else str(submission)


def same_names(organisation, slug):
    """Return the other organisations that share a name or acronym, or whose slug this one is."""
    names = _names(organisation)
    held = Q(slug=slug)
    for folded in list(names)[:MOST_NAMES]:
        held |= Q(folded__contains=folded)
    duplicates = []
    for row in Organisation.objects.filter(held).exclude(pk=organisation.pk):
        shared = [name for folded, name in names.items() if folded in _names(row)]
        if shared:
            reason = _("both have the name “%(name)s”") % {"name": shared[0]}
            duplicates.append(Duplicate(row, str(row), reason))
        elif row.slug == slug:
            duplicates.append(Duplicate(row, str(row), _("almost the same name")))
    return duplicates[:SHOWN]


def _names(organisation):
    """Return what an organisation is called, by the folded form."""
    names = [organisation.name, organisation.acronym, *organisation.names]
    return {fold(name): name for name in names if fold(name)}
