"""Taking the texts of one language out of a draft: what forbids it, and all of it or nothing."""

from functools import cached_property

from django.db import transaction
from django.utils.translation import gettext as _

from articles.draft_texts import plan_report, recorded_text
from articles.draft_texts.rows import hold_text, pointed_to
from articles.history.change_sets import change_set
from articles.models import Provision, ProvisionText


class Forbidden(ValueError):
    """Texts that may not be taken out; the message says why."""


class Removal:
    """What taking the texts of a language out of a draft comes to; `carry_out` writes it."""

    def __init__(self, draft, language):
        self.draft, self.language = draft, language
        self.held = recorded_text.texts_held(draft)
        texts = ProvisionText.objects.filter(provision__draft=draft, language=language)
        in_order = texts.order_by("provision__article__position", "provision__position", "pk")
        self.texts = list(in_order.select_related("provision__article"))

    @cached_property
    def pointed(self):
        """The provisions with these texts that something points to: (provision, what does)."""
        return list(pointed_to(Provision, [text.provision for text in self.texts]))

    @cached_property
    def obstacles(self):
        """Those that would be left without words in any language: (provision, what points)."""
        others = ProvisionText.objects.filter(provision__draft=self.draft)
        worded = set(others.exclude(language=self.language).values_list("provision_id", flat=True))
        return [(row, pointing) for row, pointing in self.pointed if row.pk not in worded]

    def check(self):
        """Raise Forbidden where there is no such text, or others depend on it."""
        if not self.texts:
            there = ", ".join(sorted(self.held)) or "–"
            words = {"language": self.language, "held": there}
            raise Forbidden(
                _("There is no text in “%(language)s”. Languages recorded: %(held)s.") % words
            )
        of_structure = recorded_text.language_of_structure(self.draft, self.held)
        if len(self.held) > 1 and self.language == of_structure:
            raise Forbidden(
                _(
                    "The text in “%s” gives the draft its structure, which the texts in other "
                    "languages depend on."
                )
                % self.language
            )
        if self.obstacles:
            said = "\n".join(plan_report.obstacles(self))
            reason = _("Other records refer to places that would be left without words.")
            raise Forbidden(f"{reason}\n{said}")

    def carry_out(self, by=None):
        """Delete the texts, each with its history; the places stay."""
        for text in self.texts:
            text._history_user = by
            text._change_reason = _("The texts in “%s” were removed") % self.language
            text.delete()


def remove(draft, language, by=None):
    """Take the texts of a language out of a draft; return the Removal, or raise Forbidden."""
    with transaction.atomic(), change_set():
        hold_text(draft)
        removal = Removal(draft, language)
        removal.check()
        removal.carry_out(by)
    return removal
