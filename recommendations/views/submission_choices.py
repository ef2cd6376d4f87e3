"""What the list of submissions can be narrowed to: only values that leave some rows."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.models import Draft, Session
from recommendations.listing.source_facets import language_name
from recommendations.models import Submission


class Choice(NamedTuple):
    """A select of the form: its parameter, its label, its options and those chosen."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: list[str]


def submission_choices(directory):
    """Return the Choices of the list of submissions; three queries."""
    public = Submission.objects.published().order_by()
    drafts = Draft.objects.filter(submissions__in=public).select_related("treaty").distinct()
    sessions = Session.objects.filter(submissions__in=public).select_related("treaty").distinct()
    languages = public.values_list("language", flat=True).distinct()
    several = len({draft.treaty_id for draft in drafts} | {s.treaty_id for s in sessions}) > 1
    options = {
        "draft": (_("Draft"), [(d.path, titled(d, several)) for d in drafts]),
        "session": (_("Session"), [(s.path, titled(s, several)) for s in sessions]),
        "language": (_("Language"), [(tag, language_name(tag)) for tag in sorted(languages)]),
    }
    return [
        Choice(name, label, values, directory.parameters.get(name, []))
        for name, (label, values) in options.items()
    ]


def titled(row, several):
    """Return the name of a draft or session, with its treaty where there are several."""
    return f"{row.treaty}: {row}" if several else str(row)
