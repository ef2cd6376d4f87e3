"""Where the provisions of an article of the tracker stand in a later draft of its treaty."""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from threading import Lock
from typing import Any, NamedTuple

from articles.kinds import ArticleKind
from articles.lineage.alignment import Row, align
from articles.lineage.provision_words import Place, Text, Wording
from articles.lineage.succession_paths import CONFIRMED, Paths
from articles.models import Article, Draft, Provision, ProvisionText
from articles.trees import as_the_text_runs

RECITALS = frozenset({ArticleKind.RECITAL})
OPERATIVE = frozenset(ArticleKind) - RECITALS
CACHED_ALIGNMENTS = 500  # whose rows take some ten megabytes


class NoSuchLanguage(Exception):
    """The drafts do not both have text in a language; `languages` are those that they have."""

    def __init__(self, languages: list[str]) -> None:
        super().__init__(languages)
        self.languages = languages


class AlignedRow(NamedTuple):
    """A Row, whose places name articles by slug, and the state of the successions behind it.

    That is None for what was found in an article that is no successor.
    """

    row: Row
    state: str | None


class ArticleAlignment(NamedTuple):
    """The rows of an article, and the language that was compared: "" where there is no text."""

    language: str
    rows: list[AlignedRow]


def align_article(
    article: Article, later: Draft, language: str = "", states: Collection[str] = (CONFIRMED,)
) -> ArticleAlignment:
    """Return where the provisions of an article stand in a draft of a later stage.

    Successions in these states are followed; what is new in its successors is told too. Where
    nothing says what became of the article there are no rows. The language is that of the earlier
    draft, if the texts are there in it, unless one is given. At most four queries; NoSuchLanguage.
    """
    paths = Paths(article.draft, later, states)
    languages = languages_of(article.draft, later)
    if language and language not in languages:
        raise NoSuchLanguage(languages)
    wanted = (language, article.draft.language, later.language, *languages)
    tag = next((tag for tag in wanted if tag in languages), "")
    if not tag or not paths.any.leads_on(article.pk):
        return ArticleAlignment(tag, [])
    texts = texts_in(tag, article.draft, later)
    rows = rows_around(article.pk, texts, paths)
    return ArticleAlignment(tag, list(_told(rows, article, texts, paths)))


def rows_around(article: int, texts: tuple["DraftText", ...], paths: Paths) -> list[Row]:
    """Return the rows of all articles that are joined with one of the earlier draft, by its id."""
    earlier, later = texts
    ids, later_ids = paths.any.around(article)
    # Recitals say why in the words of the articles; what is gone from those does not stand there.
    kind = earlier.kinds.get(earlier.slugs.get(article, ""))
    kinds = RECITALS if kind in RECITALS else OPERATIVE
    elsewhere = earlier.without(ids, kinds), later.without(later_ids, kinds)
    return cached_rows(earlier.only(ids), later.only(later_ids), elsewhere)


def _told(
    rows: list[Row], article: Article, texts: tuple["DraftText", ...], paths: Paths
) -> Iterator[AlignedRow]:
    """Yield the rows of one article, and those of what is new in its successors."""
    successors = paths.any.successors(article.pk)
    joined = paths.any.around(article.pk)[1]
    for row in rows:
        earlier = row.earlier and texts[0].ids[row.earlier.article]
        later = row.later and texts[1].ids[row.later.article]
        if earlier is None and later in successors:
            yield AlignedRow(row, paths.state(None, later))
        elif earlier == article.pk:
            is_elsewhere = later is not None and later not in joined
            yield AlignedRow(row, None if is_elsewhere else paths.state(earlier, later))


# ── texts ────────────────────────────────────────────────────────────────────


class DraftText:
    """The provisions of a draft in one language by the slug of their article, its id and kind."""

    def __init__(self) -> None:
        self.provisions: dict[str, list[Wording]] = {}
        self.ids: dict[str, int] = {}
        self.kinds: dict[str, str] = {}

    @cached_property
    def slugs(self) -> dict[int, str]:
        return {pk: slug for slug, pk in self.ids.items()}

    def wording(self, place: Place) -> str:
        """Return the words of a provision; it is one of this text."""
        return self._by_place[place]

    @cached_property
    def order(self) -> dict[Place, int]:
        """How the provisions of each article run."""
        return {place: number for number, place in enumerate(self._by_place)}

    @cached_property
    def _by_place(self) -> dict[Place, str]:
        return {
            Place(slug, row.eid): row.text for slug, rows in self.provisions.items() for row in rows
        }

    def only(self, articles: set[int]) -> Text:
        return {s: rows for s, rows in self.provisions.items() if self.ids[s] in articles}

    def without(self, articles: set[int], kinds: Collection[str]) -> Text:
        return {
            slug: rows
            for slug, rows in self.provisions.items()
            if self.ids[slug] not in articles and self.kinds[slug] in kinds
        }


def languages_of(earlier: Draft, later: Draft) -> list[str]:
    """Return the languages of which both drafts have text; one query."""
    languages = StoredTexts().languages([earlier, later])
    return sorted(languages[earlier.pk] & languages[later.pk])


class StoredTexts:
    """What the database has of the texts of drafts; whoever keeps it in memory overrides this."""

    def languages(self, drafts: Collection[Draft]) -> Mapping[int, set[str]]:
        """Return the languages of the texts of drafts, by their ids; one query."""
        texts = ProvisionText.objects.filter(provision__draft__in=drafts).order_by()
        languages: dict[int, set[str]] = {draft.pk: set() for draft in drafts}
        for draft, tag in texts.values_list("provision__draft", "language").distinct():
            languages[draft].add(tag)
        return languages

    def texts(self, language: str, *drafts: Draft) -> tuple[DraftText, ...]:
        """Return the texts of drafts in a language; two queries."""
        return texts_in(language, *drafts)


def texts_in(language: str, *drafts: Draft) -> tuple[DraftText, ...]:
    """Return the texts of drafts in a language; two queries.

    Left out is what has no wording in the language and holds nothing that has.
    """
    texts = ProvisionText.objects.filter(provision__draft__in=drafts, language=language)
    wordings = dict(texts.order_by().values_list("provision", "text"))
    columns = (
        *("pk", "parent_id", "position", "eid", "draft_id"),
        *("article_id", "article__slug", "article__kind"),
    )
    provisions = Provision.objects.filter(draft__in=drafts).order_by("pk")
    by_article = defaultdict(list)
    for row in provisions.values_list(*columns, named=True):
        by_article[row.draft_id, row.article_id].append(row)
    of_draft = {draft.pk: DraftText() for draft in drafts}
    for (draft, article), rows in by_article.items():
        text, slug = of_draft[draft], rows[0].article__slug
        text.ids[slug], text.kinds[slug] = article, rows[0].article__kind
        text.provisions[slug] = list(_wordings(rows, wordings))
    return tuple(of_draft[draft.pk] for draft in drafts)


def _wordings(provisions: list[Any], wordings: dict[int, str]) -> Iterator[Wording]:
    """Yield the provisions of an article, as it runs, that have a wording or hold one that has."""
    parents, wanted = {row.pk: row.parent_id for row in provisions}, set()
    for pk in parents.keys() & wordings.keys():
        while pk is not None and pk not in wanted:
            wanted.add(pk)
            pk = parents.get(pk)
    for row, _depth in as_the_text_runs(provisions):
        if row.pk in wanted:
            yield Wording(row.eid, wordings.get(row.pk, ""))


# ── rows that were computed before ───────────────────────────────────────────


class Cache:
    """The rows of the alignments that were asked for last, by a digest of all that they are of."""

    def __init__(self, size: int) -> None:
        self._rows: OrderedDict[bytes, list[Row]] = OrderedDict()
        self._size, self._lock = size, Lock()

    def __call__(self, earlier: Text, later: Text, elsewhere: tuple[Text, Text]) -> list[Row]:
        """Return what `align` returns."""
        content = repr((earlier, later, elsewhere))
        digest = sha256(content.encode()).digest()
        with self._lock:
            if digest in self._rows:
                self._rows.move_to_end(digest)
                return self._rows[digest]
        rows = align(earlier, later, elsewhere)
        with self._lock:
            self._rows[digest] = rows
            while len(self._rows) > self._size:
                self._rows.popitem(last=False)
        return rows


cached_rows = Cache(CACHED_ALIGNMENTS)
