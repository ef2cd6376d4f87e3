"""Places in drafts as people type them: "24(2)", "art. 24, para 2 (b)", "preamble", "42 of 16"."""

import re
from operator import attrgetter
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import references
from articles.folding import fold
from articles.models import Article, Division, Draft, Provision
from articles.places import heading_search, stubs
from articles.references import enumerations
from articles.references.citation_words import NEW
from articles.references.numerals import plain_figures
from articles.vocabulary import SUFFIX_PLACES, alternatives

MAX_LENGTH = 200
SUGGESTIONS = 12
MOST_NAMED = 5  # of several places that a text may mean, so many are told
OF = re.compile(r"\s+(?:of|in)\s+(?:the\s+)?", re.IGNORECASE)

RELATIONS = {
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


# "22(2a) (new)", "31 a (new)", "15(1)(hb) (new)": what is put in, after what goes before it.
INSERTED = re.compile(
    rf"""(?P<place>.*?(?P<first>\d+|(?<=[(\s])[a-z]))\s?(?P<letter>[a-z]|{alternatives(SUFFIX_PLACES)})
    (?P<end>\)?)\s*\(\s?(?:{"|".join(sorted(NEW))})\s?\)""",
    re.IGNORECASE | re.VERBOSE,
)


def relation_of(text):
    """Split "after 24(3)" into "after" and "24(3)"; without such a word, "" and the text.

    "24(3a) (new)" is after 24(3) too.
    """
    inserted = INSERTED.fullmatch(text.strip())
    if inserted:
        return "after", inserted["place"] + inserted["end"]
    for relation, words in RELATIONS.items():
        match = words.match(text)
        if match:
            return relation, text[match.end() :]
    return "", text


def new_label_of(text):
    """Return what a place such as "24(3a) (new)" is to be called, "3a"; "" of any other."""
    inserted = INSERTED.fullmatch(text.strip())
    if not inserted:
        return ""
    gap = " " if len(inserted["letter"]) > 1 else ""  # "24 bis", but "3a"
    return inserted["first"] + gap + inserted["letter"]


def find(text, draft_places, preferred=None):
    """Return the one place that the text means in the given drafts; NotFound otherwise.

    Where several drafts have it, `preferred` decides, a draft among them.
    """
    places = find_all(text, draft_places)
    if len(places) > 1:
        places = [place for place in places if place.draft == preferred] or places
    if len(places) > 1:
        raise Ambiguous(_ambiguity_in_words(places))
    return places[0]


def _ambiguity_in_words(places):
    """Return in words that a text may mean each of these places, and how one of them is typed."""
    labels = list(dict.fromkeys(place.label for place in places))
    if len(labels) == 1:
        words = _(
            "%(label)s is in %(drafts)s. Say which draft you mean, for example “%(example)s”."
        )
    else:
        words = _("That may be %(label)s of %(drafts)s. Say which, for example “%(example)s”.")
    more = [_("%d more") % (len(labels) - MOST_NAMED)] if len(labels) > MOST_NAMED else []
    return words % {
        "label": ", ".join(labels[:MOST_NAMED] + more),
        "drafts": ", ".join(dict.fromkeys(str(place.draft) for place in places)),
        "example": places[-1].text,
    }


def find_enumerated(text, draft_places, preferred=None):
    """Return the places that an enumeration such as "23(2)(c), 24" means; NotFound for any of them.

    What is a place as a whole is never taken apart; more than thirty places are refused.
    """
    most = enumerations.MOST
    single = enumerations.split(text[: MAX_LENGTH + 1], most + 1)
    if len(single) > most:
        raise NotFound(_("That names more than %d places. Name fewer at once.") % most)
    try:
        return [find(text, draft_places, preferred)]
    except Ambiguous:
        raise
    except NotFound:
        if single in ([], [" ".join(text.split())]):
            raise
    return list(dict.fromkeys(find(words, draft_places, preferred) for words in single))


def find_all(text, draft_places):
    """Return every place that the text means in these drafts; NotFound when it means none.

    A citation is one place a draft; words of headings are tried after that, and may be more.
    """
    text = " ".join(text[: MAX_LENGTH + 1].split())
    if len(text) > MAX_LENGTH:
        raise NotFound(_("That is too long for a place. Write it as “24(2)”."))
    where, drafts = _drafts_named_or_all(text, draft_places.drafts)
    places = _by_citation(where, drafts, draft_places) or _by_heading(where, drafts, draft_places)
    if places:
        return places
    if not drafts:
        raise NotFound(_("There is no draft to search in. Add drafts to the submission first."))
    raise NotFound(_other_draft_named(text, draft_places) or _absence_in_words(where, drafts))


def _by_citation(where, drafts, draft_places):
    try:
        return [place for draft in drafts for place in _in_draft(where, draft, draft_places)]
    except references.Uncitable as error:
        raise NotFound(str(error)) from error


def _by_heading(words, drafts, draft_places):
    rows = [*draft_places.divisions, *draft_places.articles]
    return _places_of(heading_search.headed(words, (row for row in rows if row.draft in drafts)))


def _places_of(rows):
    return [
        Place(row.draft, row) if isinstance(row, Article) else Place(row.draft, division=row)
        for row in rows
    ]


def _other_draft_named(text, draft_places):
    """Return in words that a draft is named which is not among these; "" when none is."""
    named = _split_off_draft(text, draft_places.siblings)[1]
    words = _("The draft %(draft)s is not among the drafts of this submission.")
    return next(
        (words % {"draft": draft} for draft in named if draft not in draft_places.drafts), ""
    )


def _absence_in_words(where, drafts):
    return ngettext(
        "“%(place)s” is not in %(drafts)s. Write a place as “24(2)”, “preamble” or “chapter IV”.",
        "“%(place)s” is not in any of %(drafts)s. Write a place as “24(2)”, “preamble” or "
        "“chapter IV”, or “42 of 16” for article 42 of the draft with that symbol.",
        len(drafts),
    ) % {"place": where, "drafts": ", ".join(str(draft) for draft in drafts)}


def suggest(text, draft_places):
    """Return up to a dozen places that begin with, are called or lie under what was typed."""
    where, drafts = _drafts_named_or_all(" ".join(text[:MAX_LENGTH].split()), draft_places.drafts)
    try:
        places = _by_citation(where, drafts, draft_places)
    except NotFound:
        places = []
    for place in [place for place in places if place.article]:
        under = f"{stubs.eid_at(place.article, place.steps)}__"
        places += [
            Place(place.draft, place.article, provision=provision)
            for provision in place.article.provisions.filter(eid__startswith=under)[:SUGGESTIONS]
        ]
    places += _by_words(where, drafts, draft_places)
    return list({place.text: place for place in places}.values())[:SUGGESTIONS]


def _drafts_named_or_all(text, drafts):
    """Split "42 of 16" into the place and the drafts named; all drafts when none is."""
    where, named = _split_off_draft(text, drafts)
    return where, named or list(drafts)


def _split_off_draft(text, drafts):
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


def _in_draft(where, draft, draft_places):
    """Return the places of one draft that a citation means: none, one, or more in odd drafts."""
    wanted = fold(where)
    if not wanted:
        return []
    exact = _places_of(draft_places.divisions_called(wanted, draft)) or _by_label(
        wanted, draft, draft_places
    )
    if exact:
        return exact
    citation = references.parse_one(plain_figures(where))
    if citation is None:
        return []
    if citation.is_division:
        return _places_of(draft_places.divisions_cited(citation, draft))
    articles = draft_places.articles_cited(citation, draft)
    return [_place_at(draft, article, citation.steps, draft_places) for article in articles]


def _by_label(wanted, draft, draft_places):
    """Return articles and recorded provisions whose label is the very text."""
    head = re.split(r"[(,]", wanted, maxsplit=1)[0].strip()
    articles = draft_places.articles_labelled(head, draft)
    if wanted == head:
        return _places_of(articles)
    return [
        Place(draft, article, provision=provision)
        for article in articles
        for provision in draft_places.provisions_of(article)
        if fold(provision.label) == wanted
    ]


def _place_at(draft, article, steps, draft_places):
    if not steps:
        return Place(draft, article)
    eid = stubs.eid_at(article, steps)
    provisions = draft_places.provisions_of(article)
    recorded = (provision for provision in provisions if provision.eid == eid)
    return Place(draft, article, provision=next(recorded, None), steps=steps)


def _by_words(wanted, drafts, draft_places):
    """Return articles and divisions whose label or heading holds every word."""
    words = [word for word in re.split(r"[\s.:–—]+", fold(wanted)) if word][:10]
    if not words:
        return []
    articles = [
        article
        for article in sorted(draft_places.articles, key=attrgetter("position"))
        if article.draft in drafts and all(word in article.folded for word in words)
    ]
    divisions = [
        division
        for division in draft_places.divisions
        if division.draft in drafts and all(word in fold(str(division)) for word in words)
    ]
    return _places_of([*articles[:SUGGESTIONS], *divisions])
