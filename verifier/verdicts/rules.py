"""May this verdict be proposed or signed."""

from collections.abc import Iterator

from verifier.kernel.errors import RuleBroken
from verifier.verdicts.scales import ATTRIBUTION, CONTENT
from verifier.verdicts.types import Override, Readiness, VerdictFields

LONGEST = 20_000
LONGEST_NOTE = 2_000


def missing(
    fields: VerdictFields,
    *,
    open_hops: int,
    evidence: int,
    chain_length: int,
    correction: bool,
    open_copies: int = 0,
) -> Iterator[Readiness]:
    """What still stops a proposal, each with the place where it is mended; nothing if it may go.

    ``open_hops`` counts hops of the chain nobody has judged, ``open_copies`` texts beside it proposed to be copies,
    ``evidence`` statements besides the article's own, ``chain_length`` the statements of the chain with that one.
    """
    if chain_length == 0:
        yield Readiness("chain_missing", "The chain has no beginning. Add who says it.", "chain")
    if open_hops:
        words = "1 hop of the chain is" if open_hops == 1 else f"{open_hops} hops of the chain are"
        yield Readiness("hops_open", f"{words} only proposed. Accept or reject, so that the chain has an end.", "chain")
    if open_copies:
        words = "1 text is" if open_copies == 1 else f"{open_copies} texts are"
        yield Readiness("copies_open", f"{words} only proposed to be a copy. Confirm it, or say it is none.", "sources")
    if not evidence:
        yield Readiness("evidence_missing", "Nothing but the article speaks yet. Add a source, or a hop.", "sources")
    if not fields.attribution:
        yield Readiness("attribution_missing", "Choose whether the named source said it.", "attribution")
    if not fields.content:
        yield Readiness("content_missing", "Choose whether it is so.", "content")
    if not fields.rationale.strip():
        yield Readiness("rationale_missing", "Write why.", "rationale")
    if not fields.asked.strip():
        yield Readiness("asked_missing", "Write who was asked, or why nobody was.", "asked")
    if correction and not fields.public_note.strip():
        yield Readiness("public_note_missing", "Write the public note: what changed, and why.", "public_note")


def check_fields(fields: VerdictFields) -> None:
    """Raise RuleBroken for a rating that is on no scale, or for words that are too long."""
    if fields.attribution and fields.attribution not in {one.key for one in ATTRIBUTION}:
        raise RuleBroken("attribution_unknown", "Choose a rating from the list.", "attribution")
    if fields.content and fields.content not in {one.key for one in CONTENT.ratings}:
        raise RuleBroken("content_unknown", "Choose a rating from the list.", "content")
    for name in ("rationale", "asked"):
        if len(getattr(fields, name)) > LONGEST:
            raise RuleBroken(f"{name}_long", f"Write at most {LONGEST:,} characters.", name)
    if len(fields.public_note) > LONGEST_NOTE:
        raise RuleBroken("public_note_long", f"Write at most {LONGEST_NOTE:,} characters.", "public_note")
    for one in fields.overrides:
        check_override(one)


def check_override(given: Override) -> None:
    """Raise RuleBroken for a reason that is too long, or a breach longer than any that is ever shown."""
    if len(given.reason) > LONGEST_NOTE or len(given.breach) > LONGEST_NOTE:
        raise RuleBroken("override_long", f"Write at most {LONGEST_NOTE:,} characters.", override_field(given.rule))


def override_field(rule: int) -> str:
    """The field of a form in which the reason against a rule is written."""
    return f"override-{rule}"


def check_hash(proposed: str | None, seen: str, now_is: str) -> None:
    """Raise RuleBroken unless what was proposed, what the editor saw and what is stored are one and the same."""
    if not (proposed == seen == now_is):
        raise RuleBroken(
            "content_changed", "What you saw is not what is stored now. Read the ticket again before you sign."
        )
