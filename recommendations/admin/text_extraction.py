"""The text of a submission, read out of its file where nobody has typed one.

It is read once the submission is saved: no other save waits for it, and the file is kept whatever
becomes of its text.
"""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.uploads import readers
from articles.reading import formats, sandbox
from articles.reading.lines import Unreadable
from recommendations.models import Submission

PATIENCE_SECONDS = 30  # that a request waits; a hundred pages take one
LARGEST = 2_000_000  # bytes; a form may hold half a million more
HELP = gettext_lazy(
    "Passages are looked up in it. Leave empty to extract it from the file above, without "
    "struck and hidden words, and with notes and comments at the end."
)


def read_out(submission):
    """Record what the file says as the text of a submission; return (level, what to tell)."""
    try:
        text = _text_of(submission.file)
    except Unreadable as fault:
        words = _(
            "The file was saved, but its text could not be read, so passages cannot be "
            "checked: %(fault)s You can also paste the text."
        )
        return messages.WARNING, words % {"fault": fault}
    # Who has typed a text meanwhile knows better.
    Submission.objects.filter(pk=submission.pk, text="").update(text=text)
    words = _("The text of the file was read. Passages are looked up in it.")
    if pages := text.count("\f"):
        words = f"{words} {_('Pages: %d.') % (pages + 1)}"
    return messages.INFO, words


def _text_of(file):
    """Return the words of a stored file; Unreadable otherwise."""
    with file.open() as opened:
        content = opened.read(formats.LARGEST + 1)
    name = file.name.rpartition("/")[2][-100:]
    work = readers.submit(sandbox.text, content, name)
    try:
        text = work.result(PATIENCE_SECONDS)
    except TimeoutError as error:
        work.cancel()  # where it still waits for others: nobody would read what it finds
        raise Unreadable(_("This document takes too long to read.")) from error
    if len(text.encode()) > LARGEST:
        raise Unreadable(_("It is too long to be stored."))
    return text


def stays(submission, changed):
    """Return what to tell where a new file stands beside the text of an old one; "" elsewhere."""
    if "text" in changed or not submission.text.strip():
        return ""
    return _(
        "The file has changed, but the text has not. To extract the new text, empty the field "
        "and choose the file again."
    )
