"""Files are read in a process of its own, within limits of memory and time and without secrets.

A file from outside can make any parser run long, unfold without end or fall; the process that
serves editors must not. What comes back is JSON.
"""

import json
import logging
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from articles.interface_translation import get_language
from articles.interface_translation import gettext as _
from articles.reading import formats
from articles.reading.lines import Unreadable
from articles.reading.outline import Outline

logger = logging.getLogger(__name__)
SECONDS = 60  # by the clock
PROCESSOR_SECONDS = 50
MEMORY = 1 << 30  # bytes
LARGEST_ANSWER = 40_000_000  # bytes
COMMAND = [sys.executable, "-m", "articles.reading.sandbox_worker"]
FOLDER = Path(__file__).parents[2]  # from which the worker is found
# What a Python needs to start. The rest is not for a parser to see: there is the secret key.
VARIABLES = {"PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT"}


def read(content: bytes, name: str, language: str | None = None) -> Outline:
    """Return the Outline of a file's bytes as `formats.read` does; Unreadable past the limits."""
    return _answer_to(content, name, "outline", language)


def text(content: bytes, name: str) -> str:
    """Return the text of a file's bytes as `formats.text` does; Unreadable past the limits."""
    return _answer_to(content, name, "text")


def _answer_to(content: bytes, name: str, wanted: str, language: str | None = None):
    formats.accepted(content, name)  # what is plainly wrong costs no process
    question = {"name": name, "wanted": wanted, "language": language, "speaks": get_language()}
    try:
        with TemporaryFile() as written:
            status = _run(json.dumps(question).encode() + b"\n" + content, written)
            written.seek(0)
            answer = _understood(written.read(LARGEST_ANSWER + 1))
    except OSError as error:  # no memory for a process, no room on the disk: not the file's fault
        logger.exception("A file could not be read: no process was started or heard.")
        raise Unreadable(_("The server cannot read files right now. Try again later.")) from error
    if wanted in answer:
        return answer[wanted]
    if status == -getattr(signal, "SIGXCPU", 0):
        raise _too_slow()
    raise Unreadable(answer.get("fault") or _("This file could not be read."))


def _run(given: bytes, written: IO[bytes]) -> int:
    """Let the process read what it is given, and return its exit status."""
    try:
        done = subprocess.run(
            [*COMMAND, *map(str, (PROCESSOR_SECONDS, MEMORY, LARGEST_ANSWER))],
            input=given,
            stdout=written,
            stderr=subprocess.DEVNULL,
            cwd=FOLDER,
            env={name: value for name, value in os.environ.items() if name in VARIABLES},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow() from error
    return done.returncode


def _understood(written: bytes) -> dict:
    """Return the answer, an Outline made of its data; {} for what was not written whole."""
    with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
        answer = json.loads(written)
        if "outline" in answer:
            return {"outline": Outline.from_data(answer["outline"])}
        if "text" in answer:
            return {"text": "".join(answer["text"])}
        return {"fault": str(answer["fault"])}
    return {}


def _too_slow() -> Unreadable:
    return Unreadable(_("This document takes too long to read."))
