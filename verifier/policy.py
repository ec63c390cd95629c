"""Who may do what, on one page: permission -> roles. Everything that is not written here is forbidden.

What depends on the very ticket (its holder, its proposer, its authors) stands in the table of verifier.tickets.rules;
:func:`may_act` asks both.
"""

from enum import StrEnum

from verifier.accounts.types import Person, Role
from verifier.kernel.errors import RuleBroken
from verifier.tickets import rules
from verifier.tickets.types import Action, Standpoint


class Permission(StrEnum):
    """What a route lets somebody do, as ``resource:action``."""

    ACCOUNT_ADMINISTER = "account:administer"
    ACCOUNT_OWN = "account:own"
    ARTICLE_READ = "article:read"
    ARTICLE_TAKE_IN = "article:take_in"
    AUDIT_READ = "audit:read"
    EVIDENCE_READ = "evidence:read"
    GUEST = "guest:sign_in"
    HOLD_DECIDE = "hold:decide"
    HOLD_READ = "hold:read"
    NEWSROOM_DECIDE = "newsroom:decide"
    PUBLIC = "public:read"
    QUEUE_READ = "queue:read"
    RECORD_READ = "record:read"
    RULES_DECIDE = "rules:decide"
    RULES_READ = "rules:read"
    SEARCH = "search:read"
    SIGN_OFF_READ = "sign_off:read"
    SOURCE_ERASE = "source:erase"
    SOURCE_READ = "source:read"
    SOURCE_REVISE = "source:revise"
    TICKET_READ = "ticket:read"
    TICKET_SIGN = "ticket:sign"
    TICKET_WORK = "ticket:work"


EVERYBODY = frozenset({Permission.PUBLIC, Permission.GUEST})
_ALL = frozenset(Role)
_WORK = frozenset({Role.REVIEWER, Role.EDITOR})

TABLE: dict[Permission, frozenset[Role]] = {
    Permission.ACCOUNT_ADMINISTER: frozenset({Role.ADMIN}),
    Permission.ACCOUNT_OWN: _ALL,
    Permission.ARTICLE_READ: _ALL,
    Permission.ARTICLE_TAKE_IN: _WORK,
    Permission.AUDIT_READ: frozenset({Role.ADMIN, Role.AUDITOR}),
    Permission.EVIDENCE_READ: frozenset({Role.REVIEWER, Role.EDITOR, Role.AUDITOR}),
    Permission.HOLD_DECIDE: frozenset({Role.EDITOR, Role.ADMIN}),
    Permission.HOLD_READ: _ALL,
    Permission.NEWSROOM_DECIDE: frozenset({Role.ADMIN}),
    Permission.QUEUE_READ: _ALL,
    Permission.RECORD_READ: _ALL,
    Permission.RULES_DECIDE: frozenset({Role.EDITOR, Role.ADMIN}),
    Permission.RULES_READ: _ALL,
    Permission.SEARCH: _ALL,
    Permission.SIGN_OFF_READ: _ALL,
    Permission.SOURCE_ERASE: frozenset({Role.EDITOR, Role.ADMIN}),
    Permission.SOURCE_READ: _ALL,
    Permission.SOURCE_REVISE: _WORK,
    Permission.TICKET_READ: _ALL,
    Permission.TICKET_SIGN: frozenset({Role.EDITOR}),
    Permission.TICKET_WORK: _WORK,
}


def may(person: Person | None, permission: Permission) -> bool:
    """Whether such a person could ever do this."""
    if permission in EVERYBODY:
        return True
    return person is not None and person.role in TABLE[permission]


def may_act(person: Person | None, action: Action, ticket: Standpoint) -> bool:
    """Whether this person may do this to this ticket now: decides which buttons are shown."""
    if person is None or not may(person, Permission.TICKET_WORK):
        return False
    try:
        rules.check_may(rules.transition(action, ticket.state), person, ticket)
        if action is Action.WITHDRAW:
            rules.check_withdrawal(person, ticket)
    except RuleBroken:
        return False
    return True
