"""What every format says of a recommendation or a submission. Pure, on prefetched objects."""

from typing import NamedTuple

from recommendations.exchange.citations.text import (
    author_names,
    citation,
    submission_citation,
    supplied,
)
from recommendations.exchange.printable import one_line

# The name under which programs keep the entry must not meet that of another source.
PREFIX = "treatytracker"


class CitationData(NamedTuple):
    """A citation before it is written in a format. All texts are one line; "" is not known."""

    key: str
    title: str  # in square brackets where it is the tracker's, not the authors'
    container: str  # the title of the submission that a recommendation is part of
    number: str  # within the container
    pages: list[int]  # of the container's document, in order
    authors: list[str]  # all of them, under the names that they signed with
    occasion: str  # treaty and session
    date: str  # as far as it is known: 2023, 2023-07, 2023-07-19
    language: str
    quote: str
    keywords: list[str]
    url: str
    words: str  # the plain citation

    @property
    def is_part(self):
        """Whether it is a recommendation, which stands inside a submission."""
        return bool(self.container)


def of_recommendation(recommendation, url):
    """Return the entry of a recommendation of `for_list()`."""
    submission = recommendation.submission
    return _entry(
        submission,
        key=f"{PREFIX}-{recommendation.key}",
        title=supplied(one_line(recommendation.title)),
        container=one_line(submission.title),
        number=one_line(recommendation.number),
        pages=recommendation.pages,
        language=one_line(recommendation.quote_language),
        quote=one_line(recommendation.quote),
        keywords=[one_line(theme.name) for theme in recommendation.themes.all()],
        url=url,
        words=one_line(citation(recommendation, url)),
    )


def of_submission(submission, url):
    """Return the entry of a submission of `for_list()`."""
    return _entry(
        submission,
        key=f"{PREFIX}-{submission.slug}",
        title=one_line(submission.title),
        container="",
        number="",
        pages=[],
        language=one_line(submission.language),
        quote="",
        keywords=[],
        url=url,
        words=one_line(submission_citation(submission, url)),
    )


def _entry(submission, **values):
    session = submission.session
    names = author_names(submission)
    session_title = session.title if session else ""
    return CitationData(
        authors=[one_line(name) for name in names],
        occasion=occasion(submission.treaty.short_title, session_title),
        date=one_line(submission.date),
        **values,
    )


def occasion(treaty, session):
    """Return what a submission was made to, from the titles of its treaty and session."""
    return ", ".join(one_line(part) for part in (treaty, session) if part)
