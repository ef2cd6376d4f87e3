"""Two texts are read in, what became of the articles is decided by keyboard, and readers see it."""

import shutil

import pytest
from playwright.sync_api import expect

from e2e.conftest import Site, Tab, manage, served, sign_in, site_environment
from e2e.test_reading import READING

ASKED = "Let keepers speak before a light is put out"
TREATY = """slug: example-lights
title: Example Agreement on Lights
short_title: Example Lights
status: negotiating
"""
DRAFT = """slug: {slug}
title: {title}
kind: negotiating
stage: {stage}
"""
ARTICLE = """articles:
- kind: article
  number: '2'
"""
SUBMISSION = f"""slug: example-lights-comments
title: Example comments on lights
treaty: example-lights
drafts:
- first
date: 2020-03
language: en
state: published
published_at: 2026-01-01T00:00:00Z
signatures:
- organisation: example-network
  role: author
recommendations:
- key: exlight
  number: '1'
  state: published
  published_at: 2026-01-01T00:00:00Z
  title: {ASKED}
  action: general
  themes:
  - human-rights-safeguards
  passages:
  - exact: Keepers should speak before a light is put out.
  targets:
  - article: example-lights/first/article-2
    as_cited: Article 2
"""
ARTICLES = {
    "Use of terms": "A light means any lamp on a coast that ships may see by night.",
    "Putting out a light": "No light shall be put out before sailors were told of it in writing.",
    "Names of lights": "The owner of a tower may choose the name that charts give to it.",
    "Costs": "Ports bear the costs of oil, glass and repair in equal shares each year.",
}
MORE = {"Bells": "Where fog is frequent a bell is rung every minute until the air is clear."}


def text_of(articles):
    return "\n".join(
        f"Article {number}\n{heading}\n1. {text}\n"
        for number, (heading, text) in enumerate(articles.items(), 1)
    )


# The third is dropped, a first one is new, and all others stand one later.
TEXTS = {
    "First draft of lights": text_of(ARTICLES),
    "Second draft of lights": text_of(
        MORE | {name: words for name, words in ARTICLES.items() if not name.startswith("Names")}
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lights")
    drafts = folder / "treaties/example-lights/drafts"
    drafts.mkdir(parents=True)
    (folder / "submissions").mkdir()
    (drafts.parent / "treaty.yaml").write_text(TREATY)
    first, second = TEXTS
    (drafts / "first.yaml").write_text(DRAFT.format(slug="first", title=first, stage=1) + ARTICLE)
    (drafts / "second.yaml").write_text(DRAFT.format(slug="second", title=second, stage=2))
    (folder / "submissions/example-lights-comments.yaml").write_text(SUBMISSION)
    return folder


@pytest.fixture(scope="module")
def desk_tab(browser, prepared, tmp_path_factory, folder):
    """A tab of an editor at a copy of the demo that has a treaty without texts as well."""
    copy = shutil.copytree(prepared[0], tmp_path_factory.mktemp("deciding") / "demo")
    manage(f"import_data {folder}", site_environment(copy))
    with served(copy) as address:
        site = Site(address, "editor", prepared[1])
        tab = Tab(browser, site)
        sign_in(tab.page, site)
        yield tab
        tab.context.close()


def open_draft(page, title):
    page.goto("/admin/articles/draft/?q=lights")
    page.get_by_role("link", name=title).first.click()


def read_in(page, title, tmp_path):
    document = tmp_path / f"{title}.txt"
    document.write_text(TEXTS[title])
    open_draft(page, title)
    page.get_by_role("link", name="Import a text").click()
    page.get_by_label("Document").set_input_files(document)
    page.get_by_label("Language").fill("en")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Import the text")).to_be_visible(timeout=READING)
    page.get_by_role("button", name="Import the text").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Imported from {document.name}")).to_be_visible()


def looks_right(page, axe, screenshot, name):
    assert axe(page) == []
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide), (name, width)
    screenshot(page, f"deciding-{name}")
    page.set_viewport_size({"width": 1280, "height": 900})


def press(page, key):
    """Press a key that leads on to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_two_texts_are_read_in_and_joined_by_keyboard(desk_tab, axe, screenshot, tmp_path):
    page = desk_tab.page
    for title in TEXTS:
        read_in(page, title, tmp_path)
    page.get_by_role("link", name="Suggest what became of its articles").first.click()
    page.get_by_role("button", name="Show what would be suggested").click()
    page.get_by_role("button", name="Store these suggestions").focus()
    page.keyboard.press("Enter")
    left = page.locator(".deciding .progress strong")
    expect(left).to_have_text("5 of 5 left")
    heading = page.locator("#decision")
    expect(heading).to_contain_text("new")
    looks_right(page, axe, screenshot, "new")

    press(page, "a")
    expect(heading).to_contain_text("Article 1 Use of terms → became Article 2")
    looks_right(page, axe, screenshot, "pair")
    press(page, "r")
    expect(heading).to_contain_text("Article 2 Putting out a light")
    press(page, "u")
    expect(heading).to_contain_text("Article 1 Use of terms")
    expect(left).to_have_text("4 of 5 left")
    for number in (4, 3, 2):
        expect(left).to_have_text(f"{number} of 5 left")
        press(page, "a")

    # The last might be joined with another by its name: both are seen first, and it is left.
    expect(left).to_have_text("1 of 5 left")
    page.keyboard.press("e")
    expect(page.locator("#with-later")).to_be_focused()
    page.keyboard.type("Article 1: Bells")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Confirm that these belong together")).to_be_visible()
    looks_right(page, axe, screenshot, "by-hand")
    page.go_back()
    page.locator("body").click()
    press(page, "a")
    expect(page.get_by_role("heading", name="All is decided")).to_be_visible()
    looks_right(page, axe, screenshot, "done")
    press(page, "u")
    expect(left).to_have_text("1 of 5 left")
    press(page, "a")


def test_what_was_asked_of_the_earlier_draft_is_found_on_the_later_article(desk_tab):
    page = desk_tab.page
    page.goto("/treaties/example-lights/second/article-3/")
    expect(page.get_by_role("link", name=ASKED).first).to_be_visible()
    page.goto("/treaties/example-lights/second/article-1/")
    expect(page.get_by_role("link", name=ASKED)).to_have_count(0)
    page.goto("/recommendations/?lineage=example-lights/second/article-3")
    expect(page.get_by_role("link", name=ASKED).first).to_be_visible()


def test_keys_rest_when_they_are_turned_off(desk_tab):
    page = desk_tab.page
    open_draft(page, "Second draft of lights")
    page.get_by_role("link", name="Decide where its articles came from").first.click()
    page.get_by_role("link", name="Use of terms").first.click()
    page.get_by_label("Decide by the keys").uncheck()
    page.keyboard.press("o")
    expect(page.locator(".state-confirmed").first).to_be_visible()
    page.get_by_label("Decide by the keys").check()
    press(page, "o")
    expect(page.locator(".deciding .progress strong")).to_have_text("1 of 5 left")
