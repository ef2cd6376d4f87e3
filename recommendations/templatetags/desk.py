"""What the front page of the desk shows: what waits, what changed, how much there is."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Provision, Succession, Treaty
from recommendations.admin import dashboard
from recommendations.models import Recommendation, State, Submission

register = template.Library()


def changelist(model, query):
    """Return the address of a list of the desk, filtered."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    return f"{reverse(name)}?{query}"


@register.inclusion_tag("admin/_waiting.html", takes_context=True)
def waiting(context):
    """Count what waits, one query each, and only what the editor may see."""
    user = context["request"].user
    heaps = [heap for model in (Submission, Recommendation) for heap in _under_way(model, user)]
    seen = [heap for heap in [*heaps, *_unsettled()] if dashboard.may_view(user, heap[0])]
    counted = [(rows.count(), model, words, query) for model, words, rows, query in seen]
    return {
        "sees": bool(seen),
        "heaps": [
            (words % {"things": named(model, count)}, count, changelist(model, query))
            for count, model, words, query in counted
            if count
        ],
    }


def named(model, count):
    """Return what rows of a model are called, as many as these."""
    return model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural


def _under_way(model, user):
    """Return what is in review, and what this editor has not handed over yet."""
    rows = model.objects.all()
    own = rows.filter(state=State.DRAFT, created_by=user)
    review, draft = f"state__exact={State.IN_REVIEW}", f"state__exact={State.DRAFT}&mine=yes"
    return [
        (model, _("%(things)s in review"), rows.filter(state=State.IN_REVIEW), review),
        (model, _("my %(things)s in draft"), own, draft),
    ]


def _unsettled():
    """Return what somebody has still to look up or to decide."""
    suggested = Succession.State.SUGGESTED
    return [
        (
            Recommendation,
            _("%(things)s without a place in the text"),
            Recommendation.objects.without_place(),
            "place=missing",
        ),
        (
            Succession,
            _("%(things)s suggested, to confirm or reject"),
            Succession.objects.filter(state=suggested),
            f"state__exact={suggested}",
        ),
        (
            Provision,
            _("%(things)s without text"),
            Provision.objects.filter(texts=None),
            "text=missing",
        ),
    ]


@register.inclusion_tag("admin/_latest.html", takes_context=True)
def latest(context):
    """Show who changed what last."""
    return {"changes": dashboard.latest_changes(context["request"].user)}


@register.inclusion_tag("admin/_figures.html", takes_context=True)
def figures(context):
    """Show how much is recorded of each treaty, to those who may see treaties."""
    may_view = dashboard.may_view(context["request"].user, Treaty)
    return {"treaties": dashboard.counts_of_treaties() if may_view else []}
