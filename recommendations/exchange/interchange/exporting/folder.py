"""The export of a whole database, or of one treaty, into a folder."""

from pathlib import Path, PurePosixPath

from django.db import transaction
from django.utils.translation import gettext as _

from recommendations.exchange.interchange import layout, schema
from recommendations.exchange.interchange.exporting.entries import (
    contents,
    entry,
    submissions,
    treaties,
)
from recommendations.exchange.interchange.faults import Fault, Faulty, Place
from recommendations.exchange.interchange.yaml_documents import dump
from recommendations.models import Organisation, Theme


class Export:
    """One export: the folder and the files written to it so far."""

    def __init__(self, folder):
        self.folder, self.written, self.faults = Path(folder), [], []

    def write(self, file, value):
        """Write a document; where there is nothing to say, write no file."""
        if value:
            self._put(file, dump(value).encode())

    def copy_file(self, submission):
        """Copy a submission's own file; return its name and hash, nothing where it has none.

        A file that the storage has lost is a fault, and the submission stands without it.
        """
        if not submission.file:
            return None, submission.sha256
        name = PurePosixPath(submission.file.name).name
        file = layout.stored_file(submission.slug, name)
        try:
            with submission.file.open("rb") as stream:
                self._put(file, stream.read())
                stream.seek(0)
                return name, layout.digest(stream)
        except OSError:
            self.faults.append(Fault(Place(file), _("the file is missing from storage")))
            return None, submission.sha256

    def _put(self, file, content):
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written beside it and then put in its place, so that no reader meets half a file.
        beside = path.with_name(f".{path.name}.part")
        beside.write_bytes(content)
        beside.replace(path)
        self.written.append(file)


@transaction.atomic
def export_folder(folder, treaty=None):
    """Write the database, or what belongs to one treaty, into a folder; return the files written.

    Other files in the folder stay. Raises Faulty, when all else is written, for files of
    submissions that the storage has lost.
    """
    export = Export(folder)
    export.write(layout.THEMES, _themes())
    export.write(layout.ORGANISATIONS, _organisations(treaty))
    for file, value in treaties(treaty):
        export.write(file, value)
    for submission in submissions(treaty):
        file, sha256 = export.copy_file(submission)
        export.write(layout.submission_file(submission.slug), contents(submission, file, sha256))
    if export.faults:
        raise Faulty(export.faults)
    return export.written


def leftover(folder, written):
    """Return the documents of the format in the folder that an export did not write."""
    folder = Path(folder)
    documents = [path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")]
    kinds = layout.sort_files(file for file in documents if file not in set(written))
    kinds.pop(None)
    return [file for files in kinds.values() for file in files]


def _themes():
    """Return the themes of both levels in their order, all of them: they are one vocabulary."""
    rows = sorted(Theme.objects.all(), key=lambda row: (row.position, row.name, row.slug))
    return [
        entry(
            schema.TOP_THEME,
            top,
            children=[entry(schema.THEME, row) for row in rows if row.parent_id == top.pk],
        )
        for top in rows
        if top.parent_id is None
    ]


def _organisations(treaty):
    """Return the organisations, or those that signed a submission on one treaty."""
    rows = Organisation.objects.order_by("slug")
    if treaty is not None:
        rows = rows.filter(signatures__submission__treaty__slug=treaty).distinct()
    return [entry(schema.ORGANISATION, row, other_names=row.names) for row in rows]
