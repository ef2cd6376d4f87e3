"""What reading a document into a draft would change; nothing here writes.

Provisions keep their identity by eId: a corrected file changes texts, and whatever points to a
provision goes on pointing to it.
"""

import hashlib
from collections import Counter
from functools import cached_property
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from articles import references
from articles.draft_texts import recorded_text
from articles.draft_texts.rows import articles_of, divisions_of, pointed_to
from articles.folding import canonical
from articles.models import Article, Basis, Division, Provision, ProvisionText
from articles.reading.outline import walk

FIRST = ("intro", "para_1", "subpara_1")  # the steps with which an article may begin


CLAUSE = "__subpara_"


def _is_clause(eid):
    """Tell whether a provision has no number of its own: its place alone says which it is."""
    return eid.rpartition("__")[2].startswith("subpara_")


class Planned(NamedTuple):
    """One row as the document has it: the row of today or None, and the values that it gets."""

    key: str  # the slug of a division, the eId of an article or provision, as the document has it
    row: models.Model | None
    values: dict
    changes: dict  # what differs from today, field by field, as (before, after)
    parent: str  # the key of the division or provision that it lies in, "" for none
    article: str = ""  # of a provision: the key of its article


def planned(key, row, values, parent, article=""):
    """Return the Planned of a row, None for a new one, with what differs from today."""
    pairs = {name: (getattr(row, name), value) for name, value in values.items()} if row else {}
    changes = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    return Planned(key, row, values, changes, parent, article)


class PlannedText(NamedTuple):
    """The wording of one provision in one language: of today, and as the document has it."""

    eid: str
    language: str
    row: ProvisionText | None
    before: str
    after: str


class Loss(NamedTuple):
    """What becomes of the texts that stand in one language."""

    language: str
    standing: int
    removed: int
    changed: int

    @property
    def is_heavy(self):
        """Whether it needs a word of its own: a text goes, or more than half of them change."""
        return bool(self.removed) or self.changed * 2 > self.standing


class Plan:
    """An outline laid over a draft. `source` names the document that the text was read from."""

    def __init__(self, outline, draft, source=""):
        self.outline, self.draft, self.source = outline, draft, source
        self.eids = {}  # of provisions: as the document has them → as the draft has them
        self._unpaired = set()  # places whose clauses without numbers have no fellows
        self.differences = []  # where a second language is built otherwise, in words
        self._read_rows()
        self.language = recorded_text.language_of_structure(draft, self._standing)
        self.attaches = self._is_second_language()
        self.divisions, self.articles, self.provisions, self.texts = [], [], [], []
        self.vanished = {Division: [], Article: [], Provision: []}
        if not self.attaches:
            self._plan_divisions()
        self._plan_articles()
        if not self._standing:
            brought = Counter(text.language for text in self.texts)
            self.language = recorded_text.leading_language(brought, outline.language)

    def _read_rows(self):
        of_draft = {"draft": self.draft}
        self._divisions = list(Division.objects.filter(**of_draft).order_by("position", "pk"))
        self._articles = list(Article.objects.filter(**of_draft).order_by("position", "pk"))
        by_key = {row.pk: row for row in self._articles}
        for row in self._articles:
            row.draft = self.draft
        self._provisions = {}
        rows = Provision.objects.filter(**of_draft).order_by("position", "pk")
        for row in rows.prefetch_related("texts"):
            row.article = by_key[row.article_id]
            self._provisions[row.eid] = row

        self._standing = Counter(
            text.language for row in self._provisions.values() for text in row.texts.all()
        )

    def _is_second_language(self):
        """Tell whether the draft has its structure from a text in another language."""
        many = any(read.texts for _article, read, _parent in self.outline.walk())
        return self.language not in ("", self.outline.language) and not many

    # ── structure ────────────────────────────────────────────────────────────

    def _plan_divisions(self):
        rows, left = divisions_of(self.outline, self._divisions)
        self._division_rows = {}
        for position, (read, row) in enumerate(zip(self.outline.divisions, rows, strict=True)):
            values = {
                "kind": read.kind,
                "number": canonical(row.number if row else read.number),
                "heading": canonical(read.heading),
                "slug": row.slug if row else read.slug,
                "position": position,
                **self._sourced(row),
            }
            self.divisions.append(planned(read.slug, row, values, read.parent))
            self._division_rows[read.slug] = row
        self.vanished[Division] = left

    def _plan_articles(self):
        rows, left = articles_of(self.outline, self._articles)
        for position, (read, row) in enumerate(zip(self.outline.articles, rows, strict=True)):
            if row is None and self.attaches:
                self._differ(read.label, _("is not in the draft; ignored"))
                continue
            if not self.attaches:
                values = {
                    "kind": read.kind,
                    "number": canonical(row.number if row else read.number),
                    "heading": canonical(read.heading),
                    "position": position,
                    **self._sourced(row),
                }
                self.articles.append(planned(read.eid, row, values, read.division))
            self._plan_provisions(read, row)
        if self.attaches:
            for row in left:
                self._differ(row.label, _("is not in this text"))
        else:
            self.vanished[Article] = left
        self._find_vanished()

    def _sourced(self, row):
        """A document is a source; what somebody has given a source already keeps that."""
        if not self.source or (row is not None and row.basis == Basis.SOURCED):
            return {}
        return {"basis": Basis.SOURCED, "source": canonical(self.source)}

    def _plan_provisions(self, article, row):
        above = row.eid if row else article.eid
        astray = self.attaches and self._first_is_astray(article, above)
        unpaired = self._clauses_unpaired(article, above) if self.attaches else set()
        for position, (read, parent) in enumerate(walk(article.provisions)):
            eid = above + read.eid.removeprefix(article.eid)
            eid = self._in_place(eid, above, astray) if astray else eid
            if eid.rpartition(CLAUSE)[0] in unpaired and _is_clause(eid):
                continue
            self.eids[read.eid] = eid
            known = self._provisions.get(eid)
            if known is None and self.attaches:
                label = references.provision_label(article.label, eid)
                self._differ(label, _("is not in the draft; ignored"))
                continue
            if not self.attaches:
                values = {"kind": read.kind, "number": canonical(read.number), "eid": eid}
                values["position"] = position
                if read.agreed_ad_referendum is not None:
                    values["agreed_ad_referendum"] = read.agreed_ad_referendum
                above_it = self.eids[parent.eid] if parent else ""
                self.provisions.append(planned(eid, known, values, above_it, article.eid))
            self._plan_texts(read, known, eid)

    def _clauses_unpaired(self, article, above):
        """Return the places whose clauses without numbers are as many as in the draft in none.

        Nothing but their place pairs such clauses, so of two counts that differ none can be paired:
        every one after the first that is missing would stand beside the words of another.
        """
        own = Counter(
            (above + read.eid.removeprefix(article.eid)).rpartition(CLAUSE)[0]
            for read, _parent in walk(article.provisions)
            if _is_clause(read.eid)
        )
        held = Counter(
            eid.rpartition(CLAUSE)[0]
            for eid in self._provisions
            if _is_clause(eid) and eid.startswith(f"{above}__")
        )
        unpaired = {place for place in own if held[place] not in (0, own[place])}
        for place in sorted(unpaired):
            message = _(
                "clauses without numbers: %(own)d here, %(held)d in the draft; none was matched"
            )
            label = references.provision_label(article.label, place)
            self._differ(label, message % {"own": own[place], "held": held[place]})
        self._unpaired |= unpaired
        return unpaired

    def _first_is_astray(self, article, above):
        """Return what the first words are in the draft, where a text lost its first number.

        Programs lose it in right-to-left texts: "1." before the first words, not the others.
        """
        own = [
            above + read.eid.removeprefix(article.eid) for read, _parent in walk(article.provisions)
        ]
        first = next((eid for eid in self._provisions if eid.startswith(f"{above}__")), None)
        begins = {f"{above}__{step}" for step in FIRST}
        if not own or first not in begins or first in own or own[0] not in begins:
            return None
        places = [references.provision_label(article.label, eid) for eid in (own[0], first)]
        self._differ(places[0], _("is treated as %s, which this text does not have") % places[1])
        return first

    def _in_place(self, eid, above, first):
        """Return where a provision is, when the first words of its article are `first`."""
        if eid in (f"{above}__{step}" for step in FIRST):
            return first
        step = eid.removeprefix(above)
        return first + step if step.startswith("__point_") and first.endswith("__para_1") else eid

    def _plan_texts(self, read, known, eid):
        held = {text.language: text for text in known.texts.all()} if known else {}
        wanted = read.texts or {self.outline.language: read.text}
        for language, text in wanted.items():
            row = held.get(language)
            before, after = row.text if row else "", canonical(text)
            if before or after:
                self.texts.append(PlannedText(eid, language, row, before, after))

    def _find_vanished(self):
        there = set(self.eids.values())
        for eid, row in self._provisions.items():
            if eid in there:
                continue
            if not self.attaches:
                self.vanished[Provision].append(row)
                continue
            held = [text for text in row.texts.all() if text.language == self.outline.language]
            if held:
                text = held[0]
                self.texts.append(PlannedText(eid, text.language, text, text.text, ""))
            elif row.texts.all() and eid.rpartition(CLAUSE)[0] not in self._unpaired:
                self._differ(row.label, _("has no text in this language"))

    def _differ(self, place, message):
        self.differences.append((place, message))

    # ── what it comes to ─────────────────────────────────────────────────────

    @property
    def new_texts(self):
        return [text for text in self.texts if not text.before]

    @property
    def changed_texts(self):
        return [text for text in self.texts if text.before and text.after not in ("", text.before)]

    @property
    def is_doubtful(self):
        """Whether somebody should look before it is written."""
        return bool(self.outline.doubts or self.differences)

    @cached_property
    def removed_texts(self):
        """The ProvisionTexts that go: their words are not in this text, or their place is not."""
        emptied = [text.row for text in self.texts if text.before and not text.after]
        return emptied + [text for row in self.vanished[Provision] for text in row.texts.all()]

    @cached_property
    def losses(self):
        """The Loss of each language whose texts go or change more than unasked."""
        removed = Counter(text.language for text in self.removed_texts)
        changed = Counter(text.language for text in self.changed_texts)
        losses = [
            Loss(language, standing, removed[language], changed[language])
            for language, standing in sorted(self._standing.items())
        ]
        return [loss for loss in losses if loss.is_heavy]

    @property
    def unchanged_texts(self):
        return [text for text in self.texts if text.before == text.after]

    @property
    def changes_something(self):
        rows = [*self.divisions, *self.articles, *self.provisions]
        return bool(
            any(self.vanished.values())
            or any(planned.row is None or planned.changes for planned in rows)
            or any(text.before != text.after for text in self.texts)
            or self._moved()
        )

    def _moved(self):
        """Tell whether a row lies in another one than before."""
        articles = any(
            planned.row and planned.row.division_id != self.key_of_division(planned.parent)
            for planned in self.articles
        )
        return articles or any(
            planned.row and planned.row.parent_id != self._key_of_parent(planned)
            for planned in self.provisions
        )

    def key_of_division(self, slug):
        """Return the key of the row that a slug means today; None for none and for a new one."""
        row = self._division_rows.get(slug) if slug else None
        return row.pk if row else None

    def _key_of_parent(self, planned):
        row = self._provisions.get(planned.parent)
        return row.pk if row else None

    @cached_property
    def obstacles(self):
        """What stands in the way: (row that goes or loses words, what points to it).

        A query a relation.
        """
        wordless = [text.provision for text in self.removed_texts]
        going = self.vanished | {Provision: {*self.vanished[Provision], *wordless}}
        return [
            (row, pointing)
            for model, rows in going.items()
            for row, pointing in pointed_to(model, rows)
        ]

    @property
    def token(self):
        """A digest of all that would change: what is confirmed is what was seen, or nothing."""
        seen = [
            *((row.row and row.row.pk, row.values, row.changes, row.parent)
              for row in (*self.divisions, *self.articles)),
            *((row.row and row.row.pk, row.values, row.changes) for row in self.provisions),
            *((text.eid, text.language, text.before, text.after) for text in self.texts),
            *sorted((model.__name__, row.pk) for model, rows in self.vanished.items()
                    for row in rows),
        ]  # fmt: skip
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]
