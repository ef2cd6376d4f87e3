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
    verbs: str = ""  # verbs that stand in sentences and not in headings
    remarks: str = ""  # words that begin a remark beside a number: "formerly", "new"

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
        names = {kind: alternatives(spaced(noun.singular)) for kind, noun in nouns}
        if self.vocabulary is vocabulary.LANGUAGES["en"]:
            names["section"] += r"|sec\."  # of bills; in prose it is a second
        return names

    @property
    def annex(self) -> str:
        return alternatives(spaced(self.vocabulary.units["annex"].singular))

    @property
    def preamble(self) -> str:
        return alternatives(self.vocabulary.preamble)

    @property
    def numbers_first(self) -> bool:
        """Whether a number stands before its word: 第三条 is "article 3"."""
        return self.vocabulary is vocabulary.LANGUAGES["zh"]

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
        common="the of and to in shall be by for this any with which",
        verbs=r"shall|must|may|undertakes?|agrees?|recogni[sz]es?|will|(?<!that )(?<!which )"
        r"(?:is|are|has|have)|applies|enters|constitutes?|reaffirms?",
        remarks="formerly|former|ex|new|old|previously|renumbered|alternative|proposed|merged|moved",
    ),
    "fr": Words(
        vocabulary=vocabulary.LANGUAGES["fr"],
        enacting=r"(?:sont|ont|est|a)\s+(?:convenu(?:e?s)?|adopté|arrêté|décidé)\b.*",
        parties=r"(?:les|le|la)\s+(?:hautes\s+)?(?:[ée]tats|parties|gouvernements|signataires|"
        r"parlement europ)",
        whereas=r"considérant(?: ce qui suit)?\s*:?",
        clauses=r"(?:[A-ZÉ][a-zéèêîôûç]+(?:ant|antes?|ants|entes?|ents?)|Convaincue?s?|Ayant|"
        r"[A-ZÉ][a-zé]+eu(?:x|ses)|Préoccupée?s?|Résolue?s?|Déterminée?s?|Attachée?s?|"
        r"Guidée?s?|Vu|Aspirant|Animée?s?|Alarmée?s?|Reconnaissant|Engagée?s?)\b",
        openers=r"Les?|La|L[’']|Un|Une|Aux|Au|À|En|Si|Lorsqu|Lorsque|Aucune?|Chaque|Toute?s?|Tous|"
        r"Sous|Sauf|Pour|Par|Dans|Dès|Il|Rien|Sans|Cette|Ce|Ces|Nul|Nonobstant|Après|Avant|Quand|"
        r"Une|Des|Du|Afin|Conformément|Outre|Tant|S[’']|Quiconque|Deux|Article|D[’']",
        small=r"le|la|les|de|des|du|à|au|aux|et|ou|en|dans|par|pour|sur|sous|entre|un|une|ce|cette|"
        r"avec|contre|que",
        ends=r"en foi de quoi|fait à\b|fait en\b|le présent règlement est obligatoire|par le "
        r"parlement européen",
        common="le la les des et du une est pour dans par sont en à de aux cette",
        verbs=r"est|sont|doit|doivent|peut|peuvent|s’engage(?:nt)?|s'engage(?:nt)?|convient|"
        r"conviennent|reconnaît|reconnaissent|ont|prend|prennent|entre en|garantit|garantissent|"
        r"veille|veillent|entend par",
        remarks="anciennement|ancien|ex|nouveau|nouvel|nouvelle|ci-devant|remplaçant|proposé",
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
        common="el la los las del que una por en de y se para al",
        verbs=r"será|serán|es|son|está|están|estará|estarán|podrán|deberá|deberán|podrá|podrán|tiene|tienen|"
        r"se comprometen?|conviene[ns]?|convienen|acuerdan|reconocen?|ha|han|habrá|rige|entrará|"
        r"adoptarán?|se entenderá|se entiende|tendrá|tendrán|se aplicará|se aplicarán",
        remarks="antes|antiguo|anterior|anteriormente|ex|nuevo|nueva|propuesto",
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
        remarks="سابقا|جديدة|جديد",
        common="في من على أو إلى هذا التي بشأن",
    ),
    "nl": Words(
        vocabulary=vocabulary.LANGUAGES["nl"],
        enacting=r"(?:zijn|zijn het volgende|hebben)\s+(?:het\s+volgende\s+)?(?:overeengekomen|"
        r"vastgesteld)\b.*",
        parties=r"de\s+(?:staten|lidstaten|partijen|regeringen)",
        whereas=r"overwegende hetgeen volgt\s*:?",
        clauses=r"(?:[A-Z][a-zë]+end|Geleid|Overtuigd|Bezorgd|Zich|Ervan|Vastbesloten|Gelet)\b",
        openers=r"De|Het|Een|Elke|Iedere|Indien|Wanneer|Voor|In|Niets|Bij|Geen|Op|Partijen|Dit|Deze",
        small="de|het|een|van|en|of|in|voor|op|met|tussen|aan|bij|door|tot|te|inzake",
        ends=r"ten blijke waarvan|gedaan te\b",
        common="de het van een en met dat bij voor in is",
        verbs=r"is|zijn|moet|moeten|kan|kunnen|mag|mogen|verbindt|verbinden|neemt|nemen|wordt|worden|"
        r"heeft|hebben|zal|zullen",
        remarks="voorheen|nieuw|oud|ex",
    ),
    "pt": Words(
        vocabulary=vocabulary.LANGUAGES["pt"],
        enacting=r"(?:convieram|acordam|acordaram|adotaram|decidiram)\b.*",
        parties=r"(?:os|as|o|a)\s+(?:altas\s+)?(?:estados|partes|governos|signatári)",
        whereas=r"considerando(?: o seguinte)?\s*:?",
        clauses=r"(?:[A-ZÁÉÍÓÚ][a-záéíóúãõçê]+(?:ando|endo|indo)|Conscientes?|Convencid[oa]s|"
        r"Preocupad[oa]s|Resolvid[oa]s|Determinad[oa]s|Desejos[oa]s|Guiad[oa]s|Tendo)\b",
        openers=r"Os?|As?|Um|Uma|Cada|Para|Nada|Nenhum|Nenhuma|Se|Quando|Em|No|Na|Nos|Nas|Sem|Todos?|"
        r"Todas?|Qualquer|Este|Esta|Salvo|Após|Antes",
        small="o|a|os|as|de|do|da|dos|das|e|ou|em|no|na|por|para|com|sobre|entre|um|uma|que",
        ends=r"em fé do que|em testemunho do que|feito em\b|feita em\b",
        common="os as da do dos das não uma para com são em de",
        verbs=r"é|são|será|serão|deve|devem|pode|podem|tem|têm|deverá|deverão|poderá|poderão|"
        r"comprometem-se|reconhecem|adotará|adotarão|informará|rege|regem|entra|entrará",
        remarks="antigo|ex|novo|nova|anteriormente|proposto",
    ),
    "de": Words(
        vocabulary=vocabulary.LANGUAGES["de"],
        enacting=r"(?:sind|haben)\s+(?:wie folgt|folgendes|diese|dieses)\b.*",
        parties=r"die\s+(?:hohen\s+)?(?:staaten|vertragsstaaten|vertragsparteien|vertragschließenden|"
        r"regierung|unterzeichner)",
        whereas=r"in erwägung nachstehender gründe\s*:?",
        clauses=r"(?:[Ii]n (?:dem|der|Anbetracht|Anerkennung|Erkenntnis|Bekräftigung)|"
        r"[Ii]m Bewusstsein|"
        r"[Ee]ingedenk|[Üü]berzeugt|[Bb]esorgt|[Ee]ntschlossen|[Gg]estützt|[Uu]nter Hinweis)\b",
        openers=r"Der|Die|Das|Den|Dem|Ein|Eine|Jeder|Jede|Jedes|Für|In|Im|Wenn|Soweit|Dieses|Diese|"
        r"Dieser|Nichts|Kein|Keine|Bei|Zur|Zum|Auf|Nach|Alle",
        small="der|die|das|des|dem|den|und|oder|von|vom|zu|zur|zum|mit|für|in|im|über|zwischen|ein|eine",
        ends=r"zu urkund dessen|geschehen zu\b|diese verordnung ist in allen",
        common="der die das und des den von zu im ist für auf dem",
        verbs=r"ist|sind|wird|werden|muss|müssen|kann|können|darf|dürfen|hat|haben|gilt|gelten|trifft|"
        r"treffen|verpflichten|verpflichtet|bezeichnet|tritt",
        remarks="früher|ehemals|neu|alt|ex|vormals",
    ),
    "ru": Words(
        vocabulary=vocabulary.LANGUAGES["ru"],
        enacting=r"(?:согласились|договорились|решили|постановили)\b.*",
        parties=r"(?:договаривающиеся\s+|высокие\s+)?(?:государства|стороны|участники|правительств)",
        whereas=r"принимая во внимание следующее\s*:?",
        clauses=r"(?:[А-Яа-яё]+(?:ая|яя|уя|юя|ив|ав|ясь|шись)|[Бб]удучи|[Пп]реисполненные|"
        r"[Уу]бежденные|[Оо]забоченные|[Сс]ознавая|[Рр]уководствуясь)\b",
        openers=r"Каждое|Каждая|Каждый|Государства|Стороны|Ничто|Настоящ(?:ая|ий|ее|ие)|Для|В|Во|Если|"
        r"При|Любое|Любой|Любая|Все|По|С|На|Никто|Не|Целью|Государство",
        small="и|в|во|на|по|с|со|к|о|об|от|до|из|за|для|при|или|между|их|его|не",
        ends=r"в удостоверение чего|совершено в\b",
        common="и в на не по для или с от государства настоящей к",
        verbs=r"является|являются|обязуется|обязуются|принимает|принимают|может|могут|должен|должны|"
        r"имеет|имеют|признает|признают|обеспечивает|обеспечивают|вступает|применяется|означает|"
        r"представляет|представляют|будет|будут|подлежит|согласны",
        remarks="бывшая|бывший|прежняя|новая|новый|ранее",
    ),
    # Chinese has no capitals and no spaces: punctuation alone tells a sentence from a heading.
    "zh": Words(
        vocabulary=vocabulary.LANGUAGES["zh"],
        enacting=r".{0,60}(?:如下|下列各条|下列條款|下列条款)[：:]?$",
        parties=r"(?:本(?:公约|公約|协定|協定|协议|盟约|盟約|议定书|議定書|条约|條約)?)?(?:各)?"
        r"(?:缔约|締約)|.{0,20}(?:共和国|政府|王国)(?:和|与|及)",
        whereas=r"鉴于[：:]?|鑑於[：:]?",
        clauses=r"(?:认识到|認識到|深信|回顾|回顧|重申|铭记|銘記|关切|關切|考虑到|考慮到|决心|決心|鉴于|鑒於|注意到|"
        r"确认|確認|强调|強調|希望|承认|承認|意识到|意識到|忆及|愿意|本着)",
        openers="",
        small="",
        ends=r"(?:为此|為此|有鉴于此)，|以昭信守|以资证明|下列(?:签署人|簽署人|签字人|全权代表)",
        common="",
        verbs=r"应|應|得|须|須|可|是|为|為",
        remarks="原|新|旧|舊",
    ),
}
OPTION = re.compile(
    r"[\[*_]*(?:Options?|Opci[oó]n|Variante|Alternativ[ea]|Alt|OP|Вариант|备选案文|備選案文)\.?\s?(?:\d+|[A-Z])?\b",
    re.IGNORECASE,
)
# A text of its own that follows the annexes, with articles that begin anew.
PROTOCOL = re.compile(
    r"(?:additional |optional |final )?protocol\b|protocole\b|protocolo\b|протокол\b|议定书|議定書",
    re.IGNORECASE,
)
FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def matcher(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Return the compiled pattern; it matches nothing where the language has no such words."""
    return re.compile(pattern or r"(?!)", flags)
