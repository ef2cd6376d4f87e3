"""What bears a name that somebody typed, or begins to type: articles, themes, organisations."""

from itertools import islice

from django.db.models import Case, IntegerField, Q, Value, When

from articles.folding import fold
from articles.models import Article
from recommendations.models import Organisation, Theme

LONGEST = 200
SHORTEST = 2  # letters; a single figure may be an article already
MOST = 5
MOST_WORDS = 10


def can_name(words):
    """Return whether some words are enough to look a name up by, and not too many."""
    return (words.isdigit() or len(words) >= SHORTEST) and len(words) <= LONGEST


def articles_headed(words, among=None):
    """Return articles whose label and heading hold all words; of equal ones that of the latest."""
    rows = Article.objects.for_list() if among is None else among
    # Headings recur from draft to draft: some six drafts' worth is looked at.
    found = rows.filter(holds(words)).latest_first()[: MOST * 6]
    named = {article.folded: article for article in reversed(found)}
    return list(islice(reversed(named.values()), MOST))


def themes(words):
    """Return the themes whose name holds all words; the tree is small and read whole."""
    wanted = fold(words).split()
    found = [
        theme
        for theme in Theme.objects.select_related("parent")
        if all(word in fold(theme.name) for word in wanted)
    ]
    found.sort(key=lambda theme: not fold(theme.name).startswith(fold(words)))
    return found[:MOST]


def organisations(words):
    """Return public organisations called so; first those whose name begins with the words."""
    begins = Case(
        When(folded__startswith=fold(words), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    found = Organisation.objects.published().filter(holds(words)).order_by(begins, "sort_key")
    return list(found[:MOST])


def holds(words):
    """Return the condition that the folded text of a row holds all words."""
    condition = Q()
    for word in fold(words).split()[:MOST_WORDS]:
        condition &= Q(folded__contains=word)
    return condition
