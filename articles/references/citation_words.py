"""The words of citations, as they stand in prose: folded, from the names of `articles.vocabulary`.

Whoever adds a language names it in `LANGUAGES`, adds its small words below, and what its texts and
other instruments are called.
"""

from collections.abc import Iterable, Iterator

from articles import vocabulary
from articles.folding import fold
from articles.vocabulary import Noun

LANGUAGES = ("en", "fr", "es", "de", "ar", "ru", "zh")
# Arabic writes "and", "in", "to" and the article as one word with the noun after them.
ARABIC_PREFIXES = ("", "و", "ب", "ف", "وب", "ك")


def _words(*lines: str) -> frozenset[str]:
    return frozenset(fold(word) for line in lines for word in line.split())


def _forms(words: Iterable[str]) -> Iterator[str]:
    """Yield words as they stand in prose, those of Arabic with what may be joined to them."""
    for word in map(fold, words):
        yield word
        if "\u0600" <= word[0] <= "\u06ff":
            yield from (prefix + word for prefix in ARABIC_PREFIXES)
            if word.startswith("ال"):
                yield from (f"لل{word[2:]}", f"ولل{word[2:]}")


def _table(tables: Iterable[dict[str, Noun]]) -> dict[str, str]:
    """Return of each form of each noun its kind; of two kinds the first language's."""
    kinds: dict[str, str] = {}
    for nouns in tables:
        for kind, noun in nouns.items():
            for form in _forms(noun.words):
                kinds.setdefault(form, kind)
    return kinds


def _plurals(nouns: Iterable[Noun]) -> frozenset[str]:
    """Return the forms that are of several alone; German has "Artikel" for one and for many."""
    forms = {form for noun in nouns for form in _forms(noun.plural.split())}
    return frozenset(forms - {form for noun in nouns for form in _forms(noun.singular.split())})


SPOKEN = [vocabulary.LANGUAGES[language] for language in LANGUAGES]
UNITS = _table(words.units for words in SPOKEN)
DIVISIONS = _table(words.divisions for words in SPOKEN)
STEPS = _table(words.steps for words in SPOKEN)
STEPS |= dict.fromkeys(_words("lit literal"), "point") | {"§": "paragraph"}
# In Russian laws "часть 2 статьи 5" is a paragraph, in a treaty "часть II" is a part.
PLURALS = _plurals(
    [noun for words in SPOKEN for noun in (*words.units.values(), *words.steps.values())]
) | _words("arts paras")
# Abbreviations may have a full stop; after any other word it ends the sentence.
SHORT_FORMS = frozenset(
    fold(form)
    for words in SPOKEN
    for noun in (*words.units.values(), *words.divisions.values(), *words.steps.values())
    for form in noun.short.split()
) | _words("lit")
# Prepositions too; as nouns they need a stop, or a place to stand in.
SHORT = _words("para par")
ENDS = {
    fold(words): step
    for language in SPOKEN
    for step, names in (("intro", language.intro), ("wrapup", language.wrapup))
    for words in names
} | dict.fromkeys(
    ("introductory part", "introductory phrase", "opening words", "partie introductive"), "intro"
)
PREAMBLES = frozenset(form for words in SPOKEN for form in _forms(words.preamble))
ORDINALS = {
    form: str(number)
    for words in SPOKEN
    for name, number in vocabulary.counted(words.ordinals).items()
    for form in _forms([name])
}
# Every word that a citation can begin with
HEADS = frozenset().union(
    *(UNITS, DIVISIONS, STEPS, PREAMBLES, ORDINALS),
    (words.split()[0] for words in (*ENDS, *UNITS, *STEPS)),
)
# Of each form of "bis" and so on the form that an identifier has: "bis" of "مكررا".
SUFFIXES = {
    fold(word): word if word.isascii() else vocabulary.suffix_at(place)
    for word, place in vocabulary.SUFFIX_PLACES.items()
}
# Words that may stand after a letter which is a number
PLACED = _words("above below ci-dessus ci-apres supra anterior oben unten")
AND = _words("and or et ou y e o u & + und oder sowie beziehungsweise و او и или 和 及 与 與 或 、")
TO = _words("to through thru a al au hasta - – — ‑ ‐ bis الى по 至 到")
DASHES = _words("- – — ‑ ‐")
OF = _words("of in to de du des del d dans en der dem den im vom von zu من في")
THE = _words("the la le les l el los las der die das den dem des")
THIS = _words(
    "this these present presente presents presentes este esta estos estas ce cet cette",
    "dieser dieses diesem diesen diese vorliegenden هذه هذا настоящей настоящего настоящий 本",
)
THAT = _words(
    "that those same said dicho dicha ese esa mismo misma meme ledit ladite dudit",
    "jener jenes jenem تلك ذلك той того",
)
# Words that lead to an article whose word is left out: "in connection with 22(2)"
BEFORE_BARE = _words("with under to per see cf mit gemass nach avec selon con segun")
# What the inserted is marked with: "Article 31 a (new)".
COMMAS = frozenset(",،，")
NEW = _words("new neu nouveau nouvelle nuevo nueva novo جديد جديدة новый новая новое 新")
# What follows makes a number after "and" a count of things.
COUNTED = _words(
    "days day months month years year hours hour weeks week states countries members others other",
    "more further percent per % / jours mois ans annees heures semaines etats pays autres",
    "dias meses anos horas semanas estados paises otros otras tage tagen monate monaten jahre",
    "jahren wochen stunden staaten lander дней дня месяцев месяца лет года часов государств",
    "ايام يوما شهرا اشهر سنة سنوات دولة دول",
)

# What a text under negotiation can itself be called, by kind; "any" of them it may always be.
OWN_KINDS = {
    word: kind
    for kind, words in {
        "convention": "convention convenio convencion ubereinkommen ubereinkommens"
        " konvention الاتفاقية اتفاقية конвенция конвенции 公约 公約",
        "agreement": "agreement accord acuerdo abkommen abkommens الاتفاق اتفاق соглашение"
        " соглашения 协定 協定",
        "protocol": "protocol protocole protocolo protokoll protokolls البروتوكول протокол"
        " протокола 议定书",
        "regulation": "regulation reglement reglamento verordnung dsgvo регламент регламента 条例",
        "any": "treaty traite tratado vertrag vertrags vertrages instrument instrumento text texte"
        " texto document documento cnd договор договора المعاهدة 条约",
    }.items()
    for word in _words(words)
}
INSTRUMENTS = OWN_KINDS.keys() | _words(
    "covenant pacte pacto charter charte carta declaration declaracion constitution constitucion",
    "statute statut estatuto directive directiva resolution resolucion code codigo act law ley loi",
    "comment observation observacion recommendation recomendacion rules guidelines",
    "charta richtlinie gesetz gesetzes grundgesetz grundgesetzes pakt pakts verfassung хартия",
    "хартии пакт пакта устав устава",
    "декларация декларации закон закона кодекс кодекса директива директивы конституция",
    "конституции العهد الميثاق الاعلان القانون الدستور",
)
# Words of everyday prose: only with a capital do they name an instrument.
EVERYDAY = _words(
    "act law code comment observation recommendation rules guidelines text texte texto document",
    "documento instrument instrumento accord acuerdo",
)
DRAFTS = _words(
    "draft drafts proposed projet proyecto negotiating consolidated current cnd entwurf entwurfs",
    "проект проекта مشروع",
)
# Bodies, not instruments
BODIES = _words("un eu us uk usa onu ue au oas oea ahc coe ngo ngos")
KNOWN = _words(
    "iccpr icescr udhr echr uncac untoc cedaw crc crpd cat cerd gdpr unclos achr tfeu teu vclt",
    "unfccc cbd pidcp pidesc cedh cadh dudh rgpd cnudm cnucc dsgvo bdsg emrk grch aeuv euv",
)
# What leads to the subject of an instrument, whose name may go on in small letters.
ABOUT = _words("sur sobre relatif relative relativo relativa contre contra uber")
# What the name of an instrument may begin with, or go on with
NAMING = THE | ABOUT | _words("of on against concerning de des du del d sobre contra sur")
LINKING = NAMING | _words(
    "for pour and to in relating et y e relative relatif relativo relativa a en par uber zum zur"
)
LEADING = DRAFTS | THIS | THAT | _words("future new same said criminal penal civil domestic")
