"""What `since` of an article's address asks for: its text with what changed since another draft."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import redline, references
from articles.filters import can_be_asked, shortened
from articles.lineage.alignment import Kind
from articles.lineage.article_changes import (
    ArticleChanges,
    Departure,
    ProvisionChange,
    changes_since,
)
from articles.lineage.provision_words import Place
from articles.models import Article, Draft, ProvisionText
from articles.redline import Run
from recommendations.display_names import language_name
from recommendations.listing.draft_text_cache import draft_text_cache
from recommendations.views.article_text import LanguageSwitch, query_of
from recommendations.views.lineage_steps import listed


class SinceChoice(NamedTuple):
    """An earlier draft that the text can be compared with, and the article there."""

    draft: Draft
    articles: list[Article]
    tags: set[str]  # languages of both texts
    query: str = ""
    is_chosen: bool = False

    @property
    def labels(self) -> str:
        return listed(self.articles)


class PlaceLink(NamedTuple):
    """A provision of another article or draft: how it is cited, and where it is shown."""

    label: str
    address: str


class ShownChange(NamedTuple):
    """What became of a provision that is shown: its redline, and where it comes from if told."""

    kind: Kind
    runs: list[Run]
    origins: list[PlaceLink]
    is_from_elsewhere: bool  # from an article that is no ancestor

    @property
    def is_new(self) -> bool:
        return self.kind == Kind.NEW


class ShownDeparture(NamedTuple):
    """An earlier provision that is not in the article: where it is now, or its words if nowhere."""

    place: Place
    label: str
    now: list[PlaceLink]
    text: str


class Since:
    """The choice of an earlier draft, and what changed since the one that is chosen.

    A query where the article came from others, one more for a value that cannot be used, and five
    for the changes.
    """

    def __init__(self, article: Article, earlier: list[Article], query: Mapping[str, str]) -> None:
        self.article = article
        self.notices: list[str] = []
        self.choices = _choices(article, earlier)
        given = query.get("since", "").strip()
        self.chosen = next((row for row in self.choices if row.draft.slug == given), None)
        if given and not self.chosen:
            self.notices.append(self._refusal(given, earlier))
        self.language = ""
        self.changes: ArticleChanges | None = None

    @property
    def options(self) -> dict:
        """What the switch of languages has to know."""
        if not self.chosen:
            return {}
        return {"preferred": self.chosen.tags, "kept": {"since": self.chosen.draft.slug}}

    def read(self, languages: LanguageSwitch) -> None:
        """Find the changes in the language that is read."""
        chosen = languages.chosen
        self.query_without = query_of(chosen) or self.article.get_absolute_url()
        self.choices = [
            row._replace(query=query_of(chosen, since=row.draft.slug), is_chosen=row is self.chosen)
            for row in self.choices
        ]
        tag = languages.main.tag if languages.main else ""
        if not self.chosen:
            return
        if tag not in self.chosen.tags:
            words = _("%(draft)s has no text of this article in %(language)s. Choose %(others)s.")
            names = ", ".join(str(language_name(other)) for other in sorted(self.chosen.tags))
            self.notices.append(
                words
                % {"draft": self.chosen.draft, "language": language_name(tag), "others": names}
            )
            return
        self.language = tag
        stored = draft_text_cache.current()
        self.changes = changes_since(self.article, self.chosen.draft, tag, stored)
        self._articles = _articles_named(self.changes, self.article, self.chosen.draft)

    def _refusal(self, given: str, earlier: list[Article]) -> str:
        """Return why there are no changes since a draft that was asked for."""
        drafts = self.article.draft.treaty.drafts
        draft = drafts.filter(slug=given).first() if can_be_asked(given) else None
        if draft is None:
            words = _("There is no draft “%(given)s” (since) of this treaty.")
        elif draft.stage >= self.article.draft.stage:
            words = _("%(draft)s (since) is no earlier draft than this one.")
        elif draft.pk in {row.draft_id for row in earlier}:
            words = _("%(draft)s (since) has no text of this article in a language of this text.")
        else:
            words = _(
                "It is not known that %(article)s comes from an article of %(draft)s (since)."
            )
        return words % {
            "given": shortened(given),
            "draft": draft,
            "article": self.article.label,
        }

    # What the page shows ─────────────────────────────────────────────────────

    def of(self, eid: str) -> ShownChange | None:
        """Return what became of a provision; None where nothing is compared."""
        change = self.changes and self.changes.provisions.get(eid)
        if not change:
            return None
        is_told = self._is_told(change)
        origins = [self._link(place, is_earlier=True) for place in change.earlier if is_told]
        own = {row.slug for row in self.changes.predecessors}
        is_from_elsewhere = not own.issuperset(place.article for place in change.earlier)
        return ShownChange(change.kind, change.runs, origins, is_from_elsewhere)

    def _is_told(self, change: ProvisionChange) -> bool:
        """Tell whether it says more where a provision was than where the article was."""
        assert self.changes
        places, predecessors = change.earlier, self.changes.predecessors
        if len(places) > 1 or len(predecessors) > 1 or change.kind in (Kind.SPLIT, Kind.MERGED):
            return True
        is_within = places and places[0].article == predecessors[0].slug
        return not is_within or _steps(places[0].eid) != _steps(change.later.eid)

    def departures_after(self) -> dict[str | None, list[ShownDeparture]]:
        """Return what is not in the article any more, by the provision that it followed."""
        after = defaultdict(list)
        for row in self.changes.departures if self.changes else []:
            after[row.after.eid if row.after else None].append(self._departure(row))
        return after

    def _departure(self, row: Departure) -> ShownDeparture:
        now = [self._link(place, is_earlier=False) for place in row.later]
        was = self._link(row.earlier, is_earlier=True)
        return ShownDeparture(row.earlier, was.label, now, row.text)

    def _link(self, place: Place, is_earlier: bool) -> PlaceLink:
        article = self._articles[is_earlier, place.article]
        label = references.provision_label(article.label, place.eid)
        return PlaceLink(label, f"{article.get_absolute_url()}#{place.eid}")

    @property
    def headings(self) -> Iterator[tuple[Article, list[Run]]]:
        """The headings that the article had, where they were others, as redlines."""
        is_comparable = self.chosen and self.chosen.draft.language == self.article.draft.language
        for row in self.changes.predecessors if self.changes and is_comparable else []:
            if row.heading and self.article.heading and row.heading != self.article.heading:
                yield row, redline.compare(row.heading, self.article.heading)

    @property
    def summary(self) -> list[str]:
        """How much changed, in words."""
        if not self.changes:
            return []
        rows = self.changes.provisions.values()
        reworded = sum(row.is_reworded for row in rows)
        new = sum(row.kind == Kind.NEW for row in rows)
        moved = sum(bool(row.later) for row in self.changes.departures)
        gone = len(self.changes.departures) - moved
        parts = [
            (reworded, ngettext("%d provision reworded", "%d provisions reworded", reworded)),
            (new, ngettext("%d new", "%d new", new)),
            (gone, ngettext("%d gone", "%d gone", gone)),
            (moved, ngettext("%d in another article now", "%d in other articles now", moved)),
        ]
        return [words % count for count, words in parts if count]


def _steps(eid: str) -> str:
    """Return the eId without its article: "para_2__point_a"."""
    return eid.partition("__")[2]


def _choices(article: Article, earlier: list[Article]) -> list[SinceChoice]:
    """Return the drafts with earlier articles that have a text in a language of this one's."""
    if not earlier:
        return []
    texts = ProvisionText.objects.filter(provision__article__in=[article, *earlier]).order_by()
    tags = defaultdict(set)
    for draft, tag in texts.values_list("provision__draft", "language").distinct():
        tags[draft].add(tag)
    own = tags[article.draft_id]
    articles = defaultdict(list)
    for row in earlier:
        articles[row.draft].append(row)
    return [
        SinceChoice(draft, rows, tags[draft.pk] & own)
        for draft, rows in articles.items()
        if tags[draft.pk] & own
    ]


def _articles_named(
    changes: ArticleChanges, article: Article, earlier: Draft
) -> dict[tuple[bool, str], Article]:
    """Return the articles of all places, by whether they are earlier ones and slug; one query."""
    slugs = {place.article for place in _places(changes)}
    rows = Article.objects.for_list().filter(draft__in=(earlier, article.draft), slug__in=slugs)
    return {(row.draft_id == earlier.pk, row.slug): row for row in rows}


def _places(changes: ArticleChanges) -> Iterable[Place]:
    for change in changes.provisions.values():
        yield from change.earlier
    for row in changes.departures:
        yield from (row.earlier, *row.later)
