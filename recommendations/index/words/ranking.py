"""What was found, best first: title over quote over the rest, a phrase over scatter. Pure."""

from dataclasses import replace

from recommendations.index.words.query_parser import Any, Phrase

FIELDS_BY_WEIGHT = ("title", "quote", "proposal", "rationale")


def ranked(postings, query, found, organisations):
    """Return what was found in disjoint, non-empty tiers, best first."""
    tiers, left = [], found
    for better in _tests(postings, query, found, organisations):
        tiers.append(left & better)
        left = left - better
    return [tier for tier in (*tiers, left) if tier]


def _tests(postings, query, found, organisations):
    """Yield the documents of each tier: by field, all words as one phrase, then all words."""
    if all(leaf.field for leaf in query.leaves()):
        return
    phrase = _phrase(query)
    for field in FIELDS_BY_WEIGHT:
        if phrase:
            yield postings.holding(phrase, field)
        yield postings.find(_within(query, field), found, organisations)


def _within(query, field):
    return query.map(lambda leaf: leaf if leaf.field else replace(leaf, field=field))


def _phrase(query):
    """Return the words of a query in a row as one phrase, where it has several and no OR."""
    leaves = [leaf for leaf in query.leaves() if leaf.field is None]
    several = len(leaves) > 1 and not any(isinstance(part, Any) for part in query.tree.parts)
    if not several or any(leaf.is_prefix for leaf in leaves[:-1]):
        return None
    return Phrase(" ".join(leaf.text for leaf in leaves), is_prefix=leaves[-1].is_prefix)
