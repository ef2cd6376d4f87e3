"""The keys of the interchange format, in the order in which they are written."""

from typing import NamedTuple

from articles.models import Article, Basis, Division, Draft, Provision, Session, Succession, Treaty
from recommendations.exchange.interchange.value_types import (
    A_DAY,
    FLAG,
    MAYBE,
    MOMENT,
    NUMBER,
    RECOMMENDATION_KEY,
    SHARE,
    TEXT,
    choice,
)
from recommendations.models import (
    Organisation,
    Outcome,
    Proposal,
    Recommendation,
    Signature,
    State,
    Target,
)

NEEDED = TEXT.needed()
# Two types of value beside scalars and lists of mappings: words is a list of text, by_language a
# mapping from language tags to text.
WORDS, BY_LANGUAGE = "words", "by language"


class ListOf(NamedTuple):
    """A list of mappings, each with these keys."""

    keys: dict


SOURCED = {"basis": choice(Basis), "source": TEXT}

ORGANISATION = {
    "slug": NEEDED,
    "name": NEEDED,
    "acronym": TEXT,
    "other_names": WORDS,
    "kind": choice(Organisation.Kind),
    "country": TEXT,
    "website": TEXT,
    "accreditation": TEXT,
}

THEME = {"slug": NEEDED, "name": NEEDED, "definition": TEXT}
TOP_THEME = {**THEME, "children": ListOf(THEME)}

SESSION = {
    "slug": NEEDED,
    "title": NEEDED,
    "kind": choice(Session.Kind),
    "number": NUMBER,
    "place": TEXT,
    "starts_on": A_DAY,
    "ends_on": A_DAY,
    **SOURCED,
}
TREATY = {
    "slug": NEEDED,
    "title": NEEDED,
    "short_title": NEEDED,
    "negotiating_body": TEXT,
    "status": choice(Treaty.Status),
    "summary": TEXT,
    "example": FLAG,
    "sessions": ListOf(SESSION),
}

DIVISION = {
    "slug": NEEDED,
    "kind": choice(Division.Kind).needed(),
    "number": TEXT,
    "heading": TEXT,
    **SOURCED,
}
DIVISION["divisions"] = ListOf(DIVISION)
PROVISION = {
    "eid": NEEDED,
    "kind": choice(Provision.Kind).needed(),
    "number": TEXT,
    "agreed_ad_referendum": MAYBE,
    "texts": BY_LANGUAGE,
}
PROVISION["provisions"] = ListOf(PROVISION)
ARTICLE = {
    "kind": choice(Article.Kind).needed(),
    "number": TEXT,
    "heading": TEXT,
    "division": TEXT,
    **SOURCED,
    "provisions": ListOf(PROVISION),
}
DRAFT = {
    "slug": NEEDED,
    "title": NEEDED,
    "kind": choice(Draft.Kind).needed(),
    "symbol": TEXT,
    "date": TEXT,
    "stage": NUMBER.needed(),
    "partial": FLAG,
    "language": TEXT,
    "sessions": WORDS,
    "source_url": TEXT,
    **SOURCED,
    "divisions": ListOf(DIVISION),
    "articles": ListOf(ARTICLE),
}

SUCCESSION = {
    "from": TEXT,
    "to": TEXT,
    "dropped_in": TEXT,
    "new": TEXT,
    "state": choice(Succession.State),
    "confidence": choice(Succession.Confidence),
    "score": SHARE,
    "reasons": TEXT,
    **SOURCED,
}

SIGNATURE = {"organisation": NEEDED, "role": choice(Signature.Role), "name_as_signed": TEXT}
PASSAGE = {
    "exact": NEEDED,
    "prefix": TEXT,
    "suffix": TEXT,
    "page": NUMBER,
    "not_found_reason": TEXT,
}
PROPOSAL = {
    "language": TEXT,
    "base": TEXT,
    "proposed": TEXT,
    "basis": choice(Proposal.Basis),
    "note": TEXT,
}
OUTCOME = {
    "draft": NEEDED,
    "verdict": choice(Outcome.Verdict).needed(),
    "status": choice(Outcome.Status),
    "evidence": TEXT,
    "note": TEXT,
    **SOURCED,
}
TARGET = {
    "article": TEXT,
    "division": TEXT,
    "provision": TEXT,
    "extent": choice(Target.Extent),
    "relation": choice(Target.Relation),
    "new_label": TEXT,
    "as_cited": TEXT,
    "proposals": ListOf(PROPOSAL),
    "outcomes": ListOf(OUTCOME),
}
PUBLISHED = {"state": choice(State), "published_at": MOMENT, "withdrawn_at": MOMENT}
RECOMMENDATION = {
    "key": RECOMMENDATION_KEY,
    "number": NEEDED,
    **PUBLISHED,
    "public_since": MOMENT,
    "updated_at": MOMENT,
    "title": NEEDED,
    "action": choice(Recommendation.Action).needed(),
    "aim": choice(Recommendation.Aim),
    "cross_cutting": FLAG,
    "rationale": TEXT,
    "language": TEXT,
    "themes": WORDS,
    "passages": ListOf(PASSAGE),
    "targets": ListOf(TARGET),
    "outcomes": ListOf(OUTCOME),
}
SUBMISSION = {
    "slug": NEEDED,
    "title": NEEDED,
    "treaty": NEEDED,
    "session": TEXT,
    "drafts": WORDS,
    "date": TEXT,
    "language": TEXT,
    "source_url": TEXT,
    "file": TEXT,
    "text": TEXT,
    "sha256": TEXT,
    **PUBLISHED,
    "updated_at": MOMENT,
    "signatures": ListOf(SIGNATURE),
    "recommendations": ListOf(RECOMMENDATION),
}
