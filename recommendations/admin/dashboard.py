"""The front page of the desk: the latest changes, and the figures of each treaty."""

from typing import NamedTuple

from django.db.models import OuterRef
from django.urls import reverse

from articles import references
from articles.models import Article, Draft, Provision, ProvisionText, Succession, Treaty
from recommendations.models import Organisation, Recommendation, State, Submission, Theme
from recommendations.models.counting import count_of

SHOWN = 12


def article_named(record):
    label = references.article_label(record.kind, record.number)
    return f"{label} · {record.draft}" if record.draft else label


def text_named(record):
    provision = record.provision
    return f"{provision} · {provision.draft} ({record.language})" if provision else record.language


def succession_named(record):
    return f"{record.ancestor or ''} → {record.descendant or record.dropped_in or ''}"


# What may have changed: what else must be read for its name, and how a record of it is named. A
# record's own `instance` would be read one by one.
NAMED = {
    Submission: ((), lambda record: record.title),
    Recommendation: ((), lambda record: f"{record.number} {record.title}"),
    Organisation: ((), lambda record: record.name),
    Theme: ((), lambda record: record.name),
    Draft: ((), lambda record: record.symbol or record.title),
    Article: (("draft",), article_named),
    ProvisionText: (("provision__article", "provision__draft"), text_named),
    Succession: (("ancestor__draft", "descendant__draft", "dropped_in"), succession_named),
}


class Change(NamedTuple):
    record: object
    kind: str
    name: str
    address: str  # of the page that shows what it changed
    is_batch: bool = False  # it stands for all that was changed at once, such as by an import


def may_view(user, model):
    return user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")


def latest_changes(user):
    """Return the newest changes that somebody may see, one query a kind; one of each moment."""
    found = []
    for model, (related, name) in NAMED.items():
        if not may_view(user, model):
            continue
        rows = model.history.select_related("history_user", *related)
        address = f"admin:{model._meta.app_label}_{model._meta.model_name}_simple_history"
        # Twice as many: a list changed along with a record has a record of its own.
        for record in rows.order_by("-history_date", "-history_id")[: SHOWN * 2]:
            shown = name(record), reverse(address, args=[record.id, record.history_id])
            found.append(Change(record, model._meta.verbose_name, *shown))
    found.sort(key=lambda change: (change.record.history_date, change.record.history_id))
    once = {(change.kind, change.record.id, change.record.history_date): change for change in found}
    return list(together(reversed(once.values())))[:SHOWN]


def together(changes):
    """Yield changes, those that were made at one moment for one reason as a single one."""
    batches = {}
    for change in changes:
        record = change.record
        why = record.history_change_reason or (change.kind, record.history_id)
        key = record.history_date, record.history_user_id, why
        batches.setdefault(key, []).append(change)
    for first, *others in batches.values():
        if others:
            kinds = [one.record.instance_type._meta for one in (first, *others)]
            named = ", ".join(dict.fromkeys(str(one.verbose_name_plural) for one in kinds))
            reason = first.record.history_change_reason
            first = first._replace(kind=named, name=reason, is_batch=True)
        yield first


def counts_of_treaties():
    """Return the treaties, each with the numbers of what is recorded of it; one query."""
    within = {"treaty": OuterRef("pk")}
    asked = Recommendation.objects.filter(submission__treaty=OuterRef("pk"))
    stubs = Provision.objects.filter(draft__treaty=OuterRef("pk"), texts=None)
    return Treaty.objects.annotate(
        drafts_held=count_of(Draft.objects.filter(**within), "treaty"),
        articles_held=count_of(
            Article.objects.filter(draft__treaty=OuterRef("pk")), "draft__treaty"
        ),
        stubs_held=count_of(stubs, "draft__treaty"),
        submissions_held=count_of(Submission.objects.filter(**within), "treaty"),
        submissions_public=count_of(Submission.objects.published().filter(**within), "treaty"),
        recommendations_held=count_of(asked, "submission__treaty"),
        recommendations_public=count_of(
            asked.filter(state=State.PUBLISHED, submission__state=State.PUBLISHED),
            "submission__treaty",
        ),
    )
