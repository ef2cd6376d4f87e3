"""Which files a folder of the interchange format holds, and what is in each. Pure."""

import hashlib
from pathlib import PurePosixPath

from recommendations.exchange.interchange import schema
from recommendations.exchange.interchange.schema import ListOf

ORGANISATIONS = "organisations.yaml"
THEMES = "themes.yaml"
FILES = "submissions/files"


def treaty_file(treaty):
    return f"treaties/{treaty}/treaty.yaml"


def draft_file(treaty, draft):
    return f"treaties/{treaty}/drafts/{draft}.yaml"


def successions_file(treaty):
    return f"treaties/{treaty}/successions.yaml"


def submission_file(submission):
    return f"submissions/{submission}.yaml"


def stored_file(submission, name):
    """Return where the bytes of a submission's own file stand."""
    return f"{FILES}/{submission}/{name}"


# In the order in which they are read: what is named stands before what names it.
PATTERNS = {
    "themes": (THEMES, ListOf(schema.TOP_THEME)),
    "organisations": (ORGANISATIONS, ListOf(schema.ORGANISATION)),
    "treaties": ("treaties/*/treaty.yaml", schema.TREATY),
    "drafts": ("treaties/*/drafts/*.yaml", schema.DRAFT),
    "successions": ("treaties/*/successions.yaml", ListOf(schema.SUCCESSION)),
    "submissions": ("submissions/*.yaml", schema.SUBMISSION),
}


def sort_files(files):
    """Return the files by what they hold, in the order of reading; those of no kind under None."""
    sorted_files = {name: [] for name in [*PATTERNS, None]}
    for file in sorted(files):
        path = PurePosixPath(file)
        kinds = (
            name
            for name, (pattern, _schema) in PATTERNS.items()
            if len(path.parts) == pattern.count("/") + 1 and path.match(pattern)
        )
        sorted_files[next(kinds, None)].append(file)
    return sorted_files


def treaty_of(file):
    """Return the slug of the treaty in whose folder a file stands."""
    return PurePosixPath(file).parts[1]


def stem(file):
    """Return the slug that the name of a file gives."""
    return PurePosixPath(file).stem


def digest(stream):
    """Return the SHA-256 of a binary stream, as hexadecimal text."""
    return hashlib.file_digest(stream, "sha256").hexdigest()
