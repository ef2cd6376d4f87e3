"""What is doubtful about an outline as a whole: numbers, headings, empty articles."""

import re

from django.utils.translation import gettext as _

from articles.reading.outline import Doubt
from articles.reading.patterns import SUFFIXES
from articles.references.numerals import roman_value


def doubts_of(outline):
    """Yield a Doubt for each thing that an editor should look at."""
    yield from _strangeness([one for one in outline.articles if one.kind == "article"])
    for kind in ("recital", "article", "annex"):
        yield from _numbers([one for one in outline.articles if one.kind == kind])
    yield from _headings([one for one in outline.articles if one.kind == "article"])
    for article in outline.articles:
        if not article.provisions:
            yield Doubt(article.label, _("There is no text under this heading."))


def _strangeness(articles):
    """Yield a doubt where the articles stand in no order: a paper about a treaty quotes them so."""
    leaps = len(list(_numbers(articles)))
    if leaps > 2 and leaps * 4 > len(articles):
        message = _(
            "%(leaps)d of %(count)d articles are out of order: is this the text of a treaty?"
        )
        yield Doubt("", message % {"leaps": leaps, "count": len(articles)})


def _numbers(articles):
    """Yield articles whose number does not follow the one before."""
    last = 0
    for article in articles:
        bare = re.sub(rf"\s*(?:{SUFFIXES})$", "", article.number)
        value = int(bare) if bare.isdecimal() else roman_value(bare)
        again = bare != article.number and value == last
        if value and value != last + 1 and not again:
            message = _("The number before is %s.") % (last or "–")
            yield Doubt(article.label, message, article.heading[:200])
        last = value or last


def _headings(articles):
    """Yield articles without a heading where most have one."""
    bare = [one for one in articles if not one.heading]
    if len(bare) * 2 < len(articles):
        for article in bare:
            yield Doubt(article.label, _("This article has no heading."))
