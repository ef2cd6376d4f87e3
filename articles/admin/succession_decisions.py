"""The page on which an editor decides what became of the articles of one stage in a later one."""

from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.succession_suggestions import (
    address_of_decisions,
    comparable,
    may_write_successions,
    nearest,
)
from articles.filters import shortened
from articles.lineage import deciding, stage_pair
from articles.lineage.comparing import ArticleComparison, DraftTexts, languages_in_both
from articles.lineage.stage_pair import OpenRow, StagePair, name_of
from articles.lineage.suggestion_run import ChangedMeanwhile
from articles.models import ProvisionText, Succession
from articles.page_addresses import address

State = Succession.State
SURE = 90  # percent, from which many are confirmed at once unless another figure is given
STATES = {"confirm": State.CONFIRMED, "reject": State.REJECTED, "reopen": State.SUGGESTED}


class Button(NamedTuple):
    """A button: the act that it posts, the key that presses it, and its words."""

    act: str
    key: str
    label: str


class Picker(NamedTuple):
    """A field that finds an article by its number or heading: of which side, and for which row."""

    side: str
    key: str
    label: str
    names: list[str]


class DecisionPage:
    """What the query string of the page asks for; what it cannot have is told in notices."""

    def __init__(self, pair, query):
        self.pair, self.query, self.notices = pair, query, []
        self.row = self._row() or next(iter(pair.left), None)
        self.other = self._other()
        self.language = self._language()
        self.above = self._above()

    def _row(self):
        key = self.query.get("row", "")
        row = self.pair.row(key) if key else None
        if key and row is None:
            self.notices.append(_("What was to be shown is not there any more."))
        return row

    def _other(self):
        """Return the article beside which a lone one is to be shown, where one is asked for."""
        given, lone = self.query.get("with", "").strip(), self.row and self.row.lone
        if not given or not lone:
            return None
        side = 1 if self.row.earlier else 0
        found = [other for other in self.pair.articles[side].values() if name_of(other) == given]
        by_label = [
            o for o in self.pair.articles[side].values() if o.label.lower() == given.lower()
        ]
        if len(found or by_label) != 1:
            self.notices.append(_("There is no article “%s” to choose.") % shortened(given))
            return None
        return (found or by_label)[0]

    def _above(self):
        """The score from which many are to be confirmed, in percent; None where none is asked."""
        given = self.query.get("above", "").strip()
        if not given:
            return None
        if not given.isdecimal() or int(given) > 100:
            self.notices.append(_("Enter a score from 0 to 100."))
            return None
        return int(given)

    # ── the row that is shown ────────────────────────────────────────────────

    @cached_property
    def ends(self):
        """Both articles that are set beside each other; None where there is none."""
        if not self.row:
            return None, None
        earlier, later = self.row.earlier, self.row.later
        return earlier or self.other, later or self.other

    @cached_property
    def languages(self):
        """The languages in which what is shown has a text, that of the most texts first."""
        earlier, later = self.ends
        if earlier and later:
            return languages_in_both(earlier.draft, later.draft)
        lone = earlier or later
        texts = ProvisionText.objects.filter(provision__article=lone) if lone else []
        return sorted({text.language for text in texts}, key=lambda tag: (tag != "en", tag))

    def _language(self):
        given = self.query.get("language", "")
        if given and given not in self.languages:
            self.notices.append(_("There is no text in “%s” to show.") % shortened(given))
        return given if given in self.languages else next(iter(self.languages), "")

    @cached_property
    def compared(self):
        """The two articles, provision by provision; None where there is but one."""
        earlier, later = self.ends
        both = earlier and later and self.language
        return ArticleComparison(earlier, later, self.language).compared if both else None

    @cached_property
    def text(self):
        """The provisions of a lone article with its texts."""
        lone = next((article for article in self.ends if article), None)
        if self.compared or not lone:
            return []
        rows = DraftTexts.of_article(lone, self.language).provisions.values()
        return [(provision, text) for provision, _depth, text in rows]

    @cached_property
    def candidates(self):
        return [] if self.other or not self.row else self.pair.candidates(self.row, self.language)

    @cached_property
    def partners(self):
        return self.pair.partners(self.row) if self.row else []

    @cached_property
    def neighbours(self):
        return self.pair.neighbours(self.row) if self.row else ([], [])

    # ── where one can go, and what one can do ────────────────────────────────

    @property
    def next(self):
        return self.pair.beside(self.row, 1) if self.row else None

    @property
    def previous(self):
        return self.pair.beside(self.row, -1) if self.row else None

    @property
    def buttons(self):
        """What can be done with the row that is shown; first what is done most."""
        row = self.row
        state = row.succession.state if row.succession else None
        if self.other:
            yield Button("join", "a", _("Confirm that these belong together"))
        elif state == State.SUGGESTED:
            yield Button("confirm", "a", _("Confirm"))
            yield Button("reject", "r", _("Reject"))
        elif state:
            yield Button("reopen", "o", _("Back to suggested"))
        if self.other or state == State.CONFIRMED or self._lives_on:
            return
        is_pair = row.earlier and row.later
        if row.earlier and (is_pair or not state):
            yield Button("dropped", "d", _("%s was dropped") % row.earlier.label)
        if row.later and (is_pair or not state):
            yield Button("new", "w", _("%s is new") % row.later.label)

    @property
    def _lives_on(self):
        """Whether more is confirmed of what is shown: then it is neither dropped nor new."""
        return any(other.succession.state == State.CONFIRMED for other in self.partners)

    @property
    def pickers(self):
        """The fields to join an article that is shown with one of the other text, by hand."""
        earlier, later = self.row.earlier, self.row.later
        is_open = not self.row.succession or self.row.succession.state != State.CONFIRMED
        if earlier and (later or is_open):
            words = _("%s also became") if later or self.partners else _("%s became")
            yield self._picker(1, earlier, words)
        if later and (earlier or is_open):
            words = _("%s also came from") if earlier or self.partners else _("%s came from")
            yield self._picker(0, later, words)

    def _picker(self, side, article, words):
        alone = OpenRow(None, article, None) if side == 0 else OpenRow(article, None, None)
        key = self.row.key if self.row.lone else alone.key
        names = [name_of(other) for other in self.pair.articles[side].values()]
        return Picker(("earlier", "later")[side], key, words % article.label, names)

    @property
    def compare_address(self):
        """The public page that compares both texts."""
        earlier, later = self.pair.earlier[0], self.pair.later[0]
        return address("compare", earlier.treaty.slug, earlier.slug, later.slug)

    @property
    def decided_count(self):
        return len(self.pair.rows) - len(self.pair.left)

    @cached_property
    def sure(self):
        return [] if self.above is None else self.pair.above(self.above / 100)

    @property
    def sure_token(self):
        return stage_pair.token_of(self.sure)


def decide_successions(model_admin, request, object_id):
    """Show one suggestion after the other with both texts, and do what is decided of it."""
    drafts = model_admin.get_queryset(request).select_related("treaty")
    draft = get_object_or_404(drafts, pk=object_id)
    if not may_write_successions(model_admin, request, draft):
        raise PermissionDenied
    others = [other for other in comparable(draft) if other.stage < draft.stage]
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
        suggested, seen = self.row.succession, self.request.POST.get("seen", "")
        replaced = (suggested.pk, seen) if suggested else None
        row = deciding.record(self.pair, self.request.user, earlier, later, replaced)
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
            (treaty, earlier, later, count, address_of_decisions(earlier, later))
            for treaty, earlier, later, count in stage_pair.undecided_pairs()
        ],
    }
    return TemplateResponse(request, "admin/articles/undecided.html", context)
