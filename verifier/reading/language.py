"""Which language a text is in, guessed from its script and its small words, and the direction it is written in."""

import re

from .page import Page
from .wordlist import word_set

_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = {
    "en": word_set(
        """the of and to in that is was for it with as on by this are from his they be have not he said who will
        at were has had which their an or but been after more"""
    ),
    "fr": word_set(
        """le la les des et est une dans que qui pour pas sur du au avec il elle ce cette sont été aux par en un
        selon ne se plus mais ont deux leur ses après"""
    ),
    "es": word_set(
        """el la los las de y en que del se por con una para es su al lo como más un pero según fue han no sus
        este entre dos también había son"""
    ),
    "de": word_set(
        """der die das und ist nicht mit den von zu ein eine für auf dem im des sich auch es als wurde laut sie
        er sind sagte hat haben dass nach bei einem einer werden wird aus noch zufolge am um wir soll sein
        habe"""
    ),
    "ru": word_set("и в не на что с по как это он его но из к за от был мы они для о у же со был были также"),
    "ar": word_set("في من على أن إلى عن ما هذا هذه التي الذي قال مع كان بعد لا لم أو كما بين إن بحسب وقال"),
}
_OF_WORD: dict[str, list[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words:
        _OF_WORD.setdefault(_word, []).append(_language)
_RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "ps", "ckb", "syr", "yi", "dv", "ug", "sd"})
_SAMPLE = 6_000
_SCRIPTS = (
    ("ar", "\u0600", "\u06ff"),
    ("ru", "\u0400", "\u04ff"),
    ("he", "\u0590", "\u05ff"),
    ("el", "\u0370", "\u03ff"),
    ("ja", "\u3040", "\u30ff"),
    ("zh", "\u4e00", "\u9fff"),
    ("ko", "\uac00", "\ud7a3"),
    ("hi", "\u0900", "\u097f"),
)
UNKNOWN = "und"
_NOT_ENGLISH = re.compile(r"[\u00bf-\u024f\u0370-\u06ff¡«»]")
_LEAST_WORDS = 6  # of a paragraph in another language of the same script


def guess_language(text: str) -> str:
    """The two-letter code of the text's language, "und" where nothing tells."""
    sample = text[:_SAMPLE].lower()
    words = _WORD.findall(sample)
    if not words:
        return UNKNOWN
    counts: dict[str, int] = {}
    scripts: dict[str, int] = {}
    for word in words:
        for language in _OF_WORD.get(word, ()):
            counts[language] = counts.get(language, 0) + 1
        for code, low, high in _SCRIPTS:
            if low <= word[0] <= high:
                scripts[code] = scripts.get(code, 0) + 1
                break
    if scripts:
        code = max(scripts, key=lambda key: (scripts[key], key))
        if scripts[code] * 2 > len(words):
            return code
    if not counts:
        return UNKNOWN
    return max(sorted(counts), key=lambda key: counts[key])


def languages_of(page: Page, language: str) -> dict[int, str]:
    """The language of each paragraph, by its number: the text's own unless the paragraph is plainly in another."""
    edges: dict[int, tuple[int, int]] = {}
    for unit in page.units:
        first, _ = edges.get(unit.paragraph, (unit.first, 0))
        edges[unit.paragraph] = (first, unit.last)
    return {number: _own(page.words(first, last), language) for number, (first, last) in edges.items()}


def _own(words: str, language: str) -> str:
    if language == "en" and not _NOT_ENGLISH.search(words):
        return language
    guess = guess_language(words)
    if guess in (language, UNKNOWN):
        return language
    if any(code == guess for code, _, _ in _SCRIPTS):
        return guess
    low = _WORD.findall(words[:_SAMPLE].lower())
    theirs, ours = (sum(code in _OF_WORD.get(word, ()) for word in low) for code in (guess, language))
    return guess if len(low) >= _LEAST_WORDS and theirs >= max(3, 2 * ours) else language


def direction(language: str) -> str:
    """ "rtl" for languages written from right to left, "ltr" for all others; takes tags such as "ar-SY" too."""
    return "rtl" if language.lower().replace("_", "-").split("-")[0] in _RIGHT_TO_LEFT else "ltr"
