"""Two at work on one submission at once, each pair of what they may do, on PostgreSQL.

The first is stopped in the middle of its transaction, once it has written something. Then the
second begins, and the database tells whether it waits. What both come to is looked at afterwards.
"""

import itertools
import threading
import time
from contextlib import contextmanager, suppress

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, connections, transaction
from django.test import Client
from django.urls import reverse

from articles import data_checks
from articles.draft_texts.writing import Refused, store
from articles.models import Succession
from articles.reading import formats
from articles.tests.editors import (
    address,
    confirmed,
    delete_ticked,
    filled,
    messages,
    sign_in,
)
from articles.tests.factories import ArticleFactory, DraftFactory
from recommendations import bulk, publishing
from recommendations.exchange.interchange.exporting import export_folder
from recommendations.exchange.interchange.importing import import_folder
from recommendations.merging import OrganisationMerge
from recommendations.models import Organisation, Passage, Recommendation, Signature, State
from recommendations.reassigning import Reassignment
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.only_on("postgresql"),  # SQLite has one writer at a time: none waits
]
PATIENCE = 20  # seconds until a test gives up waiting; none takes as long
BLOCKED = (  # in this database: other tests run beside these
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0"
)


class Stage:
    """A submission with two recommendations on an article of a draft that has a successor."""

    def __init__(self, folder):
        self.folder = folder
        self.old, article = (made := DraftFactory(stage=1)), ArticleFactory(draft=made, number="24")
        self.new = DraftFactory(treaty=self.old.treaty, stage=2)
        later = ArticleFactory(draft=self.new, number="24")
        self.succession = Succession.objects.create(ancestor=article, descendant=later)
        self.submission = SubmissionFactory(treaty=self.old.treaty, published=True)
        self.submission.drafts.set([self.old])
        self.first, self.second = (
            RecommendationFactory(submission=self.submission, articles=[article], title=title)
            for title in ("First", "Second")
        )
        self.editor = sign_in(Client())

    def client(self):
        client = Client(raise_request_exception=True)
        client.force_login(self.editor)
        return client


# ── what each may do: made ready, then done in a thread of its own ───────────


def save(stage):
    client, page = stage.client(), address(stage.second)
    data = filled(client.get(page), title="Second, mended")

    def act():
        answer = client.post(page, data)
        return answer.status_code, b"Nothing is saved yet" in answer.content

    return act


def publish_at_the_desk(stage):
    client, page = stage.client(), address(stage.second)
    data = filled(client.get(page), title="Second, mended") | {"_act": "publish"}
    return lambda: client.post(page, data).status_code


def publish_many(stage):
    rows = [stage.second, stage.first]
    change = bulk.state_change(publishing.publish, State.PUBLISHED, stage.editor)
    token = bulk.apply_to_each(rows, change).token
    return lambda: bulk.apply_to_each(rows, change, token)


def reassign(stage):
    def move():
        return Reassignment(stage.submission, stage.old, stage.new, stage.editor)

    token = move().run().token
    return lambda: move().run(token)


def delete(stage):
    client, page = stage.client(), address(stage.second, "delete")
    data = confirmed(client, stage.second)
    return lambda: client.post(page, data).status_code


def confirm(stage):
    return lambda: Succession.objects.get().decide(Succession.State.CONFIRMED, stage.editor)


def bring_in(stage):
    export_folder(stage.folder)
    [file] = (stage.folder / "submissions").glob("*.yaml")
    file.write_text(file.read_text().replace("title: First", "title: First, imported"))
    return lambda: import_folder(stage.folder)


def merge(stage):
    kept = OrganisationFactory()
    gone = stage.submission.signatures.get().organisation
    token = OrganisationMerge(gone, kept, stage.editor).run().token
    return lambda: OrganisationMerge(gone, kept, stage.editor).run(token)


ACTS = [save, publish_at_the_desk, publish_many, reassign, delete, confirm, bring_in, merge]
PAIRS = list(itertools.permutations(ACTS, 2)) + [(act, act) for act in (*ACTS[:4], merge)]


# ── what is written in a text: beside the above, by way of its draft or of one article ──

TEXT = """Article 24
Heading
1. Each Party shall act.
2. It shall act again.
Article 25
Heading
1. Each Party shall report.
"""


def with_text(stage):
    store(formats.read(TEXT.encode(), "text.txt", "en"), stage.old)


def read_in(stage):
    """Read a text in that renames the second article and rewords the first."""
    with_text(stage)
    changed = TEXT.replace("25\nHeading", "25\nRenamed").replace("shall act.", "shall act soon.")
    outline = formats.read(changed.encode(), "text.txt", "en")

    def act():
        with suppress(Refused):  # something points by now to what the document does not have
            store(outline, stage.old, may_replace=True)

    return act


def bring_text_in(stage):
    """Import a folder that renames the second article and rewords the first."""
    with_text(stage)
    stage.old.articles.filter(number="25").update(heading="To be renamed")
    export_folder(stage.folder)
    [file] = (stage.folder / "treaties").rglob(f"{stage.old.slug}.yaml")
    text = file.read_text().replace("To be renamed", "Renamed here")
    file.write_text(text.replace("shall act.", "shall act now."))
    return lambda: import_folder(stage.folder)


def enter_places(stage):
    """Save a recommendation with places in two articles, neither of them recorded yet."""
    with_text(stage)
    client, page = stage.client(), address(stage.second)
    data = filled(client.get(page), **{"targets-0-place": "25(7)(a), 24(7)(a)"})
    return lambda: client.post(page, data).status_code


def save_article(stage):
    with_text(stage)
    article = stage.old.articles.get(number="25")
    client, page = stage.client(), address(article)
    data = filled(client.get(page), heading="By hand")
    return lambda: client.post(page, data).status_code


IN_TEXTS = [read_in, bring_text_in, enter_places, save_article]


# ── the two beside each other ────────────────────────────────────────────────


class Actor(threading.Thread):
    """Does one thing on a connection of its own; `error` is what it raised.

    `stops` tells after which statement it waits to be let go on. `broken_off` counts what the
    database ended for another's sake: the product tries again, and nobody would see it otherwise.
    """

    def __init__(self, act, stops=lambda sql: False):
        super().__init__(daemon=True)
        self.act, self.stops = act, stops
        self.has_stopped, self.may_go_on = threading.Event(), threading.Event()
        self.answer = self.error = None
        self.broken_off = 0

    def run(self):
        try:
            with connection.execute_wrapper(self.stop_once):
                self.answer = self.act()
        except Exception as error:
            self.error = error
        finally:
            self.has_stopped.set()
            connections.close_all()

    def stop_once(self, execute, sql, params, many, context):
        try:
            result = execute(sql, params, many, context)
        except OperationalError:
            self.broken_off += 1
            raise
        if self.stops(sql) and not self.has_stopped.is_set():
            self.has_stopped.set()
            assert self.may_go_on.wait(PATIENCE)
        return result


def locks(sql):
    return "FOR NO KEY UPDATE" in sql


def writes(sql):
    return sql.startswith(("UPDATE", "INSERT", "DELETE")) and "session" not in sql


def is_in_text(sql):
    """Tell whether a statement holds an article or rewords something in one."""
    return sql.startswith('UPDATE "articles_provisiontext"') or (
        locks(sql) and 'FROM "articles_article"' in sql
    )


def wait_until(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def someone_waits():
    with connection.cursor() as cursor:
        cursor.execute(BLOCKED)
        return cursor.fetchone()[0] > 0


@contextmanager
def beside(first, second, stops=writes):
    """Let the first come so far, then the second run until it waits or is done; end both."""
    earlier, later = Actor(first, stops), Actor(second)
    earlier.start()
    try:
        assert earlier.has_stopped.wait(PATIENCE)
        later.start()
        wait_until(lambda: someone_waits() or not later.is_alive())
        yield
    finally:
        earlier.may_go_on.set()
        for actor in (earlier, later):
            if actor.ident is not None:
                actor.join(PATIENCE)
    for actor in (earlier, later):
        assert not actor.is_alive()
        if actor.error is not None:
            raise actor.error
        assert not actor.broken_off


@pytest.mark.parametrize("stops", [locks, writes], ids=lambda stops: stops.__name__)
@pytest.mark.parametrize(("first", "second"), PAIRS, ids=lambda act: act.__name__)
def test_two_at_once_both_end_and_nothing_is_half_done(first, second, stops, tmp_path):
    stage = Stage(tmp_path)
    acts = first(stage), second(stage)
    with beside(*acts, stops):
        pass
    assert not someone_waits()
    titles = set(Recommendation.objects.values_list("title", flat=True))
    assert titles <= {"First", "Second", "First, imported", "Second, mended"}
    if delete not in (first, second):
        assert len(titles) == 2
    # However they meet, a recommendation has its place, and one draft is that of its targets.
    for recommendation in Recommendation.objects.prefetch_related("targets__article__draft"):
        [target] = recommendation.targets.all()
        assert target.article.draft in recommendation.submission.drafts.all()


@pytest.mark.parametrize(
    ("first", "second"), list(itertools.permutations(IN_TEXTS, 2)), ids=lambda act: act.__name__
)
def test_two_who_write_in_one_text_never_wait_for_each_other_both(first, second, tmp_path):
    stage = Stage(tmp_path)
    acts = first(stage), second(stage)
    with beside(*acts, is_in_text):
        pass
    assert not someone_waits()
    assert not list(data_checks.findings())


def test_a_save_does_not_hold_the_submission(tmp_path):
    stage = Stage(tmp_path)
    other = RecommendationFactory(submission=stage.submission, title="Third")
    mend, client = save(stage), stage.client()
    data = filled(client.get(address(other)), title="Third, mended")
    with beside(mend, lambda: client.post(address(other), data)):
        assert not someone_waits()
    titles = Recommendation.objects.values_list("title", flat=True)
    assert set(titles) == {"First", "Second, mended", "Third, mended"}


def test_publishing_many_and_saving_one_of_them_wait_for_each_other_once(tmp_path):
    stage = Stage(tmp_path)
    with beside(publish_many(stage), publish_at_the_desk(stage)):
        assert someone_waits()
    states = Recommendation.objects.values_list("state", flat=True)
    assert set(states) == {State.PUBLISHED}


def test_signing_as_an_organisation_that_is_merged_at_this_moment_is_refused_in_words(tmp_path):
    stage, answers = Stage(tmp_path), []
    work, late = merge(stage), SubmissionFactory(treaty=stage.old.treaty, title="Late")
    gone = stage.submission.signatures.get().organisation
    page, client = address(late), stage.client()
    data = filled(client.get(page), title="Later", **{"signatures-TOTAL_FORMS": "2"})
    data |= {"signatures-1-organisation": gone.pk, "signatures-1-role": "endorser"}
    data |= {"signatures-1-submission": late.pk}
    with beside(lambda: answers.append(client.post(page, data)), work):
        assert not someone_waits()  # it has not signed yet, so the merge goes through
    assert not Organisation.objects.filter(pk=gone.pk).exists()
    [answer] = answers
    assert answer.status_code == 200
    assert "signatures-1-organisation" in answer.text
    assert "That choice is not one of the available choices" in answer.text
    assert Signature.objects.filter(submission=late).count() == 1


def test_signature_that_comes_in_between_stops_the_merge(tmp_path, monkeypatch):
    stage = Stage(tmp_path)
    late, kept = SubmissionFactory(treaty=stage.old.treaty), OrganisationFactory()
    gone, client = stage.submission.signatures.get().organisation, stage.client()
    page = reverse("admin:recommendations_organisation_merge", args=[gone.pk])
    data = {"into": kept.pk}
    data["confirmed"] = client.post(page, data).context["result"].token
    taking = Organisation.take_addresses_of

    def sign_meanwhile(organisation, other):
        if not late.signatures.filter(organisation=gone).exists():
            signing = Actor(lambda: late.signatures.create(organisation=gone, position=5))
            signing.start()
            signing.join(PATIENCE)
            assert signing.error is None
        taking(organisation, other)

    monkeypatch.setattr(Organisation, "take_addresses_of", sign_meanwhile)
    answer = client.post(page, data)
    assert gone.signatures.count() == 2
    assert "Not changed" in answer.text
    assert "2 signatures move" in " ".join(answer.text.split())


@pytest.mark.parametrize("publishes", [False, True])
def test_what_was_typed_while_somebody_deleted_the_record_comes_back(publishes, tmp_path):
    stage, answers = Stage(tmp_path), []
    client, page = stage.client(), address(stage.second)
    data = filled(client.get(page), title="Second, mended")
    data |= {"_act": "publish"} if publishes else {}
    with beside(delete(stage), lambda: answers.append(client.post(page, data))):
        assert someone_waits()
    [answer] = answers
    assert answer.status_code == 200
    assert "Somebody else has deleted this. Saving adds it again" in answer.text
    assert "Second, mended" in answer.text


@pytest.mark.parametrize("ticked", [False, True])
def test_a_part_that_comes_in_while_it_is_deleted_keeps_it(ticked, tmp_path):
    stage = Stage(tmp_path)
    client, row = stage.client(), stage.second

    def add():
        with transaction.atomic():
            Passage.objects.create(recommendation=row, exact="More words.", position=9)

    data = confirmed(client, row)
    if ticked:
        data["_version"] = delete_ticked(client, row).context["version"]
    answers = []

    def remove():
        page = address(row, "delete")
        answers.append(
            delete_ticked(client, row, **data) if ticked else client.post(page, data, follow=True)
        )

    # It comes in when the rows to delete are known, and before the last of them is gone.
    with beside(remove, add, lambda sql: sql.startswith("DELETE")):
        assert not someone_waits()
    assert "somebody has just added something to it" in messages(answers[0])
    assert Passage.objects.filter(recommendation=row, exact="More words.").exists()


# ── what became of articles: what contradicts is not confirmed by two ────────


def test_two_never_confirm_what_contradicts(tmp_path):
    stage = Stage(tmp_path)
    article, state = stage.succession.ancestor, Succession.State
    dropped = Succession.objects.create(ancestor=article, dropped_in=stage.new)

    def confirm_dropped():
        with suppress(ValidationError):
            dropped.decide(state.CONFIRMED, stage.editor)

    with beside(lambda: stage.succession.decide(state.CONFIRMED, stage.editor), confirm_dropped):
        assert someone_waits()
    assert [row.pk for row in Succession.objects.confirmed()] == [stage.succession.pk]


@pytest.mark.parametrize("name", ["reject", "dropped", "undo", "above"])
def test_two_who_decide_between_the_same_stages_wait_for_each_other(name, tmp_path):
    stage = Stage(tmp_path)
    page = reverse("admin:articles_draft_decide", args=[stage.new.pk])
    Succession.objects.update(score=0.95)
    if name == "undo":
        stage.succession.decide(Succession.State.CONFIRMED, stage.editor)
    client = stage.client()
    context = client.get(page, {"above": "90"} if name == "above" else {}).context
    shown = context["page"]
    seen = context["undo_token"] if name == "undo" else stage.succession.state
    data = {"act": name, "row": f"s{stage.succession.pk}", "seen": seen, "above": "90"}
    data |= {"token": shown.sure_token, "said": shown.said_token if shown.row else ""}
    decide = confirm(stage)

    def confirm_unless_dropped():
        with suppress(ValidationError):
            decide()

    with beside(lambda: client.post(page, data), confirm_unless_dropped):
        assert someone_waits()
    assert Succession.objects.exclude(state=Succession.State.SUGGESTED).exists()


def test_an_act_tells_what_another_decided_while_it_waited(tmp_path):
    stage = Stage(tmp_path)
    page, client = reverse("admin:articles_draft_decide", args=[stage.new.pk]), stage.client()
    client.get(page)
    data = {"act": "reject", "row": f"s{stage.succession.pk}", "seen": "suggested"}
    answers = []
    with beside(confirm(stage), lambda: answers.append(client.post(page, data, follow=True))):
        assert someone_waits()
    assert "is confirmed by now" in messages(answers[0])
    assert Succession.objects.get().state == Succession.State.CONFIRMED
