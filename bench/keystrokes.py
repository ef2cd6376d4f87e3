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

from admin_server import desk
from playwright.sync_api import sync_playwright
from sample_recommendations import ROOT, entries

TABS_AT_MOST = 400
ADD = "/admin/recommendations/recommendation/add/"


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
    choose_action(hand, entry)
    tick_themes(hand, entry)
    hand.go("#id_rationale")
    hand.write(entry.rationale, own=True)
    for number, passage in enumerate(entry.passages):
        enter_passage(hand, number, passage)
    for number, target in enumerate(entry.targets):
        enter_target(hand, number, *target)
    hand.go("[name=_addnext]")
    hand.submit("Enter")


def choose_action(hand, entry):
    hand.go("#id_action")
    hand.choose(entry.action[:2])
    if entry.aim:
        hand.go("#id_aim")
        hand.choose(entry.aim[:2])


def tick_themes(hand, entry):
    for name, key in hand.ticked().items():
        if name not in entry.themes:  # kept from the recommendation before
            hand.go(f"#id_themes [value='{key}']")
            hand.choose(" ")
    for name, typed in entry.themes.items():
        if name not in hand.ticked():
            hand.go(".find-theme")
            hand.write(typed)
            hand.choose("")
            hand.press("Enter")


def add_row(hand, rows, number):
    """Ask for a further row; the first is there."""
    if number:
        hand.go(f"#{rows}-group .add-row a")
        hand.press("Enter")


def open_more(hand, row):
    """Unfold the fields that are seldom needed."""
    hand.go(f"#{row} summary")
    hand.press("Enter")


def enter_passage(hand, number, passage):
    add_row(hand, "passages", number)
    row = f"[name='passages-{number}"
    hand.go(f"{row}-exact']")
    hand.paste(passage["exact"])
    hand.go(f"{row}-page']")
    hand.write(passage["page"])
    open_more(hand, f"passages-{number}")
    for part in ("prefix", "suffix"):
        if passage.get(part):
            hand.go(f"{row}-{part}']")
            hand.paste(passage[part])


def enter_target(hand, number, place, base, proposed):
    add_row(hand, "targets", number)
    row = f"[name='targets-{number}"
    hand.go(f"{row}-place']")
    hand.write(place)
    for name, words in (("base", base), ("proposed", proposed)):
        if words:
            hand.go(f"{row}-{name}']")
            hand.paste(words)
    if base or proposed:
        open_more(hand, f"targets-{number}")
        hand.go(f"{row}-basis']")
        hand.choose("re")


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
    name_themes(hand, entry)
    hand.go("#id_rationale")
    hand.write(entry.rationale, own=True)
    hand.go("[name='targets-0-place']")
    hand.write(", ".join(place for place, _base, _proposed in entry.targets))
    for number, (_place, base, proposed) in enumerate(entry.targets):
        enter_wording(hand, number, base, proposed)
    hand.submit("Control+Enter")


def name_themes(hand, entry):
    hand.go(".find-theme")
    ticked = hand.ticked()
    if set(ticked) - set(entry.themes):
        hand.press("Backspace", times=len(ticked))
        hand.choices += len(ticked)
    wanted = [typed for name, typed in entry.themes.items() if name not in hand.ticked()]
    hand.write(", ".join(wanted))
    hand.choices += len(wanted)


def enter_wording(hand, number, base, proposed):
    for name, words in (("base", base), ("proposed", proposed)):
        if words:
            hand.go(f"[name='targets-{number}-{name}']")
            hand.paste(words)
    basis = hand.page.locator(f"[name='targets-{number}-basis']")
    if (base or proposed) and basis.input_value() != "reconstructed":
        hand.go(f"[name='targets-{number}-basis']")
        hand.choose("re")


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
