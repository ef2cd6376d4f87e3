"""System checks of our own: settings that a public server must not run with."""

import tempfile

from django.conf import settings
from django.core.checks import Error, Tags, register

SHORTEST_KEY = 50
FEWEST_DIFFERENT = 10


@register(Tags.security)
def check_production(app_configs, **kwargs):
    """Return an error for each setting that is safe in development alone."""
    if settings.DEVELOPMENT:
        return []
    return [
        Error(message, hint=hint, id=f"treatytracker.{code}")
        for unsafe, message, hint, code in (
            (
                is_weak(settings.SECRET_KEY),
                f"SECRET_KEY is shorter than {SHORTEST_KEY} characters or easy to guess.",
                'Make one with: python -c "import secrets; print(secrets.token_urlsafe(50))"',
                "E001",
            ),
            (
                settings.DEBUG,
                "DEBUG is on: visitors would read settings and code on error pages.",
                "Remove DEBUG from the environment.",
                "E002",
            ),
            (
                any(host in ("*", "") for host in settings.ALLOWED_HOSTS),
                "ALLOWED_HOSTS lets any host name in.",
                "Name the hosts that this site is served under, divided by commas.",
                "E003",
            ),
        )
        if unsafe
    ]


@register(Tags.files, deploy=True)
def check_media(app_configs, **kwargs):
    """Return an error where no file can be stored, tried out with one that vanishes at once."""
    try:
        with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT):
            return []
    except OSError as error:
        return [
            Error(
                f"MEDIA_ROOT, {settings.MEDIA_ROOT}, takes no file: {error.strerror}.",
                hint="Make that folder, and let the account that runs the site write in it.",
                id="treatytracker.E004",
            )
        ]


def is_weak(key):
    """Return whether a key could be guessed: too short, too uniform, or the one in the settings."""
    is_published = key == settings.DEVELOPMENT_KEY
    return is_published or len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_DIFFERENT
