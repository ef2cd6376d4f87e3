"""What readers wait for: lists with all facets, with none and with those of SQL; other pages."""

import json
from functools import partial

from django.db import connection
from django.db.models import F

from bench.client import ALL, NONE, SQL, UnexpectedAnswer
from bench.edit_times import Editor
from bench.list_requests import LIST, PAGE_SIZE, public_paths
from bench.ratios import LIST_BESIDE_PAGES
from bench.results import Figure
from bench.timing import Times, in_turns, timed
from recommendations.models import Recommendation

SLOW_ROUNDS = 5  # of what takes seconds
# Pages that are kept in memory until something changes.
KEPT = ("home", "draft, most recommendations", "article, most recommendations")


def row_counts(readers, asked):
    """Count the rows of each question, as the API tells them."""
    for question in (question for question in asked if "page=" not in question.query):
        word = f" “{question.word}”" if question.word else ""
        count = json.loads(readers.get(question.api).content)["count"]
        yield Figure(f"rows, {question.name}{word}", count)


def lists(readers, asked):
    """Measure the list of every question with all facets and with none, all of them in turns."""
    calls = {
        f"{question.name}, {words}": partial(readers.get, question.page, facets)
        for question in asked
        for facets, words in ((ALL, "all facets"), (NONE, "no facets"))
    }
    for name, times in in_turns(calls, seconds=120).items():
        yield Figure.of(name, times)


def counted_in_sql(readers, asked):
    """Measure the same lists with their facets counted in SQL, in turns with ours."""
    for question in asked:
        if not question.is_words:
            calls = {facets: partial(readers.get, question.page, facets) for facets in (SQL, ALL)}
            taken = in_turns(calls, rounds=SLOW_ROUNDS, least=2)
            yield Figure.of(f"{question.name}, facets in SQL", taken[SQL])
            yield Figure.of(f"{question.name}, in turns with SQL", taken[ALL])


def public_pages(readers):
    """Measure every kind of page in turns with the list; the note says its weight and queries."""
    paths = {LIST_BESIDE_PAGES: LIST} | public_paths()
    calls = {name: partial(readers.get, path) for name, path in paths.items()}
    for name, times in in_turns(calls, seconds=120).items():
        answer = calls[name]()
        note = f"{len(answer.body) / 1000:.1f} kB, {answer.queries} queries"
        yield Figure.of(name, times, note)
    editor = Editor(SLOW_ROUNDS)
    for name in KEPT:
        taken = []
        for row in editor.rows:
            editor.edit(row)
            taken += [timed(partial(reader.get, paths[name])) for reader in readers.readers]
        yield Figure.of(f"{name}, first after an edit", Times.of(taken))


def bare_rows():
    """Measure what the database alone takes for the first page: sorted by it, and by their ids."""
    public = Recommendation.objects.published().for_list()
    newest = F("submission__first_day").desc(nulls_last=True)
    first = public.order_by(newest, "submission__slug", "sort_key", "key")[:PAGE_SIZE]
    same = public.filter(pk__in=[row.pk for row in first])
    for name, rows in (("sorted by it", first), ("by their ids", same)):
        statements = statements_of(rows)
        taken = in_turns({name: partial(execute, statements)})
        note = f"{len(statements)} queries"
        yield Figure.of(f"{PAGE_SIZE} rows from the database alone, {name}", taken[name], note)


def statements_of(rows):
    """Return the statements, with their parameters, that reading rows takes."""
    statements = []

    def note(execute, sql, params, many, context):
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        list(rows.all())
    return statements


def execute(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(*statement)
            cursor.fetchall()


def other_answers(readers, asked):
    """Measure the API and suggestions; what is not there is left out."""
    by_name = {question.name: question for question in asked}
    word = next(question.word for question in asked if question.is_words)
    paths = {
        "API, 50 rows, unfiltered": by_name["unfiltered"].api,
        "API, 50 rows, narrow": by_name["narrow"].api,
        "API, all facets, narrow": by_name["narrow"].api.replace("recommendations", "facets"),
        f"suggestions for “{word[:4]}”": f"/suggestions/?q={word[:4]}",
    }
    for name, path in paths.items():
        try:
            taken = in_turns({name: partial(readers.get, path)})
        except UnexpectedAnswer as answer:
            yield Figure(name, None, note=str(answer))
        else:
            yield Figure.of(name, taken[name])
