"""The people and the sources of a desk that is filled, through the verbs by which every desk gets them."""

from dataclasses import dataclass
from datetime import datetime
from itertools import product

from sqlalchemy.orm import Session

from verifier.accounts.actions import invite
from verifier.accounts.types import Person, Role
from verifier.cli.loading.inventing import Voice
from verifier.cli.loading.words import ENGLISH, FIRST_NAMES, LAST_NAMES, OFFICES, OUTLETS, UNNAMED
from verifier.provenance.types import Naming
from verifier.sources.actions import find_or_add
from verifier.sources.types import SourceKind

REVIEWERS, EDITORS = 24, 4
TICKETS_A_SOURCE = 2_000  # so many tickets bring one source more, up to the most there are names for


@dataclass(frozen=True, slots=True)
class Cast:
    """Who works at the desk, who publishes and who speaks. ``editors`` sign, ``reviewers`` propose."""

    reviewers: tuple[Person, ...]
    editors: tuple[Person, ...]
    outlets: tuple[Voice, ...]
    voices: tuple[Voice, ...]


def gather_cast(session: Session, tickets: int, now: datetime) -> Cast:
    """People and sources for so many tickets."""
    names = [" ".join(pair) for pair in product(FIRST_NAMES, LAST_NAMES)]
    roles = [*[Role.REVIEWER] * REVIEWERS, *[Role.EDITOR] * EDITORS, Role.ADMIN, Role.AUDITOR, Role.VIEWER]
    people = []
    for number, role in enumerate(roles):
        email = f"{role.value}{number}@load.example"
        account, _ = invite(session, email=email, name=names[number], role=role, by=None, now=now)
        people.append(account.as_person())
    places = [one.removeprefix("the ").title() for one in ENGLISH.places]
    most = max(10, tickets // TICKETS_A_SOURCE)
    outlets = [f"{place} {word}" for word, place in product(OUTLETS, places)][: max(8, most // 4)]
    offices = [f"{place} {word}" for word, place in product(OFFICES, places)][: most // 2]
    spoken = [*offices, *names[len(roles) :][: most // 2]]
    return Cast(
        tuple(one for one in people if one.role is Role.REVIEWER),
        tuple(one for one in people if one.role is Role.EDITOR),
        tuple(_voice(session, name, SourceKind.OUTLET, Naming.NAMED, now) for name in outlets),
        (
            *(_voice(session, one, SourceKind.ORGANISATION, Naming.NAMED, now) for one in offices),
            *(_voice(session, one, SourceKind.PERSON, Naming.NAMED, now) for one in spoken[len(offices) :]),
            *(
                _voice(session, one.format(place=places[0]), SourceKind.UNNAMED_GROUP, Naming.UNNAMED, now)
                for one in UNNAMED
            ),
        ),
    )


def _voice(session: Session, name: str, kind: SourceKind, naming: Naming, now: datetime) -> Voice:
    return Voice(find_or_add(session, name=name, kind=kind, by=None, now=now).id, name, naming)
