"""Texts to build recommendations from: real ones where they are present, else generated ones."""

import csv
import random
from collections import Counter
from pathlib import Path

from articles.folding import canonical

REAL = Path(__file__).resolve().parents[3] / "shared/data/upr/recommendations.csv"
GENERATED = 20_000
VERBS = ["Ensure", "Strengthen", "Review", "Amend", "Ratify", "Establish", "Limit", "Prohibit"]
OBJECTS = [
    "the rights of all persons",
    "the protection of journalists",
    "independent oversight of powers",
    "effective remedies for victims",
    "the collection of evidence",
    "the freedom of expression",
    "human rights safeguards",
    "the rights of the child",
    "access to a fair trial",
    "equal treatment of women and men",
    "the retention of traffic data",
    "the transfer of personal data",
]
ENDS = [
    "in accordance with international human rights law",
    "through legislative measures",
    "in cooperation with civil society",
    "without discrimination of any kind",
    "as a matter of priority",
    "subject to prior judicial authorisation",
    "in line with the principle of proportionality",
]
# What is searched for: the share of the texts that hold the word, and what it is called.
SHARES = {"rare": 0.0005, "common": 0.02, "broad": 0.25}
SHORTEST_WORD = 6
STEM = 5  # letters


def texts(seed=1):
    """Return the real texts in their order or, where they are not here, as many generated ones."""
    if REAL.is_file():
        with REAL.open(encoding="utf-8", newline="") as file:
            found = (canonical(" ".join(row["Text"].split())) for row in csv.DictReader(file))
            return [text for text in found if text]
    return list(generated(random.Random(seed)))


def generated(rng):
    """Yield sentences; names of made-up places make some words as rare as real ones are."""
    for number in range(GENERATED):
        place = f"district{min(int(rng.paretovariate(0.4)), 5000)}"
        parts = [rng.choice(VERBS), rng.choice(OBJECTS), rng.choice(ENDS)]
        if number % 2:
            parts += ["and", rng.choice(VERBS).lower(), rng.choice(OBJECTS), "in", place]
        yield f"{' '.join(parts)}."


def searched(found):
    """Return the word to search for by how frequent it is: rare, common, broad.

    Words that begin alike are counted as one, since search finds them all by their stem.
    """
    words = {word for text in found for word in text.lower().split()}
    words = sorted(word for word in words if word.isalpha() and len(word) >= SHORTEST_WORD)
    held = Counter(
        stem for text in found for stem in {word[:STEM] for word in text.lower().split()}
    )
    return {
        name: min(words, key=lambda word: abs(held[word[:STEM]] / len(found) - share))
        for name, share in SHARES.items()
    }
