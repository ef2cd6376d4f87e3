"""Filters that write facts as people read them: numbers, partial dates, days, languages."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from articles import dates
from recommendations.display_names import language_name

register = template.Library()
register.filter("language_name", language_name)
register.filter("partial_date", dates.in_words)


@register.simple_tag
def today():
    """Return the day on which a page is written: "22 November 2026"."""
    return date_format(timezone.localdate(), _("j F Y"))


@register.filter
def figure(number):
    """Return a number as people read it, its digits in groups: "10,000"."""
    return number_format(number, use_l10n=True, force_grouping=True)


@register.filter
def days(session):
    """Return the days of a session: "11–21 April 2023", "21 August – 1 September 2023"."""
    first, last = session.starts_on, session.ends_on
    if not first or not last or first == last:
        return date_format(first or last, _("j F Y")) if first or last else ""
    end = date_format(last, _("j F Y"))
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    start = date_format(first, _("j F") if first.year == last.year else _("j F Y"))
    return f"{start} – {end}"
