"""Two drafts of a treaty compared, as the page of the comparison shows them."""

import django_filters
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from articles import redline
from articles.api.changes import REDLINE, redline_field
from articles.api.parameters import refuse
from articles.api.place_views import (
    CONFIRMED,
    FROM,
    KINDS,
    LANGUAGE,
    LANGUAGE_COMPARED,
    LATER_DRAFT,
    STATE,
    SUCCESSIONS_FOLLOWED,
    SUGGESTED,
    TO,
    FromToSerializer,
    PlaceView,
    draft_at,
    language_among,
    states_followed,
)
from articles.api.serializers import Choice, OptionalText, ReadOnlySerializer, Text
from articles.lineage.compared_articles import ArticleChange
from articles.lineage.comparing import languages_in_both
from recommendations.listing.comparison_cache import comparison_cache


class ComparedProvisionSerializer(FromToSerializer):
    """A provision before and after, or one of both alone."""

    kind = Choice(choices=KINDS)
    redline = redline_field(help_text=REDLINE)


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


class CompareView(PlaceView):
    """What changed between two drafts of a treaty, article by article.

    Articles belong together by their successions, provisions by the alignment of their words.
    """

    serializer_class = ComparisonSerializer
    parameters = {
        FROM: django_filters.CharFilter(
            required=True, help_text=gettext_lazy("The earlier draft, as treaty/draft.")
        ),
        TO: LATER_DRAFT,
        STATE: SUCCESSIONS_FOLLOWED,
        LANGUAGE: LANGUAGE_COMPARED,
    }

    def answer(self, query):
        earlier, later = draft_at(query, FROM), draft_at(query, TO)
        states = states_followed(query)
        if later.treaty_id != earlier.treaty_id:
            refuse(query, [TO], _("“%s” is a draft of another treaty than the earlier one."))
        if later.stage <= earlier.stage:
            refuse(query, [TO], _("“%s” is a draft of no later stage than the earlier one."))
        languages = languages_in_both(earlier, later)
        language = language_among(query, languages) or next(iter(languages), "")
        comparison = comparison_cache.get(earlier, later, language, states)
        results = [_articles(group) for group in comparison.articles]
        return {"count": len(results), "language": language or None, "results": results}


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
