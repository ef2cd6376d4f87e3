"""The files of submissions: their bytes, checked against what the data says of them."""

import hashlib
from pathlib import PurePosixPath

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from recommendations.exchange.interchange.layout import kept_file
from recommendations.models import Submission


def digest(stream):
    """Return the SHA-256 of a binary stream, as hexadecimal text."""
    return hashlib.file_digest(stream, "sha256").hexdigest()


def values(run, entry, row):
    """Return the values of a submission's file and hash; a file that is there already is kept."""
    name = entry["file"]
    if not name:
        gone = {"file": ""} if row and row.file else {}
        return {"sha256": entry["sha256"], **gone}
    path = run.folder / kept_file(entry["slug"], name)
    if PurePosixPath(name).name != name or name == ".." or not path.is_file():
        place = entry.at("file")
        run.fault(place, _("no file “%s”") % kept_file(entry["slug"], name)[:300])
        return {}
    with path.open("rb") as stream:
        found = digest(stream)
    if entry["sha256"] and entry["sha256"] != found:
        run.fault(entry.at("sha256"), _("the file has another SHA-256: %s") % found)
    if run.faults or (row and row.file and row.sha256 == found):
        return {"sha256": found}
    try:
        return {"sha256": found, "file": _store(run, entry["slug"], path, found)}
    except OSError as error:
        reason = error.strerror or error
        run.fault(entry.at("file"), _("cannot be stored in MEDIA_ROOT: %s") % reason)
        return {"sha256": found}


def _store(run, slug, path, sha256):
    """Put the file into the storage, unless it is there; return its name in it."""
    field = Submission._meta.get_field("file")
    name = field.generate_filename(Submission(slug=slug), path.name)
    if default_storage.exists(name):
        with default_storage.open(name) as stream:
            if digest(stream) == sha256:
                return name
    with path.open("rb") as stream:
        name = default_storage.save(name, File(stream), max_length=field.max_length)
    run.stored.append(name)
    return name
