"""Verbs on articles."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from verifier.accounts.types import Person
from verifier.archive.models import Capture
from verifier.articles import queries, rules
from verifier.articles.models import Article, Claim, ClaimDisclaimer, Disclaimer, Draft, LearnedDisclaimer
from verifier.articles.types import Recognised
from verifier.audit.actions import record, sweep
from verifier.audit.types import Subject
from verifier.kernel.errors import RuleBroken
from verifier.learning.actions import decide, take_back
from verifier.learning.types import PERSON, Outcome, Proposal, Proposed
from verifier.reading import recurring
from verifier.reading.export import details_of
from verifier.reading.marked import read_marked
from verifier.reading.types import Conflict, DisclaimerKind, DisclaimerScope, ProposedClaim, ProposedDisclaimer, Span
from verifier.sources.actions import find_or_add
from verifier.sources.models import Source
from verifier.sources.types import SourceKind


def draft(
    session: Session,
    *,
    what: Recognised,
    text: str,
    notes: Sequence[str],
    capture: Capture,
    by: Person,
    now: datetime,
) -> Draft:
    """Keep an intake for its owner to look at. Raises RuleBroken for a text that cannot be taken in."""
    rules.check_text(text)
    row = Draft(
        by_id=by.id,
        capture_id=capture.id,
        title=what.title,
        publisher=what.publisher,
        byline=what.byline,
        published_on=what.published_on,
        language=what.language,
        url=what.url,
        text=text,
        notes=list(notes),
        drafted_at=now,
    )
    session.add(row)
    session.flush()
    subject = Subject("draft", row.id, 1, {"text_sha256": queries.text_digest(text)})
    record(session, action="draft:begin", subject=subject, actor_id=by.id, now=now)
    return row


def discard_draft(session: Session, row: Draft, *, by: Person, now: datetime) -> None:
    """Drop an intake; its captured original stays."""
    record(session, action="draft:discard", subject=Subject("draft", row.id, 2), actor_id=by.id, now=now)
    session.delete(row)


def finish_draft(session: Session, row: Draft, article: Article, *, by: Person, now: datetime) -> None:
    """Put an intake away whose text is an article now."""
    subject = Subject("draft", row.id, 2)
    record(session, action="draft:finish", subject=subject, actor_id=by.id, now=now, detail={"article": article.id})
    session.delete(row)


def take_in(
    session: Session,
    *,
    what: Recognised,
    text: str,
    notes: Sequence[str],
    conflicts: Sequence[Conflict],
    capture_id: int,
    by: Person | None,
    now: datetime,
) -> Article:
    """Keep an article. Raises RuleBroken where it is not fit to be kept, or was taken in already."""
    rules.check_text(text)
    rules.check_recognised(what)
    if queries.by_text(session, text) is not None:
        raise RuleBroken("uq_article_text_sha256", "This very text was taken in already.")
    publisher = find_or_add(session, name=what.publisher, kind=SourceKind.OUTLET, by=by, now=now)
    article = Article(
        publisher_id=publisher.id,
        capture_id=capture_id,
        title=" ".join(what.title.split()),
        byline=" ".join(what.byline.split()),
        published_on=what.published_on,
        language=what.language.strip(),
        url=what.url.strip(),
        text=text,
        text_sha256=queries.text_digest(text),
        notes=list(notes),
        conflicts=[_as_json(one) for one in conflicts],
        taken_in_at=now,
        taken_in_by_id=by.id if by else None,
    )
    session.add(article)
    session.flush()
    state = {
        "publisher": article.publisher_id,
        "capture": article.capture_id,
        "title": article.title,
        "text_sha256": article.text_sha256,
        "url": article.url,
    }
    subject = Subject("article", article.id, 1, state)
    record(session, action="article:take_in", subject=subject, actor_id=by.id if by else None, now=now)
    return article


def _as_json(found: Conflict) -> dict[str, Any]:
    return {
        "spans": [[one.start, one.end] for one in found.spans],
        "claims": [[one.start, one.end] for one in found.claims],
        "kind": found.kind,
        "text": found.text,
    }


def add_disclaimers(session: Session, article: Article, found: Sequence[ProposedDisclaimer]) -> list[Disclaimer]:
    """Keep the disclaimers of an article; part of taking it in, whose log entry covers the text."""
    digests = {rules.learned_digest(one.span.of(article.text)) for one in found if one.rule == recurring.RULE}
    learned = queries.learned_by_digests(session, article.publisher_id, digests)
    kept = []
    for one in found:
        words = rules.anchor(article.text, one.span.start, one.span.end).exact
        origin = learned.get(rules.learned_digest(words)) if learned else None
        kept.append(
            Disclaimer(
                article_id=article.id,
                start=one.span.start,
                end=one.span.end,
                words=words,
                kind=one.kind,
                scope=one.scope,
                who=one.who,
                rule=one.rule,
                learned_from_id=origin.article_id if origin else None,
            )
        )
    session.add_all(kept)
    session.flush()
    return kept


def link_claims(session: Session, links: Iterable[tuple[int, int]]) -> None:
    """Keep which claims the disclaimers of single claims reach: pairs of a claim's id and a disclaimer's."""
    session.add_all(ClaimDisclaimer(claim_id=one, disclaimer_id=other) for one, other in sorted(set(links)))
    session.flush()


def mark_disclaimer(
    session: Session, article: Article, *, quote: str, kind: DisclaimerKind, by: Person, now: datetime
) -> Disclaimer:
    """Keep words that a person marked as the publisher's disclaimer, and learn them for its next articles.

    Raises RuleBroken where the words are not found once, are a disclaimer already, or cannot be one.
    """
    start, end = rules.find_quote(article.text, quote)
    words = article.text[start:end]
    rules.check_learned(words)
    present = queries.disclaimers_of(session, {article.id})[article.id]
    if any(row.start <= start and end <= row.end and row.scope is DisclaimerScope.ARTICLE for row in present):
        raise RuleBroken("disclaimer_twice", "These words are a disclaimer of this article already.", "quote")
    publisher = session.get_one(Source, article.publisher_id)
    row = Disclaimer(
        article_id=article.id,
        start=start,
        end=end,
        words=words,
        kind=kind,
        scope=DisclaimerScope.ARTICLE,
        who=publisher.name,
        rule=PERSON,
    )
    session.add(row)
    session.flush()
    _record_disclaimer(session, article, row, "disclaimer:mark", by, now)
    found = Proposed(Proposal.DISCLAIMER, f"{start}-{end}", PERSON)
    decide(session, [found], Outcome.MISSED, article_id=article.id, by_id=by.id, now=now)
    learn(session, article, words=words, kind=kind, by=by, now=now)
    return row


def remove_disclaimer(session: Session, article: Article, row: Disclaimer, *, by: Person, now: datetime) -> None:
    """Take a disclaimer away from an article that is none; it can be marked again.

    Where this very article taught it, it is forgotten; learned elsewhere, it stays learned.
    """
    _record_disclaimer(session, article, row, "disclaimer:remove", by, now)
    found = Proposed(Proposal.DISCLAIMER, f"{row.start}-{row.end}", row.rule)
    if row.rule == PERSON:
        take_back(session, found, article_id=article.id)
    decide(session, [found], Outcome.REJECTED, article_id=article.id, by_id=by.id, now=now)
    digest = rules.learned_digest(row.words)
    learned = queries.learned_by_digests(session, article.publisher_id, [digest]).get(digest)
    if learned is not None and learned.article_id == article.id:
        forget(session, learned, by=by, now=now)
    sweep(session, delete(ClaimDisclaimer).where(ClaimDisclaimer.disclaimer_id == row.id))
    session.delete(row)
    session.flush()


def _record_disclaimer(
    session: Session, article: Article, row: Disclaimer, action: str, by: Person, now: datetime
) -> None:
    state = {"article": article.id, "start": row.start, "end": row.end, "kind": row.kind, "scope": row.scope}
    subject = Subject("article", article.id, 1, {"disclaimer": row.id, **state})
    record(session, action=action, subject=subject, actor_id=by.id, now=now, detail={"disclaimer": row.id})


def learn(
    session: Session, article: Article, *, words: str, kind: DisclaimerKind, by: Person, now: datetime
) -> LearnedDisclaimer:
    """Remember a disclaimer of an article's publisher; one that was forgotten is remembered again."""
    digest = rules.learned_digest(words)
    row = queries.learned_by_digests(session, article.publisher_id, [digest]).get(digest)
    if row is not None and row.forgotten_at is None:
        return row
    if row is None:
        row = LearnedDisclaimer(
            publisher_id=article.publisher_id,
            words=" ".join(words.split()),
            folded_sha256=digest,
            kind=kind,
            article_id=article.id,
            learned_at=now,
            learned_by_id=by.id,
        )
        session.add(row)
    row.forgotten_at = None
    session.flush()
    _record_learned(session, row, "disclaimer:learn", by, now)
    return row


def learn_again(session: Session, row: LearnedDisclaimer, *, by: Person, now: datetime) -> None:
    """Look for a forgotten disclaimer of a publisher again."""
    if row.forgotten_at is not None:
        row.forgotten_at = None
        session.flush()
        _record_learned(session, row, "disclaimer:learn", by, now)


def forget(session: Session, row: LearnedDisclaimer, *, by: Person, now: datetime) -> None:
    """No longer look for a disclaimer in a publisher's next articles; those that bear it keep it."""
    if row.forgotten_at is None:
        row.forgotten_at = now
        session.flush()
        _record_learned(session, row, "disclaimer:forget", by, now)


def _record_learned(session: Session, row: LearnedDisclaimer, action: str, by: Person, now: datetime) -> None:
    state = {"words": row.folded_sha256, "kind": row.kind, "forgotten_at": row.forgotten_at}
    subject = Subject("source", row.publisher_id, 1, {"learned": row.id, **state})
    record(session, action=action, subject=subject, actor_id=by.id, now=now, detail={"learned": row.id})


def add_proposed_claim(session: Session, article: Article, found: ProposedClaim) -> Claim:
    """Keep a claim that the reader proposes. Raises RuleBroken for a span outside the text."""
    place = rules.anchor(article.text, found.span.start, found.span.end)
    claim = Claim(
        article_id=article.id,
        exact=place.exact,
        prefix=place.prefix,
        suffix=place.suffix,
        start=place.start,
        end=place.end,
        wording=rules.alone(found.standalone.words if found.standalone else found.text),
        kind=found.kind,
        score=found.score,
        rule=found.rule,
        checkable=found.checkable,
        reason=found.reason,
        factive_cue=found.factive_cue,
        details=details_of(found, article.text),
    )
    session.add(claim)
    session.flush()
    return claim


def add_marked_claim(session: Session, article: Article, *, quote: str) -> Claim:
    """Keep a claim that a person marked in the text, read for its figures, dates, places and names.

    Its wording is the person's own choice of words. Raises RuleBroken where the words are not found once.
    """
    start, end = rules.find_quote(article.text, quote)
    if any((row.start, row.end) == (start, end) for row in queries.claims_of(session, article.id)):
        raise RuleBroken("claim_twice", "These very words are a claim of this article already.", "quote")
    found = read_marked(
        article.text,
        Span(start, end),
        title=article.title,
        published_on=article.published_on,
        language=article.language or None,
    )
    return add_proposed_claim(session, article, found)


def reword(session: Session, claim: Claim, *, wording: str, by: Person | None, now: datetime) -> None:
    """Say a claim in other words; the stretch of the text it stands on is never changed. Raises RuleBroken."""
    claim.wording = rules.check_wording(wording)
    session.flush()
    state = {"article": claim.article_id, "start": claim.start, "end": claim.end, "wording": claim.wording}
    subject = Subject("claim", claim.id, claim.version, state)
    record(session, action="claim:reword", subject=subject, actor_id=by.id if by else None, now=now)


def drop_old_drafts(session: Session, *, before: datetime, now: datetime) -> int:
    """Drop intakes that nobody finished since a moment; returns how many. Their captured originals stay."""
    old = queries.drafts_before(session, before)
    for row in old:
        record(session, action="draft:expire", subject=Subject("draft", row.id, 2), actor_id=None, now=now)
        session.delete(row)
    return len(old)
