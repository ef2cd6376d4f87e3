"""What a facet is: options to choose from, what choosing does, how many rows each option has."""

from collections.abc import Collection, Hashable, Iterable
from copy import copy
from typing import Any, ClassVar, NamedTuple

from django.db.models import Count, Model, QuerySet

from articles.page_addresses import at_paths, path_of
from recommendations.index.records import IndexedRecommendation


class Option(NamedTuple):
    """One value of a facet: what rows and index know it by, how an address writes it, its label."""

    key: Hashable
    value: str
    label: str


class Tally(NamedTuple):
    """One value of a facet with the number of recommendations that have it."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # a tuple has a method of this name


class Facet:
    """One way to narrow the list, in SQL and in the index, which must agree: see test_index.py."""

    name = ""  # also the parameter's
    label = ""
    help_text = ""
    # Its place in the panel beside the list; None where it is asked for by address alone.
    panel_rank: int | None = None
    # The kinds of rows, beside those that its options are, with which labels and values change.
    label_sources: tuple[str, ...] = ()
    # The facet whose articles this one follows through the drafts: the lineage's is "article".
    follows = ""
    # The column of recommendations with its key, where that is in one; else see below.
    column = ""
    # The models of the path that a value is, outermost first: (Treaty, Draft) for "treaty/draft".
    path_models: ClassVar[tuple[type[Model], ...]] = ()

    def fresh(self) -> "Facet":
        """Return this facet without what it has read; the definitions serve all requests."""
        return copy(self)

    def __deepcopy__(self, memo: dict) -> "Facet":
        return self.fresh()  # a filter set copies its filters for each request

    def by_value(self, values: Collection[str]) -> dict[str, Option]:
        """Return the options that exist among these values, by the value as it was given."""
        raise NotImplementedError

    def by_key(self, keys: Collection) -> dict[Any, Option]:
        """Return the options of these keys that the public may know of."""
        raise NotImplementedError

    def narrow(self, rows: QuerySet, keys: Collection) -> QuerySet:
        """Keep the recommendations that have any of these keys."""
        return rows.filter(**{f"{self.column}__in": keys})

    def counts(self, recommendations: QuerySet) -> dict:
        """Return how many of the recommendations have each key that occurs, in the database."""
        having = recommendations.order_by().filter(**{f"{self.column}__isnull": False})
        return dict(having.values_list(self.column).annotate(Count("pk")))

    def index_keys(self, recommendation: IndexedRecommendation) -> Iterable[Hashable]:
        """Return the keys that a recommendation has, as the index is to know them."""
        raise NotImplementedError

    def repeated(self, keys: Collection) -> set:
        """Return the keys that mean the same as these do, under another name."""
        return set()

    def tallies(self, recommendations: QuerySet) -> list[tuple[Option, int]]:
        """Return the options that occur among recommendations, with how many have each."""
        counts = self.counts(recommendations)
        return [(option, counts[key]) for key, option in self.by_key(counts).items()]


class CodeFacet(Facet):
    """A facet whose values are codes: in the address what they are in the database."""

    def label_of(self, code: str) -> str:
        return code

    def used(self, codes: Collection[str]) -> Iterable[str]:
        """Return which of these codes there are."""
        raise NotImplementedError

    def by_value(self, values: Collection[str]) -> dict[str, Option]:
        return self._options(self.used(values))

    def by_key(self, keys: Collection) -> dict[Any, Option]:
        return self._options(keys)

    def _options(self, codes: Iterable[str]) -> dict[str, Option]:
        return {code: Option(code, code, self.label_of(code)) for code in codes}


class ChoiceFacet(CodeFacet):
    """A closed vocabulary."""

    choices: ClassVar[dict[str, str]] = {}

    def label_of(self, code: str) -> str:
        return str(self.choices[code])

    def used(self, codes: Collection[str]) -> list[str]:
        return [code for code in codes if code in self.choices]

    def by_key(self, keys: Collection) -> dict[Any, Option]:
        return super().by_key(self.used(keys))


class RowFacet(Facet):
    """A facet whose values are rows of another model, addressed by a slug or a path of slugs.

    `lookups` make up the path, outermost first: ("draft__treaty__slug", "draft__slug", "slug").
    """

    lookups: tuple[str, ...] = ("slug",)

    def rows(self) -> QuerySet:
        """The rows that may be named: public ones, with all that `title` and the path need."""
        raise NotImplementedError

    def title(self, row: Model) -> str:
        return str(row)

    def path(self, row: Model) -> str:
        return path_of(row, self.lookups)

    def option(self, row: Model) -> Option:
        # Under a former slug a value means the row that bore it: the option has its present one.
        return Option(row.pk, self.path(row), self.title(row))

    def by_value(self, values: Collection[str]) -> dict[str, Option]:
        rows = at_paths(self.rows(), self.lookups, values, self.path_models)
        return {value: self.option(row) for value, row in rows.items()}

    def by_key(self, keys: Collection) -> dict[Any, Option]:
        return {row.pk: self.option(row) for row in self.rows().filter(pk__in=keys)} if keys else {}


def by_count(tallies: Iterable[Tally]) -> list[Tally]:
    """Sort tallies by falling count, then by label and value."""
    return sorted(tallies, key=lambda tally: (-tally.count, tally.label.casefold(), tally.value))


def fullest(tallies: Iterable[Tally], chosen: Collection[str], most: int | None) -> list[Tally]:
    """Return the `most` fullest tallies and all chosen ones below them, or all, by count.

    Ties at the cut go by label, as everywhere: the panel shows the first of what its page shows.
    """
    ordered = by_count(tallies)
    if most is None:
        return ordered
    return [
        *ordered[:most],
        *(tally for tally in ordered[most:] if tally.value in chosen),
    ]
