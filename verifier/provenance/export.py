"""Export: the provenance of one claim as PROV-JSON, from values that are fit to be published and from nothing else.

The mapping follows the W3C PROV data model and its JSON serialisation: statements, the claim and verdicts are entities,
tellings and reviews activities, whoever speaks an agent. PROV-JSON has no record for a quotation or a primary source;
those are derivations with a type. Nothing is invented: a hop into the unknown leads to an entity that says so, and a
hop of unknown kind names no activity. Ids are counted within one export and tell nothing of the desk's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import count

from verifier.provenance.types import Access, Medium, Naming, Relation, Stance

Json = str | list["Json"] | dict[str, "Json"]


class AgentKind(StrEnum):
    """What kind of agent the public is told a source is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class PublicAgent:
    """A source as published: ``name`` is its public name, for unnamed and protected ones their published description.

    ``acts_for`` is the id of the agent it speaks for. ``id`` only ties things together within one export.
    """

    id: int
    name: str
    kind: AgentKind
    acts_for: int | None = None


@dataclass(frozen=True, slots=True)
class PublicStatement:
    """A statement as published; ``text`` only if its words may be, ``url`` where the public can read it."""

    id: int
    agent_id: int
    stance: Stance = Stance.SUPPORTS
    naming: Naming = Naming.NAMED
    access: Access = Access.UNKNOWN
    medium: Medium = Medium.OTHER
    told_on: date | None = None
    text: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class PublicHop:
    """A derivation as published; ``upstream_id`` None is a source nobody knows. ``cue`` are the words that show it."""

    downstream_id: int
    upstream_id: int | None
    relation: Relation = Relation.REPORTED
    confirmed: bool = False
    cue: str = ""


@dataclass(frozen=True, slots=True)
class PublicVerdict:
    """A signed verdict: ratings by their public names, who gave it by role, ``signed_at`` in aware UTC."""

    version: int
    attribution: str
    content: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class PublicProvenance:
    """All that one export says.

    ``home`` is the address of the claim's public page, ``vocabulary`` that under which the desk explains its own terms;
    both are used as prefixes. ``desk`` is the name of the newsroom.
    """

    home: str
    vocabulary: str
    desk: str
    claim: str
    agents: tuple[PublicAgent, ...]
    statements: tuple[PublicStatement, ...]
    hops: tuple[PublicHop, ...]
    verdict: PublicVerdict | None = None


_AGENT_TYPES = {
    AgentKind.PERSON: "prov:Person",
    AgentKind.ORGANISATION: "prov:Organization",
    AgentKind.UNNAMED: "vf:UnnamedSource",
}
_WITHOUT_TELLING = frozenset({Relation.UNKNOWN, Relation.IMPLICIT})


def prov_json(provenance: PublicProvenance) -> dict[str, Json]:
    """The export as a PROV-JSON document: one bundle, which is itself an entity attributed to the desk.

    Raises ValueError if two of a kind share an id, or a statement, hop or agent names one that is not in the export.
    """
    return _Document(provenance).written()


class _Document:
    """Records as they are collected, by kind and key; relations have no key and are numbered at the end."""

    def __init__(self, provenance: PublicProvenance) -> None:
        self._given = provenance
        self._agents = _numbered("ag", [agent.id for agent in provenance.agents])
        self._statements = _numbered("u", [statement.id for statement in provenance.statements])
        self._records: dict[str, dict[str, Json]] = {}
        self._relations: dict[str, list[Json]] = {}

    def written(self) -> dict[str, Json]:
        version = self._given.verdict.version if self._given.verdict else 0
        bundle = f"t:prov-v{version}"
        self._relate("wasAttributedTo", {"prov:entity": bundle, "prov:agent": "t:ag/desk"})
        self._record("entity", bundle, {"prov:type": _name("prov:Bundle")})
        self._record("agent", "t:ag/desk", {"prov:type": _name("prov:Organization"), "vf:name": self._given.desk})
        prefix: dict[str, Json] = {"vf": self._given.vocabulary, "t": self._given.home.rstrip("/") + "/"}
        outer = self._taken()
        self._record("entity", "t:claim", {"prov:type": _name("vf:Claim"), "prov:value": self._given.claim})
        self._add_agents()
        self._add_statements()
        self._add_hops()
        if self._given.verdict:
            self._add_verdict(self._given.verdict)
        return {"prefix": prefix, **outer, "bundle": {bundle: {"prefix": prefix, **self._taken()}}}

    def _taken(self) -> dict[str, Json]:
        """All collected so far, relations numbered in the order a reader meets them; what follows is collected anew."""
        taken: dict[str, Json] = {kind: dict(found) for kind, found in self._records.items()}
        number = count(1)
        for kind, relations in self._relations.items():
            taken[kind] = {f"_:id{next(number)}": says for says in relations}
        self._records, self._relations = {}, {}
        return taken

    def _record(self, kind: str, key: str, says: dict[str, Json]) -> None:
        self._records.setdefault(kind, {})[key] = _filled(says)

    def _relate(self, kind: str, says: dict[str, Json]) -> None:
        self._relations.setdefault(kind, []).append(_filled(says))

    def _add_agents(self) -> None:
        for agent in self._given.agents:
            naming = "vf:description" if agent.kind is AgentKind.UNNAMED else "vf:name"
            self._record(
                "agent", self._agents[agent.id], {"prov:type": _name(_AGENT_TYPES[agent.kind]), naming: agent.name}
            )
        for agent in self._given.agents:
            if agent.acts_for is not None:
                responsible = _known(self._agents, agent.acts_for, "agent")
                self._relate(
                    "actedOnBehalfOf", {"prov:delegate": self._agents[agent.id], "prov:responsible": responsible}
                )

    def _add_statements(self) -> None:
        for statement in self._given.statements:
            key = self._statements[statement.id]
            self._record(
                "entity",
                key,
                {
                    "prov:type": _name("vf:Statement"),
                    "prov:value": statement.text,
                    "prov:location": _typed(statement.url, "xsd:anyURI"),
                    "vf:toldOn": _typed(statement.told_on.isoformat() if statement.told_on else "", "xsd:date"),
                    "vf:stance": statement.stance.value,
                    "vf:naming": statement.naming.value,
                    "vf:access": statement.access.value,
                    "vf:medium": statement.medium.value,
                },
            )
            teller = _known(self._agents, statement.agent_id, "agent")
            self._relate("wasAttributedTo", {"prov:entity": key, "prov:agent": teller})
            self._relate("specializationOf", {"prov:specificEntity": key, "prov:generalEntity": "t:claim"})

    def _add_hops(self) -> None:
        first_hand = {told.id for told in self._given.statements if told.access is Access.FIRST_HAND}
        for number, hop in enumerate(dict.fromkeys(self._given.hops), start=1):
            types = [_name("prov:Quotation")] if hop.relation is Relation.QUOTED else []
            if hop.upstream_id is None:
                giver = f"t:u/unknown-{number}"
                self._record("entity", giver, {"prov:type": _name("vf:UnknownSource")})
            else:
                giver = _known(self._statements, hop.upstream_id, "statement")
            if hop.upstream_id in first_hand and hop.confirmed:
                types.append(_name("prov:PrimarySource"))
            telling = "" if hop.relation in _WITHOUT_TELLING or hop.upstream_id is None else f"t:act/{number}"
            if telling:
                self._record("activity", telling, {"prov:type": _name("vf:Telling")})
            self._relate(
                "wasDerivedFrom",
                {
                    "prov:generatedEntity": _known(self._statements, hop.downstream_id, "statement"),
                    "prov:usedEntity": giver,
                    "prov:activity": telling,
                    "prov:type": types[0] if len(types) == 1 else types or "",
                    "vf:relation": hop.relation.value,
                    "vf:status": "confirmed" if hop.confirmed else "proposed",
                    "vf:cue": hop.cue,
                },
            )

    def _add_verdict(self, verdict: PublicVerdict) -> None:
        """Two people by their roles, never by name: one proposed the verdict, another signed it."""
        key, review = f"t:verdict/v{verdict.version}", "t:act/review"
        self._record(
            "entity",
            key,
            {
                "prov:type": _name("vf:Verdict"),
                "vf:version": _typed(str(verdict.version), "xsd:int"),
                "vf:attribution": verdict.attribution,
                "vf:content": verdict.content,
            },
        )
        self._record("activity", review, {"prov:type": _name("vf:Review")})
        self._relate(
            "wasGeneratedBy",
            {"prov:entity": key, "prov:activity": review, "prov:time": verdict.signed_at.isoformat()},
        )
        self._relate("used", {"prov:activity": review, "prov:entity": "t:claim"})
        for role in ("Reviewer", "Editor"):
            agent = f"t:ag/{role.lower()}"
            self._record("agent", agent, {"prov:type": _name("prov:Person")})
            self._relate(
                "wasAssociatedWith",
                {"prov:activity": review, "prov:agent": agent, "prov:role": _name(f"vf:{role}")},
            )
        if verdict.version > 1:
            before = f"t:verdict/v{verdict.version - 1}"
            self._record("entity", before, {"prov:type": _name("vf:Verdict")})
            self._relate(
                "wasDerivedFrom",
                {"prov:generatedEntity": key, "prov:usedEntity": before, "prov:type": _name("prov:Revision")},
            )


def _filled(says: dict[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in says.items() if value != ""}


def _numbered(kind: str, ids: list[int]) -> dict[int, str]:
    if len(set(ids)) != len(ids):
        raise ValueError(f"two of the same kind ({kind}) share an id")
    return {id_: f"t:{kind}/{number}" for number, id_ in enumerate(ids, start=1)}


def _known(keys: Mapping[int, str], id_: int, kind: str) -> str:
    if id_ not in keys:
        raise ValueError(f"{kind} {id_} is not part of the export")
    return keys[id_]


def _name(qualified: str) -> Json:
    return {"$": qualified, "type": "xsd:QName"}


def _typed(value: str, of: str) -> Json:
    return {"$": value, "type": of} if value else ""
