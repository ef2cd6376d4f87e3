"""The filters over treaties, sessions, drafts and articles, for the API and for pages.

Values are slugs or paths of slugs; values of one filter are or-ed, different filters and-ed. What
is not known is an error that names it, never an empty list.
"""

from typing import NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.folding import fold
from articles.models import Article, Draft, Session, Treaty

MAX_WORDS_LENGTH = 500
MAX_VALUE_LENGTH = 300
SHOWN_LENGTH = 80


class InvalidValue(NamedTuple):
    """A parameter with a value that cannot be used, and why, in words for a reader."""

    name: str
    value: str
    reason: str


def invalid_values(filterset):
    """Return what a FilterSet cannot use of its data, as a list of InvalidValues."""
    return [
        InvalidValue(name, shown(given_value(error, filterset.data, name)), " ".join(error))
        for name, errors in filterset.form.errors.as_data().items()
        for error in errors
    ]


def given_value(error, data, name):
    """Return the value that an error is about: the error's own, else the last one given."""
    return (error.params or {}).get("value", data.get(name, ""))


def shown(value):
    """Return a value as an answer may repeat it: short, and without NUL characters."""
    return str(value)[:SHOWN_LENGTH].replace("\x00", "\N{REPLACEMENT CHARACTER}")


class RowsField(forms.Field):
    """Rows of a model, each given by its slug or path of slugs; unknown ones are errors."""

    widget = forms.SelectMultiple

    def __init__(self, queryset, address, **kwargs):
        super().__init__(**kwargs)
        self.queryset, self.address = queryset, address

    def clean(self, value):
        values = list(dict.fromkeys(part for part in value or [] if part))
        found = {self.path(row): row for row in self.named(values)} if values else {}
        unknown = [v for v in values if v not in found]
        if unknown:
            raise ValidationError([self.not_known(value) for value in unknown])
        return [found[value] for value in values]

    def named(self, values):
        wanted = Q(pk__in=[])
        for value in values:
            parts = value.split("/")
            askable = len(value) <= MAX_VALUE_LENGTH and "\x00" not in value
            if askable and len(parts) == len(self.address):
                wanted |= Q(**dict(zip(self.address, parts, strict=True)))
        return self.queryset.filter(wanted)

    def path(self, row):
        return row.path if len(self.address) > 1 else row.slug

    def not_known(self, value):
        params = {"name": self.label, "value": shown(value)}
        return ValidationError(_("%(name)s “%(value)s” is not known."), params=params)


class RowsFilter(django_filters.Filter):
    """Keeps what belongs to any of the given rows of another model."""

    field_class = RowsField

    def __init__(self, model, field_name, **kwargs):
        address = ("slug",) if model is Treaty else ("treaty__slug", "slug")
        rows = model.objects.all() if model is Treaty else model.objects.select_related("treaty")
        super().__init__(field_name=field_name, queryset=rows, address=address, **kwargs)

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
        super().__init__(choices=codes.choices, distinct=False, **kwargs)


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
