"""Directus over the same tables: its list of 50 recommendations, with the relations of ours.

Only where it is asked for and node (18 to 21) and npm are there: it is half a gigabyte, and under
the BUSL, which allows this.
"""

import json
import os
import secrets
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection

from bench.client import Reader
from bench.list_requests import ACTION_NARROW, median_session
from bench.results import Figure
from bench.server import ROOT, free_port, started, until_answering
from bench.timing import in_turns
from recommendations.models import (
    Outcome,
    Passage,
    Proposal,
    Recommendation,
    Signature,
    Submission,
    Target,
)

PINNED = "directus@11.1.0"
HOME = ROOT / "var/bench/directus"
PROGRAM = HOME / "node_modules/directus/cli.js"
ROWS = Recommendation._meta.db_table
# What points to a row, by what, to which table, and the name under which a row is to show it.
POINTING = [
    (Passage, "recommendation_id", Recommendation, "passages"),
    (Target, "recommendation_id", Recommendation, "targets"),
    (Outcome, "recommendation_id", Recommendation, "outcomes"),
    (Recommendation.themes.through, "recommendation_id", Recommendation, "themed"),
    (Proposal, "target_id", Target, "proposals"),
    (Signature, "submission_id", Submission, "signatures"),
]
FIELDS = {
    "": "key number title action aim cross_cutting rationale language published_at updated_at",
    "submission_id": "slug title date language signatures.role signatures.name_as_signed"
    " signatures.organisation_id.slug signatures.organisation_id.name",
    "passages": "exact prefix suffix page",
    "themed": "theme_id.slug theme_id.name",
    "targets": "as_cited extent relation new_label article_id.kind article_id.number"
    " article_id.slug article_id.draft_id.slug article_id.draft_id.treaty_id.slug"
    " division_id.kind division_id.number division_id.slug provision_id.eid"
    " proposals.language proposals.base proposals.proposed proposals.basis proposals.note",
    "outcomes": "verdict status evidence note basis source draft_id.slug",
}


def figures(say):
    """Measure its list with the narrow question and without one."""
    if not (shutil.which("node") and shutil.which("npm")):
        say("Directus is left out: node and npm are not here")
        return
    install(say)
    with serving(say) as (address, token):
        reader = Reader(address)
        for name, narrow in (("narrow", True), ("unfiltered", False)):
            path = f"/items/{ROWS}?{urlencode(list_parameters(narrow))}&access_token={token}"
            taken = in_turns({name: partial(reader.get, path)})
            yield Figure.of(f"Directus, 50 rows, {name}", taken[name])
        reader.close()


def list_parameters(is_narrow):
    """Return the parameters of a list like that of our API: public rows, newest first, counted."""
    wanted = [{"state": {"_eq": "published"}}, {"submission_id": {"state": {"_eq": "published"}}}]
    if is_narrow:
        session = {"session_id": {"id": {"_eq": median_session().pk}}}
        wanted += [{"action": {"_eq": ACTION_NARROW}}, {"submission_id": session}]
    names = [f"{of}.{name}".lstrip(".") for of, under in FIELDS.items() for name in under.split()]
    return {
        "limit": 50,
        "fields": ",".join(names),
        "sort": "-submission_id.first_day",
        "meta": "filter_count",
        "filter": json.dumps({"_and": wanted}),
    }


def install(say):
    if not PROGRAM.exists():
        say(f"installing {PINNED}")
        HOME.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", HOME, "--no-audit", "--no-fund", PINNED]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def serving(say):
    """Serve our database through Directus; yield its address and a token that may read all."""
    with tempfile.TemporaryDirectory(prefix="treaty-bench-") as folder:
        port, token = free_port(), secrets.token_hex(16)
        variables = os.environ | environment(folder, port)
        say("Directus looks at the tables")
        command = ["node", PROGRAM, "bootstrap"]
        subprocess.run(command, cwd=folder, env=variables, check=True, capture_output=True)
        describe(token)
        address = f"http://127.0.0.1:{port}"
        command = ["node", PROGRAM, "start"]
        log = Path(folder, "log")
        with started(command, log, cwd=folder, env=variables) as process:
            until_answering(address, "/server/ping", process)
            yield address, token


def environment(folder, port):
    """Return the environment of Directus over the database that Django is connected to."""
    given = connection.settings_dict
    database = {"DB_CLIENT": "sqlite3", "DB_FILENAME": str(given["NAME"])}
    if connection.vendor == "postgresql":
        database = {
            "DB_CLIENT": "pg",
            "DB_HOST": given["HOST"] or given["OPTIONS"].get("host", ""),
            "DB_PORT": str(given["PORT"] or 5432),
            "DB_DATABASE": given["NAME"],
            "DB_USER": given["USER"],
            "DB_PASSWORD": given["PASSWORD"],
        }
    return database | {
        "KEY": secrets.token_hex(16),
        "SECRET": secrets.token_hex(16),
        "ADMIN_EMAIL": "bench@example.com",
        "ADMIN_PASSWORD": secrets.token_hex(16),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "STORAGE_LOCAL_ROOT": folder,
        "EXTENSIONS_PATH": folder,
        "TELEMETRY": "false",
        "LOG_LEVEL": "error",
        "NODE_ENV": "production",
    }


def describe(token):
    """Tell Directus what points to what, as an administrator would, and give it the token."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directus_users SET token = %s", [token])
        for pointing, column, to, name in POINTING:
            tables = (pointing._meta.db_table, column, to._meta.db_table, name)
            cursor.execute(
                "INSERT INTO directus_relations"
                " (many_collection, many_field, one_collection, one_field)"
                " VALUES (%s, %s, %s, %s)",
                tables,
            )
            cursor.execute(
                "INSERT INTO directus_fields (collection, field, special) VALUES (%s, %s, 'o2m')",
                [to._meta.db_table, name],
            )
    connection.close()
