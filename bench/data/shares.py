"""How many of what there is, and how it is spread: what makes built data resemble real data."""

from typing import NamedTuple

FIRST_YEAR, YEARS = 2014, 10
# Articles of each draft: three stages of one treaty, and one draft of a much smaller treaty.
STAGES = (150, 155, 160)
SMALL_TREATY = 15
ON_SMALL_TREATY = 0.03
CHAPTERS = 8
PROVISIONS = 3  # of each article

# Shares; together one recommendation in ten is not public.
SUBMISSIONS_PUBLIC = 0.97
PUBLIC = 0.90
CROSS_CUTTING = 0.06
AT_DIVISION = 0.05
AT_PROVISION = 0.40
WITH_RATIONALE = 0.35
WITH_SECOND_PASSAGE = 0.20
WITH_PROPOSAL = 0.15
WITH_OUTCOME = 0.25

# Values with their weights.
TARGETS = {1: 58, 2: 28, 3: 10, 4: 4}  # 1.5 a recommendation, those without any counted
THEMES = {1: 25, 2: 50, 3: 25}
SIGNATURES = {1: 55, 2: 20, 3: 12, 5: 8, 12: 4, 40: 1}
ACTIONS = {"amend": 40, "insert": 15, "delete": 8, "replace": 7, "retain": 5, "general": 25}
AIMS = {
    "": 30,
    "narrow": 15,
    "broaden": 10,
    "clarify": 15,
    "strengthen_safeguards": 25,
    "oppose": 5,
}
LANGUAGES = {"en": 85, "es": 8, "fr": 5, "ar": 2}
VERDICTS = {"adopted": 20, "partly": 25, "not_adopted": 45, "reversed": 4, "moot": 6}
KINDS = {
    "ngo": 70,
    "academic": 8,
    "private_sector": 7,
    "nhri": 5,
    "igo": 4,
    "state": 4,
    "other": 2,
}
UNPUBLISHED = {"draft": 50, "in_review": 30, "withdrawn": 20}

SUBJECTS = {
    "Privacy": ["Data retention", "Encryption", "Interception", "Personal data"],
    "Safeguards": ["Judicial review", "Proportionality", "Notification", "Remedies"],
    "Expression": ["Press freedom", "Protection of sources", "Defamation", "Assembly"],
    "Criminal law": ["Intent", "Attempt and complicity", "Sanctions", "Limitation periods"],
    "Cooperation": ["Extradition", "Mutual assistance", "Joint investigations", "Transfers"],
    "Procedure": ["Preservation", "Production orders", "Search and seizure", "Jurisdiction"],
    "Equality": ["Gender", "Disability", "Minorities", "Indigenous peoples"],
    "Children": ["Abuse material", "Best interests", "Young offenders", "Education"],
    "Security research": ["Good faith", "Disclosure", "Dual-use tools", "Access offences"],
    "Development": ["Technical assistance", "Capacity", "Funding", "Exchange of knowledge"],
    "Institutions": ["Conference of parties", "Review of implementation", "Reporting", "Experts"],
    "Participation": ["Civil society", "Transparency", "Consultation", "Observers"],
}
BODIES = ("Association", "Centre", "Coalition", "Foundation", "Institute", "League", "Network")
ORGANISATIONS, SUBMISSIONS = 2000, 5000


class Counts(NamedTuple):
    """How many organisations and submissions go with a number of recommendations."""

    organisations: int
    submissions: int
    recommendations: int


def counts_for(size):
    """Return the promised numbers from 10,000 recommendations on, and smaller ones below."""
    return Counts(min(ORGANISATIONS, max(5, size // 5)), min(SUBMISSIONS, max(10, size // 2)), size)


def pick(rng, weights, count=None):
    """Return one of the values by their weights, or a list of `count` of them."""
    values = rng.choices(list(weights), weights.values(), k=count or 1)
    return values if count else values[0]


def falling_weights(count, steepness=0.8):
    """Return weights for `count` things of which the first ones are far more frequent."""
    return [1 / (rank + 3) ** steepness for rank in range(count)]
