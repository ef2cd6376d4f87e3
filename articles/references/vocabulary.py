"""The words of citations in English, French and Spanish, without accents and in small letters."""


def _named(**rows):
    """Return a table from each word to the name of its row."""
    return {word: name for name, words in rows.items() for word in words.split()}


def _words(*lines):
    return frozenset(word for line in lines for word in line.split())


UNITS = _named(
    article="article articles art arts articulo articulos",
    recital="recital recitals considerant considerants considerando considerandos",
    annex="annex annexes annexe anexo anexos",
)
DIVISIONS = _named(
    part="part parts partie parties parte partes",
    title="title titles titre titres titulo titulos",
    chapter="chapter chapters chapitre chapitres capitulo capitulos",
    section="section sections seccion secciones",
    cluster="cluster clusters groupe groupes grupo grupos",
)
STEPS = _named(
    paragraph="paragraph paragraphs para paras par paragraphe paragraphes parrafo parrafos parr"
    " apartado apartados numeral numerales §",
    subparagraph="subparagraph subparagraphs sub-paragraph sub-paragraphs alinea alineas"
    " subparrafo subparrafos",
    point="point points punto puntos item items letter letters lettre lettres letra letras"
    " literal literales inciso incisos clause clauses sub-point sub-points subpoint subpoints",
)
# Prepositions too; as nouns they need a stop, or a place to stand in.
SHORT = _words("para par")
ENDS = {
    "chapeau": "intro",
    "intro": "intro",
    "introduction": "intro",
    "encabezamiento": "intro",
    "wrapup": "wrapup",
    "closing words": "wrapup",
    "phrase finale": "wrapup",
    "frase final": "wrapup",
}
PREAMBLES = _words("preamble preambule preambulo")
ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        (
            "first premier premiere primer primero primera",
            "second deuxieme seconde segundo segunda",
            "third troisieme tercer tercero tercera",
            "fourth quatrieme cuarto cuarta",
            "fifth cinquieme quinto quinta",
            "sixth sixieme sexto sexta",
            "seventh septieme septimo septima",
            "eighth huitieme octavo octava",
        ),
        start=1,
    )
    for word in words.split()
}
# Every word that a citation can begin with
HEADS = frozenset().union(
    UNITS, DIVISIONS, STEPS, PREAMBLES, ORDINALS, (words.split()[0] for words in ENDS)
)
SUFFIXES = _words("bis ter quater quinquies sexies septies octies nonies decies")
# Words that may stand after a letter which is a number
PLACED = _words("above below ci-dessus ci-apres supra anterior")
AND = _words("and or et ou y e o u & +")
TO = _words("to through thru a al au hasta - – — ‑ ‐")
OF = _words("of in to de du des del d dans en")
THE = _words("the la le les l el los las")
THIS = _words("this these present presente presents presentes este esta estos estas ce cet cette")
THAT = _words("that those same said dicho dicha ese esa mismo misma meme ledit ladite dudit")
# What follows makes a number after "and" a count of things.
COUNTED = _words(
    "days day months month years year hours hour weeks week states countries members others other",
    "more further percent per % / jours mois ans annees heures semaines etats pays autres",
    "dias meses anos horas semanas estados paises otros otras",
)

# What a text under negotiation can itself be called, by kind; "any" of them it may always be.
OWN_KINDS = _named(
    convention="convention convenio convencion",
    agreement="agreement accord acuerdo",
    protocol="protocol protocole protocolo",
    regulation="regulation reglement reglamento",
    any="treaty traite tratado instrument instrumento text texte texto document documento cnd",
)
INSTRUMENTS = OWN_KINDS.keys() | _words(
    "covenant pacte pacto charter charte carta declaration declaracion constitution constitucion",
    "statute statut estatuto directive directiva resolution resolucion code codigo act law ley loi",
    "comment observation observacion recommendation recomendacion rules guidelines",
)
# Words of everyday prose: only with a capital do they name an instrument.
EVERYDAY = _words(
    "act law code comment observation recommendation rules guidelines text texte texto document",
    "documento instrument instrumento accord acuerdo",
)
DRAFTS = _words("draft drafts proposed projet proyecto negotiating consolidated current cnd")
# Bodies, not instruments
BODIES = _words("un eu us uk usa onu ue au oas oea ahc coe ngo ngos")
KNOWN = _words(
    "iccpr icescr udhr echr uncac untoc cedaw crc crpd cat cerd gdpr unclos achr tfeu teu vclt",
    "unfccc cbd pidcp pidesc cedh cadh dudh rgpd cnudm cnucc",
)
# What the name of an instrument may begin with, or go on with
NAMING = THE | _words("of on against concerning de des du del d sobre contra sur")
LINKING = NAMING | _words(
    "for pour and to in relating et y e relative relatif relativo relativa a en par"
)
LEADING = DRAFTS | THIS | _words("future new same said criminal penal civil domestic")
