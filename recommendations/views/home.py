"""The home page: what this is, search, figures, articles by themes, the latest submissions."""

from itertools import chain
from typing import NamedTuple
from urllib.parse import urlencode

from django.shortcuts import render
from django.utils.translation import gettext as _

from articles.models import Article, Division, Draft, Treaty
from recommendations.listing.counts import RecommendationSets, count_recommendations
from recommendations.models import Organisation, Submission, Theme
from recommendations.views.draft import Heading, contents

LATEST = 5
FOREMOST = 5
LEVELS = 4


class Cell(NamedTuple):
    """What is counted, how many there are, the shade from 0 to 4, the query string of the list.

    `name` says all of it to whoever hears the number without its row and column.
    """

    name: str
    label: str
    count: int
    level: int
    query: str


class Row(NamedTuple):
    """An article of which something is asked, its cells by theme, and all that is asked of it."""

    article: Article
    cells: list[Cell]
    total: Cell


class Band(NamedTuple):
    """A division of the uppermost level, or none, with the rows of all that stands in it."""

    division: Division | None
    rows: list[Row]


class Grid(NamedTuple):
    """The themes across, the bands down, and below them the whole treaty."""

    themes: list[Theme]
    bands: list[Band]
    cells: list[Cell]
    total: Cell

    @property
    def most_asked(self):
        """The rows, fullest first."""
        rows = chain.from_iterable(band.rows for band in self.bands)
        return sorted(rows, key=lambda row: -row.total.count)


def home(request):
    """Show the way in; the grid is that of the latest draft on which something is asked."""
    draft = latest_asked()
    grid = grid_of(draft) if draft else None
    context = {
        "draft": draft,
        "grid": grid,
        "foremost": grid.most_asked[:FOREMOST] if grid else [],
        "recommendation_count": len(RecommendationSets().every()),
        "organisation_count": Organisation.objects.published().count(),
        "submission_count": Submission.objects.published().count(),
        "draft_count": Draft.objects.count(),
        "treaties": count_recommendations(Treaty.objects.all(), "treaty"),
        "latest": latest_submissions(),
    }
    return render(request, "recommendations/home.html", context)


def latest_asked():
    """Return the latest draft with a public recommendation on it, or None."""
    asked = RecommendationSets()
    drafts = Draft.objects.select_related("treaty").latest_first()
    return next((draft for draft in drafts if asked.at("draft", draft)), None)


def latest_submissions():
    """Return the latest public submissions, each with its number of recommendations."""
    return count_recommendations(
        Submission.objects.published().for_list().newest_first()[:LATEST], "submission"
    )


def grid_of(draft):
    """Return the Grid of a draft, counted over lineages; one query and those of `contents`."""
    asked = RecommendationSets()
    every = asked.at("treaty", draft.treaty)
    upper = Theme.objects.filter(parent=None)
    under = {theme.pk: asked.at("theme", theme) & every for theme in upper}
    themes = [theme for theme in upper if under[theme.pk]]
    found = [(division, lines) for division, lines in banded(contents(draft, asked)) if lines]
    most = max(
        (
            len(line.family & under[t.pk])
            for _band, lines in found
            for line in lines
            for t in themes
        ),
        default=0,
    )

    def cell(place, label, held, **filters):
        count, query = len(held), urlencode(filters, safe="/")
        return Cell(f"{count}: {place}, {label}", label, count, level(count, most), query)

    def row(line):
        path, place = line.article.path, line.article.label
        cells = [
            cell(place, t.name, line.family & under[t.pk], lineage=path, theme=t.slug)
            for t in themes
        ]
        return Row(line.article, cells, cell(place, _("All themes"), line.family, lineage=path))

    treaty, whole = draft.treaty.slug, _("The whole treaty")
    return Grid(
        themes,
        [Band(division, [row(line) for line in lines]) for division, lines in found],
        [cell(whole, t.name, under[t.pk], treaty=treaty, theme=t.slug) for t in themes],
        cell(whole, _("All themes"), every, treaty=treaty),
    )


def banded(entries):
    """Return (division or None, its lines of which something is asked) in the order of the text."""
    bands = []
    for entry in entries:
        division = entry.division if isinstance(entry, Heading) else None
        if not bands or division or bands[-1][0]:
            bands.append((division, []))
        bands[-1][1].extend(line for line in lines_in(entry) if line.everywhere)
    return bands


def lines_in(entry):
    """Return the lines of an entry of the contents, itself or all below it."""
    if not isinstance(entry, Heading):
        return [entry]
    return [line for below in entry.entries for line in lines_in(below)]


def level(count, most):
    """Return the shade of a number: 0 where nothing is asked, 4 where most is."""
    return min(-(-count * LEVELS // most), LEVELS) if most else 0
