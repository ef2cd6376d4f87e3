"""Redlines as HTML."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.redline import DELETED, INSERTED, KEPT, Run

ELEMENTS = {KEPT: "{}", DELETED: "<del>{}</del>", INSERTED: "<ins>{}</ins>"}


def as_html(runs: Iterable[Run]) -> SafeString:
    """Return the redline as safe HTML: <del>, <ins> and escaped text; nothing else."""
    return mark_safe("".join(ELEMENTS[run.op].format(escape(run.text)) for run in runs))
