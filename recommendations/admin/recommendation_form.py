"""The form of a recommendation: its themes as a tree of boxes, its usual draft chosen once."""

import re

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.forms import (
    DeskForm,
    GroupedBoxes,
    SeveralRows,
    UnrecordedField,
    VerbatimField,
)
from articles.models import Draft
from recommendations.admin import suggested_action
from recommendations.models import Recommendation, Theme

LAST_FIGURE = re.compile(r"\d+(?=\D*$)")
LONGEST = Recommendation._meta.get_field("number").max_length


def drafts_of(submission):
    """Return the drafts that places of a submission are looked for in: its own, else all."""
    return list(submission.drafts.all()) or list(submission.treaty.drafts.all())


class WithHint:
    """Adds a place for hints under the field, which a screen reader reads when they change."""

    def render(self, name, value, attrs=None, renderer=None):
        field = super().render(name, value, attrs, renderer)
        return format_html('{}<div class="hint" id="hint-{}" role="status"></div>', field, name)


class InputWithHint(WithHint, AdminTextInputWidget):
    pass


class TextareaWithHint(WithHint, AdminTextareaWidget):
    pass


class SelectWithHint(WithHint, forms.Select):
    pass


class QuoteField(VerbatimField):
    """Passages pasted as they stand in the document, kept apart by empty lines or […]."""

    def __init__(self):
        super().__init__(
            required=False,
            label=_("Words of the document"),
            help_text=_(
                "Paste the words of the document. Separate two passages by an empty line or "
                "[…]. The page and the words around are looked up in the text of the "
                "document, where it is recorded."
            ),
            widget=TextareaWithHint(attrs={"rows": 4}),
        )


class ThemeBoxes(GroupedBoxes):
    """Boxes in the order of the tree; those of the lower level are marked for the style sheet."""

    lower = frozenset()
    texts = {
        "data-find": _("Find themes by the first letters: “judicial, notif”"),
        "data-all": _("All themes"),
        "data-chosen": _("Chosen: "),
        "data-none": _("There is no theme “{typed}”."),
    }
    TEXTS_OF_ADDING = {
        "data-add": _("Add “{typed}” as a theme"),
        "data-add-at": reverse_lazy("admin:recommendations_theme_add"),
    }

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value in self.lower:
            option["attrs"]["class"] = "within"
        return option


class UsualDraftField(UnrecordedField, forms.ModelChoiceField):
    """The draft in which places are looked for first."""


class RecommendationForm(DeskForm):
    draft = UsualDraftField(
        Draft.objects.none(),
        required=False,
        label=_("Usual draft"),
        help_text=_("Places typed without “of …” are searched for in this draft first."),
    )
    themes = SeveralRows(
        Theme.objects.all(),
        required=False,
        widget=ThemeBoxes,
        label=_("Themes"),
    )
    quote = QuoteField()

    class Media:
        js = ("vendor/htmx/htmx.min.js", "js/entering.js")

    class Meta:
        model = Recommendation
        exclude = ()  # the page of the desk names the fields
        widgets = {"title": InputWithHint(attrs={"autofocus": True}), "action": SelectWithHint}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The language in which the proposals below were entered, before this form changes it.
        if self.instance.pk:
            self.current_save.language_before = self.instance.quote_language
        if "action" in self.fields:
            self.fields["action"].required = False
            self.fields["action"].help_text = _("Leave empty to set it from title and wording.")
        if "themes" in self.fields:
            self._offer_themes(self.fields["themes"])
        if "draft" in self.fields:
            self._offer_drafts(self.fields["draft"])

    def offer_new_themes(self):
        """Let a theme that is typed and does not exist be added from here."""
        if "themes" in self.fields:
            widget = self.fields["themes"].widget
            widget.texts = ThemeBoxes.texts | ThemeBoxes.TEXTS_OF_ADDING

    def ask_for_more(self):
        """Name the field for passages anew, where some are there already."""
        if "quote" in self.fields:
            self.fields["quote"].label = self["quote"].label = _("Paste more words")

    def _offer_themes(self, field):
        themes = list(Theme.objects.all())
        tree = [
            theme
            for upper in themes
            if not upper.parent_id
            for theme in [upper, *(lower for lower in themes if lower.parent_id == upper.pk)]
        ]
        field.choices = [(theme.pk, theme.name) for theme in tree]
        field.widget.lower = {theme.pk for theme in tree if theme.parent_id}

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
                title, suggested_action.wordings(self.data), cross_cutting
            )
        return cleaned

    def clean_draft(self):
        self.current_save.usual_draft = self.cleaned_data["draft"]
        return self.cleaned_data["draft"]


def following(number):
    """Return the number after this one: "6.1" gives "6.2", "6.09" gives "6.10".

    "" where there is none, because the number has no figure or the next would be too long.
    """
    figure = LAST_FIGURE.search(number) if len(number) <= LONGEST else None
    if figure is None:
        return ""
    raised = str(int(figure.group()) + 1).zfill(len(figure.group()))
    following_number = number[: figure.start()] + raised + number[figure.end() :]
    return following_number if len(following_number) <= LONGEST else ""


def free_after(number, taken):
    """Return the first number after this one that is not taken; "" where none fits."""
    while (number := following(number)) and number in taken:
        pass
    return number


def next_number(submission, after=None):
    """Return the first free number after the given one, else after the last of the submission."""
    taken = list(submission.recommendations.order_by("sort_key").values_list("number", flat=True))
    return free_after(after or (taken[-1] if taken else "0"), set(taken))
