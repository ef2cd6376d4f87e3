"""What the views share that answer for given places: their parameters, and how these are read."""

import django_filters
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.api.generics import StrictViewMixin
from articles.api.parameters import refuse
from articles.api.serializers import ReadOnlySerializer, Text
from articles.filters import can_be_asked, shortened
from articles.lineage.alignment import Kind
from articles.models import Article, Draft, Succession, Treaty
from articles.page_addresses import at_paths

FROM, TO, STATE, LANGUAGE = "from", "to", "state", "language"
CONFIRMED, SUGGESTED = Succession.State.CONFIRMED, Succession.State.SUGGESTED
STATES = {CONFIRMED: (CONFIRMED,), SUGGESTED: (CONFIRMED, SUGGESTED)}
KINDS = [(kind.value, kind.value) for kind in Kind]
LATER_DRAFT = django_filters.CharFilter(
    required=True, help_text=gettext_lazy("The later draft, as treaty/draft.")
)
SUCCESSIONS_FOLLOWED = django_filters.ChoiceFilter(
    choices=[(state, state.label) for state in STATES],
    help_text=gettext_lazy(
        "confirmed (the default) follows confirmed successions alone, suggested those as well "
        "that nobody has decided on."
    ),
)
LANGUAGE_COMPARED = django_filters.CharFilter(
    help_text=gettext_lazy(
        "BCP 47 tag of the texts that are compared; that of the earlier draft, if it is not given."
    ),
)


class PlaceSerializer(ReadOnlySerializer):
    article = Text(help_text="treaty/draft/article.")
    eid = Text(help_text="Akoma Ntoso identifier of the provision, unique within the draft.")


class FromToSerializer(ReadOnlySerializer):
    # No docstring: the schema would give it as the description of what derives from it.

    # A row that begins with a place before and one after.
    def get_fields(self):
        # "from" is a word of the language, so no class attribute can have that name.
        before = PlaceSerializer(allow_null=True, help_text="Where it stood; null for what is new.")
        after = PlaceSerializer(
            allow_null=True, help_text="Where it stands; null for what is gone."
        )
        return {FROM: before, TO: after} | super().get_fields()


def place_of(draft, place):
    """Return a place of a draft as the API has it; None for none."""
    return place and {"article": f"{draft.path}/{place.article}", "eid": place.eid}


class PlaceView(StrictViewMixin, APIView):
    # No docstring, for the same reason.

    # `parameters` are the filters of the address by name, of which the required ones are needed.
    # `answer` computes what to say of the query.
    parameters = {}
    may_be_absent = True

    def allowed_parameters(self):
        return super().allowed_parameters() | {*self.parameters}

    def filters(self):
        return self.parameters

    def get(self, request):
        query = request.query_params
        needed = [name for name, row in self.parameters.items() if row.extra.get("required")]
        refuse(query, [name for name in needed if not query.get(name)], _("“%s” is needed."))
        return Response(self.answer(query))

    def answer(self, query):
        raise NotImplementedError


def article_at(query, name):
    """Return the article that a parameter names; NotFound where there is none."""
    lookups = ("draft__treaty__slug", "draft__slug", "slug")
    return _row_at(query, name, Article.objects.for_list(), lookups, "treaty/draft/article")


def draft_at(query, name):
    """Return the draft that a parameter names; NotFound where there is none."""
    rows = Draft.objects.select_related("treaty")
    return _row_at(query, name, rows, ("treaty__slug", "slug"), "treaty/draft")


def _row_at(query, name, rows, lookups, form):
    path, models = query[name], (Treaty, Draft, Article)[: len(lookups)]
    if len(path.split("/")) != len(lookups) or not can_be_asked(path):
        refuse(query, [name], _("“%%s” is written as %s.") % form)
    row = at_paths(rows, lookups, [path], models).get(path)
    if row is None:
        raise NotFound(_("Nothing is at “%s”.") % shortened(path))
    return row


def states_followed(query):
    """Return the states of the successions that are to be followed."""
    state = query.get(STATE) or CONFIRMED
    if state not in STATES:
        refuse(query, [STATE], _("“%%s” is one of: %s.") % ", ".join(STATES))
    return STATES[state]


def language_among(query, languages):
    """Return the language that is asked for, "" for none; it is one of these of both drafts."""
    language = query.get(LANGUAGE, "")
    if language and language not in languages:
        reason = _("“%%s”: the drafts do not both have text in it, only in: %s.")
        refuse(query, [LANGUAGE], reason % (", ".join(languages) or _("none")))
    return language
