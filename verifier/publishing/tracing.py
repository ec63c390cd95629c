"""The provenance of a claim as PROV-JSON, from what readers may know and from nothing else."""

from itertools import pairwise

from verifier.provenance.export import (
    AgentKind,
    Json,
    PublicAgent,
    PublicHop,
    PublicProvenance,
    PublicStatement,
    PublicVerdict,
    prov_json,
)
from verifier.provenance.types import Access, Medium, Naming, Relation, Stance
from verifier.publishing.disclosure import PublicTeller
from verifier.publishing.dossier import Dossier, Grounds
from verifier.publishing.reviews import claim_url
from verifier.verdicts.scales import attribution_rating, content_rating


def provenance_of(dossier: Dossier, desk_name: str, public_url: str) -> dict[str, Json] | None:
    """The PROV-JSON of a claim, None while readers do not see what its verdict rests on."""
    shown = dossier.shown
    if dossier.grounds is not Grounds.SHOWN or shown is None:
        return None
    agents = _Agents()
    steps = dossier.chain.steps
    statements = [
        PublicStatement(
            id=step.statement_id,
            agent_id=agents.id_of(step.teller),
            naming=Naming(step.teller.naming),
            access=Access(step.access),
            medium=Medium(step.medium),
            told_on=step.said_on,
            url=step.url,
        )
        for step in steps
    ]
    statements += [
        PublicStatement(
            id=one.statement_id,
            agent_id=agents.id_of(one.teller),
            stance=Stance(one.stance),
            naming=Naming(one.teller.naming),
            access=Access(one.access),
            medium=Medium(one.medium),
            told_on=one.said_on,
            text=one.quote,
            url=one.url,
        )
        for one in dossier.evidence
    ]
    hops = [
        PublicHop(before.statement_id, here.statement_id, Relation(here.relation), confirmed=True, cue=here.cue)
        for before, here in pairwise(steps)
    ]
    if dossier.chain.cut:
        hops.append(PublicHop(steps[-1].statement_id, None, Relation.UNKNOWN, confirmed=True))
    return prov_json(
        PublicProvenance(
            home=claim_url(public_url, dossier.claim_id),
            vocabulary=f"{public_url}/public/terms#",
            desk=desk_name,
            claim=dossier.words,
            agents=tuple(agents.found),
            statements=tuple(statements),
            hops=tuple(hops),
            verdict=PublicVerdict(
                shown.number,
                attribution_rating(shown.attribution).label,
                content_rating(shown.content).label,
                shown.signed_at,
            ),
        )
    )


class _Agents:
    """Who speaks: one agent for a name, one for each statement of somebody without a name."""

    def __init__(self) -> None:
        self.found: list[PublicAgent] = []
        self._named: dict[tuple[str, str], int] = {}

    def id_of(self, teller: PublicTeller) -> int:
        named = teller.naming == Naming.NAMED
        known = self._named.get((teller.name, teller.kind)) if named else None
        if known is not None:
            return known
        number = len(self.found)
        kind = AgentKind.UNNAMED
        if named:
            kind = AgentKind.PERSON if teller.kind == "person" else AgentKind.ORGANISATION
            self._named[teller.name, teller.kind] = number
        self.found.append(PublicAgent(number, teller.name, kind))
        return number
