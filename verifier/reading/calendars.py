"""How six languages write dates: their months, weekdays and near days, and the patterns these stand in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_WEEK = 7
_MONTHS: Mapping[str, str] = {
    "en": """january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep
        |october oct|november nov|december dec""",
    "fr": "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "es": "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre setiembre|octubre|noviembre|diciembre",
    "de": "januar jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember",
    "ru": """января январе январь|февраля феврале февраль|марта марте март|апреля апреле апрель|мая мае май
        |июня июне июнь|июля июле июль|августа августе август|сентября сентябре сентябрь|октября октябре октябрь
        |ноября ноябре ноябрь|декабря декабре декабрь""",
    "ar": """يناير جانفي|فبراير فيفري شباط|مارس آذار|أبريل إبريل نيسان|مايو أيار|يونيو حزيران|يوليو تموز
        |أغسطس آب|سبتمبر أيلول|أكتوبر|نوفمبر|ديسمبر""",
}
_WEEKDAYS: Mapping[str, str] = {
    "en": "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    "fr": "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
    "es": "lunes|martes|miércoles|jueves|viernes|sábado|domingo",
    "de": """montag montagabend|dienstag dienstagabend|mittwoch mittwochabend|donnerstag donnerstagabend
        |freitag freitagabend|samstag samstagabend sonnabend|sonntag sonntagabend""",
    "ru": "понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье",
    "ar": "الاثنين الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد",
}
# A day told from the day of publication, as so many days from it.
_NEAR: Mapping[str, Mapping[str, int]] = {
    "en": {
        "the day before yesterday": -2,
        "yesterday": -1,
        "last night": -1,
        "today": 0,
        "tonight": 0,
        "this morning": 0,
        "this afternoon": 0,
        "this evening": 0,
        "tomorrow": 1,
    },
    "fr": {"avant-hier": -2, "hier": -1, "aujourd’hui": 0, "aujourd'hui": 0, "ce matin": 0, "demain": 1},
    "es": {"anteayer": -2, "ayer": -1, "anoche": -1, "hoy": 0},
    "de": {"vorgestern": -2, "gestern": -1, "heute": 0},
    "ru": {"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1},
    "ar": {"أول أمس": -2, "أمس": -1, "الأمس": -1, "بالأمس": -1, "اليوم": 0, "غدا": 1, "غدًا": 1},
}
_UNITS: Mapping[str, Mapping[str, str]] = {
    "en": {"days?": "day", "weeks?": "week", "months?": "month", "years?": "year", "hours?": "hour"},
    "fr": {"jours?": "day", "semaines?": "week", "mois": "month", "an(?:née)?s?": "year", "heures?": "hour"},
    "es": {"días?": "day", "semanas?": "week", "mes(?:es)?": "month", "años?": "year", "horas?": "hour"},
    "de": {"tag(?:en|e)?": "day", "wochen?": "week", "monat(?:en|e)?": "month", "jahr(?:en|es|e)?": "year"},
    "ru": {
        "день|дня|дней": "day",
        "недел[июьяе]": "week",
        "месяц(?:а|ев|е)?": "month",
        "год(?:а|у)?|лет": "year",
    },
    "ar": {
        "يوما?|أيام": "day",
        "أسابيع|أسبوعا?|الأسبوع": "week",
        "أشهر|شهرا?|الشهر": "month",
        "سنوات|أعوام|العام|السنة": "year",
    },
}
_COUNTS: Mapping[str, str] = {
    "en": "a|one 1 an 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10",
    "fr": "un 1 une 1 deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 neuf 9 dix 10",
    "es": "un 1 una 1 dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10",
    "de": "einem 1 einer 1 zwei 2 drei 3 vier 4 fünf 5 sechs 6 sieben 7 acht 8 neun 9 zehn 10",
    "ru": "два 2 две 2 три 3 четыре 4 пять 5 шесть 6 семь 7 восемь 8 девять 9 десять 10",
    "ar": "ثلاثة 3 ثلاث 3 أربعة 4 أربع 4 خمسة 5 خمس 5 ستة 6 ست 6 سبعة 7 سبع 7 ثمانية 8 تسعة 9 عشرة 10",
}
# Each pattern uses the groups d(ay) m(onth) y(ear) z(second year) wd which part near n unit away.
# M, W, N, C, U stand for the lists above.
_Y = r"(?P<y>(?:1[5-9]|20)\d{2})\b"
_PATTERNS: Mapping[str, tuple[str, ...]] = {
    "en": (
        rf"\b(?P<part>early|mid|late)[-\s](?P<m>M)\b\.?(?:,?\s+{_Y})?",
        rf"\b(?P<m>M)\b\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*[%]|,\d)(?:,?\s+{_Y})?",
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>M)\b\.?(?:,?\s+{_Y})?",
        rf"\b(?:(?:in|since|until|by|during|of)\s+|(?P<which>last|next|this|past)\s+)(?P<m>M)\b\.?(?:,?\s+(?:of\s+)?{_Y})?",
        rf"\b(?P<m>M),?\s+(?:of\s+)?{_Y}",
        r"\b(?:on\s+)?(?:(?P<which>last|next|this|past)\s+)?(?P<wd>W)\b",
        r"\b(?P<near>N)\b",
        r"\b(?:(?:about|around|some|nearly|almost)\s+)?(?P<n>C|\d{1,3})\s+(?:U)\s+(?P<away>ago|earlier|later|before(?=[,.;]|$))",
        r"\b(?P<which>last|past|this|next|previous)\s+(?:U)\b",
        rf"\b(?:between|from)\s+{_Y}\s+(?:and|to|until)\s+(?P<z>(?:1[5-9]|20)\d{{2}})\b",
        r"\b(?:the\s+)?(?P<decade>(?:1[5-9]|20)\d0)s\b",
        rf"\b(?:in|since|until|by|from|of|during|through|before|after|early|mid|late|year)[-\s](?:the\s+year\s+)?{_Y}(?!-\d|\s?%)",
        rf"(?:(?<=\bthe )|(?<=\ba )|(?<=\bhis )|(?<=\bher )|(?<=\bits )|(?<=['’]s )|(?<=\btheir )){_Y}(?=\s+[a-z])",
    ),
    "fr": (
        rf"\b(?:à la )?(?P<part>mi)-(?P<m>M)\b(?:\s+{_Y})?",
        rf"\b(?P<part>début|fin)\s+(?P<m>M)\b(?:\s+{_Y})?",
        rf"\b(?:le\s+)?(?P<d>\d{{1,2}})(?:er)?\s+(?P<m>M)\b(?:\s+{_Y})?",
        rf"\b(?:en|depuis|au mois de)\s+(?P<m>M)\b(?:\s+{_Y})?",
        rf"\b(?P<m>M)\s+{_Y}",
        r"\b(?P<wd>W)\b(?:\s+(?P<which>dernier|prochain)\b)?",
        r"\b(?P<near>N)\b",
        r"\bil y a\s+(?P<n>C|\d{1,3})\s+(?:U)\b(?P<away>)",
        r"\b(?:la|le|l['’])\s?(?:U)\s+(?P<which>dernière|dernier|passée?|prochaine?)\b",
        rf"\b(?:en|depuis|dès|fin|début|année)\s+{_Y}",
    ),
    "es": (
        rf"\b(?:a )?(?P<part>mediados|principios|finales|fines) de (?P<m>M)\b(?:\s+de(?:l)?\s+{_Y})?",
        rf"\b(?:el\s+)?(?P<d>\d{{1,2}})\s+de\s+(?P<m>M)\b(?:\s+del?\s+{_Y})?",
        rf"\b(?:en|desde|pasado mes de)\s+(?P<m>M)\b(?:\s+del?\s+{_Y})?",
        rf"\b(?P<m>M)\s+del?\s+{_Y}",
        r"\b(?:el\s+)?(?:(?P<which>pasado|próximo)\s+)?(?P<wd>W)\b(?:\s+(?:pasado)\b)?",
        r"\b(?P<near>N)\b",
        r"\bhace\s+(?P<n>C|\d{1,3})\s+(?:U)\b(?P<away>)",
        r"\b(?:la|el)\s+(?:U)\s+(?P<which>pasad[ao]|próxim[ao])\b",
        rf"\b(?:en|desde|año|fines de)\s+(?:el año\s+)?{_Y}",
    ),
    "de": (
        rf"\b(?P<part>Anfang|Mitte|Ende)\s+(?P<m>M)\b(?:\s+{_Y})?",
        rf"\b(?:am\s+)?(?P<d>\d{{1,2}})\.\s?(?P<m>M)\b(?:\s+{_Y})?",
        rf"\b(?:im|seit|bis)\s+(?P<m>M)\b(?:\s+{_Y})?",
        rf"\b(?P<m>M)\s+{_Y}",
        r"\b(?:am\s+)?(?:(?P<which>letzten|vergangenen|nächsten|kommenden)\s+)?(?P<wd>W)\b",
        r"\b(?P<near>N)\b",
        r"\bvor\s+(?:(?:etwa|rund)\s+)?(?P<n>C|\d{1,3})\s+(?:U)\b(?P<away>)",
        r"\b(?P<which>letzte[nsmr]?|vergangene[nsmr]?|vorige[nsmr]?|nächste[nsmr]?|diese[nsmr]?)\s+(?:U)\b",
        rf"\b(?:im Jahre?|seit|bis|von|Jahr|Ende|Anfang|Mitte)\s+{_Y}",
        rf"\b(?P<d>\d{{1,2}})\.(?P<mm>\d{{1,2}})\.{_Y}",
    ),
    "ru": (
        rf"\b(?:в\s+)?(?P<part>начале|середине|конце)\s+(?P<m>M)\b(?:\s+{_Y}(?:\s+года)?)?",
        rf"\b(?P<d>\d{{1,2}})\s+(?P<m>M)\b(?:\s+{_Y}(?:\s+года)?)?",
        rf"\b(?:в|с|до)\s+(?P<m>M)\b(?:\s+{_Y}(?:\s+года)?)?",
        r"\b(?:в|во)\s+(?:(?P<which>прошлый|прошлую|прошлое|следующий)\s+)?(?P<wd>W)\b",
        r"\b(?P<near>N)\b",
        r"\b(?P<n>C|\d{1,3})\s+(?:U)\s+назад\b(?P<away>)",
        r"\b(?:на|в)\s+(?P<which>прошлой|прошлом|этой|этом|следующей|следующем)\s+(?:U)\b",
        rf"\b{_Y}\s+(?:году|года|год)\b",
        rf"\b(?P<d>\d{{1,2}})\.(?P<mm>\d{{1,2}})\.{_Y}",
    ),
    "ar": (
        rf"\b(?P<part>منتصف|مطلع|أوائل|أواخر|نهاية)\s+(?:شهر\s+)?(?P<m>M)\b(?:\s+(?:عام\s+)?{_Y})?",
        rf"\b(?P<d>\d{{1,2}})\s+(?:من\s+)?(?:شهر\s+)?(?P<m>M)\b(?:\s*/\s*(?:M)\b)?(?:\s+(?:عام\s+)?{_Y})?",
        rf"\b(?:في|منذ|خلال)\s+(?:شهر\s+)?(?P<m>M)\b(?:\s+(?P<which>الماضي))?(?:\s+(?:عام\s+)?{_Y})?",
        rf"\b(?P<m>M)\s+(?:عام\s+)?{_Y}",
        r"\b(?:يوم\s+)?(?P<wd>W)\b(?:\s+(?P<which>الماضي|المقبل|القادم)\b)?",
        r"\b(?P<near>N)\b",
        r"\b(?:قبل|منذ)\s+(?P<n>C|\d{1,3})\s+(?:U)\b(?P<away>)",
        r"\b(?:U)\s+(?P<which>الماضي|الماضية|الجاري|الحالي|المقبل|المقبلة)\b",
        rf"\b(?:عام|العام|سنة|في)\s+{_Y}",
    ),
}
_EVERYWHERE = (
    r"\b(?P<y>(?:1[5-9]|20)\d{2})-(?P<mm>\d{2})-(?P<d>\d{2})\b",
    # The Hijri months and years are seen, and left unknown: which day they fall on hangs on a sighting.
    (
        r"\b(?:\d{1,2}\s+)?(?:Muharram|Safar|Rabi['’ ]?(?: al-)?\w*|Jumada(?: al-)?\w*|Rajab|Sha['’]?a?ban|Ramadan"
        r"|Shawwal|Dhu al-(?:Qa|Hi)\w+)\s+(?P<hijri>1[34]\d{2})\b(?:\s+AH\b)?"
    ),
    r"\b(?P<hijri>1[34]\d{2})\s?(?:AH\b|هـ)",
    r"(?<!\w)(?:\d{1,2}\s+)?(?:محرم|صفر|رجب|شعبان|رمضان|شوال)\s+(?P<hijri>1[34]\d{2})\b(?:\s?هـ)?",
)
_PERIODS = frozenset({"day", "days", "week", "weeks", "month", "months", "year", "years"})
FORWARD = re.compile(r"next|próxim|prochain|nächst|kommend|следующ|المقبل|القادم", re.IGNORECASE)
CURRENT = re.compile(r"this|dies|это|الجاري|الحالي", re.IGNORECASE)
EARLY = frozenset({"early", "début", "principios", "anfang", "начале", "مطلع", "أوائل"})
MIDDLE = frozenset({"mid", "mi", "mediados", "mitte", "середине", "منتصف"})
PAST_YEARLY = frozenset({"last", "past"})


@dataclass(frozen=True, slots=True)
class Calendar:
    """One language's dates: patterns in the order they are tried, and what their words mean.

    ``of_years`` are those patterns that need four digits; ``hints`` words without which, and without four digits, there
    is no date; None where the language is not worth the asking.
    """

    patterns: tuple[re.Pattern[str], ...]
    of_years: frozenset[re.Pattern[str]]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    near: Mapping[str, int]
    counts: Mapping[str, int]
    units: tuple[tuple[re.Pattern[str], str], ...]
    hints: frozenset[str] | None


@lru_cache(maxsize=8)
def calendar_of(language: str) -> Calendar:
    """How ``language`` writes dates; English for one that is not known."""
    code = language if language in _PATTERNS else "en"
    months = _numbered(_MONTHS[code], 1)
    weekdays = _numbered(_WEEKDAYS[code], 0)
    near = _NEAR[code]
    parts = _COUNTS[code].replace("a|one 1", "a 1 one 1").split()
    counts = {parts[k]: int(parts[k + 1]) for k in range(0, len(parts), 2)}
    lists = {"M": months, "W": weekdays, "N": near, "C": counts}
    patterns = tuple(re.compile(_filled(one, lists, _UNITS[code]), re.IGNORECASE) for one in _PATTERNS[code])
    everywhere = tuple(re.compile(one, re.IGNORECASE) for one in _EVERYWHERE)
    of_years = {one for one in patterns if re.search(r"<(?:y|decade)>", one.pattern) and not one.pattern.endswith(")?")}
    units = tuple((re.compile(rf"(?:{forms})$", re.IGNORECASE), name) for forms, name in _UNITS[code].items())
    hints = {word for phrase in (*months, *weekdays, *near) for word in re.findall(r"\w+", phrase)} | _PERIODS
    return Calendar(
        everywhere + patterns,
        frozenset({*everywhere, *of_years}),
        months,
        weekdays,
        near,
        counts,
        units,
        frozenset(hints - {"the", "this", "before"}) if code == "en" else None,
    )


def _numbered(names: str, first: int) -> dict[str, int]:
    groups = [group.split() for group in names.split("|")]
    return {name: number for number, group in enumerate(groups, first) for name in group}


def _filled(pattern: str, lists: Mapping[str, Mapping[str, int]], units: Mapping[str, str]) -> str:
    for letter, words in lists.items():
        choice = "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))
        pattern = re.sub(rf"(?<=[>|(:]){letter}(?=[)|])", lambda _, choice=choice: choice, pattern)  # type: ignore[misc]
    return pattern.replace("(?:U)", f"(?P<unit>{'|'.join(units)})")
