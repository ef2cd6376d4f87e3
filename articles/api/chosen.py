"""Which fields of a row an answer has: all of them, or those that the request chooses."""

from django.utils.translation import gettext as _

from articles.api.exceptions import InvalidParameters
from articles.filters import InvalidValue, shortened

FIELDS = "fields"


def select_fields(query, known):
    """Return the selected names in the order of `known`, which are all where none is selected.

    Names stand between commas or in a parameter each; InvalidParameters names those not known.
    """
    given = [name for value in query.getlist(FIELDS) for name in value.split(",") if name]
    known = list(known)
    unknown = [name for name in dict.fromkeys(given) if name not in known]
    if unknown:
        reason = _("There is no field “%(name)s” here; there are: %(known)s.")
        raise InvalidParameters(
            InvalidValue(
                FIELDS,
                shortened(name),
                reason % {"name": shortened(name), "known": ", ".join(known)},
            )
            for name in unknown
        )
    return [name for name in known if name in given] if given else known
