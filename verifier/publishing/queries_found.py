"""What readers find among public claims: only by words that stand on a public page.

The index narrows down; whether a claim is a hit is decided by the very words that its reader may see, so that nobody
learns by searching what is withheld from them.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from verifier.matching import queries as index
from verifier.matching.marking import Pieces, excerpt, holds, marked
from verifier.matching.types import Kind, Term, Wanted, entry_id, mark_of, subject_of
from verifier.publishing.queries import standings
from verifier.publishing.queries_public import claims_public, redactions
from verifier.publishing.types import Standing, StandingKind
from verifier.tickets.queries_holds import Withholding, withholding
from verifier.tickets.types import TicketState

PAGE: Final = 20
_AT_ONCE: Final = 60
_ROUNDS: Final = 5
_UNTOLD: Final = frozenset({StandingKind.NOT_LISTED, StandingKind.ON_HOLD})


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A public claim that holds what was looked for: its words, and the article's own where these hold it."""

    claim_id: int
    words: Pieces
    exact: Pieces
    language: str
    publisher: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Found:
    """A page of them, newest first; ``before`` is where the next one goes on, None at the end."""

    claims: tuple[FoundClaim, ...]
    before: int | None


def claims_found(session: Session, terms: tuple[Term, ...], *, before: int | None = None) -> Found:
    """Public claims with all these words. So many candidates are looked at, and no more: a page can be short."""
    wanted = Wanted(terms, (Kind.CLAIM,), without=(mark_of("s", TicketState.PROPOSED.value),))
    withheld = withholding(session)
    found: list[FoundClaim] = []
    for _ in range(_ROUNDS):
        key = entry_id(Kind.CLAIM, before) if before is not None else None
        ids = [subject_of(one) for one in index.newest(session, wanted, before=key, limit=_AT_ONCE)]
        for one in _shown(session, ids, terms, withheld):
            if len(found) == PAGE:
                return Found(tuple(found), found[-1].claim_id)
            found.append(one)
        if len(ids) < _AT_ONCE:
            return Found(tuple(found), None)
        before = ids[-1]
    return Found(tuple(found), before)


def _shown(session: Session, claim_ids: list[int], terms: tuple[Term, ...], withheld: Withholding) -> list[FoundClaim]:
    rows = sorted(claims_public(session, claim_ids), key=lambda row: -row[0].id)
    redact = redactions(session, {claim.article_id for claim, *_ in rows}, withheld)
    told = standings(session, [ticket for _, ticket, _, _ in rows], withheld=withheld)
    found = []
    for claim, ticket, article, publisher in rows:
        words, exact = (redact[article.id].words(one) for one in (claim.wording, claim.exact))
        if told[ticket.id].kind in _UNTOLD or not holds(f"{words}\n{exact}", terms):
            continue
        beside = () if holds(words, terms) else excerpt(exact, terms)
        name = redact[article.id].words(publisher.public_name())
        found.append(FoundClaim(claim.id, marked(words, terms), beside, article.language, name, told[ticket.id]))
    return found
