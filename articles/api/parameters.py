"""Which parameters an address of the API takes, and how often each: what is not read is refused."""

from django.utils.translation import gettext as _

from articles.api.exceptions import InvalidParameters
from articles.filters import InvalidValue, shortened

FIELDS = "fields"


def refuse_unknown(query, allowed):
    """Refuse parameters that an address does not take; the only place of the API that does."""
    unknown = [name for name in query if name not in allowed]
    refuse(query, unknown, _("There is no parameter “%s” here."))


def several_given(query):
    """Return the names of parameters with different values; the same one twice does no harm."""
    return [name for name, values in query.lists() if len(set(values)) > 1]


def refuse_several(query, names):
    """Refuse several values of parameters of which one alone would be read."""
    refuse(query, names, _("“%s” is given more than once. It takes one value."))


def refuse(query, names, reason):
    """Raise InvalidParameters for each of the names, with the values that the query gives it."""
    if names:
        raise InvalidParameters(
            InvalidValue(
                shortened(name), shortened(", ".join(query.getlist(name))), reason % shortened(name)
            )
            for name in names
        )


def select_fields(query, names):
    """Return the selected names in the order of `names`, which are all where none is selected.

    Names stand between commas or in a parameter each; InvalidParameters names those not known.
    """
    given = [name for value in query.getlist(FIELDS) for name in value.split(",") if name]
    names = list(names)
    unknown = [name for name in dict.fromkeys(given) if name not in names]
    if unknown:
        reason = _("There is no field “%(name)s” here. The fields are: %(known)s.")
        raise InvalidParameters(
            InvalidValue(
                FIELDS,
                shortened(name),
                reason % {"name": shortened(name), "known": ", ".join(names)},
            )
            for name in unknown
        )
    return [name for name in names if name in given] if given else names
