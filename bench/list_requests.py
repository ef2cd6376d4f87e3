"""What is asked of a built database: the same kinds of lists and pages, whatever its size."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count

from articles.models import Article, Draft, Session
from bench.data.corpus import read_texts, words_by_frequency
from recommendations.models import Organisation, Recommendation, Submission, Theme
from recommendations.models.state import is_public_recommendation

LIST, API = "/recommendations/", "/api/v1/recommendations/"
PAGE_SIZE, FAR_PAGE = 25, 5000
TREATY = "measured-things"
ACTION_NARROW, ACTION_BROAD = "retain", "amend"


class ListRequest(NamedTuple):
    """A query string of the list, under a name."""

    name: str
    query: str
    word: str = ""

    @property
    def page(self):
        return f"{LIST}?{self.query}" if self.query else LIST

    @property
    def api(self):
        return f"{API}?{self.query}" if self.query else API

    @property
    def is_words(self):
        return bool(self.word)


def list_requests():
    """Return what is asked, from the whole list to single words."""
    narrow = {"action": ACTION_NARROW, "session": median_session().path}
    lineage = {"lineage": median_article().path}
    pages = min(FAR_PAGE, Recommendation.objects.published().count() // PAGE_SIZE)
    return [
        ListRequest("unfiltered", ""),
        ListRequest("narrow", urlencode(narrow, safe="/")),
        ListRequest("broad", f"action={ACTION_BROAD}"),
        ListRequest("one article in every draft", urlencode(lineage, safe="/")),
        *(
            ListRequest(f"{name} word", f"q={word}", word)
            for name, word in words_by_frequency(read_texts()).items()
        ),
        ListRequest("page 5,000 or the last", f"page={pages}"),
    ]


def public_paths():
    """Return the address of each kind of page by its name, of the middle one and of the largest."""
    drafts = Draft.objects.select_related("treaty").filter(treaty__slug=TREATY)
    counts = {
        "draft": (drafts, "articles__targets__recommendation"),
        "article": (treaty_articles(), "targets__recommendation"),
        "organisation": (Organisation.objects.all(), "signatures__submission__recommendations"),
        "submission": (Submission.objects.published(), "recommendations"),
        "theme": (Theme.objects.all(), "recommendations"),
    }
    paths = {"home": "/", "treaty": drafts.first().treaty.get_absolute_url()}
    for noun, (rows, counted) in counts.items():
        ranked = by_recommendations(rows, counted)
        paths[f"{noun}, middle"] = ranked[len(ranked) // 2].get_absolute_url()
        paths[f"{noun}, most recommendations"] = ranked[-1].get_absolute_url()
    amended = Recommendation.objects.published().filter(targets__proposals__isnull=False)
    paths["recommendation"] = amended.order_by("pk").first().get_absolute_url()
    return paths


def by_recommendations(rows, counted):
    """Return the rows that have a public recommendation, those with the most of them last."""
    public = is_public_recommendation(f"{counted}__")
    asked = rows.annotate(asked=Count(counted, filter=public, distinct=True))
    return list(asked.filter(asked__gt=0).order_by("asked", "pk"))


def median_session():
    """Return a session of the large treaty in the middle of its time."""
    sessions = Session.objects.select_related("treaty").filter(treaty__slug=TREATY)
    return sessions.order_by("position")[sessions.count() // 2]


def median_article():
    """Return an article that is asked about as often as the middle one of them is."""
    ranked = list(treaty_articles().annotate(asked=Count("targets")).order_by("asked", "pk"))
    return ranked[len(ranked) // 2]


def treaty_articles():
    return Article.objects.for_list().filter(draft__treaty__slug=TREATY)
