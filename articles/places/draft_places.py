"""Divisions, articles and provisions of some drafts, read once for all places looked up.

Whoever looks up thirty places in three drafts asks the database as often as for one.
"""

from collections import defaultdict
from functools import cached_property

from articles import references
from articles.folding import fold
from articles.models import Article, Division, Draft, Provision


class DraftPlaces:
    """What there is to be found in these drafts; each kind is read when it is first asked for.

    It is of one moment: what is recorded later is not in it. Names are given folded.
    """

    def __init__(self, drafts):
        self.drafts = list(drafts)
        self._provisions = {}

    @cached_property
    def divisions(self):
        """The divisions of all the drafts, in order, in one query."""
        return self._rows_of(Division)

    @cached_property
    def articles(self):
        """The articles of all the drafts, in order, in one query."""
        return self._rows_of(Article)

    @cached_property
    def siblings(self):
        """All drafts of the treaties that these drafts are of, in one query."""
        return list(Draft.objects.filter(treaty__in={draft.treaty_id for draft in self.drafts}))

    def divisions_called(self, name, draft):
        """Return the divisions of a draft with this label, alone or with their heading."""
        return self._divisions_by_name[draft.pk, name]

    def divisions_cited(self, citation, draft):
        """Return the divisions of a draft that a references.Citation names."""
        return [
            division
            for division in self.divisions
            if (division.draft_id, division.kind) == (draft.pk, citation.kind)
            and references.same_number(division.number, citation.number)
        ]

    def articles_labelled(self, label, draft):
        """Return the articles of a draft with this label."""
        return self._articles_by_label[draft.pk, label]

    def articles_cited(self, citation, draft):
        """Return the articles of a draft that a references.Citation names."""
        wanted = (draft.pk, citation.kind, citation.number.casefold())
        return [article for article in self.articles if _article_key(article) == wanted]

    def provisions_of(self, article):
        """Return the provisions of an article, in order.

        Those of the first article asked for are read with its namesakes' alone, as most ask for
        no second; then all are read.
        """
        if article.pk not in self._provisions:
            name = _article_key(article)[1:]
            namesakes = [other for other in self.articles if _article_key(other)[1:] == name]
            self._read_provisions(self.articles if self._provisions else namesakes)
        return self._provisions[article.pk]

    def _read_provisions(self, articles):
        rows = {article.pk: article for article in articles}
        self._provisions = {key: [] for key in rows}
        for provision in Provision.objects.filter(article__in=rows).order_by("position"):
            provision.article = rows[provision.article_id]
            self._provisions[provision.article_id].append(provision)

    @cached_property
    def _divisions_by_name(self):
        divisions = defaultdict(list)
        for division in self.divisions:
            for name in {fold(division.label), fold(str(division))}:
                divisions[division.draft_id, name].append(division)
        return divisions

    @cached_property
    def _articles_by_label(self):
        articles = defaultdict(list)
        for article in self.articles:
            articles[article.draft_id, fold(article.label)].append(article)
        return articles

    def _rows_of(self, model):
        drafts = {draft.pk: draft for draft in self.drafts}
        rows = list(model.objects.filter(draft__in=self.drafts))
        for row in rows:
            row.draft = drafts[row.draft_id]
        return rows


def _article_key(article):
    return article.draft_id, article.kind, article.number.casefold()
