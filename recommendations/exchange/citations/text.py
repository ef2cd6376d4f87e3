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
    pages = recommendation.pages
    values = {"number": recommendation.number, "title": supplied(recommendation.title)}
    cited = _("recommendation %(number)s: %(title)s") % values
    if pages:
        cited = ngettext(
            "recommendation %(number)s on page %(pages)s: %(title)s",
            "recommendation %(number)s on pages %(pages)s: %(title)s",
            len(pages),
        ) % (values | {"pages": ", ".join(map(str, pages))})
    return _sentences([*_of_submission(recommendation.submission), cited], url)


def supplied(title):
    """Return a title that its authors did not give, as ISO 690 has it: in square brackets."""
    return f"[{title}]"


def submission_citation(submission, url):
    """Return a submission as it is cited, with its address."""
    return _sentences(_of_submission(submission), url)


def _of_submission(submission):
    session = submission.session
    parts = [
        authors(submission),
        _("“%s”") % submission.title,
        submission.treaty.short_title,
        session.title if session else "",
        dates.in_words(submission.date),
    ]
    return [part for part in parts if part]


def _sentences(parts, url):
    return f"{capfirst(', '.join(parts))}. {settings.SITE_NAME}, {url}"


def authors(submission):
    """Return the authors under the names that they signed with: "A, B and C"."""
    names = [
        signature.name_as_signed or signature.organisation.name
        for signature in submission.signatures.all()
        if signature.role == Signature.Role.AUTHOR
    ]
    if len(names) > MOST_AUTHORS:
        rest = len(names) - NAMED
        names = [*names[:NAMED], ngettext("%d other", "%d others", rest) % rest]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
