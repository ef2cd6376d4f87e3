"""The front page of the desk: what waits, the latest changes, and the figures of each treaty."""

from typing import NamedTuple

from django.db.models import Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import references
from articles.models import Article, Draft, Provision, ProvisionText, Succession, Treaty
from recommendations.models import Organisation, Recommendation, State, Submission, Theme
from recommendations.models.counting import count_of

SHOWN = 12


def dashboard_of(user):
    """Return what the front page shows to somebody, each part only where they may see it."""
    sees_treaties = may_view(user, Treaty)
    return {
        "offers": offers_for(user),
        "waiting": waiting_for(user),
        "treaties": treaties_with_counts() if sees_treaties else [],
        "changes": latest_changes(user),
    }


class Offer(NamedTuple):
    """Something to add: its link, and when somebody would."""

    label: str
    words: str
    address: str


def offers_for(user):
    """Return what somebody may add, in the order in which a tracker is filled."""
    offers = [
        (Treaty, _("Add a treaty"), _("a negotiation that is not recorded yet")),
        (Draft, _("Add a draft"), _("a new document of the text; then import its text")),
        (Submission, _("Add a submission"), _("a document, with who signed it")),
        (Recommendation, _("Add a recommendation"), _("one thing that a submission asks for")),
    ]
    return [
        Offer(label, words, reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"))
        for model, label, words in offers
        if user.has_perm(f"{model._meta.app_label}.add_{model._meta.model_name}")
    ]


def may_view(user, model):
    return user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")


class Waiting(NamedTuple):
    """Rows that wait for somebody: in which words, and how the desk's list is filtered to them."""

    words: str
    rows: QuerySet
    query: str


def waiting_for(user):
    """Return (words, count, address of the list) of what waits; None for whoever sees none of it.

    It takes one query each, and tells only what somebody may see.
    """
    groups = [
        *_under_way(Submission, user),
        *_under_way(Recommendation, user),
        *_unsettled(),
    ]
    visible = [group for group in groups if may_view(user, group.rows.model)]
    if not visible:
        return None
    counted = [(group, group.rows.count()) for group in visible]
    return [
        (group.words % {"things": named(group.rows.model, count)}, count, address_of(group))
        for group, count in counted
        if count
    ]


def named(model, count):
    """Return what rows of a model are called, as many as these."""
    return model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural


def address_of(group):
    """Return the address of a list of the desk, filtered."""
    opts = group.rows.model._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return f"{address}?{group.query}"


def _under_way(model, user):
    """Return what is in review, and what this editor has not handed over yet."""
    rows = model.objects.all()
    own = rows.filter(state=State.DRAFT, created_by=user)
    return [
        Waiting(
            _("%(things)s in review"),
            rows.filter(state=State.IN_REVIEW),
            f"state__exact={State.IN_REVIEW}",
        ),
        Waiting(_("my %(things)s in draft"), own, f"state__exact={State.DRAFT}&mine=yes"),
    ]


def _unsettled():
    """Return what somebody has still to look up or to decide."""
    suggested = Succession.State.SUGGESTED
    return [
        Waiting(
            _("%(things)s without a text"), Draft.objects.filter(articles=None), "text=missing"
        ),
        Waiting(
            _("%(things)s without recommendations"),
            Submission.objects.filter(recommendations=None),
            "recommendations=none",
        ),
        Waiting(
            _("%(things)s without a place in the text"),
            Recommendation.objects.without_place(),
            "place=missing",
        ),
        Waiting(
            _("%(things)s suggested, to confirm or reject"),
            Succession.objects.filter(state=suggested),
            f"state__exact={suggested}",
        ),
        Waiting(
            _("%(things)s without text"),
            Provision.objects.filter(texts=None),
            "text=missing",
        ),
    ]


def name_of_article(record):
    label = references.article_label(record.kind, record.number)
    return f"{label} · {record.draft}" if record.draft else label


def name_of_text(record):
    provision = record.provision
    return f"{provision} · {provision.draft} ({record.language})" if provision else record.language


def name_of_succession(record):
    return f"{record.ancestor or _('new')} → {record.descendant or record.dropped_in or ''}"


# What may have changed: what else must be read for its name, and how a record of it is named. A
# record's own `instance` would be read one by one.
NAMES = {
    Submission: ((), lambda record: record.title),
    Recommendation: ((), lambda record: f"{record.number} {record.title}"),
    Organisation: ((), lambda record: record.name),
    Theme: ((), lambda record: record.name),
    Draft: ((), lambda record: record.symbol or record.title),
    Article: (("draft",), name_of_article),
    ProvisionText: (("provision__article", "provision__draft"), name_of_text),
    Succession: (("ancestor__draft", "descendant__draft", "dropped_in"), name_of_succession),
}


class Change(NamedTuple):
    record: Model
    kind: str
    name: str
    address: str  # of the page that shows what it changed
    is_batch: bool = False  # it stands for all that was changed at once, such as by an import


def latest_changes(user):
    """Return the newest changes that somebody may see, one query a kind, one a change set."""
    changes = []
    for model, (related, name) in NAMES.items():
        if not may_view(user, model):
            continue
        rows = model.history.select_related("history_user", *related)
        address = f"admin:{model._meta.app_label}_{model._meta.model_name}_simple_history"
        # Twice as many: a list changed along with a record has a record of its own.
        for record in rows.order_by("-history_date", "-history_id")[: SHOWN * 2]:
            shown = name(record), reverse(address, args=[record.id, record.history_id])
            changes.append(Change(record, model._meta.verbose_name, *shown))
    changes.sort(key=lambda change: (change.record.history_date, change.record.history_id))
    # Of a change set the last record of each row is shown.
    last = {
        (change.kind, change.record.id, change.record.history_date): change for change in changes
    }
    return list(together(reversed(last.values())))[:SHOWN]


def together(changes):
    """Yield changes, those of one change set that were made for one reason as a single one."""
    batches = {}
    for change in changes:
        record = change.record
        why = record.history_change_reason or (change.kind, record.history_id)
        key = record.history_date, record.history_user_id, why
        batches.setdefault(key, []).append(change)
    for first, *others in batches.values():
        if others:
            kinds = [change.record.instance_type._meta for change in (first, *others)]
            kind = ", ".join(dict.fromkeys(str(opts.verbose_name_plural) for opts in kinds))
            reason = first.record.history_change_reason
            first = first._replace(kind=kind, name=reason, is_batch=True)
        yield first


def treaties_with_counts():
    """Return the treaties, each with the numbers of what is recorded of it; one query."""
    within = {"treaty": OuterRef("pk")}
    recommendations = Recommendation.objects.filter(submission__treaty=OuterRef("pk"))
    stubs = Provision.objects.filter(draft__treaty=OuterRef("pk"), texts=None)
    return Treaty.objects.annotate(
        drafts_held=count_of(Draft.objects.filter(**within), "treaty"),
        articles_held=count_of(
            Article.objects.filter(draft__treaty=OuterRef("pk")), "draft__treaty"
        ),
        stubs_held=count_of(stubs, "draft__treaty"),
        submissions_held=count_of(Submission.objects.filter(**within), "treaty"),
        submissions_public=count_of(Submission.objects.published().filter(**within), "treaty"),
        recommendations_held=count_of(recommendations, "submission__treaty"),
        recommendations_public=count_of(
            recommendations.filter(state=State.PUBLISHED, submission__state=State.PUBLISHED),
            "submission__treaty",
        ),
    )
