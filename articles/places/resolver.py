"""Places in drafts as people type them: "24(2)", "art. 24, para 2 (b)", "preamble", "42 of 16"."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import references
from articles.folding import fold
from articles.models import Article, Division, Draft, Provision
from articles.places import stubs
from articles.references import enumerations, heading_search
from articles.references.numerals import plain_figures

LONGEST = 200
SUGGESTIONS = 12
NAMED = 5  # of several places that a text may mean, so many are told
OF = re.compile(r"\s+(?:of|in)\s+(?:the\s+)?", re.IGNORECASE)

BESIDE = {
    "after": re.compile(r"\s*(?:after|following|après|después de(?:l)?)\s+", re.IGNORECASE),
    "before": re.compile(r"\s*(?:before|avant|antes de(?:l)?)\s+", re.IGNORECASE),
}


class NotFound(ValueError):
    """What was typed is no place in these drafts; the message says why, for an editor."""


class Ambiguous(NotFound):
    """What was typed is more than one place; the message names them."""


class Place(NamedTuple):
    """A place that a text can be about; a provision not yet recorded is known by its steps."""

    draft: Draft
    article: Article | None = None
    division: Division | None = None
    provision: Provision | None = None
    steps: tuple[str, ...] = ()

    @property
    def is_new(self):
        """Whether the provision would have to be made, as a stub."""
        return bool(self.steps) and self.provision is None

    @property
    def label(self):
        """The place as it is cited, "Article 24(2)"."""
        if self.division:
            return self.division.label
        if self.provision or not self.steps:
            return (self.provision or self.article).label
        eid = stubs.eid_at(self.article, self.steps)
        return references.provision_label(self.article.label, eid)

    @property
    def text(self):
        """The place as it can be typed, with its draft: "Article 24(2) of A/AC.291/22"."""
        return _("%(place)s of %(draft)s") % {"place": self.label, "draft": self.draft}

    @property
    def heading(self):
        return (self.division or self.article).heading

    def enter(self):
        """Return the place with its provision, which is made as a stub if it is absent."""
        if not self.is_new:
            return self
        return self._replace(provision=stubs.provision_at(self.article, self.steps))


def relation_of(text):
    """Split "after 24(3)" into "after" and "24(3)"; without such a word, "" and the text."""
    for relation, words in BESIDE.items():
        found = words.match(text)
        if found:
            return relation, text[found.end() :]
    return "", text


def find(text, gazetteer, foremost=None):
    """Return the one place that the text means in the drafts of a gazetteer; NotFound otherwise.

    Where several drafts have it, `foremost` decides, a draft among them.
    """
    places = all_of(text, gazetteer)
    if len(places) > 1:
        places = [place for place in places if place.draft == foremost] or places
    if len(places) > 1:
        raise Ambiguous(_which(places))
    return places[0]


def _which(places):
    """Return in words that a text may mean each of these places, and how one of them is typed."""
    labels = list(dict.fromkeys(place.label for place in places))
    if len(labels) == 1:
        words = _("%(label)s is in %(drafts)s: say of which, such as “%(example)s”.")
    else:
        words = _("That may be %(label)s of %(drafts)s: say which, such as “%(example)s”.")
    more = [_("%d more") % (len(labels) - NAMED)] if len(labels) > NAMED else []
    return words % {
        "label": ", ".join(labels[:NAMED] + more),
        "drafts": ", ".join(dict.fromkeys(str(place.draft) for place in places)),
        "example": places[-1].text,
    }


def find_each(text, gazetteer, foremost=None):
    """Return the places that an enumeration such as "23(2)(c), 24" means; NotFound for any of them.

    What is a place as a whole is never taken apart; more than thirty places are refused.
    """
    most = enumerations.MOST
    single = enumerations.split(text[: LONGEST + 1], most + 1)
    if len(single) > most:
        raise NotFound(_("That names more than %d places: name fewer at once.") % most)
    try:
        return [find(text, gazetteer, foremost)]
    except Ambiguous:
        raise
    except NotFound:
        if single in ([], [" ".join(text.split())]):
            raise
    return list(dict.fromkeys(find(one, gazetteer, foremost) for one in single))


def all_of(text, gazetteer):
    """Return every place that the text means in these drafts; NotFound when it means none.

    A citation is one place a draft; words of headings are tried after that, and may be more.
    """
    text = " ".join(text[: LONGEST + 1].split())
    if len(text) > LONGEST:
        raise NotFound(_("That is too long for a place: write it as “24(2)”."))
    where, chosen = _drafts_meant(text, gazetteer.drafts)
    places = _cited(where, chosen, gazetteer) or _headed(where, chosen, gazetteer)
    if places:
        return places
    if not chosen:
        raise NotFound(_("There is no draft to look in: give the submission its drafts."))
    raise NotFound(_stranger(text, gazetteer) or _absent(where, chosen))


def _cited(where, drafts, gazetteer):
    try:
        return [place for draft in drafts for place in _in_draft(where, draft, gazetteer)]
    except stubs.Uncitable as error:
        raise NotFound(str(error)) from error


def _headed(words, drafts, gazetteer):
    things = [*gazetteer.divisions, *gazetteer.articles]
    return _places_of(heading_search.headed(words, (one for one in things if one.draft in drafts)))


def _places_of(things):
    return [
        Place(one.draft, one) if isinstance(one, Article) else Place(one.draft, division=one)
        for one in things
    ]


def _stranger(text, gazetteer):
    """Return in words that a draft is named which is not among these; "" when none is."""
    named = _named(text, gazetteer.siblings)[1]
    words = _("The draft %(draft)s is not among the drafts of this submission.")
    return next((words % {"draft": one} for one in named if one not in gazetteer.drafts), "")


def _absent(where, drafts):
    return ngettext(
        "“%(place)s” is not in %(drafts)s. Write a place as “24(2)”, “preamble” or “chapter IV”.",
        "“%(place)s” is in none of %(drafts)s. Write a place as “24(2)”, “preamble” or "
        "“chapter IV”, or “42 of 16” for article 42 of the draft with that symbol.",
        len(drafts),
    ) % {"place": where, "drafts": ", ".join(str(draft) for draft in drafts)}


def suggest(text, gazetteer):
    """Return up to a dozen places that begin with, are called or lie under what was typed."""
    where, chosen = _drafts_meant(" ".join(text[:LONGEST].split()), gazetteer.drafts)
    try:
        found = _cited(where, chosen, gazetteer)
    except NotFound:
        found = []
    for place in [place for place in found if place.article]:
        under = f"{stubs.eid_at(place.article, place.steps)}__"
        found += [
            Place(place.draft, place.article, provision=one)
            for one in place.article.provisions.filter(eid__startswith=under)[:SUGGESTIONS]
        ]
    found += _called(where, chosen, gazetteer)
    return list({place.text: place for place in found}.values())[:SUGGESTIONS]


def _drafts_meant(text, drafts):
    """Split "42 of 16" into the place and the drafts named; all drafts when none is."""
    where, named = _named(text, drafts)
    return where, named or list(drafts)


def _named(text, drafts):
    for match in reversed(list(OF.finditer(text))):
        name = text[match.end() :]
        named = [draft for draft in drafts if _is_called(draft, fold(name))]
        if named:
            return text[: match.start()], named
    return text, []


def _is_called(draft, name):
    symbol = fold(draft.symbol)
    return bool(name) and (
        name in (symbol, fold(draft.title), draft.slug) or symbol.endswith(f"/{name}")
    )


def _in_draft(where, draft, gazetteer):
    """Return the places of one draft that a citation means: none, one, or more in odd drafts."""
    wanted = fold(where)
    if not wanted:
        return []
    exact = _places_of(gazetteer.divisions_called(wanted, draft)) or _labelled(
        wanted, draft, gazetteer
    )
    if exact:
        return exact
    citation = references.parse_one(plain_figures(where))
    if citation is None:
        return []
    if citation.is_division:
        return _places_of(gazetteer.divisions_cited(citation, draft))
    articles = gazetteer.articles_cited(citation, draft)
    return [_at(draft, one, citation.steps, gazetteer) for one in articles]


def _labelled(wanted, draft, gazetteer):
    """Return articles and recorded provisions whose label is the very text."""
    head = re.split(r"[(,]", wanted, maxsplit=1)[0].strip()
    articles = gazetteer.articles_labelled(head, draft)
    if wanted == head:
        return _places_of(articles)
    return [
        Place(draft, article, provision=one)
        for article in articles
        for one in gazetteer.provisions_of(article)
        if fold(one.label) == wanted
    ]


def _at(draft, article, steps, gazetteer):
    if not steps:
        return Place(draft, article)
    eid = stubs.eid_at(article, steps)
    recorded = (one for one in gazetteer.provisions_of(article) if one.eid == eid)
    return Place(draft, article, provision=next(recorded, None), steps=steps)


def _called(wanted, drafts, gazetteer):
    """Return articles and divisions whose label or heading holds every word."""
    words = [word for word in re.split(r"[\s.:–—]+", fold(wanted)) if word][:10]
    if not words:
        return []
    articles = [
        one
        for one in sorted(gazetteer.articles, key=lambda one: one.position)
        if one.draft in drafts and all(word in one.folded for word in words)
    ]
    divisions = [
        one
        for one in gazetteer.divisions
        if one.draft in drafts and all(word in fold(str(one)) for word in words)
    ]
    return _places_of([*articles[:SUGGESTIONS], *divisions])
