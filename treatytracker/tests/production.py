"""Asks the site as production serves it and prints what it answers, as JSON; a process of its own.

Run with production's environment; the database and the folders it names are thrown away afterwards.
"""

import json
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

PASSWORD = "a password for this alone"


def prepare():
    """Set the site up as far as answers need it: a database with one editor, no collected files."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # The names of collected files matter to no header, and collecting them takes long.
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from django.contrib.auth.models import User

    User.objects.create_superuser("someone", password=PASSWORD)


def ask():
    """Return {name: (status, headers, cookies)} of one answer of every kind."""
    from django.test import Client

    host = settings.ALLOWED_HOSTS[0]
    client = Client(headers={"host": host})
    asks_first = {"Access-Control-Request-Method": "GET", "Origin": "https://other.example"}
    Path(settings.STATIC_ROOT, "desk.js").touch()
    answers = {
        "http": client.get("/about/?a=b"),
        "page": client.get("/", secure=True),
        "api": client.get("/api/v1/themes/", secure=True),
        "missing": client.get("/nowhere/", secure=True),
        "file": client.get("/static/desk.js", secure=True),
        "redirect": client.get("/recommendations", secure=True),
        "preflight": client.options("/api/v1/themes/", headers=asks_first, secure=True),
        "foreign host": Client(headers={"host": "evil.example"}).get("/", secure=True),
        "sign-in": client.get("/admin/login/", secure=True),
        "signed in": client.post(
            "/admin/login/", {"username": "someone", "password": PASSWORD}, secure=True
        ),
        "desk": client.get("/admin/", secure=True),
        "password": client.get("/admin/password_change/", secure=True),
        "page signed in": client.get("/about/", secure=True),
        "scripts": client.get("/admin/jsi18n/", secure=True),
    }
    answers["file"].close()
    return {
        name: {
            "status": answer.status_code,
            "headers": dict(answer.headers),
            "cookies": {
                cookie.key: {**cookie, "value": cookie.value} for cookie in answer.cookies.values()
            },
        }
        for name, answer in answers.items()
    }


if __name__ == "__main__":
    prepare()
    json.dump(ask(), sys.stdout)
