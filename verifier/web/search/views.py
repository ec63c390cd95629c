"""Views of the search."""

import re
from dataclasses import replace
from urllib.parse import urlencode

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from verifier.kernel.searching import one_line
from verifier.matching import queries
from verifier.matching.asking import MOST_TERMS, read_question
from verifier.matching.types import Kind, Order, Question, Wanted
from verifier.policy import Permission
from verifier.tickets import queries as tickets
from verifier.web.door import LARGEST_KEY, Door, as_key, reading, render
from verifier.web.search.pages import LABELS, SearchPage, Section, count_in_words, lines_of

door = Door("search", section="search")

TICKET = re.compile(r"(?:T-?)?([0-9]{1,19})", re.IGNORECASE)
FEW, MANY = 10, 50


@door.page("/search", permission=Permission.SEARCH)
def search() -> ResponseReturnValue:
    """Whatever holds all the words, by kind; a ticket's number leads to it at once."""
    session, query = reading(), one_line(request.args.get("q", ""))
    number = TICKET.fullmatch(query)
    if number is not None and int(number[1]) <= LARGEST_KEY and tickets.is_there(session, int(number[1])):
        return redirect(f"/tickets/{int(number[1])}", 303)
    order = Order.BEST if request.args.get("order") == Order.BEST.value else Order.NEWEST
    question = read_question(query)
    page = SearchPage(query, order.value, bests=queries.WINDOW)
    if question.is_empty:
        return render("search/search.html", replace(page, problem="empty"))
    chosen = request.args.get("in", "")
    wanted = queries.understood(session, question, kinds=(Kind(chosen),) if chosen in set(Kind) else ())
    page = replace(page, notes=_notes(question, wanted), lists=_lists(question, chosen))
    if len(wanted.kinds) == 1:
        return render("search/search.html", _one_kind(session, page, wanted, order))
    return render("search/search.html", _every_kind(session, page, wanted, order))


def _notes(question: Question, wanted: Wanted) -> tuple[str, ...]:
    few = (f"Only the first {MOST_TERMS} words were looked for.",) if question.too_many else ()
    nobody = tuple(f"Nothing at this desk is called so: {one}" for one in wanted.unknown)
    return (*few, *nobody)


def _href(**changes: str | int) -> str:
    kept = {name: value for name, value in request.args.items() if name in {"q", "in", "order"}}
    return "/search?" + urlencode({name: value for name, value in {**kept, **changes}.items() if value})


def _lists(question: Question, chosen: str) -> tuple[tuple[str, str, str | None, bool], ...]:
    if question.kinds:
        return ()
    every = ("Everything", _href(**{"in": ""}), None, chosen not in set(Kind))
    return (every, *((label, _href(**{"in": one.value}), None, one == chosen) for one, label in LABELS.items()))


def _every_kind(session: Session, page: SearchPage, wanted: Wanted, order: Order) -> SearchPage:
    sections = []
    for kind in wanted.kinds:
        hits = queries.counted(session, replace(wanted, kinds=(kind,)), limit=FEW, order=order)
        if hits.ids:
            lines = lines_of(session, kind, hits.ids, wanted.terms)
            more = _href(**{"in": kind.value}) if hits.total > len(lines) or hits.is_more else ""
            sections.append(Section(f"{kind.value}s", LABELS[kind], count_in_words(hits), lines, more))
    return replace(page, sections=tuple(sections), problem="" if sections else "nothing")


def _one_kind(session: Session, page: SearchPage, wanted: Wanted, order: Order) -> SearchPage:
    kind, before = wanted.kinds[0], request.args.get("before", type=as_key)
    if before is not None and order is Order.NEWEST:
        ids = queries.newest(session, wanted, before=before, limit=MANY + 1)
        count = ""
    else:
        hits = queries.counted(session, wanted, limit=MANY + 1, order=order)
        ids, count = list(hits.ids), count_in_words(hits)
    if not ids:
        return replace(page, problem="nothing" if before is None else "end")
    shown = ids[:MANY]
    lines = lines_of(session, kind, shown, wanted.terms)
    following = _href(before=shown[-1]) if len(ids) > MANY and order is Order.NEWEST else ""
    return replace(page, sections=(Section(f"{kind.value}s", LABELS[kind], count, lines, ""),), next_href=following)
