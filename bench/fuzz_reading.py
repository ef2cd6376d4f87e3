"""Ten thousand broken files read: `python -m bench.fuzz_reading [--count N] [--seed N]`.

None may fall, hang or leave a draft half written. The run takes one process and some minutes.
"""

import argparse
import os
import signal
import sys
import time
from collections import Counter

import django
from django.core.management import call_command

from bench.databases import DATABASES, environment

HANGS_SECONDS = 30
BAD = ("FELL", "HUNG", "HALF")


class Hang(Exception):
    pass


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    with DATABASES["SQLite"]() as url:
        os.environ |= environment(url)
        django.setup()
        call_command("migrate", verbosity=0)
        run(given)


def run(given):
    """Read and store every file, and say what became of them."""
    from articles import data_checks
    from articles.models import Draft, Treaty
    from articles.tests.fuzzing import inputs

    treaty = Treaty.objects.create(title="Fuzz", short_title="Fuzz", slug="fuzz")
    signal.signal(signal.SIGALRM, raise_hang)
    outcomes, slowest, begin = Counter(), (0, ""), time.perf_counter()
    for number, (name, content) in enumerate(inputs(given.count, given.seed)):
        values = {"title": name, "slug": f"d{number}", "kind": "informal", "stage": 1}
        draft = Draft.objects.create(treaty=treaty, **values)
        start = time.perf_counter()
        outcome = outcome_of(name, content, draft)
        slowest = max(slowest, (time.perf_counter() - start, name))
        outcomes[outcome] += 1
        if outcome.startswith(BAD):
            print(f"{outcome}: {name}", flush=True)
        clear(draft)
    faults = list(data_checks.findings())
    seconds = time.perf_counter() - begin
    for outcome, count in outcomes.most_common(25):
        print(f"{count:6} {outcome}")
    print(f"{given.count} files in {seconds:.0f} s, slowest {slowest[0]:.2f} s ({slowest[1]})")
    print(f"{len(faults)} findings of check_data")
    sys.exit(any(outcome.startswith(BAD) for outcome in outcomes) or bool(faults))


def raise_hang(_signal, _frame):
    raise Hang


def outcome_of(name, content, draft):
    """Return what reading and storing a file came to, in words."""
    from articles.draft_texts.writing import Refused, store
    from articles.models import Article
    from articles.reading import formats, sandbox
    from articles.reading.lines import Unreadable

    signal.alarm(HANGS_SECONDS)
    try:
        # The parser of PDF is C and may fall; all else would show here how it does.
        reader = sandbox if name.endswith(".pdf") else formats
        read = reader.read(content, name)
        store(read, draft, name)
        whole = Article.objects.filter(draft=draft).count() == len(read.articles)
        return "read and stored" if whole else "HALF WRITTEN"
    except (Unreadable, Refused) as refusal:
        half = Article.objects.filter(draft=draft).exists()
        return "HALF WRITTEN" if half else f"refused: {str(refusal)[:60]}"
    except Hang:
        return "HUNG"
    except Exception as error:
        return f"FELL: {type(error).__name__}: {error}"[:200]
    finally:
        signal.alarm(0)


def clear(draft):
    """Take a draft away again, quickly: the run is about reading."""
    from articles.models import Article, Division, Provision, ProvisionText

    ProvisionText.objects.filter(provision__draft=draft)._raw_delete("default")
    Provision.objects.filter(draft=draft)._raw_delete("default")
    Article.objects.filter(draft=draft)._raw_delete("default")
    Division.objects.filter(draft=draft)._raw_delete("default")


if __name__ == "__main__":
    main()
