"""Rules of the text that no single row can hold: a walk over a whole database."""

import copy
import unicodedata
from typing import NamedTuple

from django.apps import apps
from django.utils.translation import gettext as _

from articles import references
from articles.fields import NormalisedText
from articles.models import Article, Division, Draft, Provision, Succession

# Rows in memory at a time.
CHUNK = 2000


class Finding(NamedTuple):
    """Something that breaks a rule: which row, by what a person knows it by, and how."""

    row: str
    message: str

    def __str__(self):
        return f"{self.row}: {self.message}"


def findings():
    """Yield all that breaks a rule, in drafts, divisions, articles, provisions and successions."""
    yield from drafts()
    yield from divisions()
    yield from articles()
    yield from provisions()
    yield from successions()
    yield from unnormalised("articles")


def drafts():
    """Yield drafts that were before a session of another treaty."""
    through = Draft.sessions.through.objects.select_related("draft__treaty", "session__treaty")
    for link in through.iterator(chunk_size=CHUNK):
        if link.draft.treaty_id != link.session.treaty_id:
            message = _("was considered at %s, a session of another treaty") % link.session.path
            yield Finding(f"draft {link.draft.path}", message)


def divisions():
    """Yield divisions that lie within one of another draft, or within themselves."""
    rows = {row.pk: row for row in Division.objects.select_related("draft__treaty")}
    for row in rows.values():
        parent = rows.get(row.parent_id)
        if parent and parent.draft_id != row.draft_id:
            yield Finding(f"division {row.path}", _("is within a division of another draft"))
    for pk in circular({row.pk: row.parent_id for row in rows.values()}):
        yield Finding(f"division {rows[pk].path}", _("is within itself"))


def articles():
    """Yield articles in a division of another draft, and those whose derived values are stale."""
    for row in Article.objects.for_list().iterator(chunk_size=CHUNK):
        if row.division_id and row.division.draft_id != row.draft_id:
            yield Finding(f"article {row.path}", _("is in a division of another draft"))
        for name in stale(row, ["slug", "folded"]):
            yield Finding(f"article {row.path}", _("%s is not up to date") % name)


def provisions():
    """Yield provisions whose draft, parent or eId does not agree with their article."""
    rows = Provision.objects.select_related("article__draft__treaty", "parent")
    for pk in circular(dict(Provision.objects.values_list("pk", "parent"))):
        yield Finding(f"provision {rows.get(pk=pk).eid}", _("is within itself"))
    for row in rows.iterator(chunk_size=CHUNK):
        place = f"provision {row.article.draft.path} {row.eid}"
        if row.draft_id != row.article.draft_id:
            yield Finding(place, _("belongs to a different draft from its article"))
        if not references.lies_in(row.eid, row.article.eid):
            yield Finding(place, _("the eId does not begin with that of %s") % row.article.path)
        if row.parent_id and row.parent.article_id != row.article_id:
            yield Finding(place, _("is within a provision of another article"))


def successions():
    """Yield successions that leave their treaty, lead to no later stage or deny each other."""
    new, reached = {}, set()
    for row in Succession.objects.for_list().iterator(chunk_size=CHUNK):
        is_confirmed = row.state == Succession.State.CONFIRMED
        if row.ancestor_id is None:
            if is_confirmed:
                new[row.descendant_id] = row.descendant.path
            continue
        if is_confirmed and row.descendant_id:
            reached.add(row.descendant_id)
        earlier, later = row.ancestor.draft, row.later_draft
        end = row.descendant.path if row.descendant_id else later.path
        place = f"succession {row.ancestor.path} → {end}"
        if earlier.treaty_id != later.treaty_id:
            yield Finding(place, _("leads to another treaty"))
        elif later.stage <= earlier.stage:
            yield Finding(place, _("does not lead to a later stage of the text"))
    for key in new.keys() & reached:
        message = _("is confirmed as new, and as what another became")
        yield Finding(f"article {new[key]}", message)


def stale(row, names):
    """Return which of the stored values that follow from others are not what they should be."""
    anew = copy.copy(row)
    try:
        anew.derive()
    except ValueError:
        return names
    return [name for name in names if getattr(row, name) != getattr(anew, name)]


def circular(parents):
    """Return the keys of a dict from key to parent (None above all) that lie within themselves."""
    circles, sound = [], {None}
    for key in parents:
        chain, above = {}, key
        while above not in sound and above not in chain:
            chain[above] = None
            above = parents.get(above)
        if above in sound:
            sound |= chain.keys()
        elif above == key:
            circles.append(key)
    return circles


def unnormalised(label):
    """Yield rows of an application with text that is not in normal form C; a query a model."""
    for model in apps.get_app_config(label).get_models():
        fields = [f.name for f in model._meta.fields if isinstance(f, NormalisedText)]
        # What history keeps is as it was; only rows of today can be put right.
        if not fields or not hasattr(model, "history"):
            continue
        rows = model.objects.values_list("pk", *fields).order_by("pk")
        for pk, *texts in rows.iterator(chunk_size=CHUNK):
            for name, text in zip(fields, texts, strict=True):
                if not unicodedata.is_normalized("NFC", text):
                    place = f"{model._meta.model_name} {pk}"
                    yield Finding(place, _("%s is not in normal form C") % name)
