"""May a statement or a hop be so, and what follows for the chain."""

from dataclasses import dataclass
from datetime import date

from verifier.kernel.errors import RuleBroken
from verifier.provenance.types import Access, GroundRules, Medium, Naming, Relation, Stance

LONGEST = 10_000
LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class StatementFields:
    """What a person writes about a statement."""

    source: str
    source_kind: str
    stance: Stance = Stance.SUPPORTS
    naming: Naming = Naming.NAMED
    access: Access = Access.UNKNOWN
    medium: Medium = Medium.ARTICLE
    ground_rules: GroundRules = GroundRules.UNKNOWN
    url: str = ""
    quote: str = ""
    said_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class HopFields:
    """What a person writes about a hop: who, and how the teller before took it from them.

    ``access`` None leaves what is known of how near the speaker was.
    """

    source: str
    source_kind: str
    naming: Naming
    relation: Relation
    cue: str = ""
    access: Access | None = None


@dataclass(frozen=True, slots=True)
class LinkFields:
    """What a person writes about a hop between two statements that are both there."""

    relation: Relation
    cue: str = ""


def check_link(downstream_id: int, upstream_id: int, *, removed: bool, is_there: bool) -> None:
    """Raise RuleBroken for a hop that leads nowhere or is there already. A hop that closes a circle is a finding."""
    if downstream_id == upstream_id:
        raise RuleBroken("ck_derivation_itself", "A statement cannot be taken from itself. Choose two.", "upstream")
    if removed:
        raise RuleBroken("statement_removed", "This source was removed. Put it back first.", "upstream")
    if is_there:
        raise RuleBroken("ix_derivation_pair", "This hop is there already. Change it where it stands.", "upstream")


def check_unknown(*, is_placed: bool, is_there: bool) -> None:
    """Raise RuleBroken for a second unknown source behind one statement, or one behind nobody."""
    if is_placed:
        raise RuleBroken("link_nobody", "Nobody knows who this is, so nobody knows who told them.", "upstream")
    if is_there:
        raise RuleBroken("link_unknown_there", "That nobody knows where this is from is noted already.", "upstream")


def check_beside_chain(*, in_chain: bool) -> None:
    """Raise RuleBroken for a hop of the article's own chain: to reject it is to take its speaker out of the chain."""
    if in_chain:
        raise RuleBroken("hop_of_chain", "This hop is part of the attribution chain. Edit or reject it there.")


def check_statement(fields: StatementFields, today: date, *, has_original: bool = False) -> None:
    """Raise RuleBroken where a statement says too little to be of use, or what cannot be."""
    if not (has_original or fields.url.strip() or fields.quote.strip() or fields.note.strip()):
        raise RuleBroken(
            "statement_bare",
            "Give an address, a document, the quoted words, or a note on how this source can be found.",
            "url",
        )
    if fields.url and not fields.url.strip().lower().startswith(("http://", "https://")):
        raise RuleBroken("url_odd", "Write the address with http:// or https://, or leave it empty.", "url")
    if fields.said_on is not None and fields.said_on > today:
        raise RuleBroken("date_ahead", "This date lies ahead. Write when it was said.", "said_on")
    for name, words in (("quote", fields.quote), ("note", fields.note), ("url", fields.url)):
        if len(words) > LONGEST:
            raise RuleBroken(f"{name}_long", f"Write at most {LONGEST:,} characters.", name)


def check_hop(*, in_chain: bool, removed: bool) -> None:
    """Raise RuleBroken for what is no hop of the chain: a source beside it, the article itself, or one taken out."""
    if not in_chain:
        raise RuleBroken("not_a_hop", "This is no hop of the chain. The article itself always stands first.")
    if removed:
        raise RuleBroken("hop_removed", "This hop was taken out. Put it back first.")


def check_corroboration(*, in_chain: bool, article_own: bool, removed: bool) -> None:
    """Raise RuleBroken for what is no source beside the chain, or one that was taken out."""
    if in_chain or article_own:
        raise RuleBroken("part_of_chain", "This stands in the attribution chain. Edit or reject it there.")
    if removed:
        raise RuleBroken("statement_removed", "This source was removed. Put it back first.")


def check_removed(*, removed: bool) -> None:
    """Raise RuleBroken for what cannot be put back because it was never taken out."""
    if not removed:
        raise RuleBroken("not_removed", "This is in its place already.")


def moved(order: tuple[int, ...], statement_id: int, step: int) -> tuple[int, ...]:
    """The chain after one hop went one place inwards (+1) or outwards (-1).

    The first is the article's own statement and never moves. Raises RuleBroken where there is no place to go.
    """
    place = order.index(statement_id) if statement_id in order else 0
    other = place + step
    if place == 0 or not 1 <= other < len(order):
        raise RuleBroken("hop_at_end", "This hop cannot go further that way.")
    turned = list(order)
    turned[place], turned[other] = turned[other], turned[place]
    return tuple(turned)


def check_retraction(reason: str, url: str, retracted_on: date | None, today: date) -> None:
    """Raise RuleBroken where a retraction says too little, or what cannot be."""
    if not reason.strip():
        raise RuleBroken("retraction_bare", "Write what was taken back, and why.", "reason")
    if len(reason) > LONGEST_REASON or "\x00" in reason:
        raise RuleBroken("reason_odd", f"Write at most {LONGEST_REASON:,} printable characters.", "reason")
    if url.strip() and not url.strip().lower().startswith(("http://", "https://")):
        raise RuleBroken("url_odd", "Write the address with http:// or https://, or leave it empty.", "url")
    if len(url) > LONGEST_REASON or "\x00" in url:
        raise RuleBroken("url_long", f"Write at most {LONGEST_REASON:,} characters.", "url")
    if retracted_on is not None and retracted_on > today:
        raise RuleBroken("date_ahead", "This date lies ahead. Write when it was taken back.", "retracted_on")


def check_undone(*, undone: bool) -> None:
    """Raise RuleBroken for a retraction that was taken back already."""
    if undone:
        raise RuleBroken("undone_already", "This was undone already.")
