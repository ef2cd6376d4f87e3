"""What editors do at the desk to the rows of one stage: made ready first, then done at once.

Each function here takes a `Stage` and a source of chance, opens the page as an editor would, and
returns an `Edit`, whose `do` sends it off in a thread of its own.
"""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client
from django.urls import reverse

from articles.admin import uploads
from articles.draft_texts.writing import store
from articles.models import Succession
from articles.reading import formats
from articles.tests.editors import address, confirmed, delete_ticked, filled, sign_in
from articles.tests.factories import DraftFactory
from recommendations.exchange.interchange.exporting import export_folder
from recommendations.models import Recommendation
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
    ThemeFactory,
)

TEXT = "\n".join(
    f"Article {number}\nHeading {number}\n1. Each Party shall act.\n2. It shall report."
    for number in range(1, 5)
)
ARTICLES, RECOMMENDATIONS = 2, 3
SAVED, IMPORTED, REFUSED = "302", "imported", "refused"
numbers = itertools.count(1)


class Edit(NamedTuple):
    """Something ready to be done; `do` returns how it was answered."""

    name: str
    do: Callable[[], str]
    row: models.Model | None = None  # what it saves
    title: str = ""  # which it gives the row, and nobody else gives any


class Stage:
    """Two drafts of one text and a submission on the first, with all that edits need."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.old = DraftFactory(stage=1)
        self.new = DraftFactory(treaty=self.old.treaty, stage=2)
        for draft in (self.old, self.new):
            store(outline(TEXT), draft)
        articles = list(self.old.articles.all())[:ARTICLES]
        for article in articles:
            later = self.new.articles.get(number=article.number)
            Succession.objects.create(ancestor=article, descendant=later)
        self.submission = SubmissionFactory(
            treaty=self.old.treaty, drafts=[self.old], published=True
        )
        self.recommendations = [
            RecommendationFactory(submission=self.submission, articles=[article])
            for article, _number in zip(itertools.cycle(articles), range(RECOMMENDATIONS))
        ]
        self.organisation = self.submission.signatures.get().organisation
        self.other, self.theme = OrganisationFactory(), ThemeFactory()
        self.editor = sign_in(Client(), f"editor-{next(numbers)}")

    def client(self) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(self.editor)
        return client


def outline(text):
    return formats.read(text.encode(), "text.txt", "en")


def sent(client, path, data):
    """Send a form and return the status of the answer: 302 where it was taken."""
    return str(client.post(path, data).status_code)


def save_recommendation(stage, chance):
    row, title = chance.choice(stage.recommendations), f"Title {next(numbers)}"
    client, page = stage.client(), address(row)
    data = filled(client.get(page), title=title)
    if chance.random() < 0.5:  # with a place that is not recorded yet
        data["targets-0-place"] = f"{chance.randint(1, ARTICLES)}(2)({chance.choice('abc')})"
    return Edit("save", lambda: sent(client, page, data), row, title)


def save_submission(stage, chance):
    row, title = stage.submission, f"Title {next(numbers)}"
    client, page = stage.client(), address(row)
    data = filled(client.get(page), title=title)
    return Edit("save the submission", lambda: sent(client, page, data), row, title)


def publish(stage, chance):
    row, title = chance.choice(stage.recommendations), f"Title {next(numbers)}"
    client, page = stage.client(), address(row)
    data = filled(client.get(page), title=title) | {"_act": "publish"}
    return Edit("save and publish", lambda: sent(client, page, data), row, title)


def publish_many(stage, chance):
    return on_many(stage, "publish many", "publish_chosen")


def theme_many(stage, chance):
    fields = {"themes": "1", "add": stage.theme.pk}
    return on_many(stage, "theme many", "themes_chosen", **fields)


def on_many(stage, name, action, **fields):
    client, page = stage.client(), reverse("admin:recommendations_recommendation_changelist")
    keys = [row.pk for row in stage.recommendations]
    looked = client.post(page, {"action": action, ACTION_CHECKBOX_NAME: keys, **fields})
    data = posted(looked.context["hidden"])
    return Edit(name, lambda: sent(client, page, data))


def posted(hidden):
    """Return what a page of confirmation posts."""
    data = {}
    for name, value in hidden:
        data.setdefault(name, []).append(value)
    return data


def reassign(stage, chance):
    client = stage.client()
    page = reverse("admin:recommendations_submission_reassign", args=[stage.submission.pk])
    looked = client.post(page, {"old": stage.old.pk, "new": stage.new.pk})
    data = posted(looked.context["hidden"])
    return Edit("reassign", lambda: sent(client, page, data))


def delete(stage, chance):
    row, client = chance.choice(stage.recommendations), stage.client()
    page, data = address(row, "delete"), confirmed(client, row)
    return Edit("delete", lambda: sent(client, page, data))


def delete_many(stage, chance):
    rows, client = chance.sample(stage.recommendations, 2), stage.client()
    page = reverse("admin:recommendations_recommendation_changelist")
    data = {
        "action": "delete_selected",
        ACTION_CHECKBOX_NAME: [row.pk for row in rows],
        "post": "yes",
        "_version": delete_ticked(client, *rows).context["version"],
    }
    return Edit("delete many", lambda: sent(client, page, data))


def confirm(stage, chance):
    row = chance.choice(Succession.objects.filter(ancestor__draft=stage.old).order_by("pk"))
    client, page = stage.client(), address(row)
    data = {"_version": client.get(page).context["version"]}
    act = reverse("admin:articles_succession_act", args=[row.pk, "confirm"])
    return Edit("confirm", lambda: sent(client, act, data))


def bring_in(stage, chance):
    folder = stage.folder / str(next(numbers))
    export_folder(folder, stage.old.treaty.slug)
    title = f"Title {next(numbers)}"
    path = folder / "submissions" / f"{stage.submission.slug}.yaml"
    row = chance.choice(stage.recommendations)
    path.write_text(path.read_text().replace(f"title: {row.title}\n", f"title: {title}\n"))
    for file in folder.rglob(f"{stage.old.slug}.yaml"):  # the draft changes too
        file.write_text(file.read_text().replace("Each Party shall act", f"Act {title}"))
    return Edit("import", lambda: imported(folder), row, title)


def imported(folder):
    try:
        call_command("import_data", folder, verbosity=0)
    except CommandError:
        return REFUSED
    return IMPORTED


def merge(stage, chance):
    client = stage.client()
    page = reverse("admin:recommendations_organisation_merge", args=[stage.organisation.pk])
    data = {"into": stage.other.pk}
    data["confirmed"] = client.post(page, data).context["result"].token
    return Edit("merge", lambda: sent(client, page, data))


def store_text(stage, chance):
    draft, client, key = stage.old, stage.client(), f"reading-{next(numbers)}"
    words = f"Each Party shall act {next(numbers)} times"
    read = outline(TEXT.replace("Each Party shall act", words))
    uploads.put(key, uploads.Upload(stage.editor.pk, draft.pk, "text.txt", read))
    page = reverse("admin:articles_draft_read_in", args=[draft.pk])
    token = client.get(page, {"key": key}).context["preview"].plan.token
    data = {"key": key, "confirmed": token, "replace": "on"}
    return Edit("store a text", lambda: sent(client, page, data))


EDITS = [
    save_recommendation,
    save_submission,
    publish,
    publish_many,
    theme_many,
    reassign,
    delete,
    delete_many,
    confirm,
    bring_in,
    merge,
    store_text,
]


def is_lost(edit: Edit) -> bool:
    """Tell whether what was answered as saved stands neither in its row nor in the history."""
    # By what names it outside: an import enters anew what was deleted meanwhile.
    name = "key" if isinstance(edit.row, Recommendation) else "slug"
    identity = {name: getattr(edit.row, name)}
    return not type(edit.row).history.filter(title=edit.title, **identity).exists()
