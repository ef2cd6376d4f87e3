"""The wording that now stands in the places that a recommendation is about."""

import django_filters
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import NotFound

from articles.api.changes import ProvisionChangeSerializer
from articles.api.exceptions import Gone
from articles.api.parameters import refuse
from articles.api.place_views import LANGUAGE, PlaceSerializer, PlaceView, draft_at, place_of
from articles.api.serializers import Choice, OptionalText, ReadOnlySerializer, Text
from articles.filters import can_be_asked, shortened
from recommendations.listing.target_wordings import wordings_now
from recommendations.models import Recommendation
from recommendations.publishing import Visibility, visibility

RECOMMENDATION, IN = "recommendation", "draft"
STANDING, DROPPED, UNKNOWN = "standing", "dropped", "unknown"
STATUSES = [(STANDING, STANDING), (DROPPED, DROPPED), (UNKNOWN, UNKNOWN)]


class WordingSerializer(ReadOnlySerializer):
    """One target, and what a later draft has in its place."""

    target = Text(help_text="As it is cited: Article 35(1).")
    article = Text(help_text="Its article, as treaty/draft/article.")
    provision = OptionalText(help_text="eId of its provision; null for a whole article.")
    status = Choice(
        choices=STATUSES,
        help_text="dropped: the draft has no article that it became; unknown: nobody has confirmed "
        "what became of the article.",
    )
    draft = OptionalText(help_text="The later draft, as treaty/draft; null where it is unknown.")
    articles = serializers.ListField(
        child=Text(), help_text="What the article became there, as treaty/draft/article."
    )
    language = OptionalText(
        help_text="Of the texts compared; null where the drafts have none in one language."
    )
    provisions = ProvisionChangeSerializer(
        many=True, help_text="What has anything of the place, with what changed in its words."
    )
    gone = PlaceSerializer(
        many=True, help_text="Provisions of the place that the later draft has no more."
    )
    drafts = serializers.ListField(
        child=Text(), help_text="The later drafts of which it is known, as treaty/draft."
    )

    @staticmethod
    def represent(target, now):
        earlier = target.article.draft
        status = UNKNOWN if now.draft is None else DROPPED if now.is_dropped else STANDING
        return {
            "target": target.label,
            "article": target.article.path,
            "provision": now.before.eid,
            "status": status,
            "draft": now.draft.path if now.draft else None,
            "articles": [article.path for article in now.articles],
            "language": now.language or None,
            "provisions": [
                ProvisionChangeSerializer.represent(change, earlier, now.draft)
                for _article, change in now.provisions
            ],
            "gone": [place_of(earlier, place) for place in now.gone],
            "drafts": [draft.path for draft in now.choices],
        }


class WordingsSerializer(ReadOnlySerializer):
    count = serializers.IntegerField(help_text="How many targets in an article there are.")
    results = WordingSerializer(many=True, help_text="In the order of the recommendation.")


class WordingsView(PlaceView):
    """What now stands in the places that a recommendation is about, whatever their numbers.

    Confirmed successions alone are followed. It says what is in the text, and gives no verdict.
    """

    serializer_class = WordingsSerializer
    may_be_withdrawn = True
    parameters = {
        RECOMMENDATION: django_filters.CharFilter(
            required=True, help_text=gettext_lazy("The key of a recommendation.")
        ),
        IN: django_filters.CharFilter(
            help_text=gettext_lazy(
                "A later draft, as treaty/draft; if it is not given, the last one of which it is "
                "known what became of the article."
            ),
        ),
        LANGUAGE: django_filters.CharFilter(
            help_text=gettext_lazy(
                "BCP 47 tag of the texts that are compared, where both drafts have one; else that "
                "of the recommendation, or another one that both have."
            ),
        ),
    }

    def answer(self, query):
        recommendation = self._recommendation(query[RECOMMENDATION])
        draft = self._draft(query, recommendation)
        targets = [target for target in recommendation.targets.all() if target.article_id]
        languages = (query.get(LANGUAGE, ""), recommendation.quote_language)
        now = wordings_now(targets, draft.slug if draft else "", languages)
        known = {place.language for place in now.values() if place.draft}
        if query.get(LANGUAGE) and known and query[LANGUAGE] not in known:
            reason = _("“%%s”: the drafts do not both have text in it. They are compared in: %s.")
            refuse(query, [LANGUAGE], reason % (", ".join(sorted(known - {""})) or _("none")))
        results = [WordingSerializer.represent(target, now[target.pk]) for target in targets]
        return {"count": len(results), "results": results}

    def _recommendation(self, key):
        """Return what is public under a key; Gone where it was, NotFound where it never was."""
        rows = Recommendation.objects.for_list().filter(key=key) if can_be_asked(key) else ()
        row = next(iter(rows), None)
        seen = visibility(row, self.request.user) if row else None
        if seen is Visibility.GONE:
            raise Gone
        if seen is not Visibility.PUBLIC:
            raise NotFound(_("Nothing is at “%s”.") % shortened(key))
        return row

    def _draft(self, query, recommendation):
        if not query.get(IN):
            return None
        draft = draft_at(query, IN)
        if draft.treaty_id != recommendation.submission.treaty_id:
            refuse(query, [IN], _("“%s” is a draft of another treaty than the recommendation."))
        stages = [target.draft.stage for target in recommendation.targets.all()]
        if stages and draft.stage <= min(stages):
            refuse(query, [IN], _("“%s” is a draft of no later stage than its places."))
        return draft
