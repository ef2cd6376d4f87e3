"""The page on which an editor decides what became of the articles of one stage in a later one."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.decision_page import DecisionPage
from articles.admin.succession_suggestions import (
    address_of_decisions,
    may_write_successions,
    nearest,
)
from articles.lineage import deciding, stage_pair
from articles.lineage.stage_pair import OpenRow, StagePair
from articles.lineage.suggestion_run import ChangedMeanwhile
from articles.models import Succession

State = Succession.State
SURE = 90  # percent, from which many are confirmed at once unless another figure is given
STATES = {"confirm": State.CONFIRMED, "reject": State.REJECTED, "reopen": State.SUGGESTED}


def decide_successions(model_admin, request, object_id):
    """Show one suggestion after the other with both texts, and do what is decided of it."""
    drafts = model_admin.get_queryset(request).select_related("treaty")
    draft = get_object_or_404(drafts, pk=object_id)
    if not may_write_successions(model_admin, request, draft):
        raise PermissionDenied
    others = [other for other in stage_pair.documents(draft.treaty_id) if other.stage < draft.stage]
    earlier = earlier_draft(request.GET.get("from", ""), others, draft)
    pair, page = None, None
    if earlier:
        try:
            pair = StagePair(earlier, draft)
        except ValidationError as refusal:
            model_admin.message_user(request, " ".join(refusal.messages), messages.ERROR)
    if pair and request.method == "POST":
        return DecisionActs(model_admin, request, pair, draft).answer()
    if pair:
        page = DecisionPage(pair, request.GET)
    title = _("Decide what became of the articles: %s")
    last = pair.last_decided(request.user) if pair else []
    context = {
        **model_admin.admin_site.each_context(request),
        "title": title % (f"{earlier} → {draft}" if earlier else draft),
        "opts": model_admin.opts,
        "draft": draft,
        "earlier": earlier,
        "stages": one_of_each_stage(others),
        "page": page,
        "last": last,
        "undo_token": deciding.undo_token(last),
        "sure_from": SURE,
    }
    return TemplateResponse(request, "admin/articles/succession_decisions.html", context)


def earlier_draft(given, others, draft):
    """Return the earlier document that is asked for, else one of the stage before; or None."""
    chosen = [other for other in others if str(other.pk) == given]
    return next(iter(chosen or nearest(others, draft.stage)), None)


def one_of_each_stage(drafts):
    """Return a document of each stage: those of one stage are decided together."""
    return list({draft.stage: draft for draft in reversed(drafts)}.values())[::-1]


class DecisionActs:
    """What a button of the page does; afterwards the next suggestion that is left is shown."""

    def __init__(self, model_admin, request, pair, draft):
        self.model_admin, self.request = model_admin, request
        self.pair, self.draft = pair, draft
        self.row = pair.row(request.POST.get("row", ""))

    def answer(self):
        """Do it, tell what was done or why not, and lead on."""
        act = self.request.POST.get("act", "")
        acts = {"new": self._lone, "dropped": self._lone, "join": self._join, "undo": self._undo}
        acts |= {"above": self._above} | dict.fromkeys(STATES, self._decide)
        leads_on = {}
        try:
            if act not in acts:
                raise ValidationError(_("That cannot be done here."))
            leads_on = acts[act](act) or {}
        except (ChangedMeanwhile, ValidationError) as refusal:
            leads_on = {"row": self.request.POST.get("row", "")}
            for text in getattr(refusal, "messages", [str(refusal)]):
                self._say(text, messages.ERROR)
        except IntegrityError:
            leads_on = {"row": self.request.POST.get("row", "")}
            self._say(_("Not saved: somebody else has just recorded it."), messages.ERROR)
        query = {"from": self.pair.earlier[0].pk} | {k: v for k, v in leads_on.items() if v}
        return HttpResponseRedirect(f"{self.request.path}?{urlencode(query)}")

    def _say(self, text, level=messages.SUCCESS):
        self.model_admin.message_user(self.request, text, level)

    def _onward(self):
        following = self.pair.beside(self.row, 1)
        return {"row": following.key if following else ""}

    def _decide(self, act):
        if not self.row or not self.row.succession:
            raise ChangedMeanwhile(_("Not changed: somebody else has deleted it meanwhile."))
        pk, seen = self.row.succession.pk, self.request.POST.get("seen", "")
        row = deciding.decide(pk, STATES[act], seen, self.request.user)
        words = {"succession": row, "state": row.get_state_display()}
        self._say(_("“%(succession)s” is now %(state)s.") % words)
        return {"row": self.row.key} if act == "reopen" else self._onward()

    def _lone(self, act):
        """Record that an article was dropped or is new, in the place of what is suggested of it."""
        self._needs_row()
        is_new = act == "new"
        article = self.row.later if is_new else self.row.earlier
        if article is None:
            raise ValidationError(_("That cannot be done here."))
        ends = (None, article) if is_new else (article, None)
        return self._record(*ends)

    def _join(self, _act):
        """Record that one article became another, one of which the page shows alone."""
        self._needs_row()
        page = DecisionPage(self.pair, self.request.POST)
        for notice in page.notices:
            raise ValidationError(notice)
        if not page.other:
            raise ValidationError(_("Choose the other article."))
        return self._record(*page.ends)

    def _needs_row(self):
        if not self.row:
            raise ChangedMeanwhile(_("Not changed: somebody else has deleted it meanwhile."))

    def _record(self, earlier, later):
        seen = self.request.POST.get("said", "")
        replaced = self.row if self.row.succession else None
        ends = earlier, later
        row = deciding.record(self.pair, self.request.user, ends, seen, replaced)
        words = {"succession": row, "state": row.get_state_display()}
        self._say(_("“%(succession)s” is now %(state)s.") % words)
        return self._onward()

    def _above(self, _act):
        given, token = self.request.POST.get("above", ""), self.request.POST.get("token", "")
        score = int(given) if given.isdecimal() else 101
        done, refused = deciding.confirm_above(self.pair, score / 100, token, self.request.user)
        said = ngettext("%d suggestion confirmed.", "%d suggestions confirmed.", len(done))
        self._say(said % len(done))
        for row, refusal in refused:
            words = {"row": row, "why": " ".join(refusal.messages)}
            self._say(_("“%(row)s” is not confirmed: %(why)s") % words, messages.WARNING)

    def _undo(self, _act):
        seen = self.request.POST.get("seen", "")
        rows = deciding.undo(self.pair, self.request.user, seen)
        if len(rows) == 1:
            self._say(_("Taken back: “%s”.") % rows[0])
        else:
            self._say(_("Taken back: %d decisions.") % len(rows))
        shown = next((row for row in rows if row.pk), None)  # what was deleted has no key any more
        return {"row": OpenRow(shown.ancestor, shown.descendant, shown).key if shown else ""}


def undecided(model_admin, request):
    """List the pairs of documents between which something is suggested and not yet decided."""
    if not request.user.has_perm("articles.view_succession"):
        raise PermissionDenied
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Decide what became of articles"),
        "opts": model_admin.opts,
        "pairs": [
            (*pair, address_of_decisions(pair.earlier, pair.later))
            for pair in stage_pair.undecided()
        ],
    }
    return TemplateResponse(request, "admin/articles/undecided.html", context)
