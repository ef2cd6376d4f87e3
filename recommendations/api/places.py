"""The resources of the lower floor with the number of recommendations at each row."""

from rest_framework import serializers

from articles.api import inside, resources, shapes
from articles.api.shapes import Shape
from recommendations.api.counted import CountedRows
from recommendations.api.tables import Tabular
from recommendations.models import Target


class Counted(Shape):
    recommendation_count = serializers.IntegerField(
        help_text="Public recommendations here: as many as the list has with this filter."
    )

    def to_representation(self, row):
        return super().to_representation(row) | {"recommendation_count": row.recommendation_count}


class TreatyShape(Counted, shapes.TreatyShape):
    pass


class TreatyDetailShape(Counted, shapes.TreatyDetailShape):
    pass


class SessionShape(Counted, shapes.SessionShape):
    pass


class SessionDetailShape(Counted, shapes.SessionDetailShape):
    pass


class DraftShape(Counted, shapes.DraftShape):
    pass


class DraftDetailShape(Counted, shapes.DraftDetailShape):
    pass


class ArticleShape(Counted, shapes.ArticleShape):
    pass


class ArticleDetailShape(Counted, inside.ArticleDetailShape):
    pass


class Treaties(CountedRows, resources.Treaties):
    """Negotiation processes, and the treaties that they are about."""

    counted_by = "treaty"
    serializer_class = TreatyShape
    detail_serializer_class = TreatyDetailShape


class Sessions(CountedRows, resources.Sessions):
    """Meetings of the negotiating bodies, in order."""

    counted_by = "session"
    serializer_class = SessionShape
    detail_serializer_class = SessionDetailShape


class Drafts(CountedRows, resources.Drafts):
    """Published documents of the text of a treaty, earliest stage first."""

    counted_by = "draft"
    serializer_class = DraftShape
    detail_serializer_class = DraftDetailShape


class Articles(CountedRows, Tabular, resources.Articles):
    """Articles, recitals, annexes and the preamble, each of one draft, in the order of the text."""

    counted_by = "article"
    serializer_class = ArticleShape
    detail_serializer_class = ArticleDetailShape

    def cited(self, article):
        targets = Target.objects.public().filter(article=article, provision__isnull=False)
        return set(targets.values_list("provision", flat=True))
