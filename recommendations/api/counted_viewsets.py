"""The resources of the lower floor with the number of recommendations at each row."""

from rest_framework.serializers import IntegerField

from articles.api import inside, serializers, viewsets
from articles.api.serializers import Shape
from recommendations.api.counted import CountedRows
from recommendations.api.renderers import Tabular
from recommendations.models import Target


class Counted(Shape):
    recommendation_count = IntegerField(
        help_text="Public recommendations here: as many as the list has with this filter."
    )

    def to_representation(self, row):
        return super().to_representation(row) | {"recommendation_count": row.recommendation_count}


class TreatyShape(Counted, serializers.TreatyShape):
    pass


class TreatyDetailShape(Counted, serializers.TreatyDetailShape):
    pass


class SessionShape(Counted, serializers.SessionShape):
    pass


class SessionDetailShape(Counted, serializers.SessionDetailShape):
    pass


class DraftShape(Counted, serializers.DraftShape):
    pass


class DraftDetailShape(Counted, serializers.DraftDetailShape):
    pass


class ArticleShape(Counted, serializers.ArticleShape):
    pass


class ArticleDetailShape(Counted, inside.ArticleDetailShape):
    pass


class Treaties(CountedRows, viewsets.Treaties):
    """Negotiation processes, and the treaties that they are about."""

    counted_by = "treaty"
    serializer_class = TreatyShape
    detail_serializer_class = TreatyDetailShape


class Sessions(CountedRows, viewsets.Sessions):
    """Meetings of the negotiating bodies, in order."""

    counted_by = "session"
    serializer_class = SessionShape
    detail_serializer_class = SessionDetailShape


class Drafts(CountedRows, viewsets.Drafts):
    """Published documents of the text of a treaty, earliest stage first."""

    counted_by = "draft"
    serializer_class = DraftShape
    detail_serializer_class = DraftDetailShape


class Articles(CountedRows, Tabular, viewsets.Articles):
    """Articles, recitals, annexes and the preamble, each of one draft, in the order of the text."""

    counted_by = "article"
    serializer_class = ArticleShape
    detail_serializer_class = ArticleDetailShape

    def cited(self, article):
        targets = Target.objects.public().filter(article=article, provision__isnull=False)
        return set(targets.values_list("provision", flat=True))
