"""Faults of a request to the API, as exceptions; the project turns them into problem details."""

from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException

from articles.filters import InvalidValue, shown


class InvalidParameters(APIException):
    """Parameters that are not known, or values that cannot be used; each is named. Status 400."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, invalid):
        self.invalid = [InvalidValue(*each) for each in invalid]
        super().__init__(" ".join(each.reason for each in self.invalid))


class Gone(APIException):
    """What was public and is withdrawn; the answer says nothing else. Status 410."""

    status_code = status.HTTP_410_GONE

    def __init__(self):
        super().__init__(_("This has been withdrawn."))


class NotYet(APIException):
    """What will be there in a moment, `wait` seconds from now at a guess. Status 503."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE

    def __init__(self, reason, wait):
        self.wait = wait
        super().__init__(reason)


def refuse_unknown(query, known):
    """Refuse parameters that an address does not take; the only place of the API that does."""
    unknown = [name for name in query if name not in known]
    if unknown:
        raise InvalidParameters(
            InvalidValue(
                shown(name),
                shown(query.get(name, "")),
                _("There is no parameter “%s” here.") % shown(name),
            )
            for name in unknown
        )
