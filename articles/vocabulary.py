"""The words of legal texts in each language: what units, divisions and steps are called. Pure.

References derive from it what they look for in prose, reading what heads an article. Whoever adds a
language begins here; how its sentences begin and end stands in `articles.reading.patterns`.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple


class Noun(NamedTuple):
    """What a thing is called, in small letters with their accents, the usual word first.

    Words are parted by spaces; one that has a space of its own holds "_" in its place.
    """

    singular: str
    plural: str = ""
    short: str = ""  # abbreviations, without their full stops
    inflected: str = ""  # other cases, which stand within sentences and never at their head

    @property
    def words(self) -> list[str]:
        """All forms, the usual singular first."""
        return spaced(f"{self.singular} {self.plural} {self.short} {self.inflected}")


class Vocabulary(NamedTuple):
    """The words of one language."""

    units: dict[str, Noun]  # by kind: article, recital, annex
    divisions: dict[str, Noun]  # by kind: part, title, chapter, section, cluster
    steps: dict[str, Noun]  # by kind: paragraph, subparagraph, point
    intro: tuple[str, ...]  # what the words before a list are called
    wrapup: tuple[str, ...]  # what the words after a list are called
    preamble: tuple[str, ...]
    ordinals: tuple[str, ...]  # first, second …: all forms of each
    cardinals: tuple[str, ...] = ()  # one, two …: those that number articles
    sole: str = ""  # how the only article of a text is numbered


def _by_kind(names: str, *nouns: Noun) -> dict[str, Noun]:
    return dict(zip(names.split(), nouns, strict=True))


def _units(article: Noun, recital: Noun, annex: Noun) -> dict[str, Noun]:
    return _by_kind("article recital annex", article, recital, annex)


def _divisions(*nouns: Noun) -> dict[str, Noun]:
    return _by_kind("part title chapter section cluster", *nouns)


def _steps(paragraph: Noun, subparagraph: Noun, point: Noun) -> dict[str, Noun]:
    return _by_kind("paragraph subparagraph point", paragraph, subparagraph, point)


LANGUAGES = {
    "en": Vocabulary(
        units=_units(
            Noun("article", "articles", "art arts"),
            Noun("recital", "recitals"),
            Noun("annex appendix schedule", "annexes appendices schedules"),
        ),
        divisions=_divisions(
            Noun("part", "parts"),
            Noun("title", "titles"),
            Noun("chapter", "chapters"),
            Noun("section", "sections"),
            Noun("cluster", "clusters"),
        ),
        steps=_steps(
            Noun("paragraph", "paragraphs", "para paras par"),
            Noun("sub-paragraph subparagraph", "sub-paragraphs subparagraphs"),
            Noun(
                "point item letter clause sub-point subpoint",
                "points items letters clauses sub-points subpoints",
            ),
        ),
        intro=("chapeau", "intro", "introduction", "introductory words", "introductory text"),
        wrapup=("closing words", "wrapup"),
        preamble=("preamble",),
        ordinals=(
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
            *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
            *("sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
        ),
        cardinals=(
            *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
            *("eighteen", "nineteen", "twenty"),
        ),
    ),
    "fr": Vocabulary(
        units=_units(
            Noun("article", "articles", "art arts"),
            Noun("considérant", "considérants"),
            Noun("annexe appendice", "annexes appendices"),
        ),
        divisions=_divisions(
            Noun("partie", "parties"),
            Noun("titre", "titres"),
            Noun("chapitre", "chapitres"),
            Noun("section", "sections"),
            Noun("groupe", "groupes"),
        ),
        steps=_steps(
            Noun("paragraphe", "paragraphes", "par para"),
            Noun("alinéa", "alinéas"),
            Noun("point lettre", "points lettres"),
        ),
        intro=("chapeau",),
        wrapup=("phrase finale",),
        preamble=("préambule",),
        ordinals=(
            "premier première",
            "deuxième second seconde",
            *("troisième", "quatrième", "cinquième", "sixième", "septième", "huitième"),
            *("neuvième", "dixième", "onzième", "douzième", "treizième", "quatorzième"),
            *("quinzième", "seizième"),
        ),
        cardinals=(
            *("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
            *("onze", "douze", "treize", "quatorze", "quinze", "seize"),
            *("dix-sept", "dix-huit", "dix-neuf", "vingt"),
        ),
        sole="unique",
    ),
    "es": Vocabulary(
        units=_units(
            Noun("artículo", "artículos", "art arts"),
            Noun("considerando", "considerandos"),
            Noun("anexo apéndice", "anexos apéndices"),
        ),
        divisions=_divisions(
            Noun("parte", "partes"),
            Noun("título", "títulos"),
            Noun("capítulo", "capítulos"),
            Noun("sección", "secciones"),
            Noun("grupo", "grupos"),
        ),
        steps=_steps(
            Noun("párrafo apartado numeral", "párrafos apartados numerales", "parr"),
            Noun("subpárrafo", "subpárrafos"),
            Noun("punto letra literal inciso", "puntos letras literales incisos"),
        ),
        intro=("encabezamiento",),
        wrapup=("frase final",),
        preamble=("preámbulo",),
        ordinals=(
            *("primero primera primer", "segundo segunda", "tercero tercera tercer"),
            *("cuarto cuarta", "quinto quinta", "sexto sexta", "séptimo séptima"),
            *("octavo octava", "noveno novena", "décimo décima", "undécimo decimoprimero"),
            *("duodécimo decimosegundo", "decimotercero", "decimocuarto", "decimoquinto"),
            *("decimosexto", "decimoséptimo", "decimoctavo", "decimonoveno", "vigésimo"),
        ),
        sole="único",
    ),
    "ar": Vocabulary(
        units=_units(
            Noun("المادة مادة", "المواد مواد", "", "المادتان المادتين مادتان مادتين"),
            Noun("الحيثية حيثية", "الحيثيات"),
            Noun("المرفق الملحق مرفق ملحق", "المرفقات الملاحق"),
        ),
        divisions=_divisions(
            Noun("الجزء الباب", "الأجزاء الأبواب"),
            Noun("العنوان", "العناوين"),
            Noun("الفصل", "الفصول"),
            Noun("القسم الفرع", "الأقسام الفروع"),
            Noun("المجموعة", "المجموعات"),
        ),
        steps=_steps(
            Noun("الفقرة فقرة", "الفقرات", "", "الفقرتان الفقرتين"),
            Noun("الفقرة_الفرعية", "الفقرات_الفرعية"),
            Noun("البند النقطة", "البنود النقاط"),
        ),
        intro=("مقدمة", "فاتحة"),
        wrapup=("العبارة الختامية",),
        preamble=("الديباجة", "ديباجة"),
        ordinals=(
            *("الأول الأولى", "الثاني الثانية", "الثالث الثالثة", "الرابع الرابعة"),
            *("الخامس الخامسة", "السادس السادسة", "السابع السابعة", "الثامن الثامنة"),
            *("التاسع التاسعة", "العاشر العاشرة", "الحادي_عشر الحادية_عشرة"),
            *("الثاني_عشر الثانية_عشرة", "الثالث_عشر الثالثة_عشرة", "الرابع_عشر الرابعة_عشرة"),
            *("الخامس_عشر الخامسة_عشرة", "السادس_عشر السادسة_عشرة", "السابع_عشر السابعة_عشرة"),
            *("الثامن_عشر الثامنة_عشرة", "التاسع_عشر التاسعة_عشرة", "العشرون"),
        ),
    ),
    "nl": Vocabulary(
        units=_units(
            Noun("artikel", "artikelen", "art"),
            Noun("overweging", "overwegingen"),
            Noun("bijlage", "bijlagen"),
        ),
        divisions=_divisions(
            Noun("deel", "delen"),
            Noun("titel", "titels"),
            Noun("hoofdstuk", "hoofdstukken"),
            Noun("afdeling paragraaf", "afdelingen"),
            Noun("groep", "groepen"),
        ),
        steps=_steps(
            Noun("lid", "leden"),
            Noun("alinea", "alinea's"),
            Noun("punt letter onderdeel", "punten letters onderdelen"),
        ),
        intro=("aanhef",),
        wrapup=("slotzin",),
        preamble=("preambule",),
        ordinals=("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste"),
        sole="enig",
    ),
    "de": Vocabulary(
        units=_units(
            Noun("artikel", "artikel", "art", "artikels artikeln"),
            Noun("erwägungsgrund", "erwägungsgründe", "", "erwägungsgründen"),
            Noun("anhang anlage", "anhänge anlagen", "", "anhängen"),
        ),
        divisions=_divisions(
            Noun("teil", "teile", "", "teils teiles teilen"),
            Noun("titel", "titel", "", "titels"),
            Noun("kapitel", "kapitel", "", "kapitels kapiteln"),
            Noun("abschnitt", "abschnitte", "", "abschnitts abschnitten"),
            Noun("gruppe", "gruppen"),
        ),
        steps=_steps(
            Noun("absatz", "absätze", "abs", "absatzes absätzen"),
            Noun("unterabsatz", "unterabsätze", "uabs", "unterabsatzes unterabsätzen"),
            Noun("buchstabe nummer ziffer", "buchstaben nummern ziffern", "buchst lit nr ziff"),
        ),
        intro=("einleitung", "einleitender teil", "einleitungssatz"),
        wrapup=("schlusssatz",),
        preamble=("präambel",),
        ordinals=(
            *("erster erste ersten", "zweiter zweite zweiten", "dritter dritte dritten"),
            *("vierter vierte", "fünfter fünfte", "sechster sechste", "siebter siebte"),
            *("achter achte",),
        ),
    ),
    "pt": Vocabulary(
        units=_units(
            Noun("artigo", "artigos", "art arts"),
            Noun("considerando", "considerandos"),
            Noun("anexo apêndice", "anexos apêndices"),
        ),
        divisions=_divisions(
            Noun("parte", "partes"),
            Noun("título", "títulos"),
            Noun("capítulo", "capítulos"),
            Noun("secção seção", "secções seções"),
            Noun("grupo", "grupos"),
        ),
        steps=_steps(
            Noun("parágrafo número", "parágrafos números"),
            Noun("subparágrafo", "subparágrafos"),
            Noun("alínea ponto", "alíneas pontos"),
        ),
        intro=("proémio", "caput"),
        wrapup=("frase final",),
        preamble=("preâmbulo",),
        ordinals=(
            *("primeiro primeira", "segundo segunda", "terceiro terceira", "quarto quarta"),
            *("quinto quinta", "sexto sexta", "sétimo sétima", "oitavo oitava"),
        ),
        sole="único",
    ),
    "ru": Vocabulary(
        units=_units(
            Noun("статья", "статьи", "ст", "статье статью статьей статей статьях статьям"),
            Noun("пункт_преамбулы", "пункты_преамбулы"),
            Noun("приложение", "приложения", "", "приложении приложению приложений"),
        ),
        divisions=_divisions(
            Noun("часть", "части", "", "частью частей"),
            Noun("раздел", "разделы", "", "раздела разделе разделов"),
            Noun("глава", "главы", "", "главе главу глав"),
            Noun("секция", "секции", "", "секций"),
            Noun("группа", "группы", "", "группе групп"),
        ),
        steps=_steps(
            Noun("пункт", "пункты", "п", "пункта пункте пунктом пунктов пунктах пунктами"),
            Noun("абзац", "абзацы", "абз", "абзаца абзаце абзацем абзацев абзацах"),
            Noun("подпункт", "подпункты", "подп пп", "подпункта подпункте подпунктов подпунктах"),
        ),
        intro=("вводная часть", "вводной части"),
        wrapup=("заключительная часть",),
        preamble=("преамбула", "преамбуле", "преамбулы"),
        ordinals=(
            *("первый первая первого", "второй вторая второго", "третий третья третьего"),
            *("четвертый четвертая четвертого", "пятый пятая пятого", "шестой шестая шестого"),
            *("седьмой седьмая седьмого", "восьмой восьмая восьмого"),
        ),
    ),
    # In Chinese the number stands before the word, 第三章, and there are no plurals.
    "zh": Vocabulary(
        units=_units(Noun("条 條"), Noun("序言段"), Noun("附件 附录 附錄")),
        divisions=_divisions(
            Noun("部分 编 編"), Noun("篇"), Noun("章"), Noun("节 節"), Noun("组 組")
        ),
        steps=_steps(Noun("款"), Noun("段"), Noun("项 項")),
        intro=("起首部分", "前导句"),
        wrapup=("结尾",),
        preamble=("序言", "前言", "弁言"),
        ordinals=(),
    ),
}

# What comes after a number when something is put in between two: each place with all its forms.
SUFFIXES = (
    "bis бис مكرر مكررا مكرراً",
    "ter тер",
    "quater кватер",
    "quinquies quinquiès",
    "sexies",
    "septies",
    "octies",
    "nonies novies",
    "decies",
    "undecies",
    "duodecies",
    "terdecies tredecies",
    "quaterdecies quattuordecies",
    "quindecies quinquiesdecies quinquedecies quinqiesdecies",
    "sexdecies sexiesdecies sedecies",
    "septdecies septiesdecies septendecies",
    "octodecies octiesdecies duodevicies",
    "novodecies noniesdecies undevicies",
    "vicies",
)
SUFFIX_PLACES = {word: place for place, words in enumerate(SUFFIXES, 1) for word in words.split()}


def spaced(words: str) -> list[str]:
    """Return words that are parted by spaces, each with a space where it has a "_"."""
    return [word.replace("_", " ") for word in words.split()]


def counted(words: Iterable[str]) -> dict[str, int]:
    """Return what each form of words that count stands for, from one on."""
    return {form: number for number, forms in enumerate(words, 1) for form in spaced(forms)}


def suffix_at(place: int) -> str:
    """Return a suffix in its usual form, "bis" for 1; "" for 0, a figure beyond the last one."""
    if not place:
        return ""
    return SUFFIXES[place - 1].split()[0] if place <= len(SUFFIXES) else str(place + 1)


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern of any of these words, the longest first, with or without their accents."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join("".join(map(_pattern_of, word)) for word in longest_first)


def _pattern_of(char: str) -> str:
    """Return what a letter may be printed as: capitals often lack the accent of "Título"."""
    base = unicodedata.normalize("NFD", char)[0]
    if char == " ":
        return r"\s+"
    return f"[{char}{base}]" if base != char and base.isascii() else re.escape(char)
