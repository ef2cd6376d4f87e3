"""The rounds of `bench.kills`: each works, kills in the middle of it, and looks what stands."""

import http.client
import os
import re
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import ExitStack, suppress
from itertools import count
from urllib.parse import urlencode, urlsplit

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connections
from django.test import Client
from django.urls import reverse

from articles.models import Article, Draft, Succession
from articles.tests.editors import address, filled, sign_in
from bench import aftermath
from bench.client import ALL, SQL, Reader, connected
from bench.list_requests import API, LIST
from bench.server import ROOT, WORKERS, Server, started
from recommendations.exchange.interchange.exporting import export_folder
from recommendations.models import Recommendation

SAVERS, SAVES = 3, 15
LONGEST_WORK = 1.5  # seconds from the first save until a kill
PATIENCE = 90  # seconds until it counts as not answering again
MANY = 60  # successions confirmed at once
QUERIES = ("", "action=amend", "sort=oldest")
numbers = count(1)


class Site:
    """The server with its database and files, and what was measured before anything is killed."""

    def __init__(self, folder, address, variables, cluster):
        self.folder, self.address, self.variables = folder, address, variables
        self.cluster, self.stack = cluster, ExitStack()

    def __enter__(self):
        run_manage(self.variables, "collectstatic", "--noinput").wait()
        netloc = urlsplit(self.address).netloc
        options = f"--bind {netloc} --workers {WORKERS} --keep-alive 3600 --log-level critical"
        command = [sys.executable, "-m", "gunicorn", "bench.instrumented_app", *options.split()]
        log = self.folder / "log"
        process = started(command, log, cwd=ROOT, env=self.variables)
        self.server = Server(self.address, self.stack.enter_context(process), time.perf_counter())
        self.client = Client()
        sign_in(self.client, "editor")
        self.rows = list(Recommendation.objects.order_by("pk")[:100])
        self.successions = self._make_successions()
        self.data, self.small = self.folder / "data", self.folder / "small"
        export_folder(self.data)
        self.small.mkdir()
        (self.small / "themes.yaml").write_bytes((self.data / "themes.yaml").read_bytes())
        self.baseline = set(aftermath.findings())
        self.wait_until_well()
        self.import_seconds = timed(lambda: self.import_data(self.changed_data()).wait())
        self.confirm_seconds = timed(lambda: self.confirm_all())
        return self

    def __exit__(self, *error):
        self.stack.__exit__(*error)

    def _make_successions(self):
        first, last = Draft.objects.order_by("treaty", "stage")[:2]
        descendant = last.articles.first()
        made = [
            Succession(ancestor=article, descendant=descendant)
            for article in Article.objects.filter(draft=first)[:MANY]
        ]
        return [row.pk for row in Succession.objects.bulk_create(made)]

    # ── work ─────────────────────────────────────────────────────────────────

    def post(self, path, data):
        """Send a form to the server and return the status, None where the answer was cut off."""
        token = secrets.token_hex(16)
        session = self.client.cookies["sessionid"].value
        headers = {
            "Cookie": f"__Host-session={session}; __Host-csrf={token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode(data | {"csrfmiddlewaretoken": token}, doseq=True)
        http_client = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        try:
            http_client.request("POST", path, body, headers)
            answer = http_client.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            http_client.close()

    def forms(self, rows):
        """Return (row, title, what a browser posts) of recommendations that get a new title."""
        for row in rows:
            title = f"Saved {next(numbers)}"
            yield row, title, filled(self.client.get(address(row)), title=title)

    def confirm_all(self):
        Succession.objects.filter(pk__in=self.successions).update(state="suggested")
        page = reverse("admin:articles_succession_changelist")
        return self.post(page, {"action": "confirm_chosen", ACTION_CHECKBOX_NAME: self.successions})

    def changed_data(self):
        """Let the files say other titles and bring other documents; return the new titles' mark."""
        mark = f"Import {next(numbers)}:"
        for path in (self.data / "submissions").glob("*.yaml"):
            text = re.sub(
                r"(?m)^(  title: ).*$(?:\n {4,}.*$)*", rf'\g<1>"{mark}"', path.read_text()
            )
            text = re.sub(r"(?m)^(file|sha256): .*\n", "", text)
            path.write_text(f"file: document.txt\n{text}")
            stored = self.data / "submissions" / "files" / path.stem / "document.txt"
            stored.parent.mkdir(parents=True, exist_ok=True)
            stored.write_text(f"{path.stem}: {mark}")
        return mark

    def import_data(self, _mark=None):
        return run_manage(self.variables, "import_data", str(self.data))

    # ── afterwards ───────────────────────────────────────────────────────────

    def wait_until_well(self):
        """Return the readers of all processes, once each has its words in memory."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(Exception):
                readers = connected(self.address, WORKERS, "/health/", seconds=5)
                while any(reader.get(LIST).ready != "words" for reader in readers):
                    time.sleep(0.2)
                return readers
            time.sleep(0.1)
        raise TimeoutError("the site does not answer again")

    def look(self):
        """Return what is wrong now, and how long it took until the site answered again."""
        tally = Counter(kills=1, seconds=self.first_answer())
        for reader in self.wait_until_well():
            tally["counts"] += sum(not self.agrees(reader, query) for query in QUERIES)
            reader.close()
        connections.close_all()
        tally["open"] = open_at_last()
        tally["findings"] = len(set(aftermath.findings()) - self.baseline)
        return tally

    def first_answer(self):
        """Return how many seconds it takes until the site answers."""
        begun = time.monotonic()
        wait_until(self.is_answering)
        return round(time.monotonic() - begun, 1)

    def is_answering(self):
        reader = Reader(self.address)
        try:
            return reader.ask(LIST).status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            reader.close()

    def agrees(self, reader, query):
        """Tell whether a process shows the same page and counts from memory and from SQL."""
        in_memory, in_sql = (reader.get(f"{LIST}?{query}", way).content for way in (ALL, SQL))
        totals = {reader.get(f"{API}?{query}", way).content for way in (ALL, SQL)}
        return in_memory == in_sql and len(totals) == 1


def run_manage(variables, *words):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "manage.py", *words], cwd=ROOT, env=variables, **quiet)


def timed(work):
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def wait_until(condition, seconds=PATIENCE):
    """Return once the condition holds; TimeoutError where it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)


def open_at_last():
    """Return how many transactions stay open: those of a killed process end when it is noticed."""
    with suppress(TimeoutError):
        wait_until(lambda: not aftermath.open_transactions(), seconds=20)
    return aftermath.open_transactions()


def while_saving(site, chance, kill):
    """Let people save until something is killed among them; return what is wrong afterwards."""
    forms = list(site.forms(chance.sample(site.rows, SAVES)))
    connections.close_all()
    saved, statuses = [], Counter()

    def work(mine):
        for row, title, data in mine:
            status = site.post(address(row), data)
            statuses[status] += 1
            if status == 302:
                saved.append((row, title))

    savers = [threading.Thread(target=work, args=(forms[n::SAVERS],)) for n in range(SAVERS)]
    for saver in savers:
        saver.start()
    wait_until(lambda: saved or not any(saver.is_alive() for saver in savers))
    time.sleep(chance.uniform(0, LONGEST_WORK))
    kill()
    seconds = site.first_answer()
    for saver in savers:
        saver.join()
    tally = site.look()
    tally["seconds"] = seconds
    tally["during"] = int(any(status in (None, 503) for status in statuses))
    tally["errors"] = statuses[500]
    for row, title in saved:
        tally["lost"] += not row.history.filter(title=title).exists()
    return tally


def worker(site, chance):
    """a server process, while three people save"""
    return while_saving(site, chance, lambda: kill_one(site, chance))


def kill_one(site, chance):
    os.kill(chance.choice(site.server.workers), signal.SIGKILL)


def database(site, chance):
    """the database, while three people save"""

    def kill():
        site.cluster.crash()
        time.sleep(chance.uniform(0, 1))
        site.cluster.start()

    return while_saving(site, chance, kill)


def importing(site, chance):
    """an import with files"""
    mark = site.changed_data()
    process = site.import_data()
    time.sleep(site.import_seconds * chance.uniform(0.4, 1))
    was_running = process.poll() is None
    process.kill()
    process.wait()
    tally = site.look()
    tally["during"] = int(was_running)
    written = Recommendation.objects.filter(title=mark).count()
    tally["half"] = int(written not in (0, Recommendation.objects.count()))
    run_manage(site.variables, "import_data", str(site.small)).wait()  # it clears away
    tally["files"] = len(list(aftermath.orphans()))
    return tally


def confirming(site, chance):
    """all server processes, while many rows are confirmed"""
    statuses = []
    sender = threading.Thread(target=lambda: statuses.append(site.confirm_all()))
    sender.start()
    time.sleep(site.confirm_seconds * chance.uniform(0.3, 1))
    for pid in site.server.workers:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    sender.join()
    tally = site.look()
    tally["during"] = int(statuses == [None])
    confirmed = Succession.objects.filter(pk__in=site.successions, state="confirmed").count()
    tally["half"] = int(confirmed not in (0, len(site.successions)))
    tally["lost"] = int(statuses == [302] and not confirmed)
    return tally


ROUNDS = [worker, database, importing, confirming]
