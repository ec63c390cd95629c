"""Texts to read that nobody else wrote: plain news, and the shapes that make a reader slow."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice

NEWS_CHARACTERS = 4_500  # an article's usual length

_NEWS = (
    "Harbour Guard Recruits 200 Men in Port {town}",
    "The harbour guard of {town} has recruited more than 205 men so far, the {town} Monitor said on Monday.",
    "“We counted them at the gate,” its head, {name}, told the Coast Reader. “Some were not yet eighteen.”",
    "Local sources told the Monitor that training began in May, and that 35 civilians were paid $50 a month.",
    "Ministry spokesman {name} denied it. He said that no money had changed hands, and that the figures were invented.",
    "According to a report by the port office, citing two officials, the cost rose six times, from 40,000 to 240,000.",
    "The reports could not be independently verified.",
    "Will the council act? {name} thinks that it should: “It is our harbour,” she added, “and our shame.”",
    "A third of the men, the union wrote on its page, had signed without reading what they signed.",
    "The mayor of {town}, {name}, is expected to answer questions on 3 June.",
)
_TOWNS = ("Calder", "Varn", "Lorn", "Estrel", "Tiva", "Oskel", "Merrow")
_NAMES = ("Ann Lee", "Omar Haddad", "Ivo Marsh", "Lena Orlova", "Dr. Ruth Okoye", "Sami al-Khatib")
_MIXED = (
    "قالت المتحدثة إن النهر ارتفع. Ann Lee said \u202eit rose\u202c. «Оно поднялось», — сказал мэр. "
    "河水上涨。 „So hoch“, sagte er. "
)
_ROAD = "and the river rose over the road"


def news(characters: int, turn: int = 0) -> str:
    """An article of about so many characters; another ``turn`` gives another article."""
    towns, names = cycle(_TOWNS[turn % 7 :] + _TOWNS), cycle(_NAMES[turn % 6 :] + _NAMES)
    lines, length = [], 0
    for line in cycle(_NEWS):
        if length >= characters:
            break
        lines.append(line.format(town=next(towns), name=next(names)))
        length += len(lines[-1]) + 2
    return "\n\n".join(lines)


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of text at any size; ``unit`` says what one is, ``base`` how many of them the smallest text has."""

    name: str
    unit: str
    base: int
    make: Callable[[int], str]


SHAPES = (
    Shape("plain news", "characters", 5_000, news),
    Shape("one sentence", "words", 1_000, lambda n: " ".join(islice(cycle(_ROAD.split()), n))),
    Shape("quotations", "quotations", 100, lambda n: "“It fell,” the mayor said. " * n),
    Shape("unbalanced quotes", "open quotes", 100, lambda n: "“ it fell \" nobody ' knew « why " * (n // 4)),
    Shape("mixed scripts, bidi", "characters", 5_000, lambda n: (_MIXED * (n // len(_MIXED) + 1))[:n]),
    Shape("lone surrogates", "characters", 5_000, lambda n: ("Ann \ud800 said \udfff it rose. " * (n // 24 + 1))[:n]),
)
