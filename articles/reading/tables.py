"""Tables as treaty texts use them: numbers beside words, two languages beside each other, data."""

from articles.reading.heading_lines import structure_of
from articles.reading.lines import Line
from articles.reading.provision_numbers import LONGEST, sign_of

Cell = list[Line]
COLUMN_LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh", "pt", "de", "nl")
FEWEST_HEADINGS = 2  # articles in a column that make it a text of its own


def table_lines(rows: list[list[Cell]]) -> list[Line]:
    """Return the lines of a table: row by row, or column by column where each holds a text."""
    columns = _texts_in_columns(rows)
    if columns:
        return [line for column in columns for line in column]
    return [line for row in rows for line in _row_lines(row)]


def _texts_in_columns(rows: list[list[Cell]]) -> list[Cell]:
    """Return the columns of a table in which two languages stand beside each other, else []."""
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        return []
    columns = [
        [line for row in rows if place < len(row) for line in row[place]] for place in range(width)
    ]
    texts = [column for column in columns if _articles(column) >= FEWEST_HEADINGS]
    return columns if len(texts) > 1 else []


def _articles(column: Cell) -> int:
    """Return how many articles a column holds, in the language that has most."""
    structures = [structure_of(language) for language in COLUMN_LANGUAGES]
    return max(
        sum(bool(structure.article.match(line.text)) for line in column) for structure in structures
    )


def _row_lines(cells: list[Cell]) -> list[Line]:
    """Return a row as lines: the number in its first cell belongs to the words of the next."""
    filled = [cell for cell in cells if any(line.text or line.dropped for line in cell)]
    if not filled:
        return []
    number = " ".join(line.text for line in filled[0]).strip()
    if len(filled) > 1 and is_number(number):
        first, *others = filled[1]
        dropped = tuple(item for line in filled[0] for item in line.dropped)
        first = first._replace(text=f"{number} {first.text}", dropped=dropped + first.dropped)
        return [first, *others, *(line for cell in filled[2:] for line in cell)]
    if len(filled) == 1:
        return filled[0]
    text = " | ".join(" ".join(line.text for line in cell).strip() for cell in filled)
    dropped = tuple(item for cell in filled for line in cell for item in line.dropped)
    return [filled[0][0]._replace(text=text, gap=True, dropped=dropped)]


def is_number(text: str) -> bool:
    """Tell whether a text is a number of a paragraph or point and nothing more."""
    if not text or len(text) > LONGEST:
        return False
    sign, rest = sign_of(f"{text} X")
    return sign is not None and rest == "X"
