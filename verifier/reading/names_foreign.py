"""Who a mention names in Arabic, French, German, Russian and Spanish, as far as capitals and a few nouns tell."""

import re

from .names_lists import AGENCIES, COUNTRIES, OUTLETS
from .types import Naming, SourceKind
from .wordlist import word_set

LANGUAGES = frozenset({"ar", "fr", "es", "de", "ru"})

_WORD = re.compile(r"[^\W_][\w’'\-]*")
_NOBODY = word_set(
    """témoin témoins source sources habitant habitants militant militants responsable responsables voisins
    médias observateurs testigo testigos fuente fuentes vecino vecinos activista activistas medios
    funcionario funcionarios augenzeugen augenzeuge zeugen quellen anwohner medienberichten medienberichte
    berichten aktivisten beobachter insider kreisen очевидцев очевидцы очевидец источник источники источника
    источников свидетелей свидетели жители жителей местные сми медиа شهود شاهد مصادر مصدر ناشطون ناشطين نشطاء
    سكان أهالي مسؤول مسؤولون مراقبون تقارير إعلام وسائل"""
)
_STATE = word_set(
    """ministère police armée gouvernement préfecture parquet ministerio policía ejército gobierno fiscalía
    ministerium polizei armee regierung bundeswehr staatsanwaltschaft kreml verteidigungsministerium
    innenministerium министерство министерства полиция полиции армия правительство прокуратура минобороны мид
    кремль وزارة الشرطة شرطة الجيش جيش الحكومة حكومة"""
)
_ORGANISATIONS = word_set(
    """observatoire organisation association université croix-rouge ong observatorio organización asociación
    universidad beobachtungsstelle organisation verein universität rotes обсерватория организация организации
    университет المرصد مرصد منظمة جمعية جامعة الهلال"""
)
_OUTLETS = word_set(
    """journal chaîne quotidien periódico diario cadena zeitung sender magazin газета телеканал издание صحيفة
    قناة موقع"""
)
_AGENCIES = word_set("agence agencia agentur nachrichtenagentur агентство агентства агентству وكالة")
# What stands before a name in quote marks: such quotations are names and not speech.
NAMED_BY_QUOTES = (
    _OUTLETS
    | _AGENCIES
    | word_set(
        """газеты газете газету телеканала издания издании журнал журнала сайт сайте портал портала агентством радио
        zeitschrift blatt magazins zeitungen tageszeitung wochenzeitung revue hebdomadaire site radio revista semanario
        portal صحيفة جريدة مجلة قناة موقع إذاعة وكالة организация движение партия компания фонд группа"""
    )
)
_ROLES = word_set(
    """le la les un une des l el los las una der die das ein eine dem den ministre président général
    porte-parole maire directeur ministra ministro presidente portavoz alcalde director general minister
    präsident sprecher sprecherin bürgermeister leiter verteidigungsminister außenminister innenminister
    bundeskanzler kanzler kanzlerin ministerpräsident experte expertin professor министр президент
    представитель глава генерал мэр пресс-секретарь директор депутат وزير الرئيس رئيس المتحدث المتحدثة الناطق
    مدير اللواء العميد الناشط النائب السفير"""
)
_LINKS = word_set("de du des d la el los las der von для of")

_NAME = r"(?P<who>(?:(?:Le|La|L'|El|Los) ?)?[A-ZÀ-Ý][\w'’\-]+(?: (?:(?:de|du|del|la|d') ?)?[A-ZÀ-Ý][\w'’\-]+){0,4})"
_CARRIERS = (
    re.compile(
        r"(?:publi|paru|repris|reprodui|aparec|apareci|tomad|republi)\w*\b[^.;]{0,40}?\b(?:par|dans|sur|du|de|por|"
        r"en|à)\s+"
        rf"(?:(?:le |la |el |l')?(?:site|quotidien|journal|diario|periódico|revista|revue|sitio|agencia|agence)\w*"
        rf"(?: (?:de|du|del))? )?{_NAME}"
    ),
    re.compile(
        rf"\b(?:im|in der|vom|von(?: der)?|des|der|in|auf)\s+(?:(?:Nachrichtenagentur|Zeitung|Zeitschrift|Website "
        rf"des|Magazin)"
        rf"\s+)?{_NAME}\b[^.]{{0,30}}\b(?:erschien\w*|veröffentlicht|übernommen|abgedruckt)"
    ),
    re.compile(r"(?:опубликов|вышел|вышла|перепечат|появил|размещ|разрешени)\w*[^.]{0,40}?«(?P<who>[^»]{2,40})»"),
    re.compile(
        r"(?:نشر|نقلا عن|بإذن من|بالاتفاق مع|مترجم)\w*[^.]{0,40}?(?P<who>(?:صحيفة|موقع|مجلة|وكالة|جريدة|شبكة) [\w\-]+)"
    ),
)


def carrier_abroad(words: str) -> re.Match[str] | None:
    """The outlet ("who") that a republish line in one of these languages credits, None where none is found."""
    return next((found for pattern in _CARRIERS if (found := pattern.search(words))), None)


def read_foreign(mention: str) -> tuple[str, SourceKind, Naming, str]:
    """The name to show, its kind, how it is named, and the noun it turns on."""
    words = _WORD.findall(mention)
    low = [word.lower() for word in words]
    known = " ".join(low).removeprefix("l'").removeprefix("l’")
    if known in AGENCIES | OUTLETS | COUNTRIES or known.upper() in {"AFP", "DPA", "EFE", "ТАСС"}:
        return mention, _kind(low, known), Naming.NAMED, low[-1]
    head = next((word for word in low if word not in _LINKS), "")
    name = _name(words, low)
    if set(low) & _NOBODY and not name:
        return mention, SourceKind.UNNAMED_GROUP, Naming.UNNAMED, head
    if name:
        return name, _kind(low, name.lower()), Naming.NAMED, head
    return mention, _kind(low, known, named=False), Naming.DESCRIBED, head


def _name(words: list[str], low: list[str]) -> str:
    """A run of two capitalised words that are no roles; in Arabic a body's full name, or two words after a role."""
    if low and low[0] > "\u0600":
        return _arabic_name(words, low)
    best: list[str] = []
    run: list[str] = []
    for word, plain in zip(words, low, strict=True):
        if word[:1].isupper() and plain not in _ROLES:
            run.append(word)
        elif not (run and plain in _LINKS):
            run = []
        if len(run) > len(best):
            best = list(run)
    return " ".join(best) if len(best) >= 2 else ""


def _arabic_name(words: list[str], low: list[str]) -> str:
    if set(low[:1]) & (_ORGANISATIONS | _AGENCIES | _STATE) and len(low) >= 2:
        return " ".join(words)
    roles = [word in _ROLES for word in low]
    behind = words[len(roles) - roles[::-1].index(True) :] if True in roles else []
    return " ".join(behind) if len(behind) >= 2 and not set(low) & _NOBODY else ""


def _kind(low: list[str], known: str, *, named: bool = True) -> SourceKind:
    words = set(low)
    if known in AGENCIES or words & _AGENCIES or known in {"тасс", "afp", "dpa", "efe"}:
        return SourceKind.AGENCY
    if known in OUTLETS or words & _OUTLETS:
        return SourceKind.OUTLET
    if known in COUNTRIES or words & _STATE:
        return SourceKind.STATE_BODY
    if words & _ORGANISATIONS:
        return SourceKind.ORGANISATION
    if named or words & _ROLES:
        return SourceKind.PERSON
    return SourceKind.UNNAMED_GROUP
