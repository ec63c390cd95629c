"""What of a text is asked for, when earlier claims that say the same are looked for.

A post carries more than its claim: addresses, handles, the day it was sent. These are taken out, #TagsLikeThis are
taken apart, and words that stand in every second text are left out.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from verifier.matching.stems import stem
from verifier.reading.wordlist import word_set

LONGEST_TEXT: Final = 4_000
"""Characters of a text that are looked at: what a claim says is said early."""
LONGEST_TAIL: Final = 200

_ADDRESS: Final = re.compile(r"(?:https?://|www\.|pic\.twitter\.com|t\.co/)\S*", re.IGNORECASE)
_GLUED: Final = re.compile(r"(?<=\S)(?=https?://|pic\.twitter\.com)")
_TAIL: Final = re.compile(
    r"[—–-]{1,2}\s*(?P<who>[^—–()@]{1,80}?)\s*\((?P<handle>@\w+)\)\s*(?:[A-Z][a-z]{2,9} \d{1,2}, \d{4})?\s*$"
)
_TAGGED: Final = re.compile(r"[#@](\w+)")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[0-9])(?=[A-Za-z])|_+")
_INITIALS: Final = re.compile(r"\b(?:[A-Za-z]\. ?){2,}")
_COMMA: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_POSSESSIVE: Final = re.compile(r"['’](?:s|S)\b")
_WORD: Final = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)*")
_PLAIN: Final = str.maketrans("’‘“”–—…\u00a0", "''\"\"--. ")
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

STOP_WORDS: Final = word_set(
    """a about after again all also am an and any are as at be because been before being but by can cannot could did do
    does doing done down for from get got had has have having he her here hers him his how i if in into is it its just
    like me more most my no nor not now of off on once one only or other our out over own really said same say says she
    should so some such than that the their them then there these they this those through to too up us very via was we
    were what when where which while who whom why will with would you your yours isnt dont doesnt didnt wont cant arent
    wasnt werent hasnt havent couldnt shouldnt wouldnt im ive id youre youve theyre theyve weve thats theres whats lets
    rt amp"""
)
_SAME: Final = """
2 two; 3 three; 4 four; 5 five; 6 six; 7 seven; 8 eight; 9 nine; 10 ten; 11 eleven; 12 twelve; 13 thirteen; 14
fourteen; 15 fifteen; 16 sixteen; 17 seventeen; 18 eighteen; 19 nineteen; 20 twenty; 30 thirty; 40 forty; 50 fifty; 60
sixty; 70 seventy; 80 eighty; 90 ninety; photo photograph photographs photos pic pics picture pictures pix image
images snapshot; video videos footage clip; immigrant immigrants migrant migrants; child children kid kids; man men;
woman women; person people; die died dies dead death deaths; shoot shoots shooting shot shooter; take takes took taken
taking; sell sold sale sales; buy bought purchase; win won winning winner; steal stole stolen theft; write wrote
written; spend spent; pay paid; lose lost loss; build built; catch caught; teach taught; throw threw thrown; break
broke broken; fly flew flown flight; give gave given; go went gone; leave left; make made making; keep kept; fight
fought; run ran; speak spoke spoken speech; drive drove driven; eat ate eaten; fall fell fallen; grow grew grown
growth; hide hid hidden; know knew known; meet met; send sent; sing sang sung; sit sat; sleep slept; stand stood;
strike struck; swear swore sworn; tell told; think thought; wear wore worn; begin began begun; choose chose chosen
choice; drink drank drunk; freeze froze frozen; ride rode ridden; rise rose risen; shake shook shaken; swim swam; bite
bit bitten; lead led; feed fed; bleed bled; bury buried burial; kill killed kills killing; burn burnt burned; foot
feet; tooth teeth; mouse mice; wife wives; life lives; knife knives; mom mum mother; dad father; cop cops police; dems
democrats democrat democratic; gop republicans republican; covid covid19 coronavirus; vaccinate vaccine vaccines
vaccinated vaccination vaccinations vax; percent percentage; tv television; phone phones cellphone cellphones
telephone; ad ads advert advertisement advertisements; rep representative; sen senator senators; gov governor; doc
doctor doctors dr; refugee refugees; airplane plane planes aircraft; muslim muslims islam islamic
"""
SAME: Final = {word: group.split()[0] for group in _SAME.split(";") for word in group.split()}
"""Forms and other words that a stemmer does not bring together, each with the one that stands for them."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without what is not its claim; ``by`` is who sent it, where a post says so at its end."""

    text: str
    by: str = ""


def cleaned(text: str) -> Cleaned:
    """Take out of a text what is not its claim, its tags taken apart."""
    text = text[:LONGEST_TEXT].replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    text = _ADDRESS.sub(" ", _GLUED.sub(" ", text)).strip()
    tail = _TAIL.search(text, max(0, len(text) - LONGEST_TAIL))
    body, by = (text[: tail.start()], tail["who"]) if tail else (text, "")
    return Cleaned(" ".join(_TAGGED.sub(_taken_apart, body).split()), by)


def _taken_apart(found: re.Match[str]) -> str:
    return f" {_CAMEL.sub(' ', found[1])} "


def folded(text: str) -> str:
    """Small letters without the marks above and below them."""
    text = text.casefold().translate(_PLAIN)
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(one for one in apart if unicodedata.category(one)[0] != "M"))


def words_of(text: str) -> list[str]:
    """Every word of a text, folded, in order; figures without their commas, initials as one word."""
    text = _INITIALS.sub(lambda found: found[0].replace(".", "").replace(" ", "") + " ", text)
    text = _COMMA.sub("", _POSSESSIVE.sub("", text))
    found: list[str] = []
    for word in _WORD.findall(folded(text)):
        word = word.replace("'", "").replace("’", "")
        if _UNSPACED.search(word):
            found += [word[at : at + 2] for at in range(max(1, len(word) - 1))]
        else:
            found.append(word)
    return found


def terms_of(text: str) -> list[str]:
    """The stems of a text's words in order, without words that stand everywhere."""
    return [stem(SAME.get(word, word)) for word in words_of(text) if word not in STOP_WORDS]
