"""What the page shows on which an editor decides what became of articles."""

from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.filters import shortened
from articles.lineage import stage_pair
from articles.lineage.comparing import ArticleComparison, ComparedDraft, languages_in_both
from articles.lineage.stage_pair import OpenRow, name_of
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
        rows = ComparedDraft.of_article(lone, self.language).provisions.values()
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
    def said_token(self):
        """A digest of all that is said of what is shown, for acts that go by it."""
        return self.pair.token_of_articles(*self.ends)

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
