"""PDF files with a text layer. They are parsed in a process of its own, within limits.

A PDF can make any parser of it run long or fall; the process that serves editors must not.
"""

import json
import subprocess
import sys
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.reading.joining import joined
from articles.reading.line import Line, Unreadable, squeeze
from articles.reading.pages import without_furniture

SECONDS = 60
PARSER = Path(__file__).with_name("pdf_process.py")
FAULTS = {
    "password": gettext_lazy("This PDF is encrypted: save a copy without a password."),
    "broken": gettext_lazy("This PDF is damaged, or only a part of it."),
    "pages": gettext_lazy("This PDF has too many pages to be the text of one treaty."),
    "long": gettext_lazy("This document is too long to be the text of one treaty."),
    "scan": gettext_lazy(
        "This PDF has no text, only pictures of pages: run text recognition (OCR) first."
    ),
}


def lines(content):
    """Return the paragraphs of a PDF, without what belongs to its pages alone."""
    found = [Line(squeeze(one.pop("text")), **one) for one in _parsed(content)]
    return list(joined(without_furniture([line for line in found if line.text])))


def _parsed(content):
    """Return the lines as dicts; Unreadable where the parser refuses, falls or is slow."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(PARSER)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(_("This PDF takes too long to read.")) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise Unreadable(str(FAULTS["broken"])) from error
    if "fault" in answer:
        raise Unreadable(str(FAULTS[answer["fault"]]))
    return answer["lines"]
