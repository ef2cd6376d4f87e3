"""What a download costs from plain values and from instances: `python -m bench.exports [ROWS]`.

Builds a throw-away SQLite database and prints the processor time of both, in turns, as a ratio.
"""

import os
import sys
import time

from bench.databases import DATABASES, environment

ROUNDS = 3
ROWS = 10_000


def main():
    size = int(sys.argv[1]) if sys.argv[1:] else ROWS
    with DATABASES["SQLite"]() as url:
        os.environ |= environment(url)
        import django

        django.setup()
        print(*figures(size), sep="\n")


def figures(size):
    """Yield the least processor time of each way of so many rounds, and their ratio."""
    from bench.sections import build_database

    list(build_database(size))
    least = {}
    for _round in range(ROUNDS):
        for way in (from_values, from_instances):
            begun = time.process_time()
            for _piece in way():
                pass
            spent = time.process_time() - begun
            least[way] = min(spent, least.get(way, spent))
    for way, seconds in least.items():
        yield f"{way.__doc__}: {seconds:.2f} s"
    yield f"ratio: {least[from_instances] / least[from_values]:.1f}"


def from_values():
    """The table as it is downloaded"""
    from recommendations.exchange import table

    return table.lines(rows(), "https://tracker.example.org")


def from_instances():
    """The same recommendations as instances, with the texts that the table shows"""
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
