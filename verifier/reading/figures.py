"""Quantities in a text: value, unit, and whether the text says "more than", "about", "dozens" or a range."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from .dates import places_of_dates
from .numerals import Numeral, find_numerals
from .types import Figure, Span
from .wordlist import word_set

_OVER: Mapping[str, str] = {
    "en": r"more than|over|at least|no fewer than|no less than|upwards of|exceeding|exceeded|above|beyond|minimum of",
    "fr": r"plus d[e’'](?: la)?|au moins|au minimum|pas moins de|au-delà de",
    "es": r"más de|al menos|por lo menos|no menos de|como mínimo|sobre los",
    "de": r"mehr als|mindestens|über|wenigstens|nicht weniger als",
    "ru": r"более(?: чем)?|больше|свыше|не менее|как минимум|по меньшей мере",
    "ar": r"أكثر من|ما لا يقل عن|لا يقل عن|على الأقل|يزيد عن|يزيد على|تجاوز",
}
_UNDER: Mapping[str, str] = {
    "en": r"less than|fewer than|under|below|up to|as many as|as much as|at most|no more than|not more than|maximum of",
    "fr": r"moins d[e’']|jusqu['’]à|au plus|pas plus de",
    "es": r"menos de|hasta|como máximo|no más de",
    "de": r"weniger als|bis zu|höchstens|maximal|unter",
    "ru": r"менее|меньше|до|не более|максимум",
    "ar": r"أقل من|ما يصل إلى|يصل إلى|حتى|لا يزيد عن",
}
_ABOUT: Mapping[str, str] = {
    "en": r"about|around|some|approximately|roughly|an estimated|estimated at|estimated|circa|close to|nearly|almost"
    r"|just (?:over|under)|a (?:few|couple of)|several|many|the order of",
    "fr": r"environ|près de|quelque|autour de|à peu près|presque|une?|plusieurs|quelques|des",
    "es": r"unos|unas|cerca de|alrededor de|aproximadamente|casi|en torno a|una?",
    "de": r"etwa|rund|ungefähr|circa|ca\.|fast|knapp|annähernd|gut|an die",
    "ru": r"около|примерно|почти|порядка|приблизительно",
    "ar": r"نحو|حوالي|حوالى|قرابة|زهاء|ما يقارب|تقريبا",
}
_NO_ESTIMATES = word_set("a un une una des several many plusieurs quelques")
_JOIN: Mapping[str, str] = {
    "en": r"\s?[-–—]\s?|\s+(?:to|or)\s+|-to-",
    "fr": r"\s?[-–—]\s?|\s+(?:à|ou)\s+",
    "es": r"\s?[-–—]\s?|\s+(?:a|o)\s+",
    "de": r"\s?[-–—]\s?|\s+(?:bis|oder)\s+",
    "ru": r"\s?[-–—]\s?|\s+(?:до|или)\s+",
    "ar": r"\s?[-–—]\s?|\s+(?:إلى|أو)\s+",
}
_BETWEEN: Mapping[str, tuple[str, str]] = {
    "en": (r"between", r"\s+and\s+"),
    "fr": (r"entre", r"\s+et\s+"),
    "es": (r"entre", r"\s+y\s+"),
    "de": (r"zwischen", r"\s+und\s+"),
    "ru": (r"от|между", r"\s+(?:до|и)\s+"),
    "ar": (r"بين", r"\s+و"),
}
_FROM = re.compile(r"\bfrom\s+[$€£]?$", re.IGNORECASE)
_RANGES = re.compile(r"\b(?:rang(?:e|es|ing)|vary|varies|varying|anywhere)\s+from\s+[$€£]?$", re.IGNORECASE)
_OR_MORE = re.compile(r"\s+(?:[^\W\d_]+\s+)?(?:or|and) (?:more|over|above|older|higher)\b|\s?\+(?!\d)|-plus\b")
_OR_LESS = re.compile(r"\s+(?:[^\W\d_]+\s+)?or (?:less|fewer|younger|lower)\b")
_OR_SO = re.compile(r"\s+(?:[^\W\d_]+\s+)?or so\b|-odd\b|\s+odd\b")
_PERCENT = re.compile(
    r"\s?(?:[%٪]|percent\b|per\s?cent\b|pct\b|pour ?cent\b|por ciento\b|prozent\b|процент\w*|"
    r"(?:في|ب)(?:\s|ال)*م(?:ئ|ائ)ة)|\s?-?percentage[ -]points?\b",
    re.IGNORECASE,
)
_DEGREES = re.compile(r"\s?°\s?[CF]?\b|\s?°")
_HALF_MORE = re.compile(r"\s+and\s+a\s+half(?:\s+(?P<scale>hundred|thousand|million|billion|dozen)\b)?")
_HALF_A = re.compile(r"\bhalf\s+an?\s+$|\bun demi-$|\bmedio\s+$|\beine halbe\s+$|\bполовина\s+$", re.IGNORECASE)
_HALF_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "dozen": 12.0}
_MONEY = {"$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "₽": "roubles", "₪": "shekels", "₹": "rupees"}
_MONEY_BEFORE = re.compile(r"(?:\b(?:US|C|A|NZ|HK))?(?P<mark>[$€£¥₽₪₹])\s?$")
_MONEY_AFTER = re.compile(r"\s?(?P<mark>[€£¥₽₪₹$])(?![\w])")
_TIMES = re.compile(
    r"(?:\s+times\b|-?fold\b|\s+fois\b|\s+veces\b|-?mal\b(?!\w)|-?fach\w*|\s+раз(?:а|ов)?\b|\s+أضعاف|\s+مرات)"
)
_AGED = re.compile(
    r"-?(?P<unit>year|month|week|day|hour|minute|second|mile|kilomet(?:er|re)|km|foot|member|point|magnitude|seat|strong)(?P<old>-olds?)?\b"
)
_OF_AGE = re.compile(r"\b(?:aged?|at the age of)\s+$", re.IGNORECASE)
_CLOCK = re.compile(r"\s?(?:a\.?m\b|p\.?m\b|o['’]clock|uhr\b|GMT\b|h\b)", re.IGNORECASE)
_DETERMINED = re.compile(r"(?:\b(?:the|an?|his|her|its|their|our|that|this)|['’]s)\s+$", re.IGNORECASE)
_OUTCOMES = word_set(
    "killed wounded injured arrested detained displaced hospitalised hospitalized infected unaccounted"
)
_OUT_OF = re.compile(r"\s+(?:in|out of(?: every)?)\s+(?=\S)")
_SHARES = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
_FRACTION = re.compile(
    r"\b(?:(?P<count>an?|one|two|three|four|nine)[- ])?(?P<part>half|thirds?|quarters?|fifths?|tenths?)\s+of\b"
    r"|\b(?P<twice>twice|double|triple|half)\s+(?:as\s+\w+|the|that)\b"
    r"|\b(?P<grew>doubled|tripled|quadrupled|halved)\b(?! (?:down|back))",
    re.IGNORECASE,
)
_PARTS = ("hal", "Hal", "third", "quarter", "fifth", "tenth", "wice", "ouble", "riple", "uadrupl")
_COUNTS = {"": 1, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "nine": 9}
_MULTIPLES = {"twice": 2.0, "double": 2.0, "doubled": 2.0, "triple": 3.0, "tripled": 3.0, "quadrupled": 4.0}
_HALVES = {"half": 0.5, "halved": 0.5}
_LABELS = word_set(
    """article articles resolution chapter section sections page pages channel flight route highway room number no
    version paragraph phase act title size covid group line platform gate figure table volume episode season top
    résolution resolución artikel kapitel seite página статья статьи القرار المادة"""
)
_LABELLED = re.compile(r"([^\W\d_]+)\.?\s?-?$")
_UNIT_WORD = re.compile(r"\s+(?:of\s+(?:the\s+|its\s+|their\s+)?)?([^\W\d_][\w’'\-]*)")
_UNIT_END = word_set(
    """and or but in on at by for from with to of as is are was were be been being have has had will would could can
    may might must should who which that so the a an since after before during per into over under than against
    between said says if when while because told he she they it we i you this these those last next ago each more
    less left all out up down not early late times percent fewer earlier later died came went took made got went
    through without near inside outside around toward towards upon off about also now still only already yet"""
)
_PLURAL_HEADS = word_set(
    """people men women children police troops cattle percent dead killed wounded injured missing crew staff million
    billion aircraft feet teeth"""
)
_FOREIGN_LINKS = word_set("de d des du von der aus من la las los les le el")
_FOREIGN_END = word_set("et y und и en in im au aux à a por para por sur со на в из с по و في")


def find_figures(text: str, span: Span, language: str = "en") -> tuple[Figure, ...]:
    """Every quantity within ``span``; years and days of a date, ages of days gone and labels are not quantities."""
    return tuple(
        replace(one, span=Span(one.span.start + span.start, one.span.end + span.start))
        for one in _in_words(span.of(text), language if language in _OVER else "en")
    )


@lru_cache(maxsize=2048)
def _in_words(words: str, language: str) -> tuple[Figure, ...]:
    numerals = find_numerals(words, language)
    fractions = _fractions(words) if language == "en" and any(part in words for part in _PARTS) else []
    if not numerals and not fractions:
        return ()
    taken = [*places_of_dates(words, language), *(one.span for one in fractions)]
    figures = list(fractions)
    at = 0
    while at < len(numerals):
        one = numerals[at]
        at += 1
        if _is_taken(one, taken) or _is_idle(words, one, language):
            continue
        second = numerals[at] if at < len(numerals) and not _is_taken(numerals[at], taken) else None
        figure = _figure(words, one, second, language)
        figures.append(figure)
        while at < len(numerals) and numerals[at].start < figure.span.end:
            at += 1
    return tuple(sorted(figures, key=lambda one: one.span))


def _is_taken(one: Numeral, taken: list[Span]) -> bool:
    return any(span.start < one.end and one.start < span.end for span in taken)


def _fractions(words: str) -> list[Figure]:
    """ "Two thirds of", "twice as many", "tripled": shares and multiples that hold no number to find."""
    found = []
    for match in _FRACTION.finditer(words):
        part, multiple = match.group("part"), (match.group("twice") or match.group("grew") or "").lower()
        if part:
            share = _SHARES[part.lower().removesuffix("s") if part.lower() != "half" else "half"]
            value, unit = share * _COUNTS[(match.group("count") or "").lower()], "share"
        else:
            value, unit = _MULTIPLES.get(multiple) or _HALVES[multiple], "times"
        start, low, high, about = _qualified(words, match.start(), value, value, "en")
        found.append(Figure(Span(start, match.end()), low, high, unit, about))
    return found


def _figure(words: str, one: Numeral, second: Numeral | None, language: str) -> Figure:
    """The figure that begins with this number; it may take in the number behind it."""
    low = high = one.value
    end, is_range = one.end, False
    share = _OUT_OF.match(words, end) if second is not None else None
    if second is not None and share and share.end() == second.start and 0 < one.value < second.value <= 100:
        start, least, most, about = _qualified(words, one.start, one.value / second.value, None, language)
        return Figure(Span(start, second.end), least, most, "share", about)
    if second is not None and _is_range(words, one, second, language):
        low, high = _scaled(one, second), second.value
        end, is_range = second.end, True
    more = _HALF_MORE.match(words, end)
    if more:
        low = high = (one.value + 0.5) * _HALF_SCALES.get(more.group("scale") or "", 1.0)
        end = more.end()
    halved = _HALF_A.search(words, 0, one.start)
    begin = one.start
    if halved and one.value >= 12:
        low, high, begin = low / 2, high / 2, halved.start()
    mark = _MONEY_BEFORE.search(words, max(0, begin - 5), begin)
    begin = mark.start() if mark else begin
    begin, least, most, about = _qualified(words, begin, low, high, language, is_range=is_range)
    least, most, about, end = _afterwards(words, end, least, most, about)
    unit, end = _unit(words, end, mark, language)
    if one.plural:
        most, about = None, True
    return Figure(Span(begin, end), least, most, unit or _age(words, begin), about)


def _age(words: str, begin: int) -> str:
    return "years old" if _OF_AGE.search(words, 0, begin) else ""


def _is_range(words: str, one: Numeral, second: Numeral, language: str) -> bool:
    between = words[one.end : second.start].replace("$", "").replace("€", "").replace("£", "").replace("%", "")
    before = words[max(0, one.start - 30) : one.start]
    opener, joiner = _BETWEEN[language]
    if re.search(rf"\b(?:{opener})\s+[$€£]?$", before, re.IGNORECASE) and re.fullmatch(joiner, between):
        return True
    if not re.fullmatch(_JOIN[language], between) or _scaled(one, second) >= second.value:
        return False
    return language != "en" or not _FROM.search(before) or bool(_RANGES.search(before))


def _scaled(one: Numeral, second: Numeral) -> float:
    """ "3 to 5 million": the scale behind the second number holds for the first too."""
    if one.value < 1000 <= second.value and second.value / max(one.value, 1.0) >= 1000:
        for scale in (1e9, 1e6, 1e3):
            if second.value >= scale:
                return one.value * scale
    return one.value


def _qualified(
    words: str, start: int, low: float, high: float | None, language: str, *, is_range: bool = False
) -> tuple[int, float | None, float | None, bool]:
    """Where the figure begins with its "more than" or "about", its bounds, and whether it is an estimate."""
    about = False
    least: float | None = low
    most: float | None = low if high is None else high
    for _ in range(2):
        found = _qualifier(language).search(words, max(0, start - 26), start)
        if not found:
            break
        start = found.start()
        if found.group("over") and not is_range:
            most = None
        elif found.group("under") and not is_range:
            least = None
        elif found.group("about"):
            about = about or found.group("about").lower() not in _NO_ESTIMATES
    return start, least, most, about


@lru_cache(maxsize=8)
def _qualifier(language: str) -> re.Pattern[str]:
    between = _BETWEEN[language][0]
    return re.compile(
        rf"\b[وف]?(?:(?P<over>{_OVER[language]})|(?P<under>{_UNDER[language]})|(?P<about>{_ABOUT[language]})|(?:{between}))"
        r"(?:\s+|(?<=['’]))[$€£]?$",
        re.IGNORECASE,
    )


def _afterwards(
    words: str, end: int, low: float | None, high: float | None, about: bool
) -> tuple[float | None, float | None, bool, int]:
    """What stands behind the number: "or more", "or less", "or so"."""
    if more := _OR_MORE.match(words, end):
        return low, None, about, more.end()
    if less := _OR_LESS.match(words, end):
        return None, high, about, less.end()
    so = _OR_SO.match(words, end)
    return low, high, about or so is not None, so.end() if so else end


def _unit(words: str, end: int, mark: re.Match[str] | None, language: str) -> tuple[str, int]:
    if degrees := _DEGREES.match(words, end):
        return "degrees", degrees.end()
    percent = _PERCENT.match(words, end)
    if percent:
        return ("percentage points" if "point" in percent.group() else "percent"), percent.end()
    if mark:
        return _MONEY[mark.group("mark")], end
    if behind := _MONEY_AFTER.match(words, end):
        return _MONEY[behind.group("mark")], behind.end()
    if times := _TIMES.match(words, end):
        return "times", times.end()
    if words[end : end + 1] == "-" and (aged := _AGED.match(words, end)):
        return _age_or_measure(aged), aged.end()
    return _counted(words, end) if language == "en" else _counted_abroad(words, end, language)


def _age_or_measure(aged: re.Match[str]) -> str:
    word = aged.group("unit").lower()
    if word in ("magnitude", "strong"):
        return word
    plural = "feet" if word == "foot" else f"{word}s"
    return f"{plural} old" if aged.group("old") else plural


def _counted(words: str, end: int) -> tuple[str, int]:
    """The noun phrase behind the number, up to its plural: "national defense members"."""
    unit: list[str] = []
    at = end
    while len(unit) < 4 and (found := _UNIT_WORD.match(words, at)):
        word = found.group(1)
        if word.lower() in _UNIT_END or (unit and (word.lower().endswith("ly") or found.group().strip() != word)):
            break
        if unit and word.endswith("ed") and (word in _OUTCOMES or unit[-1].endswith("men")):
            break
        unit.append(word)
        at = found.end()
        plural = word.endswith("s") and not word.endswith("ss")
        if plural or word.lower() in _PLURAL_HEADS or words[at : at + 1] in {",", ".", ";", ":", ")"}:
            break
    if len(unit) == 1 and unit[0].endswith("ed") and unit[0] not in _OUTCOMES:
        return "", end
    return " ".join(unit), at


def _counted_abroad(words: str, end: int, language: str) -> tuple[str, int]:
    """One word behind the number; in German and Russian past its adjectives to the noun."""
    unit: list[str] = []
    at = end
    while len(unit) < 3 and (found := re.compile(r"\s+(?:d['’])?([^\W\d_][\w\-]*)").match(words, at)):
        word = found.group(1)
        if word.lower() in _FOREIGN_LINKS and not unit:
            at = found.end()
            continue
        if word.lower() in _FOREIGN_END:
            break
        unit.append(word)
        at = found.end()
        adjective = (language == "de" and word.islower()) or (
            language == "ru" and word.endswith(("ых", "их", "ые", "ие"))
        )
        if not adjective:
            break
    return " ".join(unit), at if unit else end


def _is_idle(words: str, one: Numeral, language: str) -> bool:
    """ "One of them", a number glued to a word, "Resolution 2254", 12:30: nothing anybody would count."""
    before = words[one.start - 1 : one.start]
    after = words[one.end : one.end + 1]
    if one.in_words and one.value <= 1:
        return not re.match(r"\s+(?:in|out of)\s+\w", words[one.end : one.end + 12]) or language != "en"
    if one.in_words and after == "-" and not (_AGED.match(words, one.end) or _TIMES.match(words, one.end)):
        return words[one.end + 1 : one.end + 3] not in ("to", "od", "st")
    if one.in_words:
        return before == "-" or bool(re.match(r"\s+(?:of (?:them|us|you|which|whom)|sides)\b", words[one.end :]))
    if before.isalnum() or before in {"_", ".", ":", "/", "#", "@", "-"} or after in {":", "/", "_", "@"}:
        return not (before == "-" and words[one.start - 2 : one.start - 1].isdigit())
    if after.isalpha() and not _TIMES.match(words, one.end):
        return not re.match(r"(?:km|kg|m|cm|mm|ft|mph|kmh|kb|mb|gb)\b", words[one.end :], re.IGNORECASE)
    if after == "-":
        joined = _AGED.match(words, one.end) or _TIMES.match(words, one.end) or _OR_SO.match(words, one.end)
        return not joined and not words[one.end + 1 : one.end + 2].isdigit() and not words.startswith("-plus", one.end)
    return _is_label(words, one)


def _is_label(words: str, one: Numeral) -> bool:
    """A year, an hour of the day, or a number that is part of a name: "the 2016 election", "6 p.m.", "Boeing 737"."""
    if _CLOCK.match(words, one.end):
        return True
    unit, _ = _counted(words, one.end)
    bare_year = one.end - one.start == 4 and 1500 <= one.value <= 2100
    if bare_year and not _qualifier("en").search(words, 0, one.start):
        plural = unit.endswith("s") or unit.split(" ")[-1].lower() in _PLURAL_HEADS
        if not plural or _DETERMINED.search(words, 0, one.start):
            return True
    found = _LABELLED.search(words, max(0, one.start - 14), one.start)
    if not found:
        return False
    word = found.group(1)
    return word.lower() in _LABELS or (not unit and found.start() > 0 and word[:1].isupper() and _is_bare(words, one))


def _is_bare(words: str, one: Numeral) -> bool:
    """Whether nothing behind the number says what it counts."""
    return not (_PERCENT.match(words, one.end) or _MONEY_AFTER.match(words, one.end) or _TIMES.match(words, one.end))
