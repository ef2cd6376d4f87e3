"""The figures as tables, for a terminal and for docs/performance.md."""

from bench.ratios import ratios
from bench.results import SECTIONS
from bench.server import ROOT

PAGE = ROOT / "docs/performance.md"
BEGIN = "<!-- figures: written by `make bench` -->"
END = "<!-- end of figures -->"
ABSENT = "–"


def tables(runs):
    """Return all figures as Markdown: what was measured on, the ratios, then each section."""
    machines = dict.fromkeys(f"- {run.database}: {run.machine}" for run in runs)
    parts = ["\n".join(machines)]
    if rows := ratio_rows(runs):
        head = ["", "wanted", *titles(runs)]
        parts.append(f"### Ratios\n\n{table(head, rows)}")
    for name, title in SECTIONS.items():
        rows = figure_rows(name, runs)
        if rows:
            parts.append(f"### {title}\n\n{table(['', *titles(runs)], rows)}")
    return "\n\n".join(parts)


def with_tables(page, text, first=BEGIN, last=END):
    """Return the page with a text between its markers; ValueError where it has none."""
    before, begin, rest = page.partition(first)
    _old, end, after = rest.partition(last)
    if not (begin and end):
        raise ValueError(f"The page lacks the marker {last if begin else first}.")
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"


def ratio_rows(runs):
    """Return the rows of the ratios that some run has."""
    rows = []
    for ratio in ratios(runs):
        values = [ratio.of(run) for run in runs]
        if any(value is not None for value in values):
            rows.append([ratio.name, ratio.wanted, *(marked(ratio, value) for value in values)])
    return rows


def marked(ratio, value):
    """Return a ratio as text, bold where it is not what is wanted."""
    if value is None:
        return ABSENT
    text = f"{value:.2f}" if value < 10 else f"{value:,.0f}"
    return text if ratio.holds(value) else f"**{text}**"


def figure_rows(section, runs):
    """Return the rows of a section: a name, and its figure in each run."""
    by_run = [{figure.name: figure for figure in run.sections.get(section, ())} for run in runs]
    names = dict.fromkeys(name for figures in by_run for name in figures)
    return [[name, *(cell(figures.get(name)) for figures in by_run)] for name in names]


def cell(figure):
    """Return a figure as text: median (95th percentile), note."""
    if figure is None:
        return ABSENT
    parts = [] if figure.value is None else [shown(figure.value)]
    if figure.p95 is not None:
        parts.append(f"({shown(figure.p95)})")
    text = " ".join(parts)
    return ", ".join(filter(None, [text, figure.note]))


def shown(value):
    whole = value >= 100 or value == int(value)
    return f"{value:,.0f}" if whole else f"{value:.1f}"


def titles(runs):
    return [run.title for run in runs]


def table(head, rows):
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
