"""The import of one folder, from the list of its files to the end of the transaction."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from articles.history.change_sets import change_set
from articles.locking import lock_all, tried_twice
from articles.models import Article, Draft
from recommendations.exchange.interchange import layout
from recommendations.exchange.interchange.faults import Fault, Faulty, Place
from recommendations.exchange.interchange.file_entries import read_file
from recommendations.exchange.interchange.importing import (
    submissions,
    texts,
    themes_and_organisations,
)
from recommendations.exchange.interchange.importing.row_writer import RowWriter
from recommendations.exchange.interchange.importing.stored_files import (
    remove_files_of_killed_imports,
)
from recommendations.models import Organisation, Recommendation, Submission

SUFFIXES = (".yaml", ".yml")


@tried_twice
def import_folder(folder):
    """Write what the files of a folder say; return how many rows were new, changed and removed.

    Raises Faulty with all that is wrong, and then nothing is written. What the files do not mention
    stays, except parts of a submission or recommendation that they do mention.
    """
    folder = Path(folder)
    remove_files_of_killed_imports()
    writer = RowWriter(folder)
    contents = _read(folder, writer.faults)
    try:
        with transaction.atomic(), change_set():
            _hold(contents)
            _write(writer, contents)
            if writer.faults:
                raise Faulty(writer.faults)
    except BaseException as error:
        writer.stored_files.remove()
        if isinstance(error, DataError | IntegrityError | ValidationError):
            message = _("the database refused this: %s") % " ".join(str(error).split())
            raise Faulty([*writer.faults, Fault(writer.place, message)]) from error
        raise
    finally:
        writer.stored_files.close()
    return writer.tally


def _read(folder, faults):
    """Return the (file, contents) pairs of each kind of file."""
    if not folder.is_dir():
        raise Faulty([Fault(Place(str(folder)), _("this is not a folder"))])
    files = layout.sort_files(_files(folder))
    for file in files.pop(None):
        faults.append(Fault(Place(file), _("this is not a file name of the format")))
    if not any(files.values()):
        faults.append(Fault(Place(str(folder)), _("there is no data in this folder")))
    contents = {}
    for name, of_kind in files.items():
        schema = layout.PATTERNS[name][1]
        read = [(file, read_file(folder, file, schema, faults)) for file in of_kind]
        contents[name] = [(file, content) for file, content in read if content is not None]
    for name in ("treaties", "drafts", "submissions"):
        _check_names(contents[name], name, faults)
    return contents


def _files(folder):
    """Yield the YAML files that are data as relative paths: not hidden, no submission's own."""
    for path in folder.rglob("*"):
        relative = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in relative.parts)
        if path.suffix in SUFFIXES and not hidden and not path.is_dir():
            file = relative.as_posix()
            if not file.startswith(f"{layout.FILES}/"):
                yield file


def _check_names(contents, name, faults):
    for file, entry in contents:
        named = layout.treaty_of(file) if name == "treaties" else layout.stem(file)
        if entry["slug"] and entry["slug"] != named:
            message = _("the slug “%(slug)s” and the name “%(name)s” differ")
            faults.append(Fault(entry.at("slug"), message % {"slug": entry["slug"], "name": named}))


def _hold(contents):
    """Lock what the files change and others change too, in the order in which all do."""
    texts_of = {layout.treaty_of(file) for file, _entry in contents["drafts"]}
    drafts = Draft.objects.filter(treaty__slug__in=texts_of, slug__in=_slugs(contents, "drafts"))
    draft_keys = lock_all(drafts)
    submission_keys = lock_all(Submission.objects.filter(slug__in=_slugs(contents, "submissions")))
    lock_all(Recommendation.objects.filter(submission__in=submission_keys))
    named = {entry["slug"] for _file, entries in contents["organisations"] for entry in entries}
    lock_all(Organisation.objects.filter(slug__in=named))
    lock_all(Article.objects.filter(draft__in=draft_keys))


def _slugs(contents, kind):
    return {entry["slug"] for _file, entry in contents[kind]}


def _write(writer, contents):
    """Write all kinds of rows, what is named before what names it."""
    for _file, entries in contents["themes"]:
        themes_and_organisations.write_themes(writer, entries)
    for _file, entries in contents["organisations"]:
        themes_and_organisations.write_organisations(writer, entries)
    for _file, entry in contents["treaties"]:
        texts.write_treaty(writer, entry)
    for file, entry in contents["drafts"]:
        texts.write_draft(writer, layout.treaty_of(file), entry)
    for file, entries in contents["successions"]:
        texts.write_successions(writer, layout.treaty_of(file), entries)
    for _file, entry in contents["submissions"]:
        submissions.fill_in(writer, entry)
        submissions.write_submission(writer, entry)
