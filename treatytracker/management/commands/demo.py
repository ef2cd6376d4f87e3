"""`make demo`: the whole tracker with sample data on this machine."""

import os
import secrets
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from articles.models import Treaty

ACCOUNT = "editor"
GROUPS = ["Editor", "Reviewer"]
FIRST_PORT, PORTS_TRIED = 8000, 100
SAMPLE = Path(settings.BASE_DIR) / "data"
EXAMPLE = Path(settings.BASE_DIR) / "data-example"


class Command(BaseCommand):
    help = (
        "Prepare a database with the sample data and an editor account, then serve it on this "
        "machine. Safe to run again: it keeps all that an editor entered, and the password too."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--no-server", action="store_true", help="Prepare everything, but do not serve it."
        )
        parser.add_argument(
            "--new-password",
            action="store_true",
            help="Give the editor account a new password, and show it.",
        )

        parser.add_argument(
            "--no-example",
            action="store_false",
            dest="example",
            help="Leave out the treaty that is invented to try things on.",
        )

    def handle(self, *args, no_server, new_password, example, **options):
        if not settings.DEVELOPMENT:
            raise CommandError("The demo runs in development mode only: use `make demo`.")
        database = settings.DATABASES["default"]
        self.stdout.write(f"Database: {database['ENGINE'].rpartition('.')[2]} {database['NAME']}")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        self.import_folder(SAMPLE, "Sample data")
        if example:
            self.import_folder(EXAMPLE, "Example treaty")
        call_command("set_up_groups", verbosity=0)
        password = make_editor(new_password)
        port = None if no_server else free_port()
        self.say_how_to_enter(port, password)
        if port:
            self.stdout.flush()
            serve(port)

    def import_folder(self, data, name):
        """Import a folder unless its treaty is here: what editors changed since stays."""
        slugs = {folder.name for folder in (data / "treaties").iterdir() if folder.is_dir()}
        if Treaty.objects.filter(slug__in=slugs).exists():
            self.stdout.write(f"{name}: already here, left as it is")
            return
        call_command("import_data", str(data), verbosity=0)
        self.stdout.write(f"{name}: imported")

    def say_how_to_enter(self, port, password):
        lines = []
        if port:
            if port != FIRST_PORT:
                lines.append(f"Port {FIRST_PORT} is taken, so this is port {port}.")
            lines += [
                f"Open      http://127.0.0.1:{port}/",
                f"The desk  http://127.0.0.1:{port}/admin/",
            ]
        lines.append(f"Sign in   {ACCOUNT}")
        if password:
            lines.append(f"Password: {password}   (shown this once)")
        else:
            lines += [
                "Password: the one that the first `make demo` showed, unless you have changed it.",
                "          `make demo ARGS=--new-password` makes a new one and shows it.",
            ]
        if port:
            lines.append("Ctrl-C stops it.")
        self.stdout.write("\n" + "\n".join(lines) + "\n")


def make_editor(new_password=False):
    """Make the editor account unless it is there; return a password that was set, else None."""
    users = get_user_model().objects
    editor = users.filter(username=ACCOUNT).first()
    if editor is not None and not new_password:
        return None
    password = secrets.token_urlsafe(12)
    if editor is None:
        editor = users.create_user(ACCOUNT, password=password, is_staff=True)
        editor.groups.set(Group.objects.filter(name__in=GROUPS))
    else:
        editor.set_password(password)
        editor.save(update_fields=["password"])
    return password


def free_port():
    """Return 8000, or the next port that nothing on this machine listens on."""
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        with socket.socket() as probe:
            # As the server itself does, or a demo just stopped would hold its port for a minute.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CommandError(f"No free port from {FIRST_PORT} on.")


def serve(port):
    """Become the server; Windows has no gunicorn, so Django's own stands in there."""
    if os.name == "nt":
        call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)
        return
    os.environ["DJANGO_SETTINGS_MODULE"] = "treatytracker.settings"
    os.chdir(settings.BASE_DIR)
    arguments = ["--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "treatytracker.wsgi", *arguments])
