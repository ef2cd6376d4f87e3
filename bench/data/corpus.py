"""Texts to build recommendations from: real ones where they are present, else generated ones."""

import csv
import random
import re
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
SYLLABLES = ["bara", "ceno", "difu", "galo", "hemi", "joku", "luma", "nido", "pevo", "rasu", "tiku"]
# What is searched for: the share of the texts that hold the word, and what it is called.
SHARES = {"rare": 0.0005, "common": 0.02, "broad": 0.25}
STEM = 5  # letters
WORD = re.compile(r"[^\W\d_]+")


def read_texts(seed=1):
    """Return the real texts in their order or, where they are not here, as many generated ones."""
    if REAL.is_file():
        with REAL.open(encoding="utf-8", newline="") as file:
            texts = (canonical(" ".join(row["Text"].split())) for row in csv.DictReader(file))
            return [text for text in texts if text]
    return list(generated(random.Random(seed)))


def generated(rng):
    """Yield sentences; names of made-up places make some words as rare as real ones are."""
    for number in range(GENERATED):
        place = made_up_name(min(int(rng.paretovariate(0.4)), len(SYLLABLES) ** 3 - 1))
        parts = [rng.choice(VERBS), rng.choice(OBJECTS), rng.choice(ENDS)]
        if number % 2:
            parts += ["and", rng.choice(VERBS).lower(), rng.choice(OBJECTS), "in", place]
        yield f"{' '.join(parts)}."


def made_up_name(number):
    """Return a made-up name of a place, another for each number."""
    parts = ""
    for _part in range(3):
        number, syllable = divmod(number, len(SYLLABLES))
        parts += SYLLABLES[syllable]
    return parts


def words_by_frequency(texts):
    """Return the word to search for by how frequent it is: rare, common, broad.

    Words that begin alike are counted as one, since search finds them all by their stem.
    """
    words = [set(WORD.findall(text.lower())) for text in texts]
    counts = Counter(word for text_words in words for word in text_words if len(word) >= STEM)
    stems = Counter(
        stem
        for text_words in words
        for stem in {word[:STEM] for word in text_words if len(word) >= STEM}
    )
    by_frequency = {}
    for name, share in SHARES.items():
        nearest = min(sorted(stems), key=lambda stem: abs(stems[stem] / len(texts) - share))
        alike = sorted(word for word in counts if word.startswith(nearest))
        by_frequency[name] = max(alike, key=counts.get)
    return by_frequency
