"""Somebody between the two steps: known by password, signed in to nothing yet."""

import time

from django.contrib.auth import get_user_model
from django.utils.crypto import constant_time_compare

KEY = "between_steps"
MINUTES = 10


def start(request, user, leads_to):
    """Remember who gave the right password, and which page they were on their way to."""
    request.session.flush()
    request.session[KEY] = {
        "user": user.pk,
        # Follows from the password: when it is changed in between, this sign-in is void.
        "hash": user.get_session_auth_hash(),
        "leads_to": leads_to,
        "at": int(time.time()),
    }


def user_of(request):
    """Return who is between the two steps of signing in; None when nobody is, or no longer."""
    pending = request.session.get(KEY)
    if not pending or time.time() - pending["at"] > MINUTES * 60:
        return None
    user = (
        get_user_model().objects.filter(pk=pending["user"], is_active=True, is_staff=True).first()
    )
    if user and constant_time_compare(pending["hash"], user.get_session_auth_hash()):
        return user
    return None


def finish(request):
    """Forget who was between the steps, and return the page that they were on their way to."""
    return request.session.pop(KEY)["leads_to"]
