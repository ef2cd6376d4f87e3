"""Recommendations as the rows of a list, in plain values.

A page of 25 is read in a query for each kind of part, without model instances, which take several
times as long to make and to read from.
"""

from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.addresses import address
from recommendations.listing.row_parts import Parts, label_of, place_of
from recommendations.models import Proposal, Recommendation, Signature, State
from recommendations.models.recommendation import quote
from recommendations.views.excerpts import Excerpt

VALUES = (
    *("pk", "key", "number", "title", "action", "aim", "cross_cutting", "language", "state"),
    *("submission_id", "submission__language", "submission__date", "submission__state"),
)
ACTIONS, AIMS = dict(Recommendation.Action.choices), dict(Recommendation.Aim.choices)


class Link(NamedTuple):
    """What leads to the page of something that has a slug."""

    slug: str
    label: str
    address: str
    acronym: str = ""


class AskPlace(NamedTuple):
    """What a recommendation is about: the target, and the article or division it lies in."""

    label: str
    address: str
    draft: str
    within: str
    within_address: str
    heading: str
    path: str


class Ask(NamedTuple):
    """A recommendation with all that a list shows of it; `excerpt` is where words were found."""

    pk: int
    key: str
    number: str
    title: str
    address: str
    action: str
    aim: str
    cross_cutting: bool
    state: str  # in words, where it or its submission is not public
    date: str
    tongue: str
    quote: str
    has_wording: bool
    authors: list[Link]
    themes: list[Link]
    places: list[AskPlace]
    excerpt: Excerpt | None = None

    @property
    def asked(self):
        """What is asked and to what end, as its own page says it: "Amend, to narrow"."""
        action = capfirst(str(self.action))
        if not self.aim:
            return action
        return _("%(action)s, to %(aim)s") % {"action": action, "aim": self.aim}


def asks(rows):
    """Return the recommendations of a queryset as Asks, in its order; five queries."""
    wording = Proposal.objects.filter(target__recommendation=OuterRef("pk"))
    rows = rows.prefetch_related(None).annotate(has_wording=Exists(wording))
    found = list(rows.values_list(*VALUES, "has_wording", named=True))
    parts = Parts(found)
    return [_ask(row, parts) for row in found]


def _ask(row, parts):
    signed = parts.signatures[row.submission_id]
    is_public = row.state == row.submission__state == State.PUBLISHED
    return Ask(
        pk=row.pk,
        key=row.key,
        number=row.number,
        title=row.title,
        address=address("recommendation", row.key),
        action=ACTIONS[row.action],
        aim=AIMS.get(row.aim, ""),
        cross_cutting=row.cross_cutting,
        state="" if is_public else State(row.state).label,
        date=row.submission__date,
        tongue=row.language or row.submission__language,
        quote=quote(passage.exact for passage in parts.passages[row.pk]),
        has_wording=row.has_wording,
        authors=[_author(each) for each in signed if each.role == Signature.Role.AUTHOR],
        themes=[_theme(each) for each in parts.themes[row.pk]],
        places=[_place(each) for each in parts.targets[row.pk]],
    )


def _author(signature):
    slug = signature.organisation__slug
    name, acronym = signature.organisation__name, signature.organisation__acronym
    return Link(slug, name, address("organisation", slug), acronym)


def _theme(each):
    return Link(each.theme__slug, each.theme__name, address("theme", each.theme__slug))


def _place(target):
    at = "division" if target.division__kind else "article"
    names = ("slug", "heading", "draft__slug", "draft__symbol", "draft__title")
    slug, heading, draft, symbol, title = (getattr(target, f"{at}__{name}") for name in names)
    treaty = getattr(target, f"{at}__draft__treaty__slug")
    if at == "article":
        within = address("article", treaty, draft, slug)
    else:
        within = f"{address('draft', treaty, draft)}#{slug}"
    place = place_of(target)
    return AskPlace(
        label_of(target, place),
        f"{within}#{target.provision__eid}" if target.provision__eid else within,
        symbol or title,
        place,
        within,
        heading,
        f"{treaty}/{draft}/{slug}",
    )
