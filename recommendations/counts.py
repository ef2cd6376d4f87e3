"""How many public recommendations there are at rows of the lower floor and at themes.

Each function adds `recommendation_count` to a queryset, as a subquery: no query a row. The number
is that of the rows which the list of recommendations shows for the facet of the same name.
"""

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from recommendations.models import Recommendation, Target
from recommendations.models.counting import count_of

PUBLIC = Recommendation.objects.published()


def distinct_of(rows, column):
    """Return the number of different values of a column among `rows`, as an expression."""
    grouped = rows.order_by().annotate(every=Value(1)).values("every")
    number = grouped.annotate(number=Count(column, distinct=True)).values("number")
    return Coalesce(Subquery(number), 0)


def at_treaties(treaties):
    """Add the number of recommendations in submissions on each treaty."""
    asked = PUBLIC.filter(submission__treaty=OuterRef("pk"))
    return treaties.annotate(recommendation_count=count_of(asked, "submission__treaty"))


def at_sessions(sessions):
    """Add the number of recommendations in submissions to each session."""
    asked = PUBLIC.filter(submission__session=OuterRef("pk"))
    return sessions.annotate(recommendation_count=count_of(asked, "submission__session"))


def at_drafts(drafts):
    """Add the number of recommendations with a target in each draft or, cross-cutting, on it."""
    place = Q(article__draft=OuterRef("pk")) | Q(division__draft=OuterRef("pk"))
    aimed = Target.objects.filter(place, recommendation__in=PUBLIC.values("pk"))
    # A cross-cutting recommendation has no targets, so that none is counted twice.
    on_it = PUBLIC.filter(cross_cutting=True, submission__drafts=OuterRef("pk"))
    number = distinct_of(aimed, "recommendation") + count_of(on_it, "submission__drafts")
    return drafts.annotate(recommendation_count=number)


def at_articles(articles):
    """Add the number of recommendations with a target in each article, of that draft alone."""
    aimed = Target.objects.filter(article=OuterRef("pk"), recommendation__in=PUBLIC.values("pk"))
    return articles.annotate(recommendation_count=distinct_of(aimed, "recommendation"))


def at_themes(themes):
    """Add the number of recommendations under each theme and the themes within it."""
    themed = Recommendation.themes.through.objects.filter(
        Q(theme=OuterRef("pk")) | Q(theme__parent=OuterRef("pk")),
        recommendation__in=PUBLIC.values("pk"),
    )
    return themes.annotate(recommendation_count=distinct_of(themed, "recommendation"))
