"""What the index holds of a public submission and of a public recommendation. Pure."""

from datetime import date
from typing import NamedTuple

# A place in the text: stage of the draft, position of the article, position of the provision.
Place = tuple[float, int, int]
NOWHERE: Place = (float("inf"), 0, 0)  # where what is about no article stands: after all that is


class IndexedSubmission(NamedTuple):
    """A public submission: what its recommendations have from it, and what orders it."""

    id: int
    slug: str
    first_day: date | None
    last_day: date | None
    language: str
    treaty: int
    session: int | None
    drafts: tuple[int, ...]
    organisations: tuple[int, ...]
    organisation_kinds: tuple[str, ...]
    example: bool  # whether its treaty is invented, for practice


class IndexedRecommendation(NamedTuple):
    """A public recommendation: its submission, its place there and in the text, what it has."""

    id: int
    submission: IndexedSubmission
    order: tuple[str, str]  # within the submission
    place: Place
    updated: float  # when, in seconds since 1970
    published: float  # when both it and its submission first were
    language: str
    action: str
    aim: str
    cross_cutting: bool
    themes: set[int]  # each with the one above it
    verdicts: set[str]
    articles: set[int]
    drafts: set[int]
