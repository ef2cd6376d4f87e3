"""A server with the sample data, a browser, and what the browser tests look with.

The server is a process of its own: Playwright's event loop in this one would make Django refuse
every query here. Whoever needs a row makes it through the pages, as an editor would.
"""

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
START_SECONDS = 60
MOST_PICTURE_BYTES = 250_000
GLANCE = (64, 56)  # pixels, as small as a picture is seen to be compared
MOST_DIFFERENCE = 8.0
CHROMIUM = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = [  # a browser under test asks nobody but our server
    "--disable-background-networking",
    "--disable-gpu",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]

IGNORED_MESSAGES = (
    # An answer such as 404 is the page's to judge, and tests ask for some on purpose.
    "Failed to load resource",
    # What was asked for is broken off where a visitor goes on to another page meanwhile.
    "htmx:sendError",
    "htmx:sendAbort",
    "htmx:afterRequest",
)


def pytest_collection_modifyitems(items):
    # Last: once Playwright's loop runs in this process, tests that query the database would fail.
    items.sort(key=lambda item: HERE in item.path.parents)
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


class Site:
    """The served site: its address and the editor's account."""

    def __init__(self, address, account, password):
        self.address, self.account, self.password = address, account, password


def site_environment(folder):
    """Return the environment of a development site whose rows and files are kept in a folder."""
    return {
        **os.environ,
        "DEVELOPMENT": "1",
        "DATABASE_URL": f"sqlite:///{folder / 'e2e.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
    }


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """Set up the demo, with the rows of e2e/data, in a folder to copy; return it and a password.

    Once for all workers of a run: whoever comes first makes it, and the others wait.
    """
    import fcntl  # which Windows lacks, and gunicorn needs as well

    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, password = shared / "prepared", shared / "prepared.password"
    with (shared / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not password.exists():
            folder.mkdir()
            said = manage("demo --no-server --no-example", site_environment(folder))
            manage("import_data e2e/data", site_environment(folder))
            password.write_text(re.search(r"Password:\s+(\S+)", said)[1])
    return folder, password.read_text()


@pytest.fixture(scope="session")
def site(prepared, tmp_path_factory):
    """Serve a copy of the demo."""
    sample, password = prepared
    folder = shutil.copytree(sample, tmp_path_factory.mktemp("site") / "demo")
    with served(folder) as address:
        yield Site(address, "editor", password)


@contextmanager
def served(folder):
    """Serve the site whose rows are in a folder; give its address."""
    environment = site_environment(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "server.log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, *f"-m gunicorn treatytracker.wsgi --bind 127.0.0.1:{port}".split()],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=out,
        )
    try:
        wait_until_served(f"http://127.0.0.1:{port}/admin/login/", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def manage(command, environment):
    """Run a management command in a process of its own and return what it says."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def wait_until_served(address, server, log):
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError as answer:
            answer.close()
            pytest.fail(f"{address} answered {answer.code}:\n{log.read_text()}")
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser():
    """Chromium as the system brings it; Playwright's own download is not used."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip("Chromium is not installed (Debian: apt install chromium)")
    from playwright.sync_api import expect, sync_playwright

    arguments = OPTIONS + (["--no-sandbox"] if os.geteuid() == 0 else [])
    expect.set_options(timeout=15_000)  # a busy machine shows much late
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=arguments)
        yield chromium
        chromium.close()


class Tab:
    """One tab of a browser, with what its console warned of.

    It stays from test to test: a tab of its own for each would cost more than most tests do.
    """

    def __init__(self, browser, site):
        self.context = browser.new_context(base_url=site.address, locale="en")
        self.context.set_default_timeout(15_000)
        self.page, self.faults = self.context.new_page(), []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._said)

    def _said(self, message):
        if message.type in ("error", "warning") and not message.text.startswith(IGNORED_MESSAGES):
            self.faults.append(message.text)

    def forget(self):
        """Become somebody who was never here, at 1280 px, in light colours."""
        for other in self.context.pages[1:]:
            other.close()
        self.context.set_offline(False)
        self.context.clear_cookies()
        self.context.clear_permissions()
        self.page.unroute_all()
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.page.emulate_media(
            media="null", color_scheme="null", forced_colors="null", reduced_motion="null"
        )
        self.page.goto("/robots.txt")  # of the same origin, and nothing that runs
        self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.faults.clear()


@pytest.fixture(scope="session")
def tab(browser, site):
    shared = Tab(browser, site)
    yield shared
    shared.context.close()


@pytest.fixture
def page(tab):
    """A new visitor at 1280 px; whatever the browser's console warns of fails the test.

    What the content security policy blocks is among it.
    """
    tab.forget()
    yield tab.page
    assert tab.faults == []


def sign_in(page, site):
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(site.account)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "/login/" not in address)


@pytest.fixture(scope="session")
def editor_cookies(browser, site):
    """Sign in once as the demo's editor: reading a password well takes a server its time."""
    context = browser.new_context(base_url=site.address, locale="en")
    sign_in(context.new_page(), site)
    yield context.cookies()
    context.close()


@pytest.fixture
def editor_page(page, site, editor_cookies):
    """The same visitor, signed in at the desk as the demo's editor; for tests that stay so."""
    page.context.add_cookies(editor_cookies)
    page.goto("/admin/")
    if "/login/" in page.url:  # a test ended all sessions of the account
        sign_in(page, site)
    return page


@pytest.fixture(scope="session")
def example_tab(browser, prepared, tmp_path_factory):
    """Return a tab at a copy of the demo that has the example treaty as well."""
    folder = shutil.copytree(prepared[0], tmp_path_factory.mktemp("example") / "demo")
    manage("import_data data-example", site_environment(folder))
    with served(folder) as address:
        tab = Tab(browser, Site(address, "editor", prepared[1]))
        yield tab
        tab.context.close()


@pytest.fixture(scope="session")
def axe():
    """Return a function: page -> its serious and critical faults of access, one line each.

    `rules` are tags of axe's; what only colours can break is tagged cat.color.
    """
    source = (HERE / "vendor" / "axe.min.js").read_text()

    def faults(page, rules=TAGS):
        if not page.evaluate("Boolean(window.axe)"):
            page.evaluate(source)
        result = page.evaluate(
            # Preloading would write style sheets into the page, which the policy forbids.
            "rules => axe.run(document,"
            " {preload: false, resultTypes: ['violations'], runOnly: rules})",
            rules,
        )
        return [
            f"{fault['id']} ({fault['impact']}): {fault['help']}: {node['html'][:200]}"
            for fault in result["violations"]
            if fault["impact"] in ("serious", "critical")
            for node in fault["nodes"]
        ]

    return faults


def difference_of(*pictures):
    """Return how much two pictures of one size differ at a glance, from 0 (not at all) to 255.

    They are seen small and grey: another font or date hardly counts, another layout does.
    """
    images = [Image.open(io.BytesIO(picture)) for picture in pictures]
    assert len({image.size for image in images}) == 1
    small = [image.convert("L").resize(GLANCE) for image in images]
    return ImageStat.Stat(ImageChops.difference(*small)).mean[0]


@pytest.fixture
def picture():
    """Return a function that takes a picture of the documents; UPDATE_PICTURES=1 replaces it."""
    folder = ROOT / "docs" / "images"

    def take(page, name, width=1024, height=900):
        fresh = page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": height})
        reference = folder / f"{name}.png"
        if os.environ.get("UPDATE_PICTURES") == "1":
            reference.write_bytes(fresh)
        assert difference_of(reference.read_bytes(), fresh) < MOST_DIFFERENCE, (
            f"Take {reference.name} anew."
        )
        assert reference.stat().st_size < MOST_PICTURE_BYTES

    return take


@pytest.fixture
def screenshot():
    """Return a function that writes e2e/screenshots/<name>-<width>.png at both usual widths.

    They are for looking at, and taken where SCREENSHOTS=1 asks for them.
    """
    folder = HERE / "screenshots"

    def take(page, name, widths=(1280, 375)):
        if os.environ.get("SCREENSHOTS") != "1":
            return
        folder.mkdir(exist_ok=True)
        before = page.viewport_size
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size(before)

    return take
