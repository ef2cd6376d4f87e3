"""What downloads cost from plain values and from instances: `python -m bench.exports [ROWS]`.

Builds a throw-away SQLite database and prints the processor time of each pair of ways, in turns,
and their ratio.
"""

import os
import sys
import time

from bench.databases import DATABASES, environment

ROUNDS = 3
ROWS = 10_000
ORIGIN = "https://tracker.example.org"


def main():
    size = int(sys.argv[1]) if sys.argv[1:] else ROWS
    with DATABASES["SQLite"]() as url:
        os.environ |= environment(url)
        import django

        django.setup()
        print(*figures(size), sep="\n")


def figures(size):
    """Yield the least processor time of each way of so many rounds, and the ratio of each pair."""
    from bench.sections import build_database

    list(build_database(size))
    for name, ways in pairs().items():
        least = {}
        for _round in range(ROUNDS):
            for way in ways:
                begun = time.process_time()
                for _piece in way():
                    pass
                spent = time.process_time() - begun
                least[way] = min(spent, least.get(way, spent))
        values, of_instances = least.values()
        ratio = of_instances / values
        yield f"{name}: {values:.2f} s, from instances {of_instances:.2f} s, {ratio:.1f} times"


def pairs():
    """Return (from plain values, from instances), by the name of what is downloaded."""
    from recommendations.exchange.citations import CITATION_FORMATS

    return {
        "table": (table, instances),
        "pages of the API as CSV": (pages_of_api, instances),
        **{
            f"citations, {name}": (
                lambda format_=format_: format_.lines(citations()),
                lambda format_=format_: format_.lines(citations_of_instances()),
            )
            for name, format_ in CITATION_FORMATS.items()
        },
    }


def table():
    """The table as it is downloaded."""
    from recommendations.exchange import table

    return table.lines(rows(), ORIGIN)


def pages_of_api():
    """The same table by the API: one page after the other."""
    from django.test import Client

    client, address = Client(), "/api/v1/recommendations/?format=csv&page_size=200&page="
    pages = -(-len(rows()) // 200)
    for number in range(1, pages + 1):
        yield client.get(f"{address}{number}", secure=True, HTTP_HOST="localhost").content


def citations():
    """The citations as they are downloaded."""
    from recommendations.exchange.citations import CHUNK, citation_rows

    for row in rows().read_as(citation_rows).iterator(CHUNK):
        yield row.entry(ORIGIN)


def citations_of_instances():
    """The same citations of instances, as those of single pages are made."""
    from recommendations.exchange.citations import of_recommendation

    for row in rows():
        yield of_recommendation(row, ORIGIN + row.get_absolute_url())


def instances():
    """The same recommendations as instances, with the texts that the table shows."""
    for row in rows():
        submission = row.submission
        yield [row.key, row.title, row.rationale, row.quote, row.pages, submission.title]
        yield [signature.organisation.name for signature in submission.signatures.all()]
        yield [theme.name for theme in row.themes.all()]
        yield [(outcome.draft.path, outcome.verdict) for outcome in row.outcomes.all()]
        for target in row.targets.all():
            yield [target.label, target.draft.path, target.get_absolute_url()]
            yield [(proposal.base, proposal.proposed) for proposal in target.proposals.all()]


def rows():
    from django.http import QueryDict

    from recommendations.listing import Listing

    return Listing(QueryDict()).rows


if __name__ == "__main__":
    main()
