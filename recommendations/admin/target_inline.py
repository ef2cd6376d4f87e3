"""Targets as rows of a recommendation: a place as people type it, and the wording proposed."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import places
from articles.admin.forms import DeskForm, VerbatimField, is_to_be_deleted
from articles.admin.inlines import DeskFormSet, StackedInline
from articles.locking import lock_all
from articles.models import Article
from articles.places.draft_places import DraftPlaces
from articles.redline_html import as_html
from recommendations import bases
from recommendations.admin.recommendation_form import drafts_of
from recommendations.models import Proposal, Target

WORDING = ("base", "proposed", "basis")
BESIDE = ("relation", "new_label", "extent", "as_cited")  # what places typed together share


class WordingWidget(AdminTextareaWidget):
    """A text whose redline the page shows while somebody types."""

    def __init__(self, attrs=None):
        live = {"rows": 5, "data-redline-of": reverse_lazy("admin:desk_redline")}
        super().__init__(live | (attrs or {}))


def redline_box(runs):
    """Return the place on the page where a redline is shown, saved or live."""
    html = as_html(runs)
    return format_html('<div class="redline" data-redline aria-live="polite">{}</div>', html)


def place_of(target):
    """Return the place of a target, as typed and suggested at the desk."""
    return places.Place(target.draft, target.article, target.division, target.provision)


class TargetForm(DeskForm):
    """One target; with it, its proposal in the language of the recommendation."""

    place = forms.CharField(
        label=gettext_lazy("Where"),
        max_length=places.MAX_LENGTH,
        error_messages={"required": gettext_lazy("Enter a place of the draft.")},
        widget=AdminTextInputWidget(
            attrs={
                "data-places": reverse_lazy("admin:desk_places"),
                "data-rows": reverse_lazy("admin:desk_rows"),
                "data-known-of": gettext_lazy("Source"),
                "data-known-take": gettext_lazy("Use as base wording"),
                "autocomplete": "off",
            }
        ),
        help_text=gettext_lazy(
            "For example 24(2), preamble, chapter IV, 42 of 16, or words of a heading. "
            "Several, such as “23(2)(c), 24 and 29-30”, each get a row. “After 24(3)” is a "
            "place to insert something."
        ),
    )
    base = VerbatimField(
        label=gettext_lazy("Base wording"),
        required=False,
        widget=WordingWidget(),
        help_text=gettext_lazy("The text as it is now. Leave empty only for an insertion."),
    )
    proposed = VerbatimField(
        label=gettext_lazy("Proposed wording"),
        required=False,
        widget=WordingWidget(),
        help_text=gettext_lazy("The text as it should be. Leave empty for a deletion."),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("How the base is known"),
        choices=Proposal.Basis.choices,
        initial=Proposal.Basis.QUOTED,
    )

    class Meta:
        model = Target
        fields = ("relation", "new_label", "extent", "as_cited", "position")

    rows = None  # the formset, set by it
    typed_place = None  # the place that was typed, once it is understood
    beside = ""  # "before" or "after", where that was typed with the place
    new_label = ""  # what is to be inserted there, where that was typed: "24(3a) (new)"
    also = ()  # the further places, where several were typed
    proposal = None

    def prepare(self, rows):
        """Take what the row stands in, and show what is recorded."""
        self.rows = rows
        if not self.instance.pk:
            return
        self.initial["place"] = place_of(self.instance).text
        language = rows.current_save.language_before or rows.instance.quote_language
        for proposal in self.instance.proposals.all():
            if proposal.language == language:
                self.proposal = proposal
                self.initial |= {name: getattr(proposal, name) for name in WORDING}

    def clean_place(self):
        typed = self.cleaned_data["place"]
        if self.instance.pk and "place" not in self.changed_data:
            self.typed_place = place_of(self.instance)
            return typed
        if not self.rows.instance.submission_id:
            raise ValidationError(
                _("Choose the submission first: places are searched for in its drafts.")
            )
        preferred = self.rows.current_save.usual_draft
        self.new_label = places.new_label_of(typed)
        self.beside, typed = places.relation_of(typed)
        try:
            self.typed_place, *self.also = places.find_enumerated(
                typed, self.rows.draft_places, preferred
            )
        except places.NotFound as error:
            raise ValidationError(str(error)) from error
        return typed

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.beside:
            cleaned["relation"] = self.beside
            cleaned["new_label"] = cleaned.get("new_label") or self.new_label
        if self.typed_place:
            self.instance.article = self.typed_place.article
            self.instance.division = self.typed_place.division
            self.instance.provision = self.typed_place.provision
        return cleaned

    def check_instance(self):
        super().check_instance()
        if self.cleaned_data.get("base") or self.cleaned_data.get("proposed"):
            self._check_proposal()
            if self.also:
                words = _("These words belong to one place. Give each of the others its own row.")
                self.add_error("proposed", words)

    def check_constraints(self, constraints):
        if not self.typed_place:
            return  # there is nothing to compare
        if self.typed_place.is_new:
            # A stub yet to be made is in no other row.
            constraints = [
                constraint
                for constraint in constraints
                if not {"article", "provision"} & set(getattr(constraint, "fields", ()))
            ]
        super().check_constraints(constraints)

    def field_of(self, constraint):
        return super().field_of(constraint) or "place"

    def _check_proposal(self):
        proposal = self.proposal or Proposal()
        proposal.target = self.instance
        proposal.language = (
            self.rows.instance.quote_language if self.rows.instance.submission_id else "en"
        )
        for name in WORDING:
            setattr(proposal, name, self.cleaned_data.get(name, ""))
        try:
            proposal.full_clean(exclude=["target"])
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.add_error("proposed" if name == NON_FIELD_ERRORS else name, messages)
        else:
            self._check_basis(proposal)

    def _check_basis(self, proposal):
        """Refuse an official text that is none, once it is typed; later it may have gone stale."""
        entered = {"place", "extent", "relation", "base", "basis"} & set(self.changed_data)
        if entered and self.typed_place and not self.typed_place.is_new and "basis" in self.fields:
            for message in bases.misquoted(proposal, self.instance):
                self.add_error("base", message)

    def save(self, commit=True):
        if self.typed_place and self.typed_place.is_new:
            self.instance.provision = self.typed_place.enter().provision
        target = self.instance
        # A change of the wording alone is none of the target: its history stays silent.
        if target._state.adding or set(self.changed_data) - set(WORDING):
            target = super().save(commit)
        if commit:
            self.save_proposal()
            for place in self.also:
                self._save_beside(target, place.enter())
        return target

    def _save_beside(self, target, place):
        Target.objects.create(
            article=place.article,
            division=place.division,
            provision=place.provision,
            **{name: getattr(target, name) for name in ("recommendation", "position", *BESIDE)},
        )

    def save_proposal(self):
        """Record the wording, or take it away where both texts were emptied."""
        cleaned = self.cleaned_data
        if not cleaned["base"] and not cleaned["proposed"]:
            if self.proposal:
                self.proposal.delete()
            return
        proposal = self.proposal or Proposal(target=self.instance)
        proposal.target = self.instance
        before = None if self.proposal is None else self.proposal.language
        language = self.rows.instance.quote_language
        if before == language and not set(self.changed_data) & set(WORDING):
            return
        proposal.language = language
        for name in WORDING:
            setattr(proposal, name, cleaned[name])
        proposal.save()


class TargetFormSet(DeskFormSet):
    @cached_property
    def draft_places(self):
        """What the submission's drafts hold, in which the places of all rows are looked up."""
        return DraftPlaces(drafts_of(self.instance.submission))

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.prepare(self)

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            place = form.typed_place
            if place is None or is_to_be_deleted(form):
                continue
            if form.cleaned_data.get("relation") != Target.Relation.AT:
                continue
            named = {typed.text for typed in (place, *form.also)}
            if named & seen:
                form.add_error("place", _("Another row already has this place."))
            seen |= named

    def save(self, commit=True):
        # All at once, in the order of their keys: another may enter places in the same articles.
        places = [place for form in self.forms for place in (form.typed_place, *form.also)]
        entered = {place.article.pk for place in places if place and place.is_new}
        if entered:
            lock_all(Article.objects.filter(pk__in=entered))
        return super().save(commit)


class TargetInline(StackedInline):
    model = Target
    form = TargetForm
    formset = TargetFormSet
    readonly_fields = ("redline",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "place",
                    ("base", "proposed"),
                    "redline",
                    ("relation", "new_label", "basis"),
                )
            },
        ),
        (
            gettext_lazy("More about this target"),
            {
                "classes": ("collapse",),
                "fields": (("as_cited", "extent", "position"),),
            },
        ),
    )

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("article__draft", "division__draft", "provision__article")
            .select_related("recommendation__submission")
            .defer("recommendation__submission__text")
            .prefetch_related("proposals")
        )

    @admin.display(description=gettext_lazy("Redline"))
    def redline(self, target):
        """The redlines as saved; the page's script shows the first anew while somebody types."""
        proposals = list(target.proposals.all()) if target.pk else []
        language = target.recommendation.quote_language if proposals else ""
        own = [
            run
            for proposal in proposals
            if proposal.language == language
            for run in proposal.redline
        ]
        others = [
            (proposal.language, as_html(proposal.redline))
            for proposal in proposals
            if proposal.language != language
        ]
        rest = format_html_join("", '<div class="redline" lang="{}">{}</div>', others)
        return format_html("{}{}", redline_box(own), rest)
