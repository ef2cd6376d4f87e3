"""For reading: redlines as people and screen readers read them, partial dates in words."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from articles import dates
from articles.redline import DELETED, INSERTED
from recommendations.display_names import language_direction

register = template.Library()
register.filter("in_words", dates.in_words)
register.filter("direction", language_direction)

# Beside colour and line, words that only screen readers speak; they are never copied along. They
# are in the reader's language, not the text's, and without a direction of their own they would
# decide that of a redline that begins with them.
SPOKEN = (
    '<{op}><span class="visually-hidden" lang="{lang}" dir="{dir}">{before} </span>{text}'
    '<span class="visually-hidden" lang="{lang}" dir="{dir}"> {after} </span></{op}>'
)


@register.simple_tag
def sign(wording, provision, language):
    """Return the number of a provision as it hangs before its text in a language."""
    return wording.sign(provision, language)


@register.simple_tag
def marked(pieces):
    """Return a text in pieces as safe HTML, those that a search found marked."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", text) if is_found else text,)
            for text, is_found in pieces
        ),
    )


@register.simple_tag
def redline(runs):
    """Return a redline as safe HTML: <ins> and <del>, each announced in words."""
    return mark_safe("".join(_run(run) for run in runs))


def _run(run):
    if run.op == INSERTED:
        return _spoken("ins", run.text, _("inserted:"), _("end of insertion"))
    if run.op == DELETED:
        return _spoken("del", run.text, _("deleted:"), _("end of deletion"))
    return format_html("{}", run.text)


def _spoken(op, text, before, after):
    own = {"lang": get_language() or "en", "dir": "rtl" if get_language_bidi() else "ltr"}
    return format_html(SPOKEN, op=op, text=text, before=before, after=after, **own)


@register.simple_tag
def redline_key(proposal):
    """Return the key of a redline in words, and how its base is known."""
    ops = [run.op for run in proposal.redline]
    parts = []
    if ops == [INSERTED]:
        parts.append((_("new text"),))
    elif ops == [DELETED]:
        parts.append((_("deleted in full"),))
    else:
        inserted, deleted = ops.count(INSERTED), ops.count(DELETED)
        if inserted:
            parts.append((ngettext("%d insertion", "%d insertions", inserted) % inserted,))
        if deleted:
            parts.append((ngettext("%d deletion", "%d deletions", deleted) % deleted,))
    if proposal.base and (words := base_in_words(proposal)):
        parts.append((words,))
    return format_html_join(" · ", "{}", parts)


def base_in_words(proposal):
    """Return how a base is known and, where there is an official text, how it stands to that."""
    basis, check = proposal.basis, proposal.base_check
    if basis == proposal.Basis.OFFICIAL:
        if check is None:
            return ""
        if check.is_equal:
            return _("base: the official wording")
        # It was equal when it was entered: the text was read in or mended since.
        return _("base entered as the official text, which has changed since")
    if basis == proposal.Basis.RECONSTRUCTED:
        known = _("base reconstructed from the submission")
    else:
        known = _("base quoted in the submission")
    return f"{known}{_beside_official(check)}"


def _beside_official(check):
    if check is None:
        return _("; the official text is not recorded")
    if check.is_equal:
        return _(": the official wording")
    if check.is_near:
        return _(", near the official wording")
    return _(", another wording than the official text")
