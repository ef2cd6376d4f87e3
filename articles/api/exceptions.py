"""Faults of a request to the API, as exceptions; the project turns them into problem details."""

from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException

# A request can hold hundreds, and whoever made it mends them one by one.
MOST_NAMED = 10


class InvalidParameters(APIException):
    """Parameters that are not known, or values that cannot be used. Status 400.

    The first ten are named, the others counted.
    """

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, invalid):
        invalid = list(invalid)
        self.invalid, more = invalid[:MOST_NAMED], len(invalid[MOST_NAMED:])
        reasons = [value.reason for value in self.invalid]
        if more:
            reasons.append(_("%d more values cannot be used.") % more)
        super().__init__(" ".join(reasons))


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
