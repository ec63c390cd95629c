"""The log in words: what each entry about a ticket says after the name of who did it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from verifier.audit.models import Entry
from verifier.verdicts.scales import ATTRIBUTION, CONTENT

RATINGS: Final = {one.key: one.label for one in (*ATTRIBUTION, *CONTENT.ratings)}
STANCES: Final = {"supports": "supports", "refutes": "refutes", "context": "explains"}
PRIORITIES: Final = {0: "urgent", 1: "high", 2: "normal", 3: "low"}

Detail = Mapping[str, Any]
Names = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry of the log in words; ``mark`` is an icon, ``words`` what the person wrote with it."""

    who: str
    did: str
    at: datetime
    mark: str
    words: str = ""


def _proposed(detail: Detail, _: Names) -> str:
    ratings = [RATINGS.get(str(detail.get(name, "")), "") for name in ("attribution", "content")]
    told = ", ".join(one for one in ratings if one)
    return f"proposed a verdict: {told}" if told else "proposed a verdict"


def _correction(detail: Detail, names: Names) -> str:
    return _proposed(detail, names).replace("a verdict", "a correction")


def _assigned(detail: Detail, names: Names) -> str:
    return f"assigned it to {names.get(detail.get('assignee', 0), 'somebody')}"


def _added(detail: Detail, _: Names) -> str:
    return f"added a source that {STANCES.get(str(detail.get('stance', '')), 'speaks of')} the claim"


def _graded(detail: Detail, _: Names) -> str:
    before, now = detail.get("from"), detail.get("to", "")
    return f"changed the grade of a source from {before} to {now}" if before else f"graded a source {now}"


def _urgency(detail: Detail, _: Names) -> str:
    word = PRIORITIES.get(detail.get("priority", -1))
    return f"set the urgency to {word}" if word else "set the urgency"


def _accepted_all(detail: Detail, _: Names) -> str:
    count = detail.get("hops", 0)
    return "accepted 1 hop" if count == 1 else f"accepted {count} hops"


def _moved(detail: Detail, _: Names) -> str:
    return f"moved a hop {'inwards' if detail.get('step', 1) > 0 else 'outwards'}"


def _revised(detail: Detail, _: Names) -> str:
    along = detail.get("along")
    return f"changed a source along with T-{along}" if along else "changed a source"


def _copied(detail: Detail, _: Names) -> str:
    return f"found two texts {detail.get('percent', 0)} % the same, and proposed which is a copy"


def _settled(detail: Detail, _: Names) -> str:
    neither = detail.get("taken") == "neither"
    return "judged that two like texts are no copies" if neither else "judged which of two like texts is a copy"


CAUSES: Final = {
    "retraction": "a retraction",
    "merge": "two sources that are one",
    "split": "a source that is two",
}


def _put_before(detail: Detail, _: Names) -> str:
    told = f"put it before people again: {CAUSES.get(str(detail.get('cause', '')), 'something it rests on changed')}"
    was, now = detail.get("origins_before"), detail.get("origins_now")
    return f"{told}; {was} became {now}" if now else told


def _held(detail: Detail, _: Names) -> str:
    return "put the whole article on legal hold" if "article" in detail else "put it on legal hold"


def _lifted(detail: Detail, _: Names) -> str:
    return "lifted the legal hold on the whole article" if "article" in detail else "lifted the legal hold"


Phrase = str | Callable[[Detail, Names], str]

PHRASES: Final[Mapping[str, tuple[str, Phrase]]] = {
    "ticket:open": ("open", "opened this ticket"),
    "ticket:accept": ("check", "accepted the claim"),
    "ticket:discard": ("closed", "discarded the claim"),
    "ticket:take": ("person", "took it"),
    "ticket:assign": ("person", _assigned),
    "ticket:release": ("open", "released it"),
    "ticket:expire": ("clock", "let it go back to the queue: nobody had worked on it for twelve hours"),
    "ticket:ask_help": ("help_needed", "asked for help"),
    "ticket:resume": ("in_progress", "resumed work"),
    "ticket:propose_verdict": ("in_review", _proposed),
    "ticket:correct": ("in_review", _correction),
    "ticket:return": ("back", "returned it"),
    "ticket:recall": ("back", "recalled the proposal"),
    "ticket:sign_off": ("signed_off", "signed it off"),
    "ticket:publish": ("published", "published the verdict"),
    "ticket:edit_signed": ("pencil", "took the signed verdict back to work"),
    "ticket:reopen": ("correcting", "reopened it"),
    "ticket:ask_withdrawal": ("warning", "asked to withdraw the verdict"),
    "ticket:withdraw": ("withdrawn", "withdrew the verdict"),
    "ticket:close": ("closed", "closed it"),
    "ticket:set_urgency": ("clock", _urgency),
    "ticket:set_wording": ("pencil", "changed the wording of the claim"),
    "ticket:put_before": ("warning", _put_before),
    "ticket:look": ("check", "looked at it again: it stands"),
    "hold:put": ("hold", _held),
    "hold:ask_lift": ("warning", "asked to lift the legal hold"),
    "hold:keep": ("hold", "kept the legal hold"),
    "hold:lift": ("check", _lifted),
    "capture:view": ("archive", "looked at a protected source’s original"),
    "statement:add": ("plus", _added),
    "statement:revise": ("pencil", _revised),
    "statement:grade": ("pencil", _graded),
    "statement:remove": ("minus", "removed a source"),
    "statement:put_back": ("plus", "put a source back"),
    "statement:use_again": ("plus", "used a report again"),
    "overlap:compare": ("search", "compared the texts"),
    "overlap:propose": ("relay", _copied),
    "overlap:settle": ("relay", _settled),
    "derivation:propose_copy": ("relay", "proposed that the article republished another one"),
    "derivation:confirm": ("check", "accepted a hop"),
    "derivation:confirm_all": ("check", _accepted_all),
    "derivation:reject": ("cross", "rejected a hop"),
    "derivation:add": ("plus", "added a hop"),
    "derivation:revise": ("pencil", "changed a hop"),
    "derivation:move": ("inwards", _moved),
    "derivation:link": ("link", "noted who a source has it from"),
    "derivation:confirm_link": ("check", "accepted who a source has it from"),
    "derivation:revise_link": ("pencil", "changed how a source has it from another"),
    "derivation:unlink": ("cross", "rejected who a source has it from"),
    "verdict:save_draft": ("pencil", "saved the draft of the verdict"),
}


def say(entry: Entry, names: Names, words: str = "") -> HistoryLine:
    """One entry of the log in words. An action that has no phrase yet is shown by its own name, never hidden."""
    mark, phrase = PHRASES.get(entry.action, ("open", entry.action.replace(":", " ").replace("_", " ")))
    did = phrase if isinstance(phrase, str) else phrase(entry.detail, names)
    who = names.get(entry.actor_id or 0, "Somebody who is no longer here") if entry.actor_id else "The desk"
    return HistoryLine(who, did, entry.at, mark, words)
