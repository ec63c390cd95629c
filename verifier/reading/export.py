"""The JSON form of a reading, as ``read --json`` prints it."""

from typing import Any

from .types import Figure, Hop, Moment, Naming, ProposedClaim, Reading, Span


def as_json(reading: Reading, text: str, text_id: str) -> dict[str, Any]:
    """One JSON object for ``text``; offsets are code points, a chain runs from the publisher inwards."""
    return {
        "id": text_id,
        "publisher": reading.publisher,
        "title": reading.title,
        "text": text,
        "claims": [_claim(claim) for claim in reading.claims],
        "attributions": [
            {
                "id": number,
                "source": _pairs(one.source),
                "cue": _pairs(one.cue),
                "content": _pairs(one.content),
                "nested_in": one.nested_in,
                "verb_class": one.verb_class.value,
                "rule": one.rule,
            }
            for number, one in enumerate(reading.attributions)
        ],
        "disclaimers": [
            {
                "start": one.span.start,
                "end": one.span.end,
                "kind": one.kind.value,
                "scope": one.scope.value,
                "who": one.who,
            }
            for one in reading.disclaimers
        ],
        "conflicts": [
            {"spans": _pairs(one.spans), "claims": _pairs(one.claims), "kind": one.kind, "text": one.text}
            for one in reading.conflicts
        ],
    }


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _claim(claim: ProposedClaim) -> dict[str, Any]:
    return {
        "start": claim.span.start,
        "end": claim.span.end,
        "text": claim.text,
        "kind": claim.kind.value,
        "score": round(claim.score, 4),
        "checkable": claim.checkable,
        "reason": claim.reason,
        "figures": [_figure(figure) for figure in claim.figures],
        "chain": [_hop(hop) for hop in claim.chain],
        "ends": claim.ends.value,
        "dates": [_moment(moment) for moment in claim.dates],
        "repeats": _pairs(claim.repeats),
        "rule": claim.rule,
    }


def _moment(moment: Moment) -> dict[str, Any]:
    return {
        "start": moment.span.start,
        "end": moment.span.end,
        "first": moment.first.isoformat() if moment.first else None,
        "last": moment.last.isoformat() if moment.last else None,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "start": figure.span.start,
        "end": figure.span.end,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "approximate": figure.approximate,
    }


def _hop(hop: Hop) -> dict[str, Any]:
    return {
        "source": hop.source,
        "kind": hop.kind.value,
        "named": hop.naming is Naming.NAMED,
        "naming": hop.naming.value,
        "relation": hop.relation.value,
        "cue": hop.cue,
        "spans": _pairs(hop.spans),
        "inferred": hop.inferred,
        "mention": hop.mention,
        "note": hop.note,
        "rule": hop.rule,
    }
