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
        "claims": [_claim(claim, text) for claim in reading.claims],
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


def _claim(claim: ProposedClaim, text: str) -> dict[str, Any]:
    return {
        "start": claim.span.start,
        "end": claim.span.end,
        "text": claim.text,
        "kind": claim.kind.value,
        "score": round(claim.score, 4),
        "checkable": claim.checkable,
        "reason": claim.reason,
        **details_of(claim, text),
        "chain": [_hop(hop) for hop in claim.chain],
        "ends": claim.ends.value,
        "repeats": _pairs(claim.repeats),
        "rule": claim.rule,
    }


def details_of(claim: ProposedClaim, text: str) -> dict[str, Any]:
    """What a claim of ``text`` holds that can be looked up, as JSON; "standalone" only where its words needed help."""
    details: dict[str, Any] = {
        "figures": [_figure(figure, text) for figure in claim.figures],
        "dates": [_moment(moment, text) for moment in claim.dates],
        "places": [_at(one.span) | {"text": one.words} for one in claim.places],
        "names": [_at(one.span) | {"text": one.words, "kind": one.kind.value} for one in claim.names],
    }
    if claim.standalone is not None:
        made = claim.standalone
        details["standalone"] = {"words": made.words, "note": made.note, "spans": _pairs(made.spans)}
    return details


def _at(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end}


def _moment(moment: Moment, text: str) -> dict[str, Any]:
    return _at(moment.span) | {
        "text": " ".join(moment.span.of(text).split()),
        "first": moment.first.isoformat() if moment.first else None,
        "last": moment.last.isoformat() if moment.last else None,
    }


def _figure(figure: Figure, text: str) -> dict[str, Any]:
    return _at(figure.span) | {
        "text": " ".join(figure.span.of(text).split()),
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
