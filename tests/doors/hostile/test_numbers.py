"""Numbers that are none, and values that were never offered: in addresses, in queries and in every choice of a form."""

from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any
from urllib.parse import quote, unquote

from doors.hostile.conftest import World
from factories import hostile
from factories.harmless import faults
from factories.walker import NUMBER, Field, Offer, forms_on
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect, Rule

from verifier.accounts.models import Account
from verifier.policy import TABLE
from verifier.tickets.models import Ticket
from verifier.verdicts.models import Verdict
from verifier.web.door import LIBRARY_ENDPOINTS
from verifier.web.workbench.deeds import DEEDS as ACTS

OWN_NUMBERS = (
    "0",
    "-1",
    "+1",
    "01",
    "00001",
    "1_000",
    "1e9",
    "NaN",
    "٣",
    "１",
    "²",
    "9223372036854775807",
    "9223372036854775808",
    "1" * 400,
    "1%00",
    "1%20",
    "true",
    "[]",
    "1 OR 1=1",
    "..%2f1",
)
OWN_VALUES = (
    "",
    "nosuch",
    "-1",
    "0",
    "9223372036854775808",
    "1" * 5_000,
    "٣",
    "\x00",
    "1 OR 1=1",
    "2024-02-30",
    "99999-01-01",
)
OWN_FIELDS = {
    "role": "admin",
    "state": "published",
    "status": "signed",
    "assignee_id": "1",
    "signed_by_id": "1",
    "proposed_by_id": "1",
    "active": "1",
    "is_admin": "1",
    "id": "1",
    "account_id": "1",
    "_method": "DELETE",
}

ENDED_ALREADY = {"/account/sessions/<int:session_id>/end"}  # of a session that is not there it says: it has ended


def numbers() -> list[str]:
    """What stands where a number belongs, quoted as an address holds it."""
    given = [*OWN_NUMBERS, *(row["payload"] for row in hostile.rows("ids"))]
    return [quote(one, safe="%") for one in dict.fromkeys(given)]


def holes(rule: Rule) -> Iterator[str]:
    """The address of a route with one hole where a number belongs, for each of them; the others hold 1."""
    names = sorted(rule.arguments)
    for hole in names:
        path = rule.rule
        for name in names:
            path = path.replace(f"<int:{name}>", "{}" if name == hole else "1").replace(f"<string:{name}>", "take")
        if "{}" in path:
            yield path


def test_what_is_no_number_names_nothing(world: World) -> None:
    routes = world.app.url_map.bind("localhost")
    kept = cycle(("0", "4294967296", "9223372036854775807"))
    wrong = []
    for rule in world.app.url_map.iter_rules():
        if rule.endpoint in LIBRARY_ENDPOINTS:
            continue
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        for path in holes(rule):
            for number in numbers():
                if not is_key(number) and matches(routes, path.format(number), method):
                    wrong.append(f"{path.format(number)} is taken for a number")  # noqa: PERF401
            who = "admin" if may_only_admin(world, rule) else "editor"
            values = {"csrf_token": world.token(who), "version": "1"}
            answer = world.walkers[who].client.open(
                path.format(next(kept)), method=method, data=values if method == "POST" else None
            )
            wrong += [f"{rule.rule}: {fault}" for fault in faults(answer)]
            if not 400 <= answer.status_code < 500 and rule.rule not in ENDED_ALREADY:
                wrong.append(f"{rule.rule} of nothing answers {answer.status_code}")
    assert wrong[:30] == []


def is_key(number: str) -> bool:
    """Whether it can be a key: plain digits without a zero before them."""
    return number.isascii() and number.isdecimal() and len(number) < 20 and number == str(int(number))


def matches(routes: Any, path: str, method: str) -> bool:
    """Whether a route takes this address, decoded as a server does."""
    try:
        routes.match(unquote(path, errors="replace"), method=method)
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True


def may_only_admin(world: World, rule: Rule) -> bool:
    """Whether an editor is not let in."""
    permission = getattr(world.app.view_functions[rule.endpoint], "permission", None)
    return permission in TABLE and "editor" not in {role.value for role in TABLE[permission]}


def test_what_no_query_means_is_no_failure(world: World) -> None:
    wrong = []
    for who in ("editor", "admin", "reader"):
        for path, names in asked_on(world.furnished.pages[who]).items():
            for value in islice(cycle(OWN_VALUES), 2):
                asked = dict.fromkeys([*names, *QUERIES], value)
                wrong += [
                    f"{path}: {fault}" for fault in faults(world.walkers[who].client.get(path, query_string=asked))
                ]
    assert wrong[:10] == []


def asked_on(pages: dict[str, str]) -> dict[str, list[str]]:
    """One address of each kind, with the names that its forms ask for."""
    kinds = {NUMBER.sub("N", path.split("?")[0]): path for path in pages}
    asked = {path.split("?")[0]: forms_on(path, pages[path]) for path in kinds.values()}
    return {
        path: [one.name for form in forms if form.method == "get" for one in form.fields]
        for path, forms in asked.items()
    }


QUERIES = (
    "after",
    "before",
    "publisher",
    "open_before",
    "signed_before",
    "merged",
    "from",
    "edit",
    "check",
    "version",
    "q",
    "order",
    "view",
    "kind",
    "page",
    "per_page",
)


def test_a_choice_that_was_never_offered_is_no_failure(world: World) -> None:
    values = [*OWN_VALUES, *(row["payload"] for row in hostile.rows("ids"))]
    wrong = []
    for shape, found in world.offers("editor", "second", "admin", "reader").items():
        for turn in range(2):
            who, offer = found[turn % len(found)]
            sent = offer.values() | world.version(offer)
            sent |= {
                one.name: [values[(turn * 7 + place * 5) % len(values)]]
                for place, one in enumerate(offer.fields)
                if is_chosen(one)
            }
            wrong += [f"{shape[1]}: {fault}" for fault in faults(world.send(who, offer, sent))]
    assert wrong[:10] == []
    assert world.walkers["reader"].look("/healthz").status_code == 200


def is_chosen(field: Field) -> bool:
    """Whether somebody chooses or the page itself fills it in."""
    return (
        not field.is_written and field.kind not in {"file", "password"} and field.name not in {"csrf_token", "version"}
    )


def test_fields_that_no_page_offers_are_ignored(world: World) -> None:
    more = dict(OWN_FIELDS)
    for row in hostile.rows("mass_assignment"):
        more |= {name: str(value) for name, value in row["payload"].items()}
    before = rights(world)
    tried = 0
    for shape, found in world.offers("editor", "admin").items():
        if shape[0] != "post" or changes_rights(found[0][1]):
            continue
        who, offer = found[0]
        names = {one.name for one in offer.fields}
        sent = offer.values() | world.version(offer)
        answer = world.send(
            who, offer, {**{name: [value] for name, value in more.items() if name not in names}, **sent}
        )
        assert faults(answer) == [], shape
        tried += 1
        assert rights(world) == before, shape
    assert tried > 30


def changes_rights(offer: Offer) -> bool:
    """Whether it is what the form is for: states of tickets, roles of people."""
    last = offer.action.rsplit("/", 1)[-1]
    return last in ACTS or offer.shape[1].startswith(("/admin/people", "/articles/N/accept-all", "/queue/next"))


def rights(world: World) -> dict[str, list[tuple[Any, ...]]]:
    """Who may do what, and what was signed by whom."""
    asked = {
        "accounts": select(Account.id, Account.email, Account.role, Account.active, Account.password_argon2),
        "tickets": select(
            Ticket.id, Ticket.state, Ticket.assignee_id, Ticket.proposer_id, Ticket.claim_id, Ticket.published_at
        ),
        "verdicts": select(Verdict.id, Verdict.status, Verdict.proposed_by_id, Verdict.signed_by_id).where(
            Verdict.signed_by_id.is_not(None)
        ),
    }
    with world.desk.database.reading() as session:
        return {name: [tuple(row) for row in session.execute(query.order_by("id"))] for name, query in asked.items()}
