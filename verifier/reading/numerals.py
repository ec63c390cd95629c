"""Numbers written in digits or in words, in six languages: where they stand and what they are worth."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .wordlist import word_set

_LISTS: Mapping[str, str] = {
    "en": """two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen
        14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60
        seventy 70 eighty 80 ninety 90 one 1 zero 0""",
    "fr": """un 1 une 1 deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 neuf 9 dix 10 onze 11 douze 12 treize 13
        quatorze 14 quinze 15 seize 16 vingt 20 trente 30 quarante 40 cinquante 50 soixante 60 quatre-vingts 80
        quatre-vingt 80""",
    "es": """uno 1 un 1 una 1 dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 once 11 doce 12
        trece 13 catorce 14 quince 15 dieciséis 16 diecisiete 17 dieciocho 18 diecinueve 19 veinte 20 veintiuno 21
        veintidós 22 veinticinco 25 treinta 30 cuarenta 40 cincuenta 50 sesenta 60 setenta 70 ochenta 80 noventa 90
        doscientos 200 doscientas 200 trescientos 300 trescientas 300 quinientos 500 quinientas 500""",
    "de": """ein 1 eine 1 einen 1 zwei 2 drei 3 vier 4 fünf 5 sechs 6 sieben 7 acht 8 neun 9 zehn 10 elf 11 zwölf 12
        dreizehn 13 vierzehn 14 fünfzehn 15 sechzehn 16 siebzehn 17 achtzehn 18 neunzehn 19 zwanzig 20 dreißig 30
        vierzig 40 fünfzig 50 sechzig 60 siebzig 70 achtzig 80 neunzig 90""",
    "ru": """один 1 одна 1 одну 1 два 2 две 2 двух 2 двое 2 три 3 трех 3 трёх 3 трое 3 четыре 4 четырех 4 четырёх 4
        пять 5 пяти 5 шесть 6 шести 6 семь 7 семи 7 восемь 8 восьми 8 девять 9 девяти 9 десять 10 десяти 10
        одиннадцать 11 двенадцать 12 тринадцать 13 четырнадцать 14 пятнадцать 15 шестнадцать 16 семнадцать 17
        восемнадцать 18 девятнадцать 19 двадцать 20 двадцати 20 тридцать 30 тридцати 30 сорок 40 пятьдесят 50
        шестьдесят 60 семьдесят 70 восемьдесят 80 девяносто 90 двести 200 триста 300 четыреста 400 пятьсот 500""",
    "ar": """ثلاثة 3 ثلاث 3 أربعة 4 أربع 4 خمسة 5 خمس 5 ستة 6 سبعة 7 سبع 7 ثمانية 8 ثماني 8 تسعة 9 تسع 9 عشرة 10 عشرون
        20 عشرين 20 ثلاثون 30 ثلاثين 30 أربعون 40 أربعين 40 خمسون 50 خمسين 50 ستون 60 ستين 60 سبعون 70 سبعين 70 ثمانون
        80 ثمانين 80 تسعون 90 تسعين 90 مئتان 200 مئتين 200 مائتين 200 ألفان 2000 ألفين 2000 وعشرون 20 وعشرين 20
        وثلاثون 30 وثلاثين 30 وأربعون 40 وأربعين 40 وخمسون 50 وخمسين 50""",
}
_SCALES: Mapping[str, str] = {
    "en": """hundred 1e2 thousand 1e3 million 1e6 billion 1e9 trillion 1e12 dozen 12 bn 1e9 m 1e6 k 1e3 mln 1e6""",
    "fr": """cent 1e2 cents 1e2 mille 1e3 million 1e6 millions 1e6 milliard 1e9 milliards 1e9 douzaine 12 dizaine 10
        vingtaine 20 trentaine 30 cinquantaine 50 centaine 100""",
    "es": "cien 1e2 ciento 1e2 mil 1e3 millón 1e6 millones 1e6 docena 12 docenas 12",
    "de": """hundert 1e2 tausend 1e3 million 1e6 millionen 1e6 milliarde 1e9 milliarden 1e9 billionen 1e12 dutzend 12
        mio 1e6 mrd 1e9""",
    "ru": """сто 1e2 тысяча 1e3 тысячи 1e3 тысяч 1e3 тыс 1e3 миллион 1e6 миллиона 1e6 миллионов 1e6 млн 1e6 миллиард
        1e9 миллиарда 1e9 миллиардов 1e9 млрд 1e9""",
    "ar": "مئة 1e2 مائة 1e2 ألف 1e3 آلاف 1e3 مليون 1e6 ملايين 1e6 مليار 1e9 مليارات 1e9",
}
# What a plural without a number is at least worth: two of it.
_PLURALS: Mapping[str, str] = {
    "en": "dozens 24 scores 40 hundreds 200 thousands 2000 millions 2e6 billions 2e9 tens 20",
    "fr": "dizaines 20 centaines 200 milliers 2000 douzaines 24",
    "es": "decenas 20 centenares 200 cientos 200 miles 2000 millares 2000",
    "de": "dutzende 24 hunderte 200 tausende 2000",
    "ru": "десятки 20 десятков 20 сотни 200 сотен 200",
    "ar": "عشرات 20 العشرات 20 مئات 200 المئات 200 الآلاف 2000",
}
# Scales in the plural: without a number before them they stand for "thousands of", not for one.
_MANY = word_set(
    """тысячи тысяч миллионы миллионов آلاف ملايين مليارات millionen milliarden millions milliards millones"""
)
_JOINTS = {"en": "and", "fr": "et", "es": "y", "de": "und", "ru": "", "ar": "و"}
_LINK = {"en": "of", "fr": "de", "es": "de", "de": "von", "ru": "", "ar": "من"}
# Languages whose comma is the decimal mark and whose full stop parts thousands.
_COMMA_IS_DECIMAL = frozenset({"fr", "es", "de", "ru", "it", "pt", "nl", "pl", "uk", "tr"})
_THIN = " \u00a0\u202f\u2009'’٬"
_DIGITS = (
    r"\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?!\d)|\d{1,3}(?:[\u00a0\u202f\u2009٬]\d{3})+(?!\d)"
    r"(?:[.,٫]\d+)?|\d{1,3}(?:’\d{3})+(?!\d)|\d+[.,٫]\d+|\d+"
)
_SPACED = r"\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?|\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?|"
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_VALUE_OF_SCALE = 1e3


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at ``start:end`` of the words; ``plural`` where it is "dozens" or the like, at least so many."""

    start: int
    end: int
    value: float
    plural: bool = False
    in_words: bool = False


@dataclass(frozen=True, slots=True)
class _Lexicon:
    plain: Mapping[str, float]
    scales: Mapping[str, float]
    plurals: Mapping[str, float]
    pattern: re.Pattern[str]
    hints: frozenset[str]


def _pairs(words: str) -> dict[str, float]:
    parts = words.split()
    return {parts[k]: float(parts[k + 1]) for k in range(0, len(parts), 2)}


@lru_cache(maxsize=8)
def _lexicon(language: str) -> _Lexicon:
    plain, scales, plurals = (_pairs(kind[language]) for kind in (_LISTS, _SCALES, _PLURALS))
    if language == "de":
        plain |= _german(plain)
    words = _any_of(plain)
    scale = _any_of(scales)
    spoken = _any_of({word: value for word, value in scales.items() if len(word) > 3 or language != "en"})
    joint = rf"(?:[-\s]+{_JOINTS[language]})?" if _JOINTS[language] else ""
    spelled = rf"(?:{words}|{spoken})(?:{joint}[-\s]+(?:{words}|{spoken})\b)*"
    many = rf"(?:{_any_of(plurals)})\b(?:\s+{_LINK[language]}\s+(?:{_any_of(plurals)})\b)?"
    spaced = _SPACED if language in _COMMA_IS_DECIMAL else ""
    pattern = re.compile(
        rf"(?P<digits>{spaced}{_DIGITS})(?:[\s-]?(?P<scale>{scale})\b\.?(?!-))?"
        rf"|\b(?:(?P<many>{many})|(?P<words>{spelled})\b)",
        re.IGNORECASE,
    )
    hints = {word.split("-")[0] for word in (*plain, *scales, *plurals)}
    return _Lexicon(plain, scales, plurals, pattern, frozenset(hints))


def _any_of(words: Mapping[str, float]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


def _german(plain: Mapping[str, float]) -> dict[str, float]:
    """ "einundzwanzig" and "dreihundert": German writes them as one word."""
    ones = {word: value for word, value in plain.items() if value < 10} | {"ein": 1.0}
    tens = {word: value for word, value in plain.items() if value >= 20}
    made = {f"{one}und{ten}": a + b for one, a in ones.items() for ten, b in tens.items()}
    made |= {f"{one}hundert": 100 * value for one, value in ones.items()}
    return made | {f"{one}tausend": 1000 * value for one, value in (ones | dict(plain)).items()}


def find_numerals(words: str, language: str) -> list[Numeral]:
    """Every number in ``words``, in order; an unknown language is read with English words."""
    language = language if language in _LISTS else "en"
    lexicon = _lexicon(language)
    if not _DIGIT.search(words) and lexicon.hints.isdisjoint(_WORD.findall(words.lower())):
        return []
    found = []
    for match in lexicon.pattern.finditer(words):
        digits, scale, many, spelled = match.group("digits", "scale", "many", "words")
        if digits is not None:
            value = value_of_digits(digits, language)
            if value is None:
                continue
            end = match.end()
            if scale is not None and scale in ("M", "K") and words[match.end("digits") : match.start("scale")] == " ":
                scale, end = None, match.end("digits")
            value *= lexicon.scales[scale.lower()] if scale else 1.0
            found.append(Numeral(match.start(), end, value))
        elif many is not None:
            value = 1.0
            parts = [lexicon.plurals[part] for part in many.lower().split() if part in lexicon.plurals]
            value = parts[0] * (parts[1] / 2 if len(parts) > 1 else 1.0)
            found.append(Numeral(match.start(), match.end(), value, plural=True, in_words=True))
        else:
            alone = spelled.lower() in _MANY
            value = _spelled(spelled.lower(), lexicon) * (2.0 if alone else 1.0)
            found.append(Numeral(match.start(), match.end(), value, plural=alone, in_words=True))
    return found


def value_of_digits(digits: str, language: str = "en") -> float | None:
    """The value of a number in digits as ``language`` writes it; None where it is too long to be a quantity."""
    plain = digits.replace("٫", ".\u0001")  # the Arabic decimal mark is never anything else
    for mark in _THIN:
        plain = plain.replace(mark, "")
    if ".\u0001" in plain:
        plain = plain.replace(",", "").replace(".\u0001", ".")
    elif language in _COMMA_IS_DECIMAL:
        grouped = re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain)
        english = re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}", plain)
        plain = plain.replace(",", "") if english else (plain.replace(".", "") if grouped else plain).replace(",", ".")
    else:
        grouped = re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", plain)
        decimal = re.fullmatch(r"\d+,\d{1,2}", plain)
        plain = plain.replace(".", "") if grouped else plain.replace(",", "." if decimal else "")
    try:
        return float(plain) if len(plain) < 30 else None
    except ValueError:
        return None


def _spelled(words: str, lexicon: _Lexicon) -> float:
    """ "two hundred and fifty thousand": smaller numbers are added up, a scale multiplies what stands before it."""
    if words in lexicon.plain:
        return lexicon.plain[words]
    total = current = 0.0
    for word in re.split(r"[-\s]+", words):
        if word in lexicon.scales:
            scale = lexicon.scales[word]
            if scale < _LEAST_VALUE_OF_SCALE:
                current = (current or 1.0) * scale
            else:
                total += (current or 1.0) * scale
                current = 0.0
        elif word in lexicon.plain:
            value = lexicon.plain[word]
            current = 80.0 if word in ("vingt", "vingts") and current == 4 else current + value
    return total + current
