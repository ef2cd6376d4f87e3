"""What a reader may have meant: a query with known words in place of unknown ones. Pure."""

from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from recommendations.index.words.analysis import FIELDS, TOKEN, forms, spelled
from recommendations.index.words.columns import union

# A longer query is a pasted passage, in which to look for a typing error would take its time.
MOST_WORDS = 12


def nearest(postings, query, live, organisations):
    """Return the query with near words that live documents hold, or None where there are none.

    Distance is optimal string alignment: letters missing, added, wrong, or two exchanged.
    """
    if sum(len(forms(leaf.text)) for leaf in query.leaves()) > MOST_WORDS:
        return None

    def known(leaf):
        if leaf.is_prefix or organisations(leaf) & live:
            return leaf
        columns = postings.of(leaf.field) if leaf.field else postings.of(*FIELDS)
        return replace(leaf, text=_replaced(leaf.text, columns, live))

    better = query.map(known)
    return None if better == query else better.in_words()


def _replaced(text, columns, live):
    return TOKEN.sub(lambda token: _near(token.group(), columns, live) or token.group(), text)


def _near(word, columns, live):
    """Return the nearest word that live documents hold, the most frequent among equally near."""
    (form,) = forms(word) or [""]
    known = any(column.documents(column.forms(form)) & live for column in columns)
    if known or len(form) < 3 or not form.isalpha():
        return None
    candidates = _candidates(form, columns)
    counts = {near: _count(near, columns, live) for near in candidates}
    there = [near for near in candidates if counts[near]]
    best = min(there, key=lambda near: (candidates[near], -counts[near]), default=None)
    return best and spelled(best)


def _candidates(form, columns):
    """Return the distances of known forms that are near."""
    limit = 1 if len(form) < 6 else 2
    return {
        near: distance
        for column in columns
        for near, distance, _ in process.extract(
            form, column.ordered, scorer=OSA.distance, score_cutoff=limit, limit=None
        )
    }


def _count(form, columns, live):
    """Return how many live documents hold this very form."""
    holding = [c.documents([form]) for c in columns if form in c.positions]
    return len(live & union(holding))
