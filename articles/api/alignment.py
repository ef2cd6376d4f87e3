"""Where the provisions of an article stand in a later draft."""

import django_filters
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.api.generics import StrictViewMixin
from articles.api.parameters import refuse
from articles.api.serializers import Choice, OptionalText, ReadOnlySerializer, Text
from articles.filters import can_be_asked, shortened
from articles.lineage.alignment import Kind
from articles.lineage.article_alignment import NoSuchLanguage, align_article
from articles.models import Article, Draft, Succession, Treaty
from articles.page_addresses import at_paths

ARTICLE = ("draft__treaty__slug", "draft__slug", "slug")
DRAFT = ("treaty__slug", "slug")
FROM, TO, STATE, LANGUAGE = "from", "to", "state", "language"
CONFIRMED, SUGGESTED = Succession.State.CONFIRMED, Succession.State.SUGGESTED
STATES = {CONFIRMED: (CONFIRMED,), SUGGESTED: (CONFIRMED, SUGGESTED)}
KINDS = [(kind.value, kind.value) for kind in Kind]
FILTERS = {
    FROM: django_filters.CharFilter(
        required=True,
        help_text=gettext_lazy("An article of the earlier draft, as treaty/draft/article."),
    ),
    TO: django_filters.CharFilter(
        required=True, help_text=gettext_lazy("The later draft, as treaty/draft.")
    ),
    STATE: django_filters.ChoiceFilter(
        choices=[(state, state.label) for state in STATES],
        help_text=gettext_lazy(
            "confirmed (the default) follows confirmed successions alone, suggested those as well "
            "that nobody has decided on."
        ),
    ),
    LANGUAGE: django_filters.CharFilter(
        help_text=gettext_lazy(
            "BCP 47 tag of the texts that are compared; that of the earlier draft, if it is not "
            "given."
        ),
    ),
}


class PlaceSerializer(ReadOnlySerializer):
    article = Text(help_text="treaty/draft/article.")
    eid = Text(help_text="Akoma Ntoso identifier of the provision, unique within the draft.")


class AlignmentRowSerializer(ReadOnlySerializer):
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

    def get_fields(self):
        # "from" is a word of the language, so no class attribute can have that name.
        before = PlaceSerializer(allow_null=True, help_text="Where it stood; null for what is new.")
        after = PlaceSerializer(
            allow_null=True, help_text="Where it stands; null for what is gone."
        )
        return {FROM: before, TO: after} | super().get_fields()


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


class AlignmentView(StrictViewMixin, APIView):
    """Where each provision of an article stands in a later draft, computed from both texts.

    What is gone is looked for in all of the later draft.
    """

    serializer_class = AlignmentSerializer
    may_be_absent = True

    def allowed_parameters(self):
        return super().allowed_parameters() | {*FILTERS}

    def filters(self):
        return FILTERS

    def get(self, request):
        query = request.query_params
        missing = [name for name in (FROM, TO) if not query.get(name)]
        refuse(query, missing, _("“%s” is needed."))
        article = row_at(query, FROM, Article.objects.for_list(), ARTICLE, "treaty/draft/article")
        later = row_at(query, TO, Draft.objects.select_related("treaty"), DRAFT, "treaty/draft")
        state = query.get(STATE) or CONFIRMED
        if state not in STATES:
            refuse(query, [STATE], _("“%%s” is one of: %s.") % ", ".join(STATES))
        if later.treaty_id != article.draft.treaty_id:
            refuse(query, [TO], _("“%s” is a draft of another treaty than the article."))
        if later.stage <= article.draft.stage:
            refuse(query, [TO], _("“%s” is a draft of no later stage than the article."))
        try:
            alignment = align_article(article, later, query.get(LANGUAGE, ""), STATES[state])
        except NoSuchLanguage as error:
            reason = _("“%%s”: the drafts do not both have text in it, only in: %s.")
            refuse(query, [LANGUAGE], reason % (", ".join(error.languages) or _("none")))
        return Response(_answer(article.draft, later, alignment))


def row_at(query, name, rows, lookups, form):
    """Return the row to which the path of a parameter leads; NotFound where nothing is there."""
    path, models = query[name], (Treaty, Draft, Article)[: len(lookups)]
    if len(path.split("/")) != len(lookups) or not can_be_asked(path):
        refuse(query, [name], _("“%%s” is written as %s.") % form)
    row = at_paths(rows, lookups, [path], models).get(path)
    if row is None:
        raise NotFound(_("Nothing is at “%s”.") % shortened(path))
    return row


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


def place_of(draft, place):
    """Return a place of a draft as the API has it; None for none."""
    return place and {"article": f"{draft.path}/{place.article}", "eid": place.eid}
