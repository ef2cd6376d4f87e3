"""Texts of drafts, which pages of articles and recommendations compare: kept until a change."""

from collections.abc import Collection, Mapping

from articles.lineage.article_alignment import DraftText, StoredTexts
from articles.models import Draft
from recommendations.index.process_index import index

MOST_KEPT = 12  # texts of a process, each of a draft in one language: some ten megabytes


class DraftTextCache(StoredTexts):
    """The texts that were asked for last, and which languages there are."""

    KINDS = frozenset({"article", "draft", "text", "treaty"})

    def __init__(self) -> None:
        self._edition = 0
        self._languages: dict[int, set[str]] = {}
        self._texts: dict[tuple[str, int], DraftText] = {}

    def current(self) -> StoredTexts:
        """Return what is kept, brought up to date with a query; the database if it cannot be."""
        return StoredTexts() if index.snapshot() is None else self

    def languages(self, drafts: Collection[Draft]) -> Mapping[int, set[str]]:
        edition, kept = self._edition, self._languages
        missing = [draft for draft in drafts if draft.pk not in kept]
        if missing:
            kept = {**kept, **super().languages(missing)}
            if edition == self._edition:  # else it may be older than what was just noted
                self._languages = kept
        return {draft.pk: kept[draft.pk] for draft in drafts}

    def texts(self, language: str, *drafts: Draft) -> tuple[DraftText, ...]:
        edition, kept = self._edition, self._texts
        missing = [draft for draft in drafts if (language, draft.pk) not in kept]
        if missing:
            read = zip(missing, super().texts(language, *missing), strict=True)
            kept = kept | {(language, draft.pk): text for draft, text in read}
            if edition == self._edition:
                self._texts = dict(list(kept.items())[-MOST_KEPT:])
        return tuple(kept[language, draft.pk] for draft in drafts)

    def forget(self, changed: Mapping[str, set] | None) -> None:
        """Forget all where a change may touch it; `changed` are ids by kind, None is everything."""
        if changed is None or changed.keys() & self.KINDS:
            self._edition += 1
            self._languages, self._texts = {}, {}


draft_text_cache = DraftTextCache()
