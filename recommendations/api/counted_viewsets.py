"""The resources of the lower floor with the number of recommendations at each row."""

from rest_framework.serializers import IntegerField

from articles.api import inside, serializers, viewsets
from articles.api.serializers import ReadOnlySerializer
from recommendations.api.counted import CountedRowsMixin
from recommendations.api.renderers import CSVListMixin
from recommendations.models import Target


class CountedSerializer(ReadOnlySerializer):
    recommendation_count = IntegerField(
        help_text="Public recommendations here: as many as the list has with this filter."
    )

    def to_representation(self, row):
        return super().to_representation(row) | {"recommendation_count": row.recommendation_count}


class TreatySerializer(CountedSerializer, serializers.TreatySerializer):
    pass


class TreatyDetailSerializer(CountedSerializer, serializers.TreatyDetailSerializer):
    pass


class SessionSerializer(CountedSerializer, serializers.SessionSerializer):
    pass


class SessionDetailSerializer(CountedSerializer, serializers.SessionDetailSerializer):
    pass


class DraftSerializer(CountedSerializer, serializers.DraftSerializer):
    pass


class DraftDetailSerializer(CountedSerializer, serializers.DraftDetailSerializer):
    pass


class ArticleSerializer(CountedSerializer, serializers.ArticleSerializer):
    pass


class ArticleDetailSerializer(CountedSerializer, inside.ArticleDetailSerializer):
    pass


class TreatyViewSet(CountedRowsMixin, viewsets.TreatyViewSet):
    """Negotiation processes, and the treaties that they are about."""

    counted_by = "treaty"
    serializer_class = TreatySerializer
    detail_serializer_class = TreatyDetailSerializer


class SessionViewSet(CountedRowsMixin, viewsets.SessionViewSet):
    """Meetings of the negotiating bodies, in order."""

    counted_by = "session"
    serializer_class = SessionSerializer
    detail_serializer_class = SessionDetailSerializer


class DraftViewSet(CountedRowsMixin, viewsets.DraftViewSet):
    """Published documents of the text of a treaty, earliest stage first."""

    counted_by = "draft"
    serializer_class = DraftSerializer
    detail_serializer_class = DraftDetailSerializer


class ArticleViewSet(CountedRowsMixin, CSVListMixin, viewsets.ArticleViewSet):
    """Articles, recitals, annexes and the preamble, each of one draft, in the order of the text."""

    counted_by = "article"
    serializer_class = ArticleSerializer
    detail_serializer_class = ArticleDetailSerializer

    def cited(self, article):
        targets = Target.objects.public().filter(article=article, provision__isnull=False)
        return set(targets.values_list("provision", flat=True))
