"""What stands in the log, in words: every action the rooms record, as people call it."""

from collections.abc import Mapping
from typing import Any

WORDS: dict[str, str] = {
    "account:begin_sign_in": "Began to sign in",
    "account:change_role": "Changed a role",
    "account:disable": "Disabled an account",
    "account:enable": "Enabled an account",
    "account:end_session": "Ended a session",
    "account:invite": "Invited somebody",
    "account:make_link": "Made a one-time link",
    "account:new_recovery_codes": "Made new recovery codes",
    "account:offer_factor": "Began to set up a second factor",
    "account:prove_again": "Proved who they are",
    "account:remove_factors": "Removed a second factor",
    "account:set_password": "Chose a password",
    "account:set_up_factor": "Set up a second factor",
    "account:sign_in": "Signed in",
    "account:sign_out": "Signed out",
    "account:use_recovery_code": "Used a recovery code",
    "article:take_in": "Took in an article",
    "capture:keep": "Kept an original",
    "claim:reword": "Reworded a claim",
    "derivation:add": "Added a hop",
    "derivation:confirm": "Confirmed a hop",
    "derivation:confirm_all": "Confirmed the chain",
    "derivation:confirm_link": "Confirmed who a source has it from",
    "derivation:link": "Noted who a source has it from",
    "derivation:move": "Moved a hop",
    "derivation:reject": "Rejected a hop",
    "derivation:revise": "Revised a hop",
    "derivation:revise_link": "Changed how a source has it from another",
    "derivation:unlink": "Rejected who a source has it from",
    "draft:begin": "Began an intake",
    "draft:discard": "Discarded an intake",
    "draft:expire": "Dropped a forgotten intake",
    "draft:finish": "Finished an intake",
    "newsroom:decide": "Changed the newsroom’s settings",
    "rules:decide": "Changed the rules of the desk",
    "source:add": "Added a source",
    "source:add_alias": "Added another name of a source",
    "source:remove_alias": "Removed another name of a source",
    "source:revise": "Revised a source",
    "statement:add": "Added a source’s statement",
    "statement:grade": "Graded a source",
    "statement:put_back": "Put a statement back",
    "statement:remove": "Removed a statement",
    "statement:revise": "Revised a statement",
    "ticket:accept": "Accepted a claim",
    "ticket:ask_help": "Asked for help",
    "ticket:ask_withdrawal": "Asked for a withdrawal",
    "ticket:assign": "Assigned a ticket",
    "ticket:close": "Closed a ticket",
    "ticket:correct": "Proposed a correction",
    "ticket:discard": "Discarded a claim",
    "ticket:edit_signed": "Took a signed verdict back to work",
    "ticket:expire": "Let a lease run out",
    "ticket:open": "Opened a ticket",
    "ticket:propose_verdict": "Proposed a verdict",
    "ticket:publish": "Published a verdict",
    "ticket:recall": "Recalled a proposal",
    "ticket:release": "Released a ticket",
    "ticket:reopen": "Reopened a ticket",
    "ticket:resume": "Resumed a ticket",
    "ticket:return": "Returned a proposal",
    "ticket:set_urgency": "Changed the urgency",
    "ticket:set_wording": "Reworded a claim",
    "ticket:sign_off": "Signed off a verdict",
    "ticket:take": "Took a ticket",
    "ticket:withdraw": "Withdrew a verdict",
    "verdict:save_draft": "Saved a draft verdict",
    "verdict:sign": "Signed a verdict",
}


def deed(action: str) -> str:
    """What was done, as a short sentence without its subject; the bare name for one that nobody has put into words."""
    return WORDS.get(action, action.replace(":", " ").replace("_", " "))


def change_of(detail: Mapping[str, Any]) -> str:
    """From what to what, where the entry says so."""
    before, after = detail.get("from"), detail.get("to")
    if after is None:
        return ""
    now = str(after).replace("_", " ")
    return f"{str(before).replace('_', ' ')} → {now}" if before is not None else now
