"""What changed in an article since an earlier draft, as its page shows it."""

import django_filters
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from articles import redline
from articles.api.parameters import refuse
from articles.api.place_views import (
    FROM,
    KINDS,
    LANGUAGE,
    LANGUAGE_COMPARED,
    TO,
    PlaceSerializer,
    PlaceView,
    article_at,
    draft_at,
    language_among,
    place_of,
)
from articles.api.serializers import Choice, OptionalText, ReadOnlySerializer, Text
from articles.lineage.article_alignment import languages_of
from articles.lineage.article_changes import changes_since

OF, SINCE = "article", "since"
REDLINE = "Pairs of = (kept), - (deleted) or + (inserted) and the words."


def redline_field(**options):
    pair = serializers.ListField(child=serializers.CharField(trim_whitespace=False))
    return serializers.ListField(child=pair, **options)


class ProvisionChangeSerializer(ReadOnlySerializer):
    """A provision as it stands, and what it comes from."""

    kind = Choice(choices=KINDS, help_text="What became of the provision that it comes from.")
    redline = redline_field(
        help_text=f"From the words of all that it comes from, or its share of them. {REDLINE}"
    )

    def get_fields(self):
        # "from" is a word of the language, so no class attribute can have that name.
        before = PlaceSerializer(many=True, help_text="The earlier provisions; none: it is new.")
        return {FROM: before, TO: PlaceSerializer()} | super().get_fields()

    @staticmethod
    def represent(change, earlier, later):
        return {
            FROM: [place_of(earlier, place) for place in change.earlier],
            TO: place_of(later, change.later),
            "kind": change.kind,
            "redline": redline.as_json(change.runs),
        }


class DepartureSerializer(ReadOnlySerializer):
    """An earlier provision that is not in the article."""

    text = Text(help_text="Its words.")

    def get_fields(self):
        after = PlaceSerializer(many=True, help_text="Where it is instead; none: it is gone.")
        return {FROM: PlaceSerializer(), TO: after} | super().get_fields()


class ArticleChangesSerializer(ReadOnlySerializer):
    language = OptionalText(
        help_text="Of the texts compared; null where the drafts have none in one language."
    )
    predecessors = serializers.ListField(
        child=Text(),
        help_text="The earlier articles that it comes from over confirmed successions, as "
        "treaty/draft/article; none where that is not known, and then nothing is compared.",
    )
    provisions = ProvisionChangeSerializer(many=True, help_text="As the text of the article runs.")
    departures = DepartureSerializer(
        many=True, help_text="What the earlier articles had and it has not."
    )


class ChangesView(PlaceView):
    """What changed in an article since an earlier draft, provision by provision.

    Confirmed successions alone are followed.
    """

    serializer_class = ArticleChangesSerializer
    parameters = {
        OF: django_filters.CharFilter(
            required=True, help_text=gettext_lazy("An article, as treaty/draft/article.")
        ),
        SINCE: django_filters.CharFilter(
            required=True, help_text=gettext_lazy("An earlier draft, as treaty/draft.")
        ),
        LANGUAGE: LANGUAGE_COMPARED,
    }

    def answer(self, query):
        article, earlier = article_at(query, OF), draft_at(query, SINCE)
        if earlier.treaty_id != article.draft.treaty_id:
            refuse(query, [SINCE], _("“%s” is a draft of another treaty than the article."))
        if earlier.stage >= article.draft.stage:
            refuse(query, [SINCE], _("“%s” is a draft of no earlier stage than the article."))
        languages = languages_of(earlier, article.draft)
        language = language_among(query, languages)
        wanted = (language, earlier.language, article.draft.language, *languages)
        tag = next((tag for tag in wanted if tag in languages), "")
        return _answer(changes_since(article, earlier, tag), tag, earlier, article.draft)


def _answer(changes, language, earlier, later):
    return {
        "language": language or None,
        "predecessors": [row.path for row in changes.predecessors],
        "provisions": [
            ProvisionChangeSerializer.represent(change, earlier, later)
            for change in changes.provisions.values()
        ],
        "departures": [
            {
                FROM: place_of(earlier, row.earlier),
                TO: [place_of(later, place) for place in row.later],
                "text": row.text,
            }
            for row in changes.departures
        ],
    }
