"""What the value of a key may be, and how it is read: text, choices, numbers, dates. Pure."""

import re
from datetime import UTC, date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

KEY = re.compile(r"[a-z0-9]{1,12}", re.ASCII)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
# What no database holds: NUL, and halves of surrogate pairs, which YAML can write as escapes.
NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
SHARE_OF_ONE = re.compile(r"0(\.[0-9]{1,3})?|1(\.0{1,3})?", re.ASCII)
FLAGS = {"true": True, "false": False}


class ValueType(NamedTuple):
    """How a scalar is read (ValueError says what is wrong with it) and what absence means."""

    read: callable
    empty: object = ""
    required: bool = False

    def needed(self):
        """Return the same type for a key that must not be left out."""
        return self._replace(required=True)


def _text(value):
    if NOT_TEXT.search(value):
        raise ValueError(_("contains a character that is not text"))
    return value


def _key(value):
    if not KEY.fullmatch(value):
        raise ValueError(
            _("“%s” is not a key. Use up to 12 lower-case letters and digits") % value[:40]
        )
    return value


def _whole(value):
    if not WHOLE.fullmatch(value):
        raise ValueError(_("“%s” is not a whole number") % value[:40])
    return int(value)


def _share(value):
    if not SHARE_OF_ONE.fullmatch(value):
        message = _("“%s” is not a number from 0 to 1 with at most three decimals")
        raise ValueError(message % value[:40])
    return float(value)


def _flag(value):
    if value not in FLAGS:
        raise ValueError(_("“%s” is not true or false") % value[:40])
    return FLAGS[value]


def _day(value):
    try:
        if DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError(_("“%s” is not a date, for example 2023-07-19") % value[:40])


def _moment(value):
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError(
        _("“%s” is not a date and time, for example 2023-07-19T12:00:00Z") % value[:40]
    )


def choice(choices):
    """Return the type of a key that takes one of a closed vocabulary."""

    def read(value):
        if value and value not in choices.values:
            allowed = ", ".join(choices.values)
            raise ValueError(_("“%(value)s” is not one of %(known)s") % {
                "value": value[:40], "known": allowed
            })  # fmt: skip
        return value

    return ValueType(read)


def moment_text(moment):
    """Return a moment as the format writes it: ISO 8601 in UTC, with a Z."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


TEXT = ValueType(_text)
RECOMMENDATION_KEY = ValueType(_key)
NUMBER = ValueType(_whole, None)
SHARE = ValueType(_share, None)
FLAG = ValueType(_flag, False)
MAYBE = ValueType(_flag, None)
A_DAY = ValueType(_day, None)
MOMENT = ValueType(_moment, None)
