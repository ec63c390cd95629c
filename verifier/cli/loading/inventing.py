"""Inventing articles: a text of paragraphs, in each of which a claim stands at its span with the voices behind it."""

from dataclasses import dataclass
from random import Random

from verifier.cli.loading.words import ARABIC, ENGLISH, Tongue
from verifier.provenance.types import Naming

SHARE_OF_ARABIC = 0.2
FEWEST_CLAIMS, MOST_CLAIMS = 8, 32
CHAIN_LENGTHS = (0, 1, 1, 1, 1, 2, 2, 3)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who can stand behind a claim: a source by its number, and how texts call it."""

    source_id: int
    name: str
    naming: Naming


@dataclass(frozen=True, slots=True)
class InventedClaim:
    """A claim at its span of the text. ``voices``: the chain behind the article, the nearest teller first."""

    start: int
    end: int
    kind: str
    score: float
    voices: tuple[Voice, ...]
    cue: str
    cue_start: int


@dataclass(frozen=True, slots=True)
class InventedArticle:
    """An article as it would have been taken in; ``disclaimer`` is its span, None where it has none."""

    language: str
    title: str
    text: str
    claims: tuple[InventedClaim, ...]
    disclaimer: tuple[int, int] | None


def invent(random: Random, number: int, outlet: str, voices: tuple[Voice, ...], most_claims: int) -> InventedArticle:
    """The article of this number, published by ``outlet``; at most so many claims, the same for the same ``random``."""
    tongue = ARABIC if random.random() < SHARE_OF_ARABIC else ENGLISH
    around = tuple(random.choices(voices, k=4))
    title = _filled(random, tongue, random.choice(tongue.titles))
    parts, at = [title, f"{outlet}, {number:,}"], len(title) + len(outlet) + len(f"{number:,}") + 6
    claims = []
    for _ in range(min(most_claims, random.randint(FEWEST_CLAIMS, MOST_CLAIMS))):
        claim, paragraph = _claim(random, tongue, around, at)
        claims.append(claim)
        parts.append(paragraph)
        at += len(paragraph) + 2
    disclaimer = None
    if random.random() < 0.6:
        words = tongue.disclaimer.format(outlet=outlet)
        disclaimer = (at, at + len(words))
        parts.append(words)
    return InventedArticle(tongue.code, title, "\n\n".join(parts), tuple(claims), disclaimer)


def _claim(random: Random, tongue: Tongue, around: tuple[Voice, ...], at: int) -> tuple[InventedClaim, str]:
    kind, pattern = random.choice(tongue.patterns)
    words = _filled(random, tongue, pattern)
    behind = tuple(dict.fromkeys(random.choices(around, k=random.choice(CHAIN_LENGTHS))))
    cue, ending = "", "."
    if behind:
        cue, ending = random.choice(tongue.said)
        ending = ending.format(voice=behind[0].name)
    place = at + len(words) + ending.find(cue) if cue else 0
    aside = f" {random.choice(tongue.asides)}" if random.random() < 0.4 else ""
    score = round(0.35 + 0.6 * random.random(), 3)
    return InventedClaim(at, at + len(words), kind, score, behind, cue, place), f"{words}{ending}{aside}"


def _filled(random: Random, tongue: Tongue, pattern: str) -> str:
    pick = random.choice
    return pattern.format(
        number=f"{int(10 ** (1 + 4 * random.random())):,}",
        things=pick(tongue.things),
        deeds=pick(tongue.deeds),
        place=pick(tongue.places),
        time=pick(tongue.times),
        body=pick(tongue.bodies),
        works=pick(tongue.works),
    )
