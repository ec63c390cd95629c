"""How much a sentence deserves a check, by features a person can name. Ranks claims; hides none.

The weights are round numbers set by hand, not learnt: figures count most, then comparison, change and record ("voted",
"has cut"), public matters, names and length; wishes, duties, feelings, plans, questions and courtesies count against.
Each sign was kept only where it held in speeches, debates and fact-checked statements alike.
"""

import math
import re

from .wordlist import word_set

_WORD = re.compile(r"[^\W\d_][\w'’\-]*|\d[\d.,]*")
_QUANTITY = word_set(
    """million billion trillion millions billions trillions percent percentage hundred hundreds thousand thousands
    dozen dozens half third thirds quarter quarters fourth fifth majority million-dollar twice double doubled
    doubling triple tripled tripling times zero nearly approximately roughly per
    millones miles mitad ciento millionen milliarden tausend tausende prozent hälfte milliers milliards moitié cent
    миллион миллиона миллионов тысяч тысячи тысяча миллиардов процентов процента половина
    مليون ملايين مليار ألف آلاف مئات عشرات بالمئة بالمائة نصف"""
)
_SMALL_NUMBERS = word_set(
    """two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy
    eighty ninety"""
)
_COMPARISON = word_set(
    """more less fewer most least highest lowest largest biggest smallest higher lower greater than record best worst
    fastest slowest strongest oldest youngest longest shortest poorest richest larger smaller faster slower longer
    fewest newest"""
)
_CHANGE = word_set(
    """increase increased increases increasing decrease decreased decreases rise rises rose risen rising fall falls
    fell fallen drop drops dropped grew grown grow growing growth cut cuts cutting reduce reduces reduced reducing
    reduction raise raised raises raising lose losing lost gain gained gains add added adding adds doubled tripled
    quadrupled improved slashed soared plunged shrank decline declined declining eliminated eliminate up down"""
)
_MEASURE = word_set(
    """average rate rates level levels number numbers total median gap share ranked ranks rank first last since only
    ever annual annually yearly daily"""
)
_RECORD = word_set(
    """voted vote supported opposed signed passed created spent paid sold bought received took gave made won lost
    killed died arrested charged built closed opened cost costs costing owned worked served invaded attacked
    introduced wrote promised admitted ran founded launched sent brought hired fired ended began started became got
    did came left happened proposed approved rejected gone given taken done was were had been has led held met kept
    knew chose fought struck stole shot drew rode laid set put found sought taught thought told went said called
    heard saw seen shown spoke stood sued swore understood wore withdrew hit fled broke broken grew dealt lent meant
    read"""
)
_PUBLIC_MATTERS = word_set(
    """tax taxes jobs job unemployment budget deficit debt economy wages wage income incomes prices trade crime crimes
    murder murders homicide immigration immigrants immigrant illegal border health healthcare insurance medicare
    medicaid social security education school schools energy oil gas coal emissions nuclear troops war wars
    terrorists terrorism isis weapons guns gun law laws bill act court constitution congress senate government
    states state federal country countries nation nation's world workers families women children people americans
    voters students teachers dollars year years months decade decades century rate program programs spending company
    companies manufacturing poverty welfare vaccine cases deaths death police prison army forces militia military
    drug drugs opioid opioids hospitals veterans factories plants treaty deal agreement sanctions policy policies
    record regulation regulations banks bank wall street investment revenue surplus population city cities county
    counties district university universities college colleges percent businesses business farmers small unions
    union citizens households funding funds cost costs premiums coverage loans loan mortgage housing homes inflation
    recession stock market markets exports imports tariffs"""
)
_MINE = word_set("i i'm i'll i'd i've my me we'll let let's myself")
_YOURS = word_set("you you're you'll you've you'd your yourself sir")
_COURTESIES = word_set(
    """thank thanks welcome please okay ok yes yeah well applause laughter ladies gentlemen goodnight hello hi bye
    congratulations cheers booing crosstalk inaudible evening tonight"""
)
_MIND = word_set(
    """think thinks believe hope want wants wish feel love glad happy sorry guess maybe perhaps ready agree disagree
    understand know wonder ask talk talking appreciate mean proud honored grateful pleased remember imagine suppose
    look looking listen frankly question answer tell"""
)
_MIGHT = word_set("would could might may can can't cannot couldn't wouldn't if unless whether")
_AHEAD = word_set("will going won't gonna shall plan")
_WE = word_set("we our us ours we're we've ourselves")
_DUTY = word_set("need needs must should ought ensure shouldn't deserve deserves let's")
_SWEEP = word_set("this these that those it")
_IDEALS = word_set(
    """dream dreams future hope hopes heart hearts soul spirit faith prayer prayers god bless courage great greatness
    together promise opportunity freedom liberty values challenge challenges journey destiny strength character
    honor generations tomorrow beautiful wonderful amazing incredible fantastic tremendous respect dignity right
    wrong good bad disgrace love strong better fair"""
)
_FILLERS = word_set(
    """want get getting got go come do doing done thing things something stuff way lot kind really very actually just"""
)
_JOINTS = word_set("and but so or")
# Each kind of word with its weight and how many of them count at most.
_KINDS = (
    (_QUANTITY, 0.7, 3),
    (_SMALL_NUMBERS, 0.4, 2),
    (_COMPARISON, 0.2, 3),
    (_CHANGE, 0.35, 3),
    (_MEASURE, 0.35, 3),
    (_RECORD, 0.3, 4),
    (_PUBLIC_MATTERS, 0.25, 6),
    (_MINE, -0.3, 3),
    (_YOURS, -0.15, 3),
    (_COURTESIES, -0.25, 3),
    (_MIND, -0.4, 4),
    (_MIGHT, -0.3, 3),
    (_AHEAD, -0.2, 2),
    (_WE, -0.1, 3),
    (_DUTY, -0.7, 2),
    (_SWEEP, -0.1, 3),
    (_IDEALS, -0.5, 3),
    (_FILLERS, -0.25, 4),
    (_JOINTS, -0.1, 3),
)
_KINDS_OF: dict[str, tuple[int, ...]] = {
    word: tuple(kind for kind, (words, _, _) in enumerate(_KINDS) if word in words)
    for word in frozenset().union(*(words for words, _, _ in _KINDS))
}
_PAST = re.compile(r"[a-z]{3,}ed")
_SUPERLATIVE = re.compile(r"[a-z]{3,}est")
_MONEY = re.compile(r"[$€£¥]\s?\d|\d\s?(?:[%€£٪]|percent|per cent)")
_YEAR = re.compile(r"\b[12]\d{3}\b")
_SOMEBODY = frozenset({"he", "she", "they"})
_DEICTIC = frozenset({"this", "that", "these", "those", "that's", "it", "it's"})
_SELF = ("I", "I'm", "I've", "I'll", "I'd", "I’m", "I’ve", "I’ll", "I’d")


def score(words: str) -> float:
    """The check-worthiness of a sentence, 0 (a courtesy) to 1 (a figure compared with another)."""
    found = _WORD.findall(words)
    if not found:
        return 0.0
    return 1.0 / (1.0 + math.exp(-_weigh(words, found)))


def _weigh(words: str, found: list[str]) -> float:
    low = [word.lower().replace("’", "'") for word in found]
    numbers = sum(word[0].isdigit() for word in found)
    z = -3.0 + 0.8 * math.log(len(found) + 1)
    if numbers:
        z += 1.3 + 0.2 * min(numbers, 4) + 0.7 * bool(_MONEY.search(words)) - 0.4 * bool(_YEAR.search(words))
    z += 0.25 * min(3, sum(word[:1].isupper() and word not in _SELF for word in found[1:]))
    z += 0.4 * min(3, sum(word.endswith("ed") and _PAST.fullmatch(word) is not None for word in low))
    z += 0.6 * min(2, sum(word.endswith("est") and _SUPERLATIVE.fullmatch(word) is not None for word in low))
    z += 0.7 * (low[0] in _SOMEBODY) - 0.3 * (low[0] in _DEICTIC)
    ending = words.rstrip(" \"”'’)»")
    z -= 1.3 * ending.endswith(("?", "؟")) + 1.0 * ending.endswith("!")
    return z + _weigh_kinds(low)


def _weigh_kinds(low: list[str]) -> float:
    counts = [0] * len(_KINDS)
    for word in low:
        for kind in _KINDS_OF.get(word, ()):
            counts[kind] += 1
    return sum(weight * min(most, count) for count, (_, weight, most) in zip(counts, _KINDS, strict=True) if count)
