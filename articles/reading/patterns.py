"""How the sentences of treaty texts begin and end in each language, as one table of patterns.

Whoever adds a language adds an entry here and one to `articles.vocabulary`, which has the names of
articles and divisions; the grammar itself knows no language.
"""

import re
from typing import NamedTuple

from articles import vocabulary
from articles.vocabulary import Vocabulary, alternatives, counted, spaced

SUFFIXES = alternatives(vocabulary.SUFFIX_PLACES)
ROMAN = r"[IVXLC]+"


class Words(NamedTuple):
    """Patterns of one language, without anchors; all are tried without regard to case."""

    vocabulary: Vocabulary
    enacting: str  # the words that close a preamble
    parties: str  # how a preamble begins
    whereas: str  # the line above numbered recitals
    clauses: str  # how a clause of a preamble begins
    openers: str  # how a sentence begins that follows a heading on the same line
    small: str  # words after which a capital letter does not begin a sentence
    ends: str  # what stands after the last article: signatures, testimonium
    common: str  # frequent words, which tell the language

    @property
    def article(self) -> str:
        """What stands before the number of an article."""
        noun = self.vocabulary.units["article"]
        short = [rf"{alternatives([word])}\." for word in spaced(noun.short)]
        return "|".join([alternatives(spaced(f"{noun.singular} {noun.plural}")), *short])

    @property
    def divisions(self) -> dict[str, str]:
        """What stands before the number of a division, by kind."""
        nouns = self.vocabulary.divisions.items()
        return {kind: alternatives(spaced(noun.singular)) for kind, noun in nouns}

    @property
    def annex(self) -> str:
        return alternatives(spaced(self.vocabulary.units["annex"].singular))

    @property
    def preamble(self) -> str:
        return alternatives(self.vocabulary.preamble)

    @property
    def ordinals(self) -> dict[str, int]:
        """The numbers that are written out."""
        words = self.vocabulary
        sole = {words.sole: 1} if words.sole else {}
        return sole | counted(words.cardinals) | counted(words.ordinals)


LANGUAGES = {
    "en": Words(
        vocabulary=vocabulary.LANGUAGES["en"],
        enacting=r"(?:hereby\s+)?(?:have|has|hereby)\s+(?:agreed|adopted|decided)\b.*",
        parties=r"(?:the\s+)?(?:high\s+)?(?:states?\s+part|contracting|part(?:y|ies)\b|member\s+"
        r"states|governments|european parliament|council\b|signator)",
        whereas=r"whereas:?",
        clauses=r"(?:[A-Z][a-z]+ing|Conscious|Mindful|Convinced|Concerned|Alarmed|Committed|"
        r"Determined|Resolved|Guided|Deeply|Gravely|Aware|Having|Inspired|Persuaded|Encouraged|"
        r"Disturbed|Cognizant|Alarmed|Anxious|Desirous|Fully|Profoundly|Whereas)\b",
        openers=r"The|This|These|Those|Each|Any|Every|For|In|If|Where|When|Nothing|No|Part(?:y|ies)"
        r"|States?|Upon|Under|All|An?|Pending|Except|Subject|Without|Notwithstanding|To|As|At|By|"
        r"Once|Unless|Pursuant|Article|Contracting|Member|It|There|On|After|Before|Whenever|With|"
        r"Either|Neither|Both|Two|Three|Such|Such|Every|One|Other|Whoever|Everyone",
        small=r"the|of|to|by|and|or|a|an|in|for|this|under|with|between|from|on|at|as|its|their|"
        r"against|into|these|those|each|any|all|through|concerning|per|non",
        ends=r"in witness (?:whereof|thereof)|in faith whereof|done (?:at|in)\b|this regulation "
        r"shall be binding|for the european parliament",
        common="the of and to in shall be by for",
    ),
    "fr": Words(
        vocabulary=vocabulary.LANGUAGES["fr"],
        enacting=r"(?:sont|ont|est|a)\s+(?:convenu(?:e?s)?|adopté|arrêté|décidé)\b.*",
        parties=r"(?:les|le|la)\s+(?:hautes\s+)?(?:[ée]tats|parties|gouvernements|signataires|"
        r"parlement europ)",
        whereas=r"considérant(?: ce qui suit)?\s*:?",
        clauses=r"(?:[A-ZÉ][a-zéèêîôûç]+(?:ant|antes?|ants|entes?|ents?)|Convaincue?s?|Ayant|"
        r"Préoccupée?s?|Résolue?s?|Déterminée?s?|Attachée?s?|Désireux|Désireuses|Soucieux|"
        r"Soucieuses|Guidée?s?|Vu|Aspirant|Animée?s?|Alarmée?s?|Reconnaissant|Engagée?s?)\b",
        openers=r"Les?|La|L[’']|Un|Une|Aux|Au|À|En|Si|Lorsqu|Lorsque|Aucune?|Chaque|Toute?s?|Tous|"
        r"Sous|Sauf|Pour|Par|Dans|Dès|Il|Rien|Sans|Cette|Ce|Ces|Nul|Nonobstant|Après|Avant|Quand|"
        r"Une|Des|Du|Afin|Conformément|Outre|Tant|S[’']|Quiconque|Deux|Article|D[’']",
        small=r"le|la|les|de|des|du|à|au|aux|et|ou|en|dans|par|pour|sur|sous|entre|un|une|ce|cette|"
        r"avec|contre|que",
        ends=r"en foi de quoi|fait à\b|fait en\b|le présent règlement est obligatoire|par le "
        r"parlement européen",
        common="le la les des et du une est pour",
    ),
    "es": Words(
        vocabulary=vocabulary.LANGUAGES["es"],
        enacting=r"(?:han|ha)\s+(?:convenido|adoptado|acordado|decidido)\b.*|(?:convienen|"
        r"acuerdan)\b.*",
        parties=r"(?:los|las|el)\s+(?:altas\s+)?(?:estados|partes|gobiernos|signatarios|parlamento)",
        whereas=r"considerando(?: lo siguiente)?\s*:?",
        clauses=r"(?:[A-ZÁÉÍÓÚ][a-záéíóúñ]+(?:ando|endo|iendo)|Conscientes?|Convencid[oa]s?|"
        r"Preocupad[oa]s?|Resuelt[oa]s?|Decidid[oa]s?|Determinad[oa]s?|Comprometid[oa]s|Deseos[oa]s?|"
        r"Guiad[oa]s?|Habida|Visto|Animad[oa]s?|Alarmad[oa]s?|Persuadid[oa]s?)\b",
        openers=r"Los?|Las?|El|Una?|A|Al|En|Si|Cuando|Ning[uú]n[ao]?|Cada|Tod[oa]s?|Salvo|Para|Por|"
        r"Nada|Sin|Est[ea]|Est[oa]s|No|Se|Con|Toda|De|Las|Después|Antes|Mientras|Cualquier|Quien|"
        r"Queda|Dos|Conforme|Art[íi]culo|Con arreglo|Será|Serán|Podrá|Hasta|Previa",
        small=r"el|la|los|las|de|del|a|al|y|e|o|u|en|por|para|con|sobre|entre|un|una|su|sus|este|"
        r"esta|contra|que",
        ends=r"en fe de lo cual|en testimonio de lo cual|hecho en\b|hecha en\b|el presente "
        r"reglamento será obligatorio|por el parlamento europeo",
        common="el la los las del que una por en",
    ),
    "ar": Words(
        vocabulary=vocabulary.LANGUAGES["ar"],
        enacting=r"(?:قد\s+)?اتفقت\b.*",
        parties=r"إن\s+(?:الدول|الأطراف)|إنّ\s+(?:الدول|الأطراف)",
        whereas=r"حيث إن\s*:?",
        clauses=r"و?إذ(?:ا)?\b",
        openers="",
        small="",
        ends="وإثباتا لذلك|إثباتا لذلك|وإثباتاً لذلك|حرر في|حُررت في",
        common="في من على أو إلى هذا التي بشأن",
    ),
    "nl": Words(
        vocabulary=vocabulary.LANGUAGES["nl"],
        enacting=r"(?:zijn|zijn het volgende|hebben)\s+(?:het\s+volgende\s+)?(?:overeengekomen|"
        r"vastgesteld)\b.*",
        parties=r"de\s+(?:staten|lidstaten|partijen|regeringen)",
        whereas=r"overwegende hetgeen volgt\s*:?",
        clauses=r"(?:[A-Z][a-zë]+end|Geleid|Overtuigd|Bezorgd|Zich|Vastbesloten|Gelet)\b",
        openers=r"De|Het|Een|Elke|Iedere|Indien|Wanneer|Voor|In|Niets|Bij|Geen|Op|Partijen|Dit|Deze",
        small="de|het|een|van|en|of|in|voor|op|met|tussen|aan|bij|door|tot|te|inzake",
        ends=r"ten blijke waarvan|gedaan te\b",
        common="de het van een en met dat bij",
    ),
}
FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def matcher(pattern, flags=re.IGNORECASE):
    """Return the compiled pattern; it matches nothing where the language has no such words."""
    return re.compile(pattern or r"(?!)", flags)
