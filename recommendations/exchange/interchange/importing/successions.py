"""Successions: which article became which."""

from django.utils.translation import gettext as _

from articles.models import Succession
from recommendations.exchange.interchange.importing.row_writer import BROKEN

PLAIN = ("state", "confidence", "reasons", "basis", "source")
NAMES = {"ancestor": "from", "descendant": "to"}


def write_successions(run, treaty, entries):
    """Write the successions of one treaty; places in the file are paths within it."""
    for entry in entries:
        ends = {
            "ancestor": _find(run, "article", treaty, entry, "from"),
            "descendant": _find(run, "article", treaty, entry, "to"),
            "dropped_in": _find(run, "draft", treaty, entry, "dropped_in"),
        }
        if any(end is BROKEN for end in ends.values()):
            continue
        identity = tuple(end and end.pk for end in ends.values())
        words = f"{entry['from']} → {entry['to'] or entry['dropped_in'] or _('nothing')}"
        if not run.claim("succession", f"{treaty}: {words}", entry, "from"):
            continue
        row = run.known.successions.get(identity)
        values = {name: entry[name] for name in PLAIN} | ends
        run.write(Succession, row, entry, values, NAMES)


def _find(run, noun, treaty, entry, key):
    if not entry[key]:
        return None
    return run.find(noun, f"{treaty}/{entry[key]}", entry.at(key))
