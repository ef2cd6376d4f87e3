"""Where the provisions of an article stand in a later draft."""

import django_filters
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

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
    article_at,
    draft_at,
    language_among,
    place_of,
    states_followed,
)
from articles.api.serializers import Choice, OptionalText, ReadOnlySerializer
from articles.lineage.article_alignment import NoSuchLanguage, align_article


class AlignmentRowSerializer(FromToSerializer):
    """A provision and one place where it stands, or one of both alone."""

    kind = Choice(
        choices=KINDS,
        help_text="What became of it. A provision that was split, or merged with others, has a "
        "row for each place.",
    )
    state = Choice(
        choices=[CONFIRMED, SUGGESTED],
        allow_null=True,
        help_text="Whether the successions behind the row are confirmed; null where the words were "
        "found in an article that is no successor.",
    )
    score = serializers.FloatField(help_text="How alike the two are, from 0 to 1.")
    carried = serializers.FloatField(help_text="The share of the words before that stand after.")
    absorbed = serializers.FloatField(
        help_text="The share of the words after that come from before."
    )


class AlignmentSerializer(ReadOnlySerializer):
    count = serializers.IntegerField(help_text="How many rows there are.")
    language = OptionalText(
        help_text="Of the texts compared; null where the drafts have none in one language."
    )
    results = AlignmentRowSerializer(
        many=True,
        help_text="The provisions of the article in order, then what is new in its successors; "
        "none where it is not known what became of the article.",
    )


class AlignmentView(PlaceView):
    """Where each provision of an article stands in a later draft, computed from both texts.

    What is gone is looked for in all of the later draft.
    """

    serializer_class = AlignmentSerializer
    parameters = {
        FROM: django_filters.CharFilter(
            required=True,
            help_text=gettext_lazy("An article of the earlier draft, as treaty/draft/article."),
        ),
        TO: LATER_DRAFT,
        STATE: SUCCESSIONS_FOLLOWED,
        LANGUAGE: LANGUAGE_COMPARED,
    }

    def answer(self, query):
        article, later = article_at(query, FROM), draft_at(query, TO)
        states = states_followed(query)
        if later.treaty_id != article.draft.treaty_id:
            refuse(query, [TO], _("“%s” is a draft of another treaty than the article."))
        if later.stage <= article.draft.stage:
            refuse(query, [TO], _("“%s” is a draft of no later stage than the article."))
        try:
            alignment = align_article(article, later, query.get(LANGUAGE, ""), states)
        except NoSuchLanguage as error:
            language_among(query, error.languages)
        return _answer(article.draft, later, alignment)


def _answer(earlier, later, alignment):
    rows = [_row(earlier, later, *aligned) for aligned in alignment.rows]
    return {"count": len(rows), "language": alignment.language or None, "results": rows}


def _row(earlier, later, row, state):
    return {
        FROM: place_of(earlier, row.earlier),
        TO: place_of(later, row.later),
        "kind": row.kind,
        "state": state,
        "score": row.score,
        "carried": row.carried,
        "absorbed": row.absorbed,
    }
