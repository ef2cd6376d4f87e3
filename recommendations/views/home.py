"""The home page: what this is, search, figures, articles by themes, the latest submissions.

Nothing on it is of an invented treaty.
"""

from itertools import chain
from typing import NamedTuple
from urllib.parse import urlencode

from django.shortcuts import render
from django.utils.translation import gettext as _

from articles.models import Article, Division, Draft, Treaty
from recommendations.listing.counts import RecommendationSets, count_recommendations
from recommendations.models import Organisation, Submission, Theme
from recommendations.views.draft import ContentsDivision, contents
from recommendations.views.page_cache import kept_until_changed

LATEST = 5
MOST_ASKED = 5
LEVELS = 4


class GridCell(NamedTuple):
    """What is counted, how many there are, the shade from 0 to 4, the query string of the list.

    `name` says all of it to whoever hears the number without its row and column.
    """

    name: str
    label: str
    count: int
    level: int
    query: str


class GridRow(NamedTuple):
    """An article of which something is asked, its cells by theme, and all that is asked of it."""

    article: Article
    cells: list[GridCell]
    total: GridCell


class GridSection(NamedTuple):
    """A division of the uppermost level, or none, with the rows of all that stands in it."""

    division: Division | None
    rows: list[GridRow]


class ThemeGrid(NamedTuple):
    """The themes across, the sections down, and below them the whole treaty."""

    themes: list[Theme]
    sections: list[GridSection]
    cells: list[GridCell]
    total: GridCell

    @property
    def most_asked(self):
        """The rows, fullest first."""
        rows = chain.from_iterable(section.rows for section in self.sections)
        return sorted(rows, key=lambda row: -row.total.count)


@kept_until_changed
def home(request):
    """Show the way in; the grid is that of the latest draft on which something is asked."""
    draft = latest_asked()
    grid = grid_of(draft) if draft else None
    treaties = Treaty.objects.filter(example=False)
    context = {
        "draft": draft,
        "grid": grid,
        "most_asked": grid.most_asked[:MOST_ASKED] if grid else [],
        "recommendation_count": len(RecommendationSets().everything()),
        "organisation_count": Organisation.objects.on_real_treaties().count(),
        "submission_count": Submission.objects.published().on_real_treaties().count(),
        "draft_count": Draft.objects.filter(treaty__in=treaties).count(),
        "treaties": count_recommendations(treaties, "treaty"),
        "latest": latest_submissions(),
    }
    return render(request, "recommendations/home.html", context)


def latest_asked():
    """Return the latest draft with a public recommendation on it, or None."""
    recommendations = RecommendationSets()
    drafts = Draft.objects.filter(treaty__example=False).select_related("treaty").latest_first()
    return next((draft for draft in drafts if recommendations.at("draft", draft)), None)


def latest_submissions():
    """Return the latest public submissions, each with its number of recommendations."""
    real = Submission.objects.published().on_real_treaties()
    return count_recommendations(real.for_list().newest_first()[:LATEST], "submission")


def grid_of(draft):
    """Return the ThemeGrid of a draft, counted over lineages; one query and those of `contents`."""
    recommendations = RecommendationSets()
    in_treaty = recommendations.at("treaty", draft.treaty)
    asked_under = {
        theme: recommendations.at("theme", theme) & in_treaty
        for theme in Theme.objects.filter(parent=None)
    }
    asked_under = {theme: asked for theme, asked in asked_under.items() if asked}
    sections = [
        (division, articles)
        for division, articles in by_section(contents(draft, recommendations))
        if articles
    ]
    most = fullest(chain.from_iterable(articles for _, articles in sections), asked_under)
    whole = draft.treaty.slug, _("The whole treaty")
    return ThemeGrid(
        list(asked_under),
        [
            GridSection(division, [grid_row(entry, asked_under, most) for entry in articles])
            for division, articles in sections
        ],
        *cells_of("treaty", *whole, in_treaty, asked_under, most),
    )


def grid_row(entry, asked_under, most):
    article = entry.article
    cells = cells_of("lineage", article.path, article.label, entry.in_lineage, asked_under, most)
    return GridRow(article, *cells)


def cells_of(name, value, place, recommendations, asked_under, most):
    """Return the cells of a row by theme, and its total; `name` and `value` filter the list."""

    def cell(label, asked, **theme):
        count, query = len(asked), urlencode({name: value, **theme}, safe="/")
        return GridCell(f"{count}: {place}, {label}", label, count, level(count, most), query)

    cells = [
        cell(theme.name, asked & recommendations, theme=theme.slug)
        for theme, asked in asked_under.items()
    ]
    return cells, cell(_("All themes"), recommendations)


def fullest(entries, asked_under):
    """Return the greatest number of any article under any theme."""
    sets = [(entry.in_lineage, asked) for entry in entries for asked in asked_under.values()]
    return max((len(in_lineage & asked) for in_lineage, asked in sets), default=0)


def by_section(entries):
    """Return (division or None, its articles of which something is asked), as the text runs."""
    sections = []
    for entry in entries:
        division = entry.division if isinstance(entry, ContentsDivision) else None
        if not sections or division or sections[-1][0]:
            sections.append((division, []))
        sections[-1][1].extend(row for row in articles_in(entry) if row.count_in_lineage)
    return sections


def articles_in(entry):
    """Return the articles of an entry of the contents: itself, or all below it."""
    if not isinstance(entry, ContentsDivision):
        return [entry]
    return [article for below in entry.entries for article in articles_in(below)]


def level(count, most):
    """Return the shade of a number: 0 where nothing is asked, 4 where most is."""
    return min(-(-count * LEVELS // most), LEVELS) if most else 0
