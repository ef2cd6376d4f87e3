"""What readers wait for: pages with all facets, with none and with those of SQL, and all else."""

import json
from functools import partial

from django.db import connection
from django.db.models import F

from bench.client import ALL, NONE, SQL, UnexpectedAnswer
from bench.list_requests import PAGE_SIZE, median_article
from bench.results import Figure
from bench.timing import in_turns
from recommendations.models import Recommendation

SLOW_ROUNDS = 5  # of what takes seconds


def row_counts(readers, asked):
    """Count the rows of each question, as the API tells them."""
    for question in (question for question in asked if "page=" not in question.query):
        word = f" “{question.word}”" if question.word else ""
        count = json.loads(readers.get(question.api).body)["count"]
        yield Figure(f"rows, {question.name}{word}", count)


def pages(readers, asked):
    """Measure the page of each question with all facets and with none, in turns."""
    for question in asked:
        calls = {facets: partial(readers.get, question.page, facets) for facets in (ALL, NONE)}
        taken = in_turns(calls)
        yield Figure.of(f"{question.name}, all facets", taken[ALL])
        yield Figure.of(f"{question.name}, no facets", taken[NONE])


def counted_in_sql(readers, asked):
    """Measure the same pages with their facets counted in SQL."""
    for question in asked:
        if not question.is_words:
            call = partial(readers.get, question.page, SQL)
            taken = in_turns({SQL: call}, rounds=SLOW_ROUNDS, least=2)
            yield Figure.of(f"{question.name}, facets in SQL", taken[SQL])


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
    """Measure the API, suggestions and the page of an article; what is not there is left out."""
    by_name = {question.name: question for question in asked}
    word = next(question.word for question in asked if question.is_words)
    paths = {
        "API, 50 rows, unfiltered": by_name["unfiltered"].api,
        "API, 50 rows, narrow": by_name["narrow"].api,
        "API, all facets, narrow": by_name["narrow"].api.replace("recommendations", "facets"),
        f"suggestions for “{word[:4]}”": f"/suggestions/?q={word[:4]}",
        "page of an article": median_article().get_absolute_url(),
    }
    for name, path in paths.items():
        try:
            taken = in_turns({name: partial(readers.get, path)})
        except UnexpectedAnswer as answer:
            yield Figure(name, None, note=str(answer))
        else:
            yield Figure.of(name, taken[name])
