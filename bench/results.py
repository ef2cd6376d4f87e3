"""What was measured: single figures, and all those of one database of one size."""

from typing import NamedTuple

SECTIONS = {
    "data": "The data",
    "start": "Cold start, ms",
    "lists": "The list, ms",
    "pages": "Every kind of page in turns with the list, ms",
    "sql": "The list with its facets counted in SQL, ms",
    "others": "Other answers, ms",
    "edits": "After edits, ms",
    "crowds": "Many readers at once, answers a second",
    "texts": "Reading a text in, and the pages that show it",
    "memory": "Memory of the server's processes, MB",
    "datasette": "Datasette over the same data, ms",
    "directus": "Directus over the same data, ms",
}


class Figure(NamedTuple):
    """A value under a name; of times the value is a median in milliseconds, with its p95."""

    name: str
    value: float | None
    p95: float | None = None
    note: str = ""

    @classmethod
    def of(cls, name, times, note=""):
        """Return the Figure of Times."""
        return cls(name, times.median, times.p95, note)


class DatabaseRun(NamedTuple):
    """The figures of one database of one size, by section."""

    database: str
    size: int
    machine: str
    sections: dict[str, list[Figure]]

    @classmethod
    def from_json(cls, values):
        sections = values.pop("sections").items()
        return cls(
            **values,
            sections={name: [Figure(*row) for row in figures] for name, figures in sections},
        )

    @property
    def title(self):
        return f"{self.database}, {self.size:,}"

    def value(self, name):
        """Return the value of a figure of any section; None where it was not measured."""
        figures = (figure for section in self.sections.values() for figure in section)
        return next((figure.value for figure in figures if figure.name == name), None)
