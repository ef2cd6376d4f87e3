"""Faults of a request to the API, answered as problem details (RFC 9457)."""

import math

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions

from articles.api.exceptions import InvalidParameters, NotYet
from treatytracker.errors import problem


def problem_details(exc, context):
    """Return the answer to an exception in a view; None leaves it to the project's handlers."""
    if isinstance(exc, Http404):
        exc = exceptions.NotFound(_("There is nothing at this address."))
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    if not isinstance(exc, exceptions.APIException):
        return None
    members = {}
    if isinstance(exc, InvalidParameters):
        members["invalid-params"] = [value._asdict() for value in exc.invalid]
    response = problem(exc.status_code, str(exc.detail), **members)
    if isinstance(exc, exceptions.Throttled | NotYet):
        response.headers["Retry-After"] = str(math.ceil(exc.wait or 1))
    return response
