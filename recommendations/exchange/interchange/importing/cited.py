"""Targets that say where they are in the words of the submission alone: "Articles 23(1), 24"."""

from django.utils.translation import gettext as _

from articles import places
from articles.places.draft_places import DraftPlaces
from recommendations.exchange.interchange.importing.row_writer import BROKEN


def placed(run, entries, drafts):
    """Return the entries of targets with those that are merely cited looked up in these drafts.

    What cites several places becomes an entry for each. What is given beside the citation stands as
    it is given.
    """
    draft_places = DraftPlaces(drafts)
    return [one for entry in entries for one in _placed(run, entry, draft_places)]


def _placed(run, entry, draft_places):
    given = entry["article"] or entry["division"] or entry["provision"]
    if given or not entry["as_cited"] or not entry.sound:
        return [entry]
    drafts_known = not any(draft is BROKEN for draft in draft_places.drafts)
    found = _found(run, entry, draft_places) if drafts_known else []
    run.broken += not found
    return found


def _found(run, entry, draft_places):
    """Return an entry for each place that is cited; none, with a fault, where it is not certain."""
    relation, words = places.relation_of(entry["as_cited"])
    try:
        found = places.find_enumerated(words, draft_places)
    except places.NotFound as reason:
        return _doubtful(run, entry, str(reason))
    for place in found:
        if place.is_new:
            message = _("%(place)s has no entry among the provisions of %(draft)s.")
            named = {"place": place.label, "draft": place.draft}
            return _doubtful(run, entry, message % named)
    if len(found) > 1 and (entry["proposals"] or entry["outcomes"]):
        return _doubtful(run, entry, _("Several places are cited: each needs its own target."))
    return [_at(entry, place, relation) for place in found]


def _doubtful(run, entry, reason):
    advice = _("Or say outright which article, division or provision it is.")
    run.fault(entry.at("as_cited"), f"{reason} {advice}")
    return []


def _at(entry, place, relation):
    """Return the entry as it would be if it said outright which place it is about."""
    one = entry.copy()
    one["article"] = place.article.path if place.article else ""
    one["division"] = place.division.path if place.division else ""
    one["provision"] = place.provision.eid if place.provision else ""
    one["relation"] = entry["relation"] or relation
    return one
