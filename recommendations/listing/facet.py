"""What a facet is: values to choose from, what choosing does, and how many rows each value has."""

from copy import copy
from typing import NamedTuple

from django.db.models import Count, QuerySet

from articles.addresses import at_paths, path_of


class Tally(NamedTuple):
    """One value of a facet with the number of recommendations that have it."""

    value: str
    label: str
    count: int


class Facet:
    """One way to narrow the list. Values are the slugs or codes that stand in the address."""

    name = ""
    label = ""
    help_text = ""
    steps = ()  # the models of the path that a value is, outermost first

    def __deepcopy__(self, memo):
        # A filter set copies its filters for each request: what they are made of stays the same.
        return copy(self)

    def known(self, values: list[str]) -> dict[str, object]:
        """Return the values that exist, each with what `narrow` needs of it."""
        raise NotImplementedError

    def narrow(self, recommendations: QuerySet, found: dict) -> QuerySet:
        """Keep the recommendations that have any of these values."""
        raise NotImplementedError

    def tally(self, recommendations: QuerySet) -> list[Tally]:
        """Count the recommendations at each value that occurs among them, in the database."""
        raise NotImplementedError

    def held(self, found: dict) -> list:
        """Return what the catalogue knows these values by."""
        return list(found)

    def named(self, held) -> dict[object, tuple[str, str]]:
        """Return value and label of what the catalogue knows values by; public ones alone."""
        return {value: (value, label) for value, label in self.labels(dict.fromkeys(held)).items()}

    def labels(self, found: dict) -> dict[str, str]:
        """Return the label of each chosen value."""
        raise NotImplementedError

    def repeated(self, found: dict) -> set[str]:
        """Return the values that mean the same as chosen ones do, under another name."""
        return set()

    def name_of(self, value: str, row) -> str:
        """Return the value as it is written now."""
        return value


class ChoiceFacet(Facet):
    """A closed vocabulary in a column of the recommendation itself."""

    def __init__(self, name, label, choices, help_text=""):
        self.name, self.label, self.help_text = name, label, help_text
        self.choices = dict(choices.choices)

    def known(self, values):
        return {value: value for value in values if value in self.choices}

    def narrow(self, recommendations, found):
        return recommendations.filter(**{f"{self.name}__in": list(found)})

    def tally(self, recommendations):
        rows = recommendations.order_by().values_list(self.name).annotate(Count("pk"))
        counts = dict(rows)
        return [
            Tally(value, str(label), counts[value])
            for value, label in self.choices.items()
            if counts.get(value)
        ]

    def labels(self, found):
        return {value: str(self.choices[value]) for value in found}


class RowFacet(Facet):
    """A facet whose values are rows of another model, addressed by a slug or a path of slugs.

    `address` lists the lookups that make up the path, outermost first.
    """

    address = ("slug",)

    def rows(self) -> QuerySet:
        """The rows that may be named: public ones, with all that `title` and the path need."""
        raise NotImplementedError

    def holding(self, ids) -> QuerySet:
        """The ids of the recommendations that have any of these rows."""
        raise NotImplementedError

    def counts(self, recommendations) -> dict[int, int]:
        """The number of recommendations at each row id that occurs."""
        raise NotImplementedError

    def title(self, row) -> str:
        return str(row)

    def path(self, row) -> str:
        return path_of(row, self.address)

    def known(self, values):
        return at_paths(self.rows(), self.address, values, self.steps)

    def narrow(self, recommendations, found):
        return recommendations.filter(pk__in=self.holding(self.held(found)))

    def held(self, found):
        return [row.pk for row in found.values()]

    def named(self, held):
        rows = self.rows().filter(pk__in=held)
        return {row.pk: (self.path(row), self.title(row)) for row in rows}

    def tally(self, recommendations):
        counts = self.counts(recommendations)
        rows = self.rows().filter(pk__in=counts) if counts else []
        return [Tally(self.path(row), self.title(row), counts[row.pk]) for row in rows]

    def labels(self, found):
        return {value: self.title(row) for value, row in found.items()}

    def name_of(self, value, row):
        return self.path(row)


def by_count(tallies):
    """Sort tallies by falling count, then by label and value."""
    return sorted(tallies, key=lambda tally: (-tally.count, tally.label.casefold(), tally.value))
