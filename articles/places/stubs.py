"""Provisions that are cited before their text is at hand: made as stubs, in their place.

Identifiers follow the Akoma Ntoso naming convention, as in `references`.
"""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from articles import references
from articles.locking import lock
from articles.models import Article, Provision


def eid_at(article, steps):
    """Return the eId that steps such as ("2", "b", "intro") mean in an article."""
    if len(steps) > references.MOST_STEPS:
        raise references.Uncitable(_("No provision is nested that deeply."))
    if not all(map(references.bare, steps)):
        raise references.Uncitable.without_number()
    return references.eid_at(article.eid, steps)


@transaction.atomic
def provision_at(article, steps):
    """Return the provision that the steps mean, made as a stub with all above it if absent."""
    if not lock(article):
        raise Article.DoesNotExist
    eids = [eid_at(article, steps[: depth + 1]) for depth in range(len(steps))]
    recorded = {row.eid: row for row in article.provisions.filter(eid__in=eids)}
    above = None
    for eid in eids:
        above = recorded.get(eid) or _insert(article, above, eid)
    return above


def _insert(article, parent, eid):
    rows = list(article.provisions.order_by("position", "pk").values_list("eid", "position"))
    later = [
        position
        for other, position in rows
        if references.order_key(other) > references.order_key(eid)
    ]
    if later:
        position = later[0]
        article.provisions.filter(position__gte=position).update(position=F("position") + 1)
    else:
        position = rows[-1][1] + 1 if rows else 0
    kind, number = _kind_and_number(eid)
    stub = Provision(
        article=article, parent=parent, kind=kind, number=number, eid=eid, position=position
    )
    stub.full_clean()
    stub.save()
    return stub


def _kind_and_number(eid):
    """Return kind and number, as printed, of the last step of an eId."""
    above, _separator, last = eid.rpartition("__")
    step, _separator, number = last.partition("_")
    if step == "point":
        nested = above.rpartition("__")[2].startswith("point_")
        kind = Provision.Kind.SUBPOINT if nested else Provision.Kind.POINT
        return kind, f"({number})"
    return next(kind for kind, name in references.STEP_OF_KIND.items() if name == step), number
