"""The public line, as a table: every state, with and without disclaimer, signature, single sign-off and hold."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from verifier.publishing.standing import TICKET_STATES, basis, spell_date, standing
from verifier.publishing.types import SignedVerdict, Standing, StandingInput, StandingKind
from verifier.verdicts.scales import ATTRIBUTION, CONTENT

DISCLAIMER = "The Harbour Post has not verified this story. It is the author’s own."
SIGNED = SignedVerdict("attributed", "unproven", date(2024, 3, 9))
GIVEN = StandingInput("open", "The Harbour Post", DISCLAIMER)

WITHOUT_SIGNATURE = {
    "proposed": StandingKind.NOT_LISTED,
    "open": StandingKind.UNVERIFIED,
    "in_progress": StandingKind.BEING_CHECKED,
    "help_needed": StandingKind.BEING_CHECKED,
    "in_review": StandingKind.BEING_CHECKED,
    "signed_off": StandingKind.BEING_CHECKED,
    "published": StandingKind.BEING_CHECKED,
    "correcting": StandingKind.BEING_CHECKED,
    "withdrawn": StandingKind.WITHDRAWN,
    "closed": StandingKind.NOT_CHECKED,
}
WITH_SIGNATURE = {
    "proposed": StandingKind.NOT_LISTED,
    "open": StandingKind.UNDER_CORRECTION,
    "in_progress": StandingKind.UNDER_CORRECTION,
    "help_needed": StandingKind.UNDER_CORRECTION,
    "in_review": StandingKind.UNDER_CORRECTION,
    "signed_off": StandingKind.VERDICT,
    "published": StandingKind.VERDICT,
    "correcting": StandingKind.UNDER_CORRECTION,
    "withdrawn": StandingKind.WITHDRAWN,
    "closed": StandingKind.VERDICT,
}
HELD = date(2024, 5, 1)
SHOWN = {StandingKind.VERDICT, StandingKind.UNDER_CORRECTION}

ALL = [
    StandingInput(state, "The Harbour Post", disclaimer, signed, (1, 1), 7, 2, "unnamed", single, hold)
    for state, disclaimer, signed, single, hold in product(
        WITH_SIGNATURE, ("", DISCLAIMER), (None, SIGNED, replace(SIGNED, alone=True)), (False, True), (None, HELD)
    )
]


def name(given: StandingInput) -> str:
    signed = "unsigned" if given.signed is None else "alone" if given.signed.alone else "signed"
    return "-".join(
        [
            given.state,
            "disclaimer" if given.disclaimer else "silent",
            signed,
            "single" if given.single_sign_off else "four_eyes",
            "hold" if given.held_since else "free",
        ]
    )


def expected_kind(given: StandingInput) -> StandingKind:
    if given.held_since and given.state != "proposed":
        return StandingKind.ON_HOLD
    return (WITH_SIGNATURE if given.signed else WITHOUT_SIGNATURE)[given.state]


def all_words(told: Standing) -> str:
    return f"{told.headline} {told.publisher_line} {told.desk_line} {told.basis}"


def test_the_table_knows_the_ten_states() -> None:
    assert set(WITH_SIGNATURE) == set(WITHOUT_SIGNATURE) == TICKET_STATES
    assert len(TICKET_STATES) == 10


@pytest.mark.parametrize("given", ALL, ids=name)
class TestEveryRow:
    def test_kind(self, given: StandingInput) -> None:
        assert standing(given).kind is expected_kind(given)

    def test_what_is_not_listed_says_nothing(self, given: StandingInput) -> None:
        told = standing(given)
        lines = (told.publisher_line, told.desk_line, told.basis)
        assert (lines == ("", "", "")) == (told.kind is StandingKind.NOT_LISTED)

    def test_a_hold_tells_since_when_and_nothing_else(self, given: StandingInput) -> None:
        told = standing(given)
        if told.kind is StandingKind.ON_HOLD:
            assert "Withheld for legal reasons since 1 May 2024." in told.desk_line
            assert told == standing(replace(given, publisher="Other", disclaimer="Other", of_claim="Other"))
            assert given.state == "withdrawn" or told == standing(replace(given, state="open", signed=None))
            assert told.signed_on is None

    def test_the_disclaimer_is_verbatim_and_has_its_source(self, given: StandingInput) -> None:
        told = standing(given)
        if told.kind in {StandingKind.NOT_LISTED, StandingKind.ON_HOLD}:
            return
        assert "The Harbour Post" in told.publisher_line
        if given.disclaimer:
            assert f"“{DISCLAIMER}”" in told.publisher_line
        else:
            assert "found no note by The Harbour Post" in told.publisher_line

    def test_a_rating_is_shown_only_where_a_signed_verdict_is(self, given: StandingInput) -> None:
        told = standing(given)
        shown = told.kind in SHOWN
        assert shown <= (given.signed is not None)
        assert ("unproven" in all_words(told).lower()) == shown
        assert bool(told.basis) == shown

    def test_no_verdict_no_verification(self, given: StandingInput) -> None:
        told = standing(given)
        if told.kind in {StandingKind.UNVERIFIED, StandingKind.BEING_CHECKED}:
            assert "Nobody" in told.desk_line
            assert "verified" in told.desk_line
            assert told.signed_on is None

    def test_a_shown_verdict_has_roles_and_date(self, given: StandingInput) -> None:
        told = standing(given)
        if told.kind in SHOWN:
            assert "9 March 2024" in told.desk_line
            assert "editor" in told.desk_line
            assert told.signed_on == date(2024, 3, 9)

    def test_one_pair_of_hands_is_never_hidden(self, given: StandingInput) -> None:
        told = standing(given)
        if told.kind is StandingKind.NOT_LISTED:
            return
        alone = given.signed is not None and given.signed.alone
        if given.single_sign_off and not (alone and told.kind in SHOWN):
            assert "one person may both propose and sign" in told.desk_line
        if alone and told.kind in SHOWN:
            assert "Proposed and signed by one person" in told.desk_line
        if not given.single_sign_off and not (alone and told.kind in SHOWN):
            assert "one person" not in told.desk_line

    def test_it_can_be_seen_and_read(self, given: StandingInput) -> None:
        told = standing(given)
        assert told.headline
        assert told.tone
        assert told.icon
        for line in (told.publisher_line, told.desk_line):
            assert "  " not in line
            assert not line or line.endswith((".", "”"))


@pytest.mark.parametrize("state", ["", "verified", "Open", "unverified", "done"])
def test_a_state_outside_the_ten_is_refused(state: str) -> None:
    with pytest.raises(ValueError, match="no state of a ticket"):
        standing(replace(GIVEN, state=state))


def test_open_in_full() -> None:
    told = standing(GIVEN)
    assert told.headline == "Unverified"
    assert told.publisher_line == f"The Harbour Post states: “{DISCLAIMER}”"
    assert told.desk_line == "Nobody at this desk has verified this."


def test_published_in_full() -> None:
    told = standing(
        replace(GIVEN, state="published", signed=SIGNED, origins=(1, 1), outlets=1, hops=2, chain_end="unnamed")
    )
    assert told.headline == "Attributed, unproven"
    assert told.publisher_line == f"The Harbour Post states: “{DISCLAIMER}”"
    assert told.desk_line == (
        "Attributed: the source named for this did say it. "
        "Unproven: evidence was sought, and it settles the question neither way. "
        "Proposed by a reviewer, signed by an editor on 9 March 2024."
    )
    assert told.basis == "attribution confirmed, content unproven, 1 origin, 2 hops to an unnamed source"


def test_a_correction_says_what_changed() -> None:
    second = replace(SIGNED, content="false", version=2, correction_note="Was unproven; the ministry answered")
    told = standing(replace(GIVEN, state="published", signed=second))
    assert "Corrected, now version 2: Was unproven; the ministry answered." in told.desk_line


def test_under_correction_keeps_the_old_verdict_readable() -> None:
    told = standing(replace(GIVEN, state="correcting", signed=SIGNED))
    assert told.headline == "Under correction: attributed, unproven"
    assert "the last version stays here" in told.desk_line


def test_a_withdrawal_gives_its_reason_and_no_rating() -> None:
    told = standing(replace(GIVEN, state="withdrawn", signed=SIGNED, withdrawn_reason="The key document was forged"))
    assert told.desk_line == (
        "This desk has withdrawn its verdict of 9 March 2024. The reason: The key document was forged. "
        "Take this as unverified."
    )
    assert told.publisher_line == f"The Harbour Post states: “{DISCLAIMER}”"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("duplicate", "The reason: it is checked under another claim."),
        ("The author took it back!", "The reason: The author took it back!"),
        ("  ", "No reason was recorded."),
    ],
)
def test_closed_says_why(reason: str, words: str) -> None:
    told = standing(replace(GIVEN, state="closed", closed_reason=reason))
    assert told.desk_line == f"This desk did not check this. {words}"


def test_what_was_withdrawn_does_not_seem_to_come_again_after_a_hold() -> None:
    told = standing(replace(GIVEN, state="withdrawn", signed=SIGNED, withdrawn_reason="Wrong man.", held_since=HELD))
    assert told.desk_line == (
        "Withheld for legal reasons since 1 May 2024. What this desk had said of it is withdrawn. "
        "Until that is over, take it as unverified."
    )


@pytest.mark.parametrize("attribution", ["misattributed", "altered_quote"])
@pytest.mark.parametrize("content", ["true", "mostly_true"])
def test_a_truth_in_the_wrong_mouth_does_not_look_true(attribution: str, content: str) -> None:
    told = standing(replace(GIVEN, state="published", signed=SignedVerdict(attribution, content, date(2024, 3, 9))))
    assert told.tone != "true"


@pytest.mark.parametrize("attribution", [rating.key for rating in ATTRIBUTION])
@pytest.mark.parametrize("content", [rating.key for rating in CONTENT.ratings])
def test_every_pair_of_ratings_can_be_told(attribution: str, content: str) -> None:
    told = standing(replace(GIVEN, state="published", signed=SignedVerdict(attribution, content, date(2024, 3, 9))))
    assert content.replace("_", " ") in told.headline.lower()
    assert "not applicable" not in all_words(told).lower()


def test_an_unknown_rating_is_refused() -> None:
    with pytest.raises(ValueError, match="content rating"):
        standing(replace(GIVEN, state="published", signed=replace(SIGNED, content="unverified")))


@pytest.mark.parametrize(
    ("origins", "outlets", "hops", "end", "words"),
    [
        ((1, 1), 7, 2, "unnamed", "7 outlets, 1 origin, 2 hops to an unnamed source"),
        ((1, 2), 3, 1, "named", "3 outlets, 1 to 2 origins, 1 hop to a named source"),
        ((0, 0), 1, 3, "circular", "0 origins, 3 hops before the trail leads back to itself"),
        ((0, 1), 0, 2, "unknown", "0 to 1 origins, 2 hops before the trail breaks off"),
        ((2, 2), 1, 1, "first_hand", "2 origins, 1 hop to a first-hand source"),
        (None, 1, 0, "first_hand", "the publisher was there itself"),
        (None, 1, 0, "unknown", "the publisher gives no source"),
        (None, 1, None, "unnamed", "the trail leads to an unnamed source"),
        (None, 1, None, "unknown", "the trail breaks off"),
        (None, 1, None, "circular", "the trail leads back to itself"),
        (None, 1, 2, None, ""),
    ],
)
def test_basis(origins, outlets, hops, end, words) -> None:
    assert basis(StandingInput("open", "P", origins=origins, outlets=outlets, hops=hops, chain_end=end)) == words


def test_an_unknown_chain_end_is_refused() -> None:
    with pytest.raises(ValueError, match="no end of a chain"):
        basis(replace(GIVEN, chain_end="lost"))


def test_an_unnamed_publisher_is_still_a_source() -> None:
    assert standing(replace(GIVEN, publisher=" ")).publisher_line.startswith("The publisher states: “")


def test_dates_are_english_on_any_machine() -> None:
    assert [spell_date(date(2024, month, 1)).split()[1] for month in (1, 5, 12)] == ["January", "May", "December"]
