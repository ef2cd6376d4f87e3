"""The filters over treaties, sessions, drafts and articles, for the API and for pages.

Values are slugs or paths of slugs; values of one filter are or-ed, different filters and-ed. What
is not known is an error that names it, never an empty list.
"""

import functools
import operator
from typing import NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.folding import fold
from articles.models import Article, Basis, Draft, Session, Succession, Treaty
from articles.page_addresses import at_paths

MAX_WORDS_LENGTH = 500
MAX_VALUE_LENGTH = 300
MAX_REPEATED_LENGTH = 80


class InvalidValue(NamedTuple):
    """A parameter with a value that cannot be used, and why, in words for a reader."""

    name: str
    value: str
    reason: str


def invalid_values(filterset):
    """Return what a FilterSet cannot use of its data, as a list of InvalidValues."""
    return [
        InvalidValue(name, shortened(given_value(error, filterset.data, name)), reason_of(error))
        for name, errors in filterset.form.errors.as_data().items()
        for error in errors
    ]


def reason_of(error):
    """Return what an error says; Django's own repeat a value of any length."""
    if error.params and "value" in error.params:
        error.params = error.params | {"value": shortened(error.params["value"])}
    return " ".join(error)


def given_value(error, data, name):
    """Return the value that an error is about: the error's own, else the last one given."""
    return (error.params or {}).get("value", data.get(name, ""))


def takes_several(filter_):
    """Return whether a filter reads several values, of which a row then needs any."""
    return getattr(filter_.field.widget, "allow_multiple_selected", False)


def shortened(value):
    """Return a value as an answer may repeat it: short, and without NUL characters."""
    return str(value)[:MAX_REPEATED_LENGTH].replace("\x00", "\N{REPLACEMENT CHARACTER}")


def can_be_asked(value):
    """Return whether a value may be looked for in the database at all."""
    return len(value) <= MAX_VALUE_LENGTH and "\x00" not in value


def not_known(value, label, models=()):
    """Return the error that says of a value of the filter of this label that there is none.

    Where values are paths of slugs, of these models, one of another length learns of it.
    """
    params = {"name": label, "value": shortened(value)}
    if len(value.split("/")) == len(models) or len(models) < 2:
        return ValidationError(_("%(name)s “%(value)s” is not known."), params=params)
    params["path"] = "/".join(str(model._meta.verbose_name) for model in models)
    message = _("%(name)s “%(value)s” is not known. Write it as %(path)s.")
    return ValidationError(message, params=params)


class RowsField(forms.Field):
    """Rows of a model, each given by its slug or path of slugs; unknown ones are errors."""

    widget = forms.SelectMultiple

    def __init__(self, queryset, address, models, **kwargs):
        super().__init__(**kwargs)
        self.queryset, self.address, self.models = queryset, address, models

    def clean(self, given):
        values = list(dict.fromkeys(value for value in given or [] if value))
        askable = [value for value in values if can_be_asked(value)]
        rows = at_paths(self.queryset, self.address, askable, self.models)
        if unknown := [value for value in values if value not in rows]:
            raise ValidationError([not_known(name, self.label, self.models) for name in unknown])
        return [rows[value] for value in values]


class RowsFilter(django_filters.Filter):
    """Keeps what belongs to any of the given rows of another model."""

    field_class = RowsField

    def __init__(self, model, field_name, **kwargs):
        if model is Treaty:
            path = {"queryset": Treaty.objects.all(), "address": ("slug",), "models": (Treaty,)}
        else:
            rows, models = model.objects.select_related("treaty"), (Treaty, model)
            path = {"queryset": rows, "address": ("treaty__slug", "slug"), "models": models}
        super().__init__(field_name=field_name, **path, **kwargs)

    def filter(self, qs, value):
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


class CodesField(django_filters.fields.MultipleChoiceField):
    """Codes of a closed vocabulary; an empty one, as forms send it, is none."""

    def to_python(self, value):
        return super().to_python([code for code in value or [] if code])


class CodesFilter(django_filters.MultipleChoiceFilter):
    """Keeps what has any of the given codes."""

    field_class = CodesField

    def __init__(self, codes, **kwargs):
        choices = getattr(codes, "choices", codes)
        super().__init__(choices=choices, distinct=False, **kwargs)


def kind_filter(kinds):
    return CodesFilter(
        kinds,
        label=gettext_lazy("Kind"),
        help_text=gettext_lazy("One of the kinds; repeat the parameter for several."),
    )


def treaty_filter(field_name):
    return RowsFilter(
        Treaty,
        field_name,
        label=gettext_lazy("Treaty"),
        help_text=gettext_lazy("Slug of a treaty."),
    )


class EitherEndFilter(RowsFilter):
    """Keeps successions of which one end belongs to any of the given rows."""

    def __init__(self, model, *field_names, **kwargs):
        super().__init__(model, field_names[0], **kwargs)
        self.field_names = field_names

    def filter(self, qs, value):
        if not value:
            return qs
        ends = [models.Q(**{f"{name}__in": value}) for name in self.field_names]
        return qs.filter(functools.reduce(operator.or_, ends))


class TreatyFilterSet(django_filters.FilterSet):
    """Filters of the list of treaties."""

    status = CodesFilter(
        Treaty.Status,
        label=gettext_lazy("Status"),
        help_text=gettext_lazy("How far the treaty has come; repeat for several."),
    )

    class Meta:
        model = Treaty
        fields = []


class SessionFilterSet(django_filters.FilterSet):
    """Filters of the list of sessions."""

    treaty = treaty_filter("treaty")
    kind = kind_filter(Session.Kind)

    class Meta:
        model = Session
        fields = []


class DraftFilterSet(django_filters.FilterSet):
    """Filters of the list of drafts."""

    treaty = treaty_filter("treaty")
    kind = kind_filter(Draft.Kind)

    class Meta:
        model = Draft
        fields = []


class ArticleFilterSet(django_filters.FilterSet):
    """Filters of the list of articles."""

    treaty = treaty_filter("draft__treaty")
    draft = RowsFilter(
        Draft,
        "draft",
        label=gettext_lazy("Draft"),
        help_text=gettext_lazy("A draft, as treaty/draft."),
    )
    kind = kind_filter(Article.Kind)
    q = django_filters.CharFilter(
        method="filter_words",
        max_length=MAX_WORDS_LENGTH,
        label=gettext_lazy("Words"),
        help_text=gettext_lazy("Words that all occur in number or heading, such as “article 24”."),
    )

    class Meta:
        model = Article
        fields = []

    def filter_words(self, queryset, name, value):
        for word in fold(value).split():
            queryset = queryset.filter(folded__contains=word)
        return queryset


# What editors rejected is nobody else's.
PUBLIC_STATES = [state for state in Succession.State.choices if state[0] != "rejected"]


class SuccessionFilterSet(django_filters.FilterSet):
    """Filters of the list of successions."""

    treaty = EitherEndFilter(
        Treaty,
        "ancestor__draft__treaty",
        "descendant__draft__treaty",
        label=gettext_lazy("Treaty"),
        help_text=gettext_lazy("Slug of a treaty."),
    )
    draft = EitherEndFilter(
        Draft,
        "ancestor__draft",
        "descendant__draft",
        "dropped_in",
        label=gettext_lazy("Draft"),
        help_text=gettext_lazy("A draft in which it begins or ends, as treaty/draft."),
    )
    state = CodesFilter(
        PUBLIC_STATES,
        label=gettext_lazy("State"),
        help_text=gettext_lazy("confirmed by an editor, or suggested and not decided yet."),
    )
    kind = CodesFilter(
        Succession.Kind.choices,
        method="filter_kinds",
        label=gettext_lazy("Kind"),
        help_text=gettext_lazy(
            "became another article, dropped in a later draft, or new; repeat for several."
        ),
    )
    basis = CodesFilter(
        Basis.choices,
        label=gettext_lazy("Basis"),
        help_text=gettext_lazy("How the succession is known."),
    )
    min_score = django_filters.NumberFilter(
        field_name="score",
        lookup_expr="gte",
        min_value=0,
        max_value=1,
        label=gettext_lazy("Lowest score"),
        help_text=gettext_lazy("Suggestions by rule that are at least so sure, from 0 to 1."),
    )

    class Meta:
        model = Succession
        fields = []

    def filter_kinds(self, queryset, name, value):
        return queryset.of_kinds(value) if value else queryset
