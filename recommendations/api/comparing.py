"""Two drafts of a treaty compared, as the page of the comparison shows them."""

import django_filters
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from articles import redline
from articles.api.alignment import (
    CONFIRMED,
    DRAFT,
    FILTERS,
    FROM,
    KINDS,
    LANGUAGE,
    STATE,
    STATES,
    SUGGESTED,
    TO,
    PlaceSerializer,
    row_at,
)
from articles.api.changes import REDLINE, redline_field
from articles.api.generics import StrictViewMixin
from articles.api.parameters import refuse
from articles.api.serializers import Choice, OptionalText, ReadOnlySerializer, Text
from articles.lineage.compared_articles import ArticleChange
from articles.lineage.comparing import languages_in_both
from articles.models import Draft
from recommendations.listing.comparison_cache import comparison_cache

OWN_FILTERS = FILTERS | {
    FROM: django_filters.CharFilter(
        required=True, help_text=gettext_lazy("The earlier draft, as treaty/draft.")
    ),
}


class ComparedProvisionSerializer(ReadOnlySerializer):
    """A provision before and after, or one of both alone."""

    kind = Choice(choices=KINDS)
    redline = redline_field(help_text=REDLINE)

    def get_fields(self):
        # "from" is a word of the language, so no class attribute can have that name.
        before = PlaceSerializer(allow_null=True, help_text="Where it stood; null for what is new.")
        after = PlaceSerializer(
            allow_null=True, help_text="Where it stands; null for what is gone."
        )
        return {FROM: before, TO: after} | super().get_fields()


class ComparedArticlesSerializer(ReadOnlySerializer):
    """Articles of both drafts that belong together, and what changed in them."""

    change = Choice(
        choices=[(change.value, change.value) for change in ArticleChange],
        help_text="What became of the article; undecided where no succession says it.",
    )
    state = Choice(
        choices=[(state, state.label) for state in (CONFIRMED, SUGGESTED)],
        allow_null=True,
        help_text="Of the successions behind the change; null where none says it.",
    )
    heading = redline_field(help_text=f"The heading. {REDLINE} Empty where one side is.")
    added = serializers.IntegerField(help_text="Words added; those that only moved are not.")
    removed = serializers.IntegerField(help_text="Words removed; those that only moved are not.")
    moved = serializers.IntegerField(help_text="Words that came from another article as they were.")
    provisions = ComparedProvisionSerializer(many=True)

    def get_fields(self):
        def paths(side):
            words = f"The articles of the {side} draft, as treaty/draft/article."
            return serializers.ListField(child=Text(), help_text=words)

        return {FROM: paths("earlier"), TO: paths("later")} | super().get_fields()


class ComparisonSerializer(ReadOnlySerializer):
    count = serializers.IntegerField(help_text="How many groups of articles there are.")
    language = OptionalText(
        help_text="Of the texts compared; null where the drafts have none in one language."
    )
    results = ComparedArticlesSerializer(
        many=True, help_text="In the order of the later text; what is gone where it stood."
    )


class CompareView(StrictViewMixin, APIView):
    """What changed between two drafts of a treaty, article by article.

    Articles belong together by their successions, provisions by the alignment of their words.
    """

    serializer_class = ComparisonSerializer
    may_be_absent = True

    def allowed_parameters(self):
        return super().allowed_parameters() | {*OWN_FILTERS}

    def filters(self):
        return OWN_FILTERS

    def get(self, request):
        query = request.query_params
        missing = [name for name in (FROM, TO) if not query.get(name)]
        refuse(query, missing, _("“%s” is needed."))
        drafts = Draft.objects.select_related("treaty")
        earlier, later = (row_at(query, name, drafts, DRAFT, "treaty/draft") for name in (FROM, TO))
        state = query.get(STATE) or CONFIRMED
        if state not in STATES:
            refuse(query, [STATE], _("“%%s” is one of: %s.") % ", ".join(STATES))
        if later.treaty_id != earlier.treaty_id:
            refuse(query, [TO], _("“%s” is a draft of another treaty than the earlier one."))
        if later.stage <= earlier.stage:
            refuse(query, [TO], _("“%s” is a draft of no later stage than the earlier one."))
        languages = languages_in_both(earlier, later)
        language = query.get(LANGUAGE) or next(iter(languages), "")
        if language and language not in languages:
            reason = _("“%%s”: the drafts do not both have text in it, only in: %s.")
            refuse(query, [LANGUAGE], reason % (", ".join(languages) or _("none")))
        comparison = comparison_cache.get(earlier, later, language, STATES[state])
        results = [_articles(group) for group in comparison.articles]
        return Response({"count": len(results), "language": language or None, "results": results})


def _articles(group):
    return {
        FROM: [article.path for article in group.earlier],
        TO: [article.path for article in group.later],
        "change": group.change,
        "state": group.state,
        "heading": redline.as_json(group.heading),
        "added": group.word_count.added,
        "removed": group.word_count.removed,
        "moved": group.word_count.moved,
        "provisions": [_provision(row) for row in group.provisions],
    }


def _provision(row):
    return {
        FROM: _place(row.earlier),
        TO: _place(row.later),
        "kind": row.kind,
        "redline": redline.as_json(row.runs),
    }


def _place(provision):
    return provision and {"article": provision.article.path, "eid": provision.eid}
