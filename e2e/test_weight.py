"""What each type of page brings over the wire, from a server set up as in production.

Writes e2e/screenshots/weights.md: bytes as sent, headers among them, to a browser that comes for
the first time, and what the same page costs somebody who has been reading here before.
"""

import shutil
import socket
import subprocess
import sys
from collections import Counter
from typing import NamedTuple

import pytest

from e2e.addresses import PAGES
from e2e.conftest import HERE, ROOT, manage, site_environment, wait_until_served

MOST_BYTES = 100_000
MOST_FONTS = 2
# Of each type one, and where another address of the type brings more, or other letters.
HEAVIER = ("list, table in groups", "article, Arabic")
WEIGHED = {name: it for name, it in PAGES.items() if ", " not in name or name in HEAVIER}
# A reader who has seen these has every style, script and font.
BEFORE = [PAGES[name] for name in ("list", "recommendation", "article", "submission", "compare")]
KINDS = ("Document", "Stylesheet", "Script", "Font", "Other")


class Sent(NamedTuple):
    """One answer: its address, kind, size over the wire, and how it may be kept."""

    address: str
    kind: str
    size: int
    caching: str
    encoding: str


@pytest.fixture(scope="module")
def production(prepared, tmp_path_factory):
    """Serve the sample data in production mode, over plain HTTP; return the address."""
    folder = shutil.copytree(prepared[0], tmp_path_factory.mktemp("production") / "demo")
    environment = {
        **site_environment(folder),
        "DEVELOPMENT": "0",
        "SECRET_KEY": "for the measurement alone " * 3,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECURE_SSL_REDIRECT": "0",
        "STATIC_ROOT": str(folder / "static"),
    }
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment["CSRF_TRUSTED_ORIGINS"] = f"http://127.0.0.1:{port}"
    manage("collectstatic --noinput", environment)
    log, address = folder / "server.log", f"http://127.0.0.1:{port}"
    with log.open("w") as out:
        command = f"-m gunicorn treatytracker.wsgi --bind 127.0.0.1:{port}"
        server = subprocess.Popen(
            [sys.executable, *command.split()], cwd=ROOT, env=environment, stdout=out, stderr=out
        )
    try:
        wait_until_served(f"{address}/about/", server, log)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


class Visitor:
    """A browser with an empty cache; `view` loads a page and returns all that was sent for it."""

    def __init__(self, browser, address):
        self.context = browser.new_context(base_url=address, locale="en")
        self.page = self.context.new_page()
        self.complaints, self.answers, self.sizes = [], {}, {}
        self.page.on("console", lambda message: self.complaints.append(message.text))
        wire = self.context.new_cdp_session(self.page)
        wire.send("Network.enable")
        wire.on("Network.responseReceived", self._answered)
        wire.on("Network.loadingFinished", self._finished)

    def _answered(self, event):
        answer = event["response"]
        # What comes from the browser's own cache is not sent at all.
        if not (answer.get("fromDiskCache") or answer.get("fromPrefetchCache")):
            self.answers[event["requestId"]] = event["type"], answer

    def _finished(self, event):
        self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    def view(self, address):
        self.answers.clear()
        self.sizes.clear()
        self.page.goto(address, wait_until="networkidle")
        return [self._sent(*answer) for answer in self.answers.items() if self.sizes.get(answer[0])]

    def _sent(self, request, answered):
        kind, answer = answered
        headers = {name.lower(): value for name, value in answer["headers"].items()}
        return Sent(
            answer["url"],
            kind if kind in KINDS else "Other",
            self.sizes[request],
            headers.get("cache-control", ""),
            headers.get("content-encoding", ""),
        )


@pytest.fixture(scope="module")
def views(browser, production):
    """Every type of page as a first and as a later view, with what the console said of it."""
    views_by_page = {}
    regular = Visitor(browser, production)
    for address in BEFORE:
        regular.view(address)
    for name, address in WEIGHED.items():
        visitor = Visitor(browser, production)
        first = visitor.view(address)
        fonts = visitor.page.evaluate("Array.from(document.fonts, font => font.family)")
        complaints = [text for text in visitor.complaints if "Failed to load" not in text]
        visitor.context.close()
        views_by_page[name] = first, regular.view(address), set(fonts), complaints
    regular.context.close()
    write_table(views_by_page)
    return views_by_page


def write_table(views):
    lines = [
        "| page | first view, kB | requests | page | styles | scripts | fonts | later view, kB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, (first, later, _fonts, _complaints) in views.items():
        sizes = Counter()
        for sent in first:
            sizes[sent.kind] += sent.size
        columns = [sizes[kind] for kind in ("Document", "Stylesheet", "Script", "Font")]
        cells = [total(first), *columns, total(later)]
        whole, *parts = [f"{size / 1000:.1f}" for size in cells]
        lines.append(f"| {' | '.join([name, whole, str(len(first)), *parts])} |")
    folder = HERE / "screenshots"
    folder.mkdir(exist_ok=True)
    (folder / "weights.md").write_text("\n".join([*lines, ""]))


def total(sent):
    return sum(answer.size for answer in sent)


@pytest.mark.parametrize("name", WEIGHED)
def test_page_is_light(views, name):
    first, later, _fonts, _complaints = views[name]
    assert any(sent.kind == "Document" for sent in first)
    assert total(first) <= MOST_BYTES, first
    assert total(later) < total(first)


@pytest.mark.parametrize("name", WEIGHED)
def test_page_brings_one_family_in_two_files_at_most(views, name):
    first, _later, fonts, _complaints = views[name]
    assert len([sent for sent in first if sent.kind == "Font"]) <= MOST_FONTS
    assert fonts == {"Source Serif 4"}


@pytest.mark.parametrize("name", WEIGHED)
def test_what_a_page_brings_along_stays_and_is_not_asked_for_again(views, name):
    first, later, _fonts, _complaints = views[name]
    files = [sent for sent in first if sent.kind != "Document"]
    assert files
    for sent in files:
        assert "/static/" in sent.address
        assert sent.caching == "max-age=315360000, public, immutable", sent
    assert [sent.address for sent in later if sent.kind != "Document"] == []


@pytest.mark.parametrize("name", WEIGHED)
def test_what_is_text_comes_compressed(views, name):
    for sent in views[name][0]:
        if sent.kind in ("Document", "Stylesheet", "Script") and sent.size > 1500:
            assert sent.encoding in ("gzip", "br"), sent


@pytest.mark.parametrize("name", WEIGHED)
def test_console_has_nothing_to_say(views, name):
    # The content security policy above all: linked data in a page is no code, and not refused.
    assert views[name][3] == []
