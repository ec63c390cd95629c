"""How much a sentence deserves a check, by features a person can name. Ranks claims; hides none.

The weights are round numbers set by hand: a figure counts most, then comparison and record ("voted", "has cut"), then
names and length; questions, wishes, plans and courtesies count against.
"""

import math
import re

from .wordlist import word_set

_WORD = re.compile(r"[^\W\d_][\w'’\-]*|\d[\d.,]*")
_QUANTITY = word_set(
    """million billion trillion percent percentage hundred hundreds thousand thousands dozen dozens half twice
    double doubled triple tripled third thirds quarter majority million-dollar one two three four five six
    seven eight nine ten twenty thirty forty fifty sixty times millions billions trillions zero"""
)
_COMPARISON = word_set(
    """more less fewer most least highest lowest largest biggest smallest higher lower greater than record
    increase increased increases decrease decreased rise rose risen fall fell fallen drop dropped grew grown
    growth cut cuts reduced raised lost gained added doubled average rate rates first since worst best"""
)
_RECORD = word_set(
    """voted vote supported opposed signed passed created spent paid sold bought received took gave made went
    won lost killed died arrested charged built closed opened cost costs costing owned worked served invaded
    attacked introduced wrote promised said called admitted ran founded launched sent brought hired fired
    ended began started became got did came left happened proposed approved rejected gone given taken done"""
)
_ISSUES = word_set(
    """tax taxes jobs unemployment budget deficit debt economy wages income prices trade crime murder
    immigration immigrants border health insurance medicare medicaid social security education school schools
    energy oil gas emissions nuclear troops war terrorists weapons guns law bill act court constitution
    congress senate government states country world workers families women children people americans voters
    percent dollars year years months rate program spending programs company companies manufacturing poverty
    welfare vaccine cases deaths police prison army forces militia"""
)
_MINE = word_set("i i'm i'll i'd i've me my we'll let let's myself")
_YOURS = word_set(
    """you your you're you'll yourself sir thank thanks welcome please okay ok yes yeah well applause laughter"""
)
_HOPES = word_set(
    """think believe hope want wants wish feel love glad happy sorry guess maybe perhaps would could will going
    if might ready agree disagree understand know wonder let ask talk appreciate"""
)
_WE = word_set("we our us ours we're we've")
_DUTY = word_set("need needs must should ought let's let ensure")
_SWEEP = word_set("every all each to this these that")
_HERE = word_set("is are it's that's there's")
_PAST = re.compile(r"[a-z]{3,}ed")
_COURTESY = re.compile(
    r"\b(?:thank you|thanks|good (?:evening|morning|night)|welcome|god bless|ladies and gentlemen)\b", re.IGNORECASE
)
# Each kind of word with its weight and how many of them count at most.
_KINDS = (
    (_QUANTITY, 0.7, 2),
    (_COMPARISON, 0.4, 3),
    (_RECORD, 0.5, 3),
    (_ISSUES, 0.35, 5),
    (_MINE, -0.45, 3),
    (_YOURS, -0.15, 3),
    (_HOPES, -0.25, 3),
    (_WE, -0.25, 3),
    (_DUTY, -0.5, 2),
    (_SWEEP, -0.2, 4),
    (_HERE, -0.25, 2),
)
_KINDS_OF: dict[str, tuple[int, ...]] = {
    word: tuple(kind for kind, (words, _, _) in enumerate(_KINDS) if word in words)
    for word in frozenset().union(*(words for words, _, _ in _KINDS))
}


def score(words: str) -> float:
    """The check-worthiness of a sentence, 0 (a courtesy) to 1 (a figure compared with another)."""
    found = _WORD.findall(words)
    if not found:
        return 0.0
    return 1.0 / (1.0 + math.exp(-_weigh(words, found)))


def _weigh(words: str, found: list[str]) -> float:
    low = [word.lower().replace("’", "'") for word in found]
    length = len(found)
    z = -3.5 + 0.8 * math.log(length + 1)
    z += 1.8 * any(word[0].isdigit() for word in found)
    if words.rstrip(" \"”'’)").endswith(("?", "؟")):
        z -= 1.2
    if _COURTESY.search(words):
        z -= 0.7
    z += 0.35 * min(3, sum(word[:1].isupper() for word in found[1:] if word != "I"))
    z += 0.35 * min(3, sum(_PAST.fullmatch(word) is not None for word in low))
    return z + sum(
        weight * min(most, sum(word in words_of_kind for word in low)) for words_of_kind, weight, most in _KINDS
    )
