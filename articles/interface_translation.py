"""Messages of the rooms that know no Django; whoever has translations installs them. Pure.

`ArticlesConfig.ready` installs those of Django, the process that reads files its own.
"""

from gettext import NullTranslations
from typing import Protocol


class Translations(Protocol):
    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, singular: str, plural: str, number: int, /) -> str: ...


_installed: Translations = NullTranslations()


def install(translations: Translations) -> None:
    """Let all messages be translated by these from now on."""
    global _installed
    _installed = translations


def gettext(message: str) -> str:
    return _installed.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    return _installed.ngettext(singular, plural, number)


def gettext_noop(message: str) -> str:
    """Mark a message that is translated where it is used."""
    return message


def get_language() -> str | None:
    """Return the language that messages are in, None where they are as they are written."""
    said = getattr(_installed, "get_language", None)
    return said() if said else None
