"""How a submission and a recommendation are cited, as plain text. Pure, on prefetched objects."""

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import dates
from recommendations.models import Signature

# With more authors than this, the first three are named and the others counted.
MOST_AUTHORS = 5
NAMED = 3


def citation(recommendation, url):
    """Return a recommendation as it is cited; the day of reading is left to the reader."""
    cited = part_in_words(recommendation.number, recommendation.title, recommendation.pages)
    return sentence(f"{_of(recommendation.submission)}, {cited}", url)


def supplied(title):
    """Return a title that its authors did not give, as ISO 690 has it: in square brackets."""
    return f"[{title}]"


def submission_citation(submission, url):
    """Return a submission as it is cited, with its address."""
    return sentence(_of(submission), url)


def sentence(words, url):
    return f"{capfirst(words)}. {settings.SITE_NAME}, {url}"


def part_in_words(number, title, pages):
    """Return what a recommendation is within its submission."""
    values = {"number": number, "title": supplied(title)}
    if not pages:
        return _("recommendation %(number)s: %(title)s") % values
    return ngettext(
        "recommendation %(number)s on page %(pages)s: %(title)s",
        "recommendation %(number)s on pages %(pages)s: %(title)s",
        len(pages),
    ) % (values | {"pages": ", ".join(map(str, pages))})


def source_in_words(names, title, treaty, session, date):
    """Return a submission in words, from the names of its authors and its other texts."""
    parts = [joined(names), _("“%s”") % title, treaty, session, dates.in_words(date)]
    return ", ".join(part for part in parts if part)


def _of(submission):
    session = submission.session
    return source_in_words(
        author_names(submission),
        submission.title,
        submission.treaty.short_title,
        session.title if session else "",
        submission.date,
    )


def authors(submission):
    """Return the authors under the names that they signed with: "A, B and C"."""
    return joined(author_names(submission))


def author_names(submission):
    return [
        signature.name_as_signed or signature.organisation.name
        for signature in submission.signatures.all()
        if signature.role == Signature.Role.AUTHOR
    ]


def joined(names):
    """Return names in words, only the first of them where they are many."""
    if len(names) > MOST_AUTHORS:
        rest = len(names) - NAMED
        names = [*names[:NAMED], ngettext("%d other", "%d others", rest) % rest]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
