"""The public line of a claim: one pure function of everything the public may know, computed anew each time.

Three principles. Without a signature nothing is called verified: the publisher's own words stand alone. A verdict once
public leaves the public line only by being withdrawn or put on hold: whatever else happens, it stays readable. And a
legal hold goes before everything: while it stands, the line says so, and nothing of the claim or the finding.
"""

from datetime import date
from typing import Final

from verifier.publishing.types import SignedVerdict, Standing, StandingInput, StandingKind
from verifier.verdicts.scales import Rating, attribution_rating, content_rating

WORKING: Final = frozenset({"in_progress", "help_needed", "in_review"})
PUBLIC: Final = frozenset({"signed_off", "published"})
TICKET_STATES: Final = WORKING | PUBLIC | {"proposed", "open", "correcting", "withdrawn", "closed"}

NOT_VERIFIED: Final = "Nobody at this desk has verified this."

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_CLOSED: Final = {
    "not_checkable": "it cannot be checked",
    "out_of_scope": "it is outside what this desk checks",
    "duplicate": "it is checked under another claim",
    "no_public_interest": "checking it would not serve the public",
}
_ATTRIBUTION: Final = {
    "attributed": "attribution confirmed",
    "attributed_secondhand": "attribution second-hand",
    "misattributed": "attribution wrong",
    "altered_quote": "quote altered",
    "untraceable": "attribution untraceable",
    "not_applicable": "",
}
_WRONGED: Final = frozenset({"misattributed", "altered_quote"})
_ENDS: Final = {
    "first_hand": ("the publisher was there itself", "to a first-hand source"),
    "named": ("the publisher is the source itself", "to a named source"),
    "unnamed": ("the publisher gives an unnamed source", "to an unnamed source"),
    "unknown": ("the publisher gives no source", "before the trail breaks off"),
    "circular": ("the trail leads back to itself", "before the trail leads back to itself"),
}
_LOOKS: Final = {
    StandingKind.NOT_LISTED: ("Not listed", "neutral", "hidden"),
    StandingKind.UNVERIFIED: ("Unverified", "open", "question"),
    StandingKind.BEING_CHECKED: ("Being checked", "working", "search"),
    StandingKind.UNDER_CORRECTION: ("Under correction", "caution", "pencil"),
    StandingKind.WITHDRAWN: ("Withdrawn", "neutral", "struck"),
    StandingKind.NOT_CHECKED: ("Not checked", "neutral", "minus"),
    StandingKind.ON_HOLD: ("Withheld for legal reasons", "caution", "pause"),
}


def standing(given: StandingInput) -> Standing:
    """What the public is told now.

    Total over the ten states of a ticket. ValueError for any other state, for a chain end that is none of the five and
    for a rating that is in neither scale.
    """
    kind = _kind(given)
    if kind is StandingKind.NOT_LISTED:
        headline, tone, icon = _LOOKS[kind]
        return Standing(kind, headline, "", "", "", tone, icon, None)
    if given.held_since is None and given.signed and kind in {StandingKind.VERDICT, StandingKind.UNDER_CORRECTION}:
        return _shown(given, kind, given.signed)
    if given.held_since is not None:
        return _withheld(given, given.held_since)
    headline, tone, icon = _LOOKS[kind]
    desk_line = _join(_untold(given, kind), _hands(given, None))
    signed_on = given.signed.signed_on if given.signed else None
    return Standing(kind, headline, publisher_line(given), desk_line, "", tone, icon, signed_on)


def publisher_line(given: StandingInput) -> str:
    """What the publisher itself says of the claim's truth: its disclaimer verbatim, or that it gave none.

    What its text says of this claim alone stands beside what it says of the whole article.
    """
    publisher = given.publisher.strip() or "The publisher"
    if given.disclaimer.strip():
        stated = f"{publisher} states: “{given.disclaimer}”"
        return f"{stated} Of this claim it says: “{given.of_claim}”" if given.of_claim else stated
    if given.of_claim:
        return f"{publisher} says of this claim: “{given.of_claim}”"
    return f"We found no note by {given.publisher.strip() or 'the publisher'} on whether it verified this."


def basis(given: StandingInput) -> str:
    """What a verdict rests on, in one line: "attribution confirmed, content unproven, 1 origin, 2 hops to ..."."""
    parts = [_outlets(given.outlets), _origins(given.origins), _trail(given.hops, given.chain_end)]
    if given.signed:
        attribution = attribution_rating(given.signed.attribution)
        content = content_rating(given.signed.content)
        parts = [_ATTRIBUTION[attribution.key], f"content {content.label.lower()}", *parts]
    return ", ".join(part for part in parts if part)


def spell_date(day: date) -> str:
    """A date in English words, whatever the machine's locale: "9 March 2024"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _kind(given: StandingInput) -> StandingKind:
    state, signed = given.state, given.signed is not None
    if state not in TICKET_STATES:
        raise ValueError(f"{state!r} is no state of a ticket")
    if state == "proposed":
        return StandingKind.NOT_LISTED
    if given.held_since is not None:
        return StandingKind.ON_HOLD
    if state == "withdrawn":
        return StandingKind.WITHDRAWN
    if state == "closed":
        return StandingKind.VERDICT if signed else StandingKind.NOT_CHECKED
    if signed:
        return StandingKind.VERDICT if state in PUBLIC else StandingKind.UNDER_CORRECTION
    return StandingKind.UNVERIFIED if state == "open" else StandingKind.BEING_CHECKED


def withheld_line(since: date) -> str:
    """What stands in place of whatever is withheld, everywhere in the same words."""
    return f"Withheld for legal reasons since {spell_date(since)}."


def _withheld(given: StandingInput, since: date) -> Standing:
    """The line of a claim on legal hold: neither the publisher's words nor a finding, nor whether there is one.

    A withdrawal goes on being told: what was taken back must not look as if it waited to come again.
    """
    headline, tone, icon = _LOOKS[StandingKind.ON_HOLD]
    before = "What this desk had said of it is withdrawn." if given.state == "withdrawn" else ""
    after = "Until that is over, take it as unverified."
    words = _join(withheld_line(since), before, after, _hands(given, None))
    return Standing(StandingKind.ON_HOLD, headline, "", words, "", tone, icon, None)


def _shown(given: StandingInput, kind: StandingKind, signed: SignedVerdict) -> Standing:
    """The line of a verdict that is readable now: both what the publisher said and what this desk found."""
    attribution, content = attribution_rating(signed.attribution), content_rating(signed.content)
    # A true sentence put in the wrong mouth must not look like a clean bill of health.
    looks = attribution if attribution.key in _WRONGED and content.tone == "true" else content
    headline, tone, icon = _verdict_words(attribution, content), looks.tone, looks.icon
    notice = ""
    if given.state == "closed":
        notice = f"A correction of this was closed without a new verdict. {_closing(given)}"
    if kind is StandingKind.UNDER_CORRECTION:
        title, tone, icon = _LOOKS[kind]
        headline = f"{title}: {headline[:1].lower()}{headline[1:]}"
        notice = "This desk is correcting this verdict; until the correction is signed, the last version stays here."
    found = "" if attribution.key == "not_applicable" else f"{attribution.label}: {_lower(attribution.meaning)}"
    found = _join(found, f"{content.label}: {_lower(content.meaning)}")
    desk_line = _join(notice, found, _signature(signed), _corrected(signed), _hands(given, signed))
    return Standing(
        kind, headline, publisher_line(given), desk_line, basis(given), tone, icon, signed_on=signed.signed_on
    )


def _untold(given: StandingInput, kind: StandingKind) -> str:
    """What the desk says of a claim on which it shows no verdict."""
    match kind:
        case StandingKind.WITHDRAWN:
            what = f"its verdict of {spell_date(given.signed.signed_on)}" if given.signed else "this check"
            return f"This desk has withdrawn {what}. {_reason(given.withdrawn_reason)} Take this as unverified."
        case StandingKind.NOT_CHECKED:
            return f"This desk did not check this. {_closing(given)}"
        case StandingKind.BEING_CHECKED:
            return "Being checked at this desk. Nobody here has verified this yet."
        case _:
            return NOT_VERIFIED


def _signature(signed: SignedVerdict) -> str:
    day = spell_date(signed.signed_on)
    if signed.alone:
        return f"Proposed and signed by one person, {_a(signed.signed_by)}, on {day}."
    return f"Proposed by {_a(signed.proposed_by)}, signed by {_a(signed.signed_by)} on {day}."


def _corrected(signed: SignedVerdict) -> str:
    if signed.version < 2:
        return ""
    note = signed.correction_note.strip()
    return f"Corrected, now version {signed.version}" + (f": {_stop(note)}" if note else ".")


def _hands(given: StandingInput, shown: SignedVerdict | None) -> str:
    """Every public line of a desk that lets one person sign says so; a verdict signed alone has said it already."""
    if not given.single_sign_off or (shown and shown.alone):
        return ""
    return "At this desk one person may both propose and sign a verdict."


def _verdict_words(attribution: Rating, content: Rating) -> str:
    if attribution.key == "not_applicable":
        return content.label
    return f"{attribution.label}, {content.label.lower()}"


def _outlets(outlets: int) -> str:
    return f"{outlets} outlets" if outlets > 1 else ""


def _origins(origins: tuple[int, int] | None) -> str:
    if origins is None:
        return ""
    low, high = origins
    if low != high:
        return f"{low} to {high} origins"
    return f"{low} origin{'' if low == 1 else 's'}"


def _trail(hops: int | None, chain_end: str | None) -> str:
    if chain_end is None:
        return ""
    if chain_end not in _ENDS:
        raise ValueError(f"{chain_end!r} is no end of a chain")
    here, there = _ENDS[chain_end]
    if hops is None:
        return there.removeprefix("before ") if there.startswith("before ") else f"the trail leads {there}"
    return f"{hops} hop{'' if hops == 1 else 's'} {there}" if hops else here


def _reason(reason: str) -> str:
    words = reason.strip()
    return f"The reason: {_stop(words)}" if words else "No reason was recorded."


def _closing(given: StandingInput) -> str:
    reason = given.closed_reason.strip()
    return _reason(_CLOSED.get(reason, reason))


def _stop(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…", "؟", "。", ".”", '."')) else f"{words}."


def _a(role: str) -> str:
    return f"an {role}" if role[:1].lower() in "aeiou" else f"a {role}"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _join(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
