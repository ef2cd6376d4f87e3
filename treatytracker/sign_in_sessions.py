"""How long a session lasts, and what ends it before its time."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.models import Session
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _

STARTED, SEEN = "started", "seen"
# Being seen is written down this often at most: a write with every page would be dear.
SEEN_EVERY_SECONDS = 60


def note_start(request, **kwargs):
    """Note when a session begins; called on Django's signal, so that no way in leaves it out."""
    request.session[STARTED] = request.session[SEEN] = int(time.time())


def end_or_refresh(request):
    """End the session of a request if it is over, else note now and then that it is in use."""
    now = int(time.time())
    if is_over(request.session, now) or lacks_second_step(request.user):
        logout(request)
        messages.info(request, _("Your session has ended. Sign in again."))
    elif now - request.session[SEEN] >= SEEN_EVERY_SECONDS:
        request.session[SEEN] = now


def is_over(session, now):
    """Return whether a session is too old or too long unused; one without stamps is."""
    age, idle = now - session.get(STARTED, 0), now - session.get(SEEN, 0)
    return age > settings.SESSION_HOURS * 3600 or idle > settings.SESSION_IDLE_MINUTES * 60


def session_state(request, site):
    """Tell a page that wants to save whether somebody is signed in still: 401 if not.

    The token is for a form that was opened before they signed in again.
    """
    if not site.has_permission(request):
        return JsonResponse({}, status=401)
    return JsonResponse({"token": get_token(request)})


def lacks_second_step(user):
    """Return whether somebody signed in must have proven who they are in a second step, too."""
    proven_by = getattr(user, "otp_device", None)
    return settings.REQUIRE_TWO_FACTOR and user.is_staff and proven_by is None


def end_sessions(user, keep=None):
    """End all sessions of somebody, except the one with the key `keep`."""
    # Sessions are not indexed by user; only people who sign in at the desk have any.
    for session in Session.objects.filter(expire_date__gte=timezone.now()).exclude(pk=keep):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
