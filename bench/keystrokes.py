"""Counts what it takes to enter ten recommendations at the desk by keyboard alone.

    .venv/bin/python bench/keystrokes.py             this checkout
    .venv/bin/python bench/keystrokes.py --root DIR  another one, such as `git archive` of a commit

The first recommendation of each of the ten numbered points of the comments by Privacy
International and EFF is taken from the sample data and entered anew, in a real browser. Words that
stand in the document are pasted (one keystroke each), titles and rationales are typed.

A step is a move of the focus, a choice or a page load. A focus move is one press of Tab.
"""

import argparse
import os
import shutil
from pathlib import Path

from admin_server import serve_admin
from playwright.sync_api import sync_playwright
from sample_recommendations import ROOT, sample_recommendations

TABS_AT_MOST = 400
COUNTS = ("moves", "choices", "loads", "steps", "keys", "own")
ADD = "/admin/recommendations/recommendation/add/"


class Keyboard:
    """A keyboard that counts what is done with it; there is no mouse."""

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
                  const behind = now !== document.body && all.length > 0 && all.every((field) =>
                    field.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING);
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


def enter_field_by_field(keyboard, recommendation):
    """Fill every field of its own, as the first desk asked for."""
    keyboard.go("#id_title")
    keyboard.write(recommendation.title, own=True)
    choose_action(keyboard, recommendation)
    tick_themes(keyboard, recommendation)
    keyboard.go("#id_rationale")
    keyboard.write(recommendation.rationale, own=True)
    for number, passage in enumerate(recommendation.passages):
        enter_passage(keyboard, number, passage)
    for number, target in enumerate(recommendation.targets):
        enter_target(keyboard, number, *target)
    keyboard.go("[name=_addnext]")
    keyboard.submit("Enter")


def choose_action(keyboard, recommendation):
    keyboard.go("#id_action")
    keyboard.choose(recommendation.action[:2])
    if recommendation.aim:
        keyboard.go("#id_aim")
        keyboard.choose(recommendation.aim[:2])


def tick_themes(keyboard, recommendation):
    for name, key in keyboard.ticked().items():
        if name not in recommendation.themes:  # kept from the recommendation before
            keyboard.go(f"#id_themes [value='{key}']")
            keyboard.choose(" ")
    for name, typed in recommendation.themes.items():
        if name not in keyboard.ticked():
            keyboard.go(".find-theme")
            keyboard.write(typed)
            keyboard.choose("")
            keyboard.press("Enter")


def add_row(keyboard, rows, number):
    """Ask for a further row; the first is there."""
    if number:
        keyboard.go(f"#{rows}-group .add-row a")
        keyboard.press("Enter")


def open_more(keyboard, row):
    """Unfold the fields that are seldom needed."""
    keyboard.go(f"#{row} summary")
    keyboard.press("Enter")


def enter_passage(keyboard, number, passage):
    add_row(keyboard, "passages", number)
    row = f"[name='passages-{number}"
    keyboard.go(f"{row}-exact']")
    keyboard.paste(passage["exact"])
    keyboard.go(f"{row}-page']")
    keyboard.write(passage["page"])
    open_more(keyboard, f"passages-{number}")
    for part in ("prefix", "suffix"):
        if passage.get(part):
            keyboard.go(f"{row}-{part}']")
            keyboard.paste(passage[part])


def enter_target(keyboard, number, place, base, proposed):
    add_row(keyboard, "targets", number)
    row = f"[name='targets-{number}"
    keyboard.go(f"{row}-place']")
    keyboard.write(place)
    for name, words in (("base", base), ("proposed", proposed)):
        if words:
            keyboard.go(f"{row}-{name}']")
            keyboard.paste(words)
    if base or proposed:
        open_more(keyboard, f"targets-{number}")
        keyboard.go(f"{row}-basis']")
        keyboard.choose("re")


def enter_quickly(keyboard, recommendation):
    """Let the desk find what the document and the words already say."""
    keyboard.go("#id_title")
    keyboard.write(recommendation.title, own=True)
    keyboard.go("#id_quote")
    for number, passage in enumerate(recommendation.passages):
        keyboard.press("Enter", times=2 if number else 0)
        keyboard.paste(passage["exact"])
    if recommendation.aim:
        keyboard.go("#id_aim")
        keyboard.choose(recommendation.aim[:2])
    name_themes(keyboard, recommendation)
    keyboard.go("#id_rationale")
    keyboard.write(recommendation.rationale, own=True)
    keyboard.go("[name='targets-0-place']")
    keyboard.write(", ".join(place for place, _base, _proposed in recommendation.targets))
    for number, (_place, base, proposed) in enumerate(recommendation.targets):
        enter_wording(keyboard, number, base, proposed)
    keyboard.submit("Control+Enter")


def name_themes(keyboard, recommendation):
    keyboard.go(".find-theme")
    ticked = keyboard.ticked()
    if set(ticked) - set(recommendation.themes):
        keyboard.press("Backspace", times=len(ticked))
        keyboard.choices += len(ticked)
    wanted = [
        typed for name, typed in recommendation.themes.items() if name not in keyboard.ticked()
    ]
    keyboard.write(", ".join(wanted))
    keyboard.choices += len(wanted)


def enter_wording(keyboard, number, base, proposed):
    for name, words in (("base", base), ("proposed", proposed)):
        if words:
            keyboard.go(f"[name='targets-{number}-{name}']")
            keyboard.paste(words)
    basis = keyboard.page.locator(f"[name='targets-{number}-basis']")
    if (base or proposed) and basis.input_value() != "reconstructed":
        keyboard.go(f"[name='targets-{number}-basis']")
        keyboard.choose("re")


def measure(root):
    """Return one Keyboard a recommendation, each with what it counted."""
    keyboards = []
    with serve_admin(root) as (address, password, submission), sync_playwright() as playwright:
        program = next(filter(None, map(shutil.which, ["chromium", "chromium-browser"])))
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        page = browser.new_page(base_url=address, locale="en")
        page.goto("/admin/login/")
        page.get_by_label("Username").fill("hand")
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.goto(f"{ADD}?submission={submission}")
        page.get_by_label("Number:").fill("1.1")
        quick = page.locator("#id_quote").count() > 0
        page.evaluate("document.activeElement.blur()")
        for number, recommendation in enumerate(sample_recommendations()[0]):
            keyboard = Keyboard(page)
            if number == 0 and quick:
                page.locator("#id_title").focus()
            (enter_quickly if quick else enter_field_by_field)(keyboard, recommendation)
            refused = page.locator(".errorlist li").all_inner_texts()
            assert not refused, f"{recommendation.title}: {refused}"
            keyboards.append(keyboard)
        browser.close()
    return keyboards


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout to serve")
    keyboards = measure(parser.parse_args().root.resolve())
    print("point  moves  choices  loads  steps  keys  of these own words")
    for number, keyboard in enumerate(keyboards, 1):
        show(f"{number:>5}", *(getattr(keyboard, name) for name in COUNTS))
    show("  all", *(sum(getattr(keyboard, name) for keyboard in keyboards) for name in COUNTS))


def show(label, moves, choices, loads, steps, keys, own):
    print(f"{label}  {moves:>5}  {choices:>7}  {loads:>5}  {steps:>5}  {keys:>4}  {own:>18}")


if __name__ == "__main__":
    main()
