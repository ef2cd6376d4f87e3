"""Recommendations with all their parts, row by row into their tables."""

import datetime as dt
from collections import Counter
from functools import cache
from random import Random

from articles.folding import fold, natural_key
from bench.data import shares
from bench.data.bulk_insert import TableRows, database_value, finish_loading, flush
from bench.data.submission_rows import MOMENT
from bench.data.target_places import PlaceChooser
from recommendations.keys import ALPHABET, LENGTH
from recommendations.models import Outcome, Passage, Proposal, Recommendation, Target

CHUNK = 5000
TITLE_LENGTH = 110
STRIDE = 104_729  # shares no divisor with the number of keys, so that no key comes twice
ADDED = " These measures shall respect international human rights law."

folded = cache(fold)  # the same texts come again and again
sort_key = cache(natural_key)


def make_recommendations(rng: Random, count, on, themes, texts, say):
    """Write `count` recommendations in the submissions of `make_submissions`, with all parts."""
    writer = RecommendationWriter(rng, themes, texts)
    lengths = [rng.lognormvariate(0, 1) for _submission in on]
    asked = Counter(rng.choices(range(len(on)), lengths, k=count))
    for place in sorted(asked):
        for number in range(1, asked[place] + 1):
            writer.write(*on[place], number)
            if writer.number % CHUNK == 0:
                flush(writer.tables)
                say(f"{writer.number:,} of {count:,} recommendations")
    flush(writer.tables)
    finish_loading([table.model for table in writer.tables])


class RecommendationWriter:
    """Collects the rows of one recommendation after the other."""

    def __init__(self, rng, themes, texts):
        self.rng, self.themes, self.texts, self.places = rng, themes, texts, PlaceChooser()
        self.number = self.target_number = 0
        self.recommendations = TableRows(
            Recommendation,
            *("id", "submission", "key", "number", "sort_key", "title", "action", "aim"),
            *("rationale", "cross_cutting", "folded", "state"),
            *("published_at", "public_since", "updated_at"),
        )
        self.themed = TableRows(Recommendation.themes.through, "recommendation", "theme")
        self.passages = TableRows(Passage, "recommendation", "position", "exact", "page")
        self.targets = TableRows(
            Target,
            *("id", "recommendation", "article", "division", "provision", "position"),
            *("relation", "new_label"),
        )
        self.proposals = TableRows(Proposal, "target", "base", "proposed")
        self.outcomes = TableRows(
            Outcome, "recommendation", "draft", "verdict", "status", "evidence", "note"
        )

    @property
    def tables(self):
        """The tables, each after those that its rows point to."""
        return [
            *(self.recommendations, self.themed, self.passages, self.targets),
            *(self.proposals, self.outcomes),
        ]

    def write(self, submission, drafts, number):
        """Add one recommendation of a submission on these drafts."""
        rng = self.rng
        self.number += 1
        text = self.texts[self.number % len(self.texts)]
        rationale = rng.choice(self.texts) if rng.random() < shares.WITH_RATIONALE else ""
        action = shares.pick(rng, shares.ACTIONS)
        words = [title_of(text), rationale, *self.write_passages(text)]
        self.write_themes()
        cross_cutting = rng.random() < shares.CROSS_CUTTING
        if not cross_cutting:
            words += self.write_targets([draft.pk for draft in drafts], action == "insert")
        printed = f"{(number - 1) // 9 + 1}.{(number - 1) % 9 + 1}"
        self.recommendations.add(
            *(self.number, submission.pk, key_of(self.number), printed, sort_key(printed)),
            *(words[0], action, shares.pick(rng, shares.AIMS), rationale, cross_cutting),
            " ".join(filter(None, map(folded, words))),
            *self.state(submission),
        )

    def state(self, submission):
        """Return state, moments of its own and of common publication, and of the last change."""
        is_public = self.rng.random() < shares.PUBLIC / shares.SUBMISSIONS_PUBLIC
        state = "published" if is_public else shares.pick(self.rng, shares.UNPUBLISHED)
        moment = MOMENT - dt.timedelta(seconds=self.number)
        moment = database_value(Recommendation, "updated_at", moment)
        if state in ("draft", "in_review"):
            return state, None, None, moment
        since = submission.published_at and database_value(
            Recommendation, "public_since", submission.published_at
        )
        return state, moment, since, moment

    def write_passages(self, text):
        exact = [text]
        if self.rng.random() < shares.WITH_SECOND_PASSAGE:
            exact.append(self.rng.choice(self.texts))
        for position, words in enumerate(exact):
            self.passages.add(self.number, position, words, self.rng.randint(1, 20))
        return exact

    def write_themes(self):
        wanted = shares.pick(self.rng, shares.THEMES)
        for theme in dict.fromkeys(self.rng.choices(*self.themes, k=wanted)):
            self.themed.add(self.number, theme.pk)

    def write_targets(self, drafts, is_insertion):
        """Add targets, proposals and an outcome; return the words of the proposals."""
        rng, words = self.rng, []
        wanted = shares.pick(rng, shares.TARGETS)
        places = dict.fromkeys(self.places.choose(rng, drafts) for _target in range(wanted))
        for position, place in enumerate(places):
            self.target_number += 1
            relation, label = ("after", "3 bis") if is_insertion else ("at", "")
            where = (place.article, place.division, place.provision)
            self.targets.add(self.target_number, self.number, *where, position, relation, label)
            if place.wording and rng.random() < shares.WITH_PROPOSAL:
                base = "" if is_insertion else place.wording
                proposed = place.wording.replace(" may ", " shall ", 1) + ADDED
                self.proposals.add(self.target_number, base, proposed)
                words += [base, proposed]
        later = self.places.next_draft([place.draft for place in places])
        if later and rng.random() < shares.WITH_OUTCOME:
            self.write_outcome(later)
        return words

    def write_outcome(self, draft):
        status = self.rng.choice(["suggested", "confirmed"])
        verdict = shares.pick(self.rng, shares.VERDICTS)
        evidence, note = ("Seen in the text.", "")[:: 1 if status == "suggested" else -1]
        self.outcomes.add(self.number, draft, verdict, status, evidence, note)


def key_of(number):
    """Return the key of the recommendation of this number; each has another."""
    rest, letters = number * STRIDE % len(ALPHABET) ** LENGTH, ""
    for _place in range(LENGTH):
        rest, letter = divmod(rest, len(ALPHABET))
        letters += ALPHABET[letter]
    return letters


def title_of(text):
    """Return the beginning of a text, in whole words, as a title."""
    if len(text) <= TITLE_LENGTH:
        return text.rstrip(". ")
    return text[:TITLE_LENGTH].rsplit(" ", 1)[0]
