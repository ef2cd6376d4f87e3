"""Counts what it takes to enter ten recommendations at the desk by keyboard alone.

    .venv/bin/python bench/keystrokes.py             this checkout
    .venv/bin/python bench/keystrokes.py --root DIR  another one, such as `git archive` of a commit

The first recommendation of each of the ten numbered points of the comments by Privacy
International and EFF is taken from the sample data and entered anew, in a real browser. Words that
stand in the document are pasted (one keystroke each), titles and rationales are typed.

A step is a move of the focus, a choice or a page load. A focus move is one press of Tab.
"""

import argparse
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import yaml
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data"
SLUG = "privacy-international-eff-draft-text-2023"
TABS_AT_MOST = 400
ADD = "/admin/recommendations/recommendation/add/"

PREPARE = """
import sys
from pathlib import Path
from django.contrib.auth.models import Group, User
from recommendations.models import Recommendation, Submission
submission = Submission.objects.get(slug=sys.argv[1])
for one in submission.recommendations.all():
    one.outcomes.all().delete()
    one.delete()
submission.text = Path(sys.argv[2]).read_bytes().decode()
submission.save()
user = User.objects.create_user("hand", password=sys.argv[3], is_staff=True)
user.groups.set(Group.objects.filter(name__in=["Editor", "Reviewer"]))
print("submission", submission.pk)
"""


READ = """
import json, sys
from recommendations.models import Recommendation
rows = Recommendation.objects.filter(submission__slug=sys.argv[1]).order_by("pk")
print("read", json.dumps([{
    "title": one.title, "rationale": one.rationale, "action": one.action, "aim": one.aim,
    "themes": sorted(theme.slug for theme in one.themes.all()),
    "passages": [[passage.exact, str(passage.page)] for passage in one.passages.all()],
    "targets": [
        [target.provision.eid if target.provision else "", [
            [proposal.base, proposal.proposed, proposal.basis]
            for proposal in target.proposals.all()
        ]]
        for target in one.targets.all()
    ],
} for one in rows]))
"""


class Entry:
    """One recommendation as the editor has it in mind: own words, and places in the document."""

    def __init__(self, row, themes):
        self.row = row
        self.title, self.rationale = row["title"], row.get("rationale", "")
        self.action, self.aim = row["action"], row.get("aim", "").replace("_", " ")
        self.passages = row["passages"]
        self.themes = {
            themes[slug]: typed_for(themes[slug], list(themes.values())) for slug in row["themes"]
        }
        self.targets = [
            (typed_place(target), *wording(target)) for target in row.get("targets", [])
        ]

    @property
    def expected(self):
        """What the database should hold once it is entered, in the shape that READ gives."""
        row = self.row
        return {
            **{name: row.get(name, "") for name in ("title", "rationale", "action", "aim")},
            "themes": sorted(row["themes"]),
            "passages": [[one["exact"], one["page"]] for one in row["passages"]],
            "targets": [
                [
                    target.get("provision", ""),
                    [
                        [one.get("base", ""), one.get("proposed", ""), one["basis"]]
                        for one in target.get("proposals", [])
                    ],
                ]
                for target in row.get("targets", [])
            ],
        }


def typed_for(name, names):
    """Return the shortest beginning of a theme's name, of three letters or more, that finds it."""
    for length in range(3, len(name) + 1):
        typed = name[:length].lower()
        holding = [other for other in names if all(word in other.lower() for word in typed.split())]
        beginning = [other for other in holding if other.lower().startswith(typed.split()[0])]
        if holding[0] == beginning[0] == name:
            return typed
    return name


def typed_place(target):
    if "division" in target:
        return target["division"].rpartition("/")[2].replace("-", " ")
    article = target["article"].rpartition("-")[2]
    steps = target.get("provision", "").split("__")[1:]
    ends = {"intro": " chapeau", "wrapup": " closing words"}
    return article + "".join(ends.get(step) or f"({step.partition('_')[2]})" for step in steps)


def wording(target):
    proposal = next(iter(target.get("proposals", [])), {})
    return proposal.get("base", ""), proposal.get("proposed", "")


def entries():
    """Return the entries, and the document's text as far as the passages tell it."""
    rows = yaml.load((SAMPLE / f"submissions/{SLUG}.yaml").read_text(), yaml.BaseLoader)
    rows = rows["recommendations"]
    themes = yaml.load((SAMPLE / "themes.yaml").read_text(), yaml.BaseLoader)
    tree = [one for upper in themes for one in [upper, *upper.get("children", [])]]
    names = {theme["slug"]: theme["name"] for theme in tree}
    first = [row for row in rows if row["number"].endswith(".1")]
    return [Entry(row, names) for row in first], document(rows)


def document(rows):
    """Return the text of the document as far as the passages and the words around them tell it."""
    passages = {one["exact"]: one for row in rows for one in row["passages"]}
    pages = {}
    for exact, passage in passages.items():
        words = [passage.get("prefix", ""), exact, passage.get("suffix", "")]
        # Words around one passage that are another one's would stand in the text twice.
        for place in (0, 2):
            if any(words[place] in one or one[:25] in words[place] for one in passages):
                words[place] = ""
        pages.setdefault(int(passage["page"]), []).append(" ".join(words))
    return "\f".join("\n\n…\n\n".join(pages.get(n, ["…"])) for n in range(1, max(pages) + 1))


@contextmanager
def desk(root):
    """Serve the checkout at root over the sample data; give address, password, submission."""
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder, "document.txt")
        copied.write_text(entries()[1])
        environment = {
            **os.environ,
            "DEVELOPMENT": "1",
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
        }
        password = secrets.token_urlsafe(12)
        run = [sys.executable, "manage.py"]
        quiet = {"env": environment, "check": True, "capture_output": True, "text": True}
        # This checkout makes the database: an earlier one may not have known the sample data.
        subprocess.run([*run, "demo", "--no-server"], cwd=ROOT, **quiet)

        def ask(code, *given):
            code = f"import sys\nsys.argv[1:] = {[SLUG, *given]!r}\n{code}"
            return subprocess.run([*run, "shell", "-c", code], cwd=ROOT, **quiet).stdout

        said = ask(PREPARE, str(copied), password)
        submission = re.search(r"submission (\d+)", said)[1]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        gunicorn = f"-m gunicorn treatytracker.wsgi --bind 127.0.0.1:{port}".split()
        with Path(folder, "log").open("w") as log:
            server = subprocess.Popen(
                [sys.executable, *gunicorn], cwd=root, env=environment, stdout=log, stderr=log
            )
            try:
                address = f"http://127.0.0.1:{port}"
                wait_for(f"{address}/admin/login/", server)
                yield address, password, submission
                read = json.loads(ask(READ).partition("read ")[2])
                wanted = [one.expected for one in entries()[0]]
                for row, expected in zip(read, wanted, strict=True):
                    assert row == expected, f"entered {row}, meant {expected}"
            finally:
                server.terminate()
                server.wait(timeout=20)


def wait_for(address, server):
    for _attempt in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
        assert server.poll() is None, "the server did not start"
    raise TimeoutError(address)


class Hand:
    """A hand on a keyboard that counts; it has no mouse."""

    def __init__(self, page):
        self.page = page
        self.moves = self.choices = self.loads = self.keys = self.own = 0

    def press(self, key, times=1):
        for _time in range(times):
            self.page.keyboard.press(key)
            self.keys += 1

    def write(self, text, own=False):
        self.page.keyboard.type(text)
        self.keys += len(text)
        self.own += len(text) if own else 0

    def paste(self, text):
        self.page.keyboard.insert_text(text)
        self.keys += 1

    def choose(self, letters):
        self.write(letters)
        self.choices += 1

    def submit(self, key):
        self.choices += 1
        self.loads += 1
        with self.page.expect_navigation():
            self.press(key)

    def go(self, selector):
        """Press Tab until the field has the focus, backwards where it lies behind."""
        for _move in range(TABS_AT_MOST):
            state = self.page.evaluate(
                """(selector) => {
                  const now = document.activeElement;
                  if (now.matches(selector)) return "there";
                  const all = [...document.querySelectorAll(selector)];
                  const behind = now !== document.body && all.length > 0 && all.every((one) =>
                    one.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING);
                  return behind ? "Shift+Tab" : "Tab";
                }""",
                selector,
            )
            if state == "there":
                return
            self.press(state)
            self.moves += 1
        raise AssertionError(f"{selector} is not reached by Tab")

    def ticked(self):
        """Return the themes that are ticked: name -> key."""
        return dict(
            self.page.eval_on_selector_all(
                "#id_themes input:checked",
                "boxes => boxes.map((box) => [box.parentElement.textContent.trim(), box.value])",
            )
        )

    @property
    def steps(self):
        return self.moves + self.choices + self.loads


def enter_field_by_field(hand, entry):
    """Fill every field of its own, as the first desk asked for."""
    hand.go("#id_title")
    hand.write(entry.title, own=True)
    hand.go("#id_action")
    hand.choose(entry.action[:2])
    if entry.aim:
        hand.go("#id_aim")
        hand.choose(entry.aim[:2])
    for name, key in hand.ticked().items():
        if name not in entry.themes:  # kept from the recommendation before
            hand.go(f"#id_themes [value='{key}']")
            hand.choose(" ")
    for name, typed in entry.themes.items():
        if name in hand.ticked():
            continue
        hand.go(".find-theme")
        hand.write(typed)
        hand.choose("")
        hand.press("Enter")
    hand.go("#id_rationale")
    hand.write(entry.rationale, own=True)
    for number, passage in enumerate(entry.passages):
        if number:
            hand.go("#passages-group .add-row a")
            hand.press("Enter")
        row = f"[name='passages-{number}"
        hand.go(f"{row}-exact']")
        hand.paste(passage["exact"])
        hand.go(f"{row}-page']")
        hand.write(passage["page"])
        hand.go(f"#passages-{number} summary")
        hand.press("Enter")
        for part in ("prefix", "suffix"):
            if passage.get(part):
                hand.go(f"{row}-{part}']")
                hand.paste(passage[part])
    for number, (place, base, proposed) in enumerate(entry.targets):
        if number:
            hand.go("#targets-group .add-row a")
            hand.press("Enter")
        row = f"[name='targets-{number}"
        hand.go(f"{row}-place']")
        hand.write(place)
        if base:
            hand.go(f"{row}-base']")
            hand.paste(base)
        if proposed:
            hand.go(f"{row}-proposed']")
            hand.paste(proposed)
        if base or proposed:
            hand.go(f"#targets-{number} summary")
            hand.press("Enter")
            hand.go(f"{row}-basis']")
            hand.choose("re")
    hand.go("[name=_addnext]")
    hand.submit("Enter")


def enter_quickly(hand, entry):
    """Let the desk find what the document and the words already say."""
    hand.go("#id_title")
    hand.write(entry.title, own=True)
    hand.go("#id_quote")
    for number, passage in enumerate(entry.passages):
        hand.press("Enter", times=2 if number else 0)
        hand.paste(passage["exact"])
    if entry.aim:
        hand.go("#id_aim")
        hand.choose(entry.aim[:2])
    hand.go(".find-theme")
    ticked = hand.ticked()
    if set(ticked) - set(entry.themes):
        hand.press("Backspace", times=len(ticked))
        hand.choices += len(ticked)
    wanted = [typed for name, typed in entry.themes.items() if name not in hand.ticked()]
    hand.write(", ".join(wanted))
    hand.choices += len(wanted)
    hand.go("#id_rationale")
    hand.write(entry.rationale, own=True)
    hand.go("[name='targets-0-place']")
    hand.write(", ".join(place for place, _base, _proposed in entry.targets))
    for number, (_place, base, proposed) in enumerate(entry.targets):
        for name, words in (("base", base), ("proposed", proposed)):
            if words:
                hand.go(f"[name='targets-{number}-{name}']")
                hand.paste(words)
        basis = hand.page.locator(f"[name='targets-{number}-basis']")
        if (base or proposed) and basis.input_value() != "reconstructed":
            hand.go(f"[name='targets-{number}-basis']")
            hand.choose("re")
    hand.submit("Control+Enter")


def measure(root):
    """Return one Hand a recommendation, each with what it counted."""
    hands = []
    with desk(root) as (address, password, submission), sync_playwright() as playwright:
        program = next(filter(None, map(shutil.which, ["chromium", "chromium-browser"])))
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        page = browser.new_page(base_url=address, locale="en")
        page.goto("/admin/login/")
        page.get_by_label("Username").fill("hand")
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Log in").click()
        page.goto(f"{ADD}?submission={submission}")
        page.get_by_label("Number:").fill("1.1")
        quick = page.locator("#id_quote").count() > 0
        page.evaluate("document.activeElement.blur()")
        for number, entry in enumerate(entries()[0]):
            hand = Hand(page)
            if number == 0 and quick:
                page.locator("#id_title").focus()
            (enter_quickly if quick else enter_field_by_field)(hand, entry)
            refused = page.locator(".errorlist li").all_inner_texts()
            assert not refused, f"{entry.title}: {refused}"
            hands.append(hand)
        browser.close()
    return hands


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout to serve")
    hands = measure(parser.parse_args().root.resolve())
    print("point  moves  choices  loads  steps  keys  of these own words")
    for number, one in enumerate(hands, 1):
        show(f"{number:>5}", one.moves, one.choices, one.loads, one.steps, one.keys, one.own)
    names = ("moves", "choices", "loads", "steps", "keys", "own")
    show("  all", *(sum(getattr(one, name) for one in hands) for name in names))


def show(label, moves, choices, loads, steps, keys, own):
    print(f"{label}  {moves:>5}  {choices:>7}  {loads:>5}  {steps:>5}  {keys:>4}  {own:>18}")


if __name__ == "__main__":
    main()
