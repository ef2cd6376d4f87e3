"""Counts the keys that it takes to decide what became of the articles of a law, in a browser.

    .venv/bin/python bench/deciding_keys.py

The articles of the draft of the General Data Protection Regulation and of its adopted text, where
they lie beside the checkout, else those of the example treaty, are suggested by rule. Then an
editor who knows the answer (`bench/lineage_answers`) decides each suggestion by keyboard alone. A
suggestion that is wrong is rejected; a link that is missing is added by its number.
"""

import json
import os
import re
import secrets
import tempfile

from admin_server import environment_in, manage, serve
from keystrokes import Keyboard
from playwright.sync_api import sync_playwright
from sample_recommendations import ROOT

PREPARE = """
import json, sys
from django.contrib.auth.models import Group, User
from articles.lineage.suggestion_run import store
from articles.models import Article, Draft, Provision, ProvisionText, Succession, Treaty
from bench.lineage_figures import answer_of, plain
from bench.lineage_pairs import law_pairs

def law(pair):
    treaty = Treaty.objects.create(title="Law", slug="law")
    for stage, units in enumerate((pair.earlier, pair.later), 1):
        draft = Draft.objects.create(
            treaty=treaty, title=f"Text {stage}", slug=f"text-{stage}", stage=stage, language="en"
        )
        for position, unit in enumerate(units):
            if unit.kind == "article":
                article = Article.objects.create(
                    draft=draft, number=unit.number, heading=unit.heading, position=position
                )
                row = Provision.objects.create(
                    article=article, kind="paragraph", number="1", eid=f"{article.eid}__para_1"
                )
                ProvisionText.objects.create(provision=row, language="en", text=unit.text)
    answer = answer_of(pair.name, "article")
    return treaty, sorted(answer.required), sorted(answer.right), pair.name

def example():
    from django.core.management import call_command
    call_command("import_data", "data-example", verbosity=0)
    treaty = Treaty.objects.get(slug="example-lighthouses")
    stages = list(treaty.drafts.order_by("stage"))[:2]
    rows = Succession.objects.confirmed().filter(
        ancestor__draft=stages[0], descendant__draft=stages[1], ancestor__kind="article"
    )
    edges = [(plain(row.ancestor.number), plain(row.descendant.number)) for row in rows]
    Succession.objects.of_treaty(treaty.slug).delete()
    return treaty, edges, edges, treaty.slug

pair = next(law_pairs(), None)
treaty, required, right, name = law(pair) if pair else example()
earlier, later = list(treaty.drafts.order_by("stage"))[:2]
store([earlier], [later])
user = User.objects.create_user("hand", password=sys.argv[1], is_staff=True)
user.groups.set(Group.objects.filter(name="Editor"))
counts = [draft.articles.filter(kind="article").count() for draft in (earlier, later)]
print("prepared", json.dumps([later.pk, required, right, name, counts]))
"""
READ = """
import json
from articles.models import Succession
from bench.lineage_figures import plain
rows = Succession.objects.confirmed().filter(ancestor__kind="article", descendant__isnull=False)
print("read", json.dumps([[plain(r.ancestor.number), plain(r.descendant.number)] for r in rows]))
"""
NAMED = re.compile(r"(?:became )?Article (\S+)")


def decide_all(keyboard, right):
    """Confirm what is right and reject the rest until nothing is left; return how many there were.

    The editor reads the numbers from the heading, which names both articles.
    """
    decisions = 0
    while keyboard.page.locator("#decision").count():
        name = keyboard.page.locator("#decision").inner_text()
        ends = [NAMED.match(" ".join(part.split())) for part in name.split("→")]
        pair = tuple(end[1].casefold() for end in ends if end)
        key = "a" if len(pair) < 2 or pair in right else "r"
        if not keyboard.page.locator(f"[data-key={key}]").count():
            # Of what was rejected an article is left with nothing said of it: dropped, or new.
            key = "d" if keyboard.page.locator("[data-key=d]").count() else "w"
        with keyboard.page.expect_navigation():
            keyboard.press(key)
        decisions += 1
    return decisions


def main():
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_in(folder)
        password = secrets.token_urlsafe(12)
        for command in ("migrate", "createcachetable", "set_up_groups"):
            manage(environment, command, "--verbosity", "0")
        code = f"import sys\nsys.argv[1:] = {[password]!r}\n" + PREPARE
        told = manage(environment, "shell", "-c", code).partition("prepared ")[2]
        draft, required, right, name, counts = json.loads(told)
        with serve(ROOT, folder, environment) as address, sync_playwright() as playwright:
            arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
            chromium = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=arguments
            )
            page = chromium.new_page(base_url=address, locale="en")
            page.goto("/admin/login/")
            page.get_by_label("Username").fill("hand")
            page.get_by_label("Password").fill(password)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(lambda url: "/login/" not in url)
            page.goto(f"/admin/articles/draft/{draft}/decide/")
            keyboard = Keyboard(page)
            decisions = decide_all(keyboard, set(map(tuple, right)))
            chromium.close()
        read = manage(environment, "shell", "-c", READ).partition("read ")[2]
        entered = set(map(tuple, json.loads(read)))
    missing = set(map(tuple, required)) - entered
    wrong = entered - set(map(tuple, right))
    print(f"{name}: {counts[0]} articles to {counts[1]}")
    print(f"  {decisions} suggestions decided with {keyboard.keys} keys")
    print(f"  {keyboard.keys / counts[1]:.2f} keys for each article of the later text")
    print(f"  {len(missing)} links of the answer missing, {len(wrong)} wrong")


if __name__ == "__main__":
    main()
