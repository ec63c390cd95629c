"""Views of what readers see."""

import json
import logging
from datetime import datetime
from typing import Final

from flask import Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from verifier.kernel.errors import NotFound
from verifier.kernel.searching import one_line
from verifier.matching.asking import read_question
from verifier.newsroom import queries as newsroom
from verifier.outside import clock
from verifier.policy import Permission
from verifier.publishing import dossier, queries_found, queries_public, reviews, tracing
from verifier.publishing.claimreview import as_script
from verifier.verdicts import queries as verdicts
from verifier.web.door import Door, as_key, our_newsroom, reading, render
from verifier.web.public import pages
from verifier.web.public.answering import kept, our_desk, public_url
from verifier.web.witnessing import is_proved, proof_of, signer

door = Door("public", section="articles")
corrections_door = Door("corrections", section="corrections")
terms_door = Door("terms", section="terms")
find_door = Door("find", section="find")

log = logging.getLogger("verifier")

ROBOTS: Final = "User-agent: *\nAllow: /public\nAllow: /feeds/\nAllow: /static/\nDisallow: /\n"
NO_REVIEW: Final = (
    "This claim has no ClaimReview: one is made only while its verdict is signed and published, not before and not "
    "under correction."
)
NO_PROOF: Final = (
    "There is no proof for this claim: it is made once an editor has signed the verdict, within the hour at the latest."
)
NO_PROVENANCE: Final = "The trail of this claim is not public: it is shown once an editor has signed the verdict on it."


@door.page("/public", permission=Permission.PUBLIC)
def articles() -> ResponseReturnValue:
    """Articles with public claims, newest first."""
    before = request.args.get("before", type=as_key)
    rows = queries_public.articles_listed(reading(), before=before, limit=queries_public.PAGE + 1)
    shown = tuple(rows[: queries_public.PAGE])
    older = url_for("public.articles", before=shown[-1].id) if len(rows) > len(shown) else ""
    page = pages.articles_page(
        shown, desk=our_desk(), public_url=public_url(), older_href=older, is_first=before is None
    )
    return kept(render("public/articles.html", page))


@find_door.page("/public/search", permission=Permission.PUBLIC)
def search() -> ResponseReturnValue:
    """Public claims that hold some words, newest first."""
    query, before = one_line(request.args.get("q", "")), request.args.get("before", type=as_key)
    terms = read_question(query, with_filters=False).terms
    found = queries_found.claims_found(reading(), terms, before=before)
    older = url_for("find.search", q=query, before=found.before) if found.before is not None else ""
    page = pages.search_page(
        query, found, desk=our_desk(), public_url=public_url(), older_href=older, is_asked=bool(terms)
    )
    return kept(render("public/search.html", page))


@door.page("/public/articles/<int:article_id>", permission=Permission.PUBLIC)
def article(article_id: int) -> ResponseReturnValue:
    """An article and the public lines of its claims."""
    found = dossier.for_article(reading(), article_id)
    return kept(render("public/article.html", pages.article_page(found, public_url=public_url())))


@door.page("/public/claims/<int:claim_id>", permission=Permission.PUBLIC)
def claim(claim_id: int) -> ResponseReturnValue:
    """A claim: its line, and what it rests on."""
    found = dossier.for_claim(reading(), claim_id)
    proved = found.shown is not None and is_proved(reading(), found.shown.verdict_id)
    page = pages.claim_page(found, desk=our_desk(), public_url=public_url(), proved=proved)
    return kept(render("public/claim.html", page))


@door.page("/public/claims/<int:claim_id>/claimreview.json", permission=Permission.PUBLIC)
def claim_review(claim_id: int) -> ResponseReturnValue:
    """The claim's ClaimReview for programs."""
    found = dossier.for_claim(reading(), claim_id)
    review = reviews.review_of(found, our_desk(), public_url())
    if review is None:
        raise NotFound(NO_REVIEW)
    return kept(as_script(review), "application/ld+json")


@door.page("/public/claims/<int:claim_id>/prov.json", permission=Permission.PUBLIC)
def provenance(claim_id: int) -> ResponseReturnValue:
    """Who said it to whom, as PROV-JSON for programs."""
    found = dossier.for_claim(reading(), claim_id)
    traced = tracing.provenance_of(found, our_desk().name, public_url())
    if traced is None:
        raise NotFound(NO_PROVENANCE)
    return kept(json.dumps(traced, ensure_ascii=False), "application/json")


@door.page("/public/claims/<int:claim_id>/verdict.tlog-proof", permission=Permission.PUBLIC)
def proof(claim_id: int) -> ResponseReturnValue:
    """What shows that the verdict shown was signed in this desk's log: a file that is checked offline."""
    found = dossier.for_claim(reading(), claim_id)
    proved = proof_of(reading(), found.shown.verdict_id) if found.shown else None
    if proved is None:
        raise NotFound(NO_PROOF)
    return kept(proved, "text/plain")


@terms_door.page("/public/terms", permission=Permission.PUBLIC)
def terms() -> ResponseReturnValue:
    """What the words of a verdict mean."""
    in_force, key = verdicts.rule_set(reading()), str(signer().key)
    page = pages.terms_page(newsroom=our_newsroom(), rules=in_force, public_url=public_url(), key=key)
    return kept(render("public/terms.html", page))


@corrections_door.page("/public/corrections", permission=Permission.PUBLIC)
def corrections() -> ResponseReturnValue:
    """What readers were told before and are told otherwise now."""
    rows = queries_public.amendments(reading(), before=_moment(), limit=queries_public.PAGE + 1)
    shown = tuple(rows[: queries_public.PAGE])
    older = ""
    if len(rows) > len(shown):
        older = url_for("corrections.corrections", at=shown[-1].at.isoformat(), before=shown[-1].key)
    page = pages.corrections_page(shown, desk=our_desk(), public_url=public_url(), older_href=older)
    return kept(render("public/corrections.html", page))


def _moment() -> tuple[datetime, int] | None:
    key = request.args.get("before", type=as_key)
    try:
        at = datetime.fromisoformat(request.args.get("at", ""))
    except ValueError:
        return None
    return (at, key) if key is not None and at.tzinfo is not None else None


@door.page("/feeds/claims.atom", permission=Permission.PUBLIC)
def feed() -> ResponseReturnValue:
    """Published verdicts, newest first, for feed readers."""
    found = reviews.feed(reading(), our_desk(), public_url(), today=clock.now().date())
    return kept(found, "application/atom+xml")


@door.page("/robots.txt", permission=Permission.PUBLIC)
def robots() -> ResponseReturnValue:
    """What search engines may read: what readers see, and nothing of the desk."""
    return kept(ROBOTS, "text/plain")


@door.page("/healthz", permission=Permission.PUBLIC)
def health() -> ResponseReturnValue:
    """Whether this desk can work: 200 if its database answers, 503 if not."""
    try:
        newsroom.current(reading())
    except SQLAlchemyError as error:
        log.error("the database does not answer: %s", error)
        return _state("unavailable", 503)
    return _state("ok", 200)


def _state(word: str, status: int) -> Response:
    response = jsonify(status=word)
    response.status_code = status
    response.cache_control.no_store = True
    return response
