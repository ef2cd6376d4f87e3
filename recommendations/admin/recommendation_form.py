"""The form of a recommendation: its themes as a tree of boxes, its usual draft chosen once."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.admin.forms import DeskForm, GroupedBoxes, SeveralRows
from articles.models import Draft
from recommendations.admin import suggested_action
from recommendations.admin.hint_widgets import NoticedInput, NoticedSelect
from recommendations.admin.passage_inline import QuoteField
from recommendations.admin.posted_rows import wordings
from recommendations.models import Recommendation, Theme


def drafts_of(submission):
    """Return the drafts that places of a submission are looked for in: its own, else all."""
    return list(submission.drafts.all()) or list(submission.treaty.drafts.all())


class ThemeBoxes(GroupedBoxes):
    """Boxes in the order of the tree; those of the lower level are marked for the style sheet."""

    within = frozenset()

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value in self.within:
            option["attrs"]["class"] = "within"
        return option


class RecommendationForm(DeskForm):
    draft = forms.ModelChoiceField(
        Draft.objects.none(),
        required=False,
        label=_("Usual draft"),
        help_text=_("Places typed without “of …” are looked for in it first."),
    )
    themes = SeveralRows(
        Theme.objects.all(),
        required=False,
        widget=ThemeBoxes(
            attrs={
                "data-find": _("Find themes by the first letters: “judicial, notif”"),
                "data-all": _("All themes"),
                "data-chosen": _("Chosen: "),
                "data-none": _("No such theme."),
            }
        ),
        label=_("Themes"),
    )
    quote = QuoteField()

    class Media:
        js = ("vendor/htmx/htmx.min.js", "js/entering.js")

    class Meta:
        model = Recommendation
        exclude = ()  # the page of the desk names the fields
        widgets = {"title": NoticedInput(attrs={"autofocus": True}), "action": NoticedSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The language in which the proposals below were entered, before this form changes it.
        if self.instance.pk:
            self.current_save.language_before = self.instance.tongue
        if "action" in self.fields:
            self.fields["action"].required = False
            self.fields["action"].help_text = _("Left open, it follows from title and wording.")
        if "themes" in self.fields:
            self._plant_themes(self.fields["themes"])
        if "draft" in self.fields:
            self._offer_drafts(self.fields["draft"])

    def ask_for_more(self):
        """Name the field for passages anew, where some are there already."""
        if "quote" in self.fields:
            self.fields["quote"].label = self["quote"].label = _("Paste more words")

    def _plant_themes(self, field):
        rows = list(Theme.objects.all())
        tree = [
            one
            for upper in rows
            if not upper.parent_id
            for one in [upper, *(row for row in rows if row.parent_id == upper.pk)]
        ]
        field.choices = [(one.pk, one.name) for one in tree]
        field.widget.within = {one.pk for one in tree if one.parent_id}

    def _offer_drafts(self, field):
        submission = self._submission()
        drafts = drafts_of(submission) if submission else []
        field.queryset = Draft.objects.filter(pk__in=[draft.pk for draft in drafts])
        if len(drafts) <= 1:
            field.widget = forms.HiddenInput()
        if self.instance.pk and (first := self.instance.targets.first()):
            self.initial.setdefault("draft", first.draft.pk)
        elif drafts:
            self.initial.setdefault("draft", drafts[0].pk)

    def _submission(self):
        """Return the submission as far as it is known: typed, handed over or saved."""
        if "submission" not in self.fields:
            return self.instance.submission
        value = self["submission"].value()
        try:
            return self.fields["submission"].clean(value)
        except ValidationError:
            return None

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if "action" in self.fields and cleaned.get("action") == "":
            title, cross_cutting = cleaned.get("title", ""), cleaned.get("cross_cutting", False)
            cleaned["action"] = suggested_action.suggested(
                title, wordings(self.data), cross_cutting
            )
        return cleaned

    def clean_draft(self):
        self.current_save.draft = self.cleaned_data["draft"]
        return self.cleaned_data["draft"]
