"""For search engines: where the public pages are, and which of their views lead nowhere new.

Nothing of an invented treaty is among them.
"""

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.functions import Greatest
from django.shortcuts import render
from django.urls import reverse

from articles.models import Article, Draft, Treaty
from recommendations.models import Organisation, Recommendation, State, Submission, Theme


def robots(request):
    """Say what crawlers need not read, and where the site map is."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    context = {"sitemap": sitemap}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


class Section(Sitemap):
    """A part of the site map, cut into files of at most 5000 addresses."""

    limit = 5000


class Pages(Section):
    """The pages that are there on every site."""

    names = (
        *("home", "recommendations", "treaties", "organisations", "submissions", "themes"),
        *("about", "data"),
    )

    def items(self):
        return self.names

    def location(self, item):
        return reverse(item)


class Treaties(Section):
    def items(self):
        return Treaty.objects.filter(example=False).order_by("pk")


class Drafts(Section):
    def items(self):
        real = Draft.objects.filter(treaty__example=False)
        return real.select_related("treaty").order_by("pk")


class Articles(Section):
    def items(self):
        real = Article.objects.filter(draft__treaty__example=False)
        return real.select_related("draft__treaty").order_by("pk")


class Themes(Section):
    """Those under which nothing is asked yet are among them; those of examples alone are not."""

    def items(self):
        of_it = Q(themes=OuterRef("pk")) | Q(themes__parent=OuterRef("pk"))
        asked = Recommendation.objects.published().order_by().filter(of_it)
        real = asked.filter(submission__treaty__example=False)
        return Theme.objects.filter(~Exists(asked) | Exists(real)).order_by("pk")


class Dated(Section):
    """A section whose pages say when they changed; its own date is one query, not one a page."""

    def lastmod(self, item):
        return item.changed

    def get_latest_lastmod(self):
        return self.items().order_by().aggregate(latest=Max("changed"))["latest"]


class Submissions(Dated):
    def items(self):
        changed = Greatest("updated_at", "published_at")
        real = Submission.objects.published().on_real_treaties()
        return real.annotate(changed=changed).order_by("pk")


class Recommendations(Dated):
    def items(self):
        changed = Greatest("updated_at", "public_since")
        real = Recommendation.objects.published().filter(submission__treaty__example=False)
        return real.annotate(changed=changed).order_by("pk")


class Organisations(Dated):
    """An organisation's page changes with its public submissions."""

    def items(self):
        public = Q(signatures__submission__state=State.PUBLISHED)
        changed = Max("signatures__submission__updated_at", filter=public)
        real = Organisation.objects.on_real_treaties()
        return real.annotate(changed=changed).order_by("pk")


SECTIONS = {
    "pages": Pages,
    "treaties": Treaties,
    "drafts": Drafts,
    "articles": Articles,
    "themes": Themes,
    "submissions": Submissions,
    "recommendations": Recommendations,
    "organisations": Organisations,
}
