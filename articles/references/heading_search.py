"""Articles and divisions found by the words of their headings, as an editor types them."""

import re

from articles.folding import fold


def headed(words, things):
    """Return those of these articles and divisions whose heading holds every word.

    Their label or number may go before, "Article 24. Conditions and safeguards". Those whose whole
    heading it is come alone.
    """
    wanted = _words(words)
    if not wanted:
        return []
    holding = [thing for thing in things if _holds(thing, wanted)]
    return [thing for thing in holding if _is_whole(thing, wanted)] or holding


def _holds(thing, wanted):
    """Whether all words are of the heading, but for those of the label that go before."""
    heading = set(_words(thing.heading))
    rests = [wanted[len(one) :] for one in _befores(thing) if wanted[: len(one)] == one]
    return any(rest and heading.issuperset(rest) for rest in rests)


def _is_whole(thing, wanted):
    heading = _words(thing.heading)
    return any(wanted == before + heading for before in _befores(thing))


def _befores(thing):
    """Return what may go before the words of a heading: the label, the number alone, nothing."""
    return [_words(thing.label), _words(thing.number), []]


def _words(text):
    return re.findall(r"\w+", fold(text))
