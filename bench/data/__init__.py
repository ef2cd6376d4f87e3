"""Data at scale: recommendations with all that stands around them, the same for the same seed."""

from random import Random

from bench.data.corpus import read_texts
from bench.data.recommendation_rows import make_recommendations
from bench.data.shares import counts_for, falling_weights
from bench.data.submission_rows import make_organisations, make_submissions, make_themes
from bench.data.treaty_rows import make_treaties
from recommendations.index import triggers

__all__ = ["build"]


def build(size, say, seed=1):
    """Fill the empty database with `size` recommendations; `say` is told how far it is."""
    rng, counts, words = Random(seed), counts_for(size), read_texts(seed)
    # The log of changes would note every row; what comes after it says "everything".
    triggers.remove()
    try:
        treaties = make_treaties(words)
        themes = make_themes()
        organisations = make_organisations(rng, counts.organisations)
        on = make_submissions(rng, counts.submissions, treaties, organisations)
        say(f"{counts.organisations:,} organisations, {counts.submissions:,} submissions")
        likely = (themes, falling_weights(len(themes)))
        make_recommendations(rng, counts.recommendations, on, likely, words, say)
    finally:
        triggers.install()
