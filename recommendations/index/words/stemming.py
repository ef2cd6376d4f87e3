"""Forms of words to their stems, in the languages that Snowball knows. Pure."""

import re
from functools import cache

from Stemmer import Stemmer


def _pairs(text: str) -> dict[str, str]:
    """Return a table written as "key:value key:value"."""
    return dict(pair.split(":") for pair in text.split())


# Snowball's algorithms by primary subtag of a BCP 47 tag.
ALGORITHMS = _pairs(
    "ar:arabic ca:catalan cs:czech da:danish de:german el:greek en:english es:spanish "
    "et:estonian eu:basque fi:finnish fr:french ga:irish hu:hungarian hy:armenian "
    "id:indonesian it:italian lt:lithuanian nb:norwegian nl:dutch nn:norwegian no:norwegian "
    "pl:polish pt:portuguese ro:romanian ru:russian sr:serbian sv:swedish tr:turkish"
)

# Plurals that Snowball does not see through. Person joins people and not the other way round:
# "personal" has the stem "person".
IRREGULAR = _pairs(
    "women:woman womens:woman men:man mens:man children:child childrens:child "
    "people:people peoples:people person:people persons:people lives:life wives:wife "
    "selves:self feet:foot teeth:tooth analyses:analysis crises:crisis emphases:emphasis "
    "hypotheses:hypothesis criteria:criterion phenomena:phenomenon memoranda:memorandum "
    "referenda:referendum fora:forum addenda:addendum indices:index appendices:appendix"
)

# Words that London and New York spell differently, as far as negotiators use them. To "z" Snowball
# would do more: "authorization" has the stem of "authority".
SPELLINGS = [
    (r"(?<=..[iy])z(e[drs]?|ers|ing|able|ations?|ational)$", r"s\1"),
    (r"^((?:mis)?behavi|col|endeav|fav|harb|hon|hum|lab|misdemean|neighb|rig|rum|vig)our", r"\1or"),
    (r"^(def|lic|off|pret)ence", r"\1ense"),
    (r"^(cent|lit|met|theat)re(s?)$", r"\1er\2"),
    (r"^judge(?=ment)", "judg"),
    (r"^(sk|w)ilful", r"\1illful"),
    (r"^practis", "practic"),
    (r"^programme", "program"),
    (r"^artefact", "artifact"),
]

# Where Snowball parts words that belong together, in forms that are folded already.
REWRITINGS = {
    "en": SPELLINGS,
    # It has other rules for nouns with the article than for those without: all get it.
    "ar": [(r"^(?:[وف]?(?:[بك]?ال|لل)(?=...))?", "ال"), (r"ه$", "ة")],
    # "Mujer" would lose its last syllable as an infinitive does, and "mujeres" would not.
    "es": [(r"(?<=[aeiou]r)es$", ""), (r"^anos$", "ano")],
    # The rules for participles look for the accent: "protégée".
    "fr": [(r"ees?$", "e")],
}


def primary(language: str) -> str:
    """Return the primary subtag of a BCP 47 tag, in lower case: "fr" for "fr-CA"."""
    return language.replace("_", "-").partition("-")[0].lower()


class _Stems(dict):
    """Stems by form in one language, computed once; emptied when junk has filled it."""

    LIMIT = 200_000

    def __init__(self, language: str):
        algorithm = ALGORITHMS.get(language)
        # Zero: the stemmer's own cache is slower than this one and is not needed beside it.
        self.stemmer = Stemmer(algorithm, 0) if algorithm else None
        self.irregular = IRREGULAR if language == "en" else {}
        self.rewritings = REWRITINGS.get(language, ())

    def __missing__(self, form: str) -> str:
        if len(self) >= self.LIMIT:
            self.clear()
        word = self.irregular.get(form, form)
        for pattern, replacement in self.rewritings:
            word = re.sub(pattern, replacement, word)
        stem = self[form] = (self.stemmer.stemWord(word) if self.stemmer else word) or form
        return stem


stems_in = cache(_Stems)


def stem(form: str, language: str) -> str:
    """Return the stem of a folded form; where Snowball lacks the language, the form itself."""
    return stems_in(primary(language))[form]
