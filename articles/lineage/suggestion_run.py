"""What became of the articles of a draft, suggested from what is recorded and stored.

A run replaces what an earlier run suggested between the same documents and nobody has decided.
What is confirmed, rejected or entered by hand stays, and is not suggested again.
"""

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from articles.lineage.reasons import edge_reasons, lone_reasons
from articles.lineage.suggesting import Edge, Suggestions, suggest
from articles.lineage.unit_words import Unit
from articles.locking import lock_all, tried_twice
from articles.models import Article, Draft, ProvisionText, Succession

HEADINGS_ALONE = 0.8  # of the score of what is new or dropped
Ends = tuple[int | None, int | None, int | None]


class ChangedMeanwhile(ValueError):
    """What would be written is no longer what was shown."""


class SuggestedRow(NamedTuple):
    """A suggestion: its articles (None before what is new, after what is dropped), and why."""

    earlier: Article | None
    later: Article | None
    dropped_in: Draft | None
    score: float
    reasons: str

    @property
    def kind(self) -> str:
        if self.earlier is None:
            return str(Succession.Kind.NEW)
        kinds = Succession.Kind
        return str(kinds.DROPPED if self.later is None else kinds.BECAME)

    @property
    def ends(self) -> Ends:
        return _key(self.earlier), _key(self.later), _key(self.dropped_in)


class SuggestionRun:
    """The suggestions from documents of one stage to those of a later one, and what they change.

    A fixed number of queries. ValidationError names the side, "from" or "to", at fault.
    """

    def __init__(self, earlier: Sequence[Draft], later: Sequence[Draft]) -> None:
        self.drafts = earlier, later
        self._check_drafts()
        self.articles = articles_of(earlier), articles_of(later)
        for side, articles in zip(("from", "to"), self.articles, strict=True):
            if not articles:
                raise ValidationError({side: _("There are no articles in it.")})
        self.language = self._common_language()
        self._read_existing()

    def _check_drafts(self) -> None:
        earlier, later = self.drafts
        for side, drafts in zip(("from", "to"), self.drafts, strict=True):
            if len({(draft.treaty_id, draft.stage) for draft in drafts}) > 1:
                message = _("The documents are not of one stage of one treaty.")
                raise ValidationError({side: message})
        if earlier[0].treaty_id != later[0].treaty_id:
            raise ValidationError({"to": _("It is a draft of another treaty.")})
        if later[0].stage <= earlier[0].stage:
            raise ValidationError({"to": _("It is of no later stage of the text.")})

    # ── what is compared ─────────────────────────────────────────────────────

    def _common_language(self) -> str:
        """Return the language in which both sides have the most texts; "" where they share none."""
        counts = [_languages(drafts) for drafts in self.drafts]
        shared = counts[0].keys() & counts[1].keys()
        least = {tag: min(side[tag] for side in counts) for tag in shared}
        return min(shared, key=lambda tag: (-least[tag], tag != "en", tag), default="")

    @cached_property
    def compares_headings(self) -> bool:
        """Whether the headings of both sides may be in one language: drafts that say so differ."""
        said = [{draft.language for draft in drafts} - {""} for drafts in self.drafts]
        return not said[0] or not said[1] or bool(said[0] & said[1])

    @cached_property
    def suggestions(self) -> Suggestions:
        if not self.language and not self.compares_headings:
            raise ValidationError({"to": _("The drafts have no language in common.")})
        return suggest(self._units(0), self._units(1))

    @cached_property
    def _texts(self) -> list[dict[Hashable, list[str]]]:
        return [article_texts(side, self.language) if self.language else {} for side in self.drafts]

    @cached_property
    def with_text(self) -> set[Hashable]:
        """The keys of the articles whose text is compared."""
        return {key for texts in self._texts for key in texts}

    def _units(self, side: int) -> list[Unit]:
        texts = self._texts[side]
        return [
            Unit(
                article.pk,
                article.kind,
                article.number,
                article.heading if self.compares_headings else "",
                "\n".join(texts.get(article.pk, ())),
            )
            for article in self.articles[side].values()
        ]

    # ── what is suggested ────────────────────────────────────────────────────

    @cached_property
    def rows(self) -> list[SuggestedRow]:
        """The suggestions that nobody has decided, in the order of the texts."""
        decided = {row.ends for row in self.decided}
        rows = [*self._edges(), *self._dropped(), *self._new()]
        return [row for row in rows if row.ends not in decided]

    def _edges(self) -> Iterable[SuggestedRow]:
        confirmed = [row for row in self.decided if row.state == Succession.State.CONFIRMED]
        dropped = {row.ancestor_id for row in confirmed if row.dropped_in_id}
        new = {row.descendant_id for row in confirmed if not row.ancestor_id}
        for edge in self.suggestions.edges:
            if edge.earlier in dropped or edge.later in new:
                continue
            has_text = {edge.earlier, edge.later} <= self.with_text
            reasons = edge_reasons(edge.reasons, self._neighbours(edge), has_text)
            earlier, later = self.articles
            yield SuggestedRow(earlier[edge.earlier], later[edge.later], None, edge.score, reasons)

    def _neighbours(self, edge: Edge) -> tuple[str, str] | None:
        """Return the labels of the later neighbours where both came from the earlier ones."""
        earlier, later = self._beside[0].get(edge.earlier), self._beside[1].get(edge.later)
        if not earlier or not later or not self._pairs.issuperset(zip(earlier, later, strict=True)):
            return None
        return self.articles[1][later[0]].label, self.articles[1][later[1]].label

    @cached_property
    def _pairs(self) -> set[tuple[Hashable, Hashable]]:
        return {(edge.earlier, edge.later) for edge in self.suggestions.edges}

    @cached_property
    def _beside(self) -> list[dict[Hashable, tuple[Hashable, Hashable]]]:
        """The articles before and after each one, on both sides."""
        keys = [list(side) for side in self.articles]
        return [
            {here: (a, b) for a, here, b in zip(side, side[1:], side[2:], strict=False)}
            for side in keys
        ]

    @cached_property
    def partial(self) -> tuple[bool, bool]:
        """Whether each side holds but a part of its stage: no evidence that anything is missing."""
        return _is_partial(self.drafts[0]), _is_partial(self.drafts[1])

    def _dropped(self) -> Iterable[SuggestedRow]:
        if self.partial[1]:
            return
        standing = [row for row in self.decided if row.state != Succession.State.REJECTED]
        told = {row.ancestor_id for row in standing}
        draft = next((draft for draft in self.drafts[1] if not draft.partial), self.drafts[1][0])
        for key in self.suggestions.dropped:
            if key not in told:
                score, reasons = self._alone(key, is_new=False)
                yield SuggestedRow(self.articles[0][key], None, draft, score, reasons)

    def _new(self) -> Iterable[SuggestedRow]:
        if self.partial[0]:
            return
        told = {row.descendant_id for row in self.decided if row.state != Succession.State.REJECTED}
        for key in self.suggestions.new:
            if key not in told | self.reached:
                score, reasons = self._alone(key, is_new=True)
                yield SuggestedRow(None, self.articles[1][key], None, score, reasons)

    def _alone(self, key: Hashable, is_new: bool) -> tuple[float, str]:
        """Return how sure it is that an article has no counterpart, and why."""
        nearest = (self.suggestions.before_new if is_new else self.suggestions.after_dropped)[key]
        others = self.articles[0 if is_new else 1]
        name = others[nearest.key].label if nearest.key else ""
        has_text = key in self.with_text
        score = max(0.0, 1 - nearest.likeness) * (1 if has_text else HEADINGS_ALONE)
        return round(score, 3), lone_reasons(nearest, name, is_new, has_text)

    # ── what stands already ──────────────────────────────────────────────────

    def _read_existing(self) -> None:
        """Read the successions between these documents; `own` are those that a run may replace."""
        earlier, later = self.articles
        rows = list(successions_between(*self.drafts))
        self.own = {row.ends: row for row in rows if row.is_replaceable}
        self.decided = [row for row in rows if not row.is_replaceable]
        others = Succession.objects.filter(descendant__in=later.keys(), ancestor__isnull=False)
        others = others.exclude(state=Succession.State.REJECTED).exclude(ancestor__in=earlier)
        self.reached = set(others.values_list("descendant", flat=True))

    @cached_property
    def made(self) -> list[SuggestedRow]:
        return [row for row in self.rows if row.ends not in self.own]

    @cached_property
    def changed(self) -> list[Succession]:
        """Own rows with another score or other reasons than before, as they are to be."""
        changed = []
        for suggested in self.rows:
            row = self.own.get(suggested.ends)
            if row and (row.score, row.reasons) != (suggested.score, suggested.reasons):
                row.score, row.reasons = suggested.score, suggested.reasons
                changed.append(row)
        return changed

    @cached_property
    def gone(self) -> list[Succession]:
        wanted = {row.ends for row in self.rows}
        return [row for ends, row in self.own.items() if ends not in wanted]

    def account(self) -> list[str]:
        """Return in a few lines what is suggested, what changes and what was not looked at."""
        kinds = Counter(row.kind for row in self.rows)
        words = {kind: kinds[kind] for kind in Succession.Kind.values} | {
            "added": len(self.made),
            "changed": len(self.changed),
            "gone": len(self.gone),
            "same": len(self.rows) - len(self.made) - len(self.changed),
        }
        said = _(
            "%(became)d became, %(dropped)d dropped, %(new)d new: %(added)d added, "
            "%(changed)d changed, %(gone)d taken back, %(same)d as they were."
        )
        lines = [said % words, self._told_of_texts()]
        if self.decided:
            said = _("%d decided or entered by hand stay as they are.")
            lines.append(said % len(self.decided))
        if self.partial[0]:
            lines.append(_("The earlier document is partial: nothing is suggested as new."))
        if self.partial[1]:
            lines.append(_("The later document is partial: nothing is suggested as dropped."))
        return lines

    def _told_of_texts(self) -> str:
        if not self.language:
            return _("Compared by headings alone: there is no text in a language of both.")
        if self.compares_headings:
            return _("Texts and headings compared in “%s”.") % self.language
        return _("Texts compared in “%s”; the headings are in different languages.") % self.language

    @property
    def changes_something(self) -> bool:
        return bool(self.made or self.changed or self.gone)

    @cached_property
    def token(self) -> str:
        """A digest of all that would be written, for a preview to be confirmed as it was seen."""
        told = [(row.ends, row.score, row.reasons) for row in self.rows]
        said = repr((told, sorted(row.pk for row in self.gone), len(self.made)))
        return hashlib.sha256(said.encode()).hexdigest()

    def write(self, by: object | None) -> None:
        """Write what differs, with its history; rows that stay as they are are not touched."""
        history = {
            "default_user": by,
            "default_change_reason": _("Suggested by rule"),
            "default_date": timezone.now(),
        }
        for row in self.gone:
            row._history_user, row._history_date = by, history["default_date"]
            row._change_reason = history["default_change_reason"]
            row.delete()
        if self.changed:
            bulk_update_with_history(
                self.changed, Succession, ["score", "reasons"], batch_size=200, **history
            )
        made = [
            Succession(
                ancestor=row.earlier,
                descendant=row.later,
                dropped_in=row.dropped_in,
                score=row.score,
                reasons=row.reasons,
            )
            for row in self.made
        ]
        if made:
            bulk_create_with_history(made, Succession, batch_size=500, **history)


@tried_twice
def store(
    earlier: Sequence[Draft],
    later: Sequence[Draft],
    by: object | None = None,
    token: str | None = None,
) -> SuggestionRun:
    """Suggest what became of the articles of earlier documents, store it and return the run.

    With a token, only if what would be written is what the run of that token showed, else
    ChangedMeanwhile. ValidationError where nothing can be suggested.
    """
    try:
        return _store(earlier, later, by, token)
    except IntegrityError:  # somebody entered one of them by hand at this very moment
        return _store(earlier, later, by, token)


@transaction.atomic
def _store(
    earlier: Sequence[Draft], later: Sequence[Draft], by: object | None, token: str | None
) -> SuggestionRun:
    drafts = {draft.pk for draft in (*earlier, *later)}
    lock_all(Draft.objects.filter(pk__in=drafts))
    lock_all(successions_between(earlier, later))
    run = SuggestionRun(earlier, later)
    if token is not None and token != run.token:
        raise ChangedMeanwhile(
            _("Not changed: this has changed since the preview. Check the preview again.")
        )
    run.write(by)
    return run


def successions_between(earlier: Sequence[Draft], later: Sequence[Draft]) -> QuerySet[Succession]:
    """Return all successions between documents, and what is said to be new in the later."""
    ends = Q(descendant__draft__in=later) | Q(dropped_in__in=later)
    begins = Q(ancestor__draft__in=earlier) | Q(ancestor__isnull=True)
    return Succession.objects.filter(ends, begins).for_list()


def _key(row: Article | Draft | None) -> int | None:
    return row.pk if row else None


def articles_of(drafts: Sequence[Draft]) -> dict[Any, Article]:
    """Return the articles of documents by key, in order, each with its draft; one query."""
    rows = Article.objects.filter(draft__in=drafts).select_related("draft__treaty")
    rows = rows.order_by("draft__date", "draft__slug", "position", "pk")
    return {article.pk: article for article in rows}


def _languages(drafts: Sequence[Draft]) -> Counter[str]:
    texts = ProvisionText.objects.filter(provision__draft__in=drafts)
    return Counter(texts.order_by().values_list("language", flat=True))


def article_texts(drafts: Sequence[Draft], language: str) -> dict[Hashable, list[str]]:
    """Return the texts of each article in one language, in order."""
    texts = ProvisionText.objects.filter(provision__draft__in=drafts, language=language)
    rows = texts.order_by("provision__position", "provision__eid")
    by_article: dict[Hashable, list[str]] = {}
    for article, text in rows.values_list("provision__article", "text"):
        by_article.setdefault(article, []).append(text)
    return by_article


def _is_partial(drafts: Sequence[Draft]) -> bool:
    """Tell whether documents hold but a part of the text; all of one stage together are it."""
    if not all(draft.partial for draft in drafts):
        return False
    stage = Draft.objects.filter(treaty=drafts[0].treaty_id, stage=drafts[0].stage)
    return len(drafts) == 1 or stage.exclude(pk__in=[draft.pk for draft in drafts]).exists()
