"""Writing invented work into an empty desk: the rows and the log that the desk's own verbs would have left."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from verifier.archive.models import Capture
from verifier.archive.types import CaptureMethod
from verifier.articles.models import Article, Claim, Disclaimer
from verifier.articles.queries import text_digest
from verifier.articles.rules import anchor
from verifier.audit.appending import Appender
from verifier.audit.models import Entry, LogNode
from verifier.audit.types import Subject
from verifier.cli.loading import histories
from verifier.cli.loading.cast import Cast
from verifier.cli.loading.inventing import InventedArticle, InventedClaim, Voice, invent
from verifier.cli.loading.tickets import TicketRows
from verifier.kernel.bulk import Bulk
from verifier.learning.models import Decision
from verifier.provenance.addresses import address_key
from verifier.provenance.marks import marks
from verifier.provenance.models import ArticleMark, Derivation, Report, Statement
from verifier.provenance.types import Medium
from verifier.reading.types import DisclaimerKind, DisclaimerScope
from verifier.tickets.models import LookAgain, Note, Ticket, TicketAuthor
from verifier.verdicts.models import Verdict, VerdictPart

MODELS = (
    Capture, Article, Disclaimer, Claim, Report, Ticket, Statement, Derivation, TicketAuthor, Note, LookAgain, Verdict,
    VerdictPart, Decision, ArticleMark, Entry, LogNode,
)  # fmt: skip
AT_ONCE = 400  # articles: their texts are one original, and their rows are written together
YEARS = timedelta(days=3 * 365)
RULE = "load"


@dataclass(slots=True)
class Counts:
    """The last number given in each table that counts."""

    article: int = 0
    disclaimer: int = 0
    report: int = 0


class Filler:
    """One desk being filled. Every number comes from ``seed``, so the same desk can be made again."""

    def __init__(
        self, session: Session, bulk: Bulk, cast: Cast, keep: Callable[[bytes], str], *, seed: int, until: datetime
    ) -> None:
        self._random, self._cast, self._keep, self._until = Random(seed), cast, keep, until  # noqa: S311  (no secret)
        self._counts = Counts()
        self._captures = bulk.sheet(
            Capture, "id sha256 size media_type method requested_url final_url filename response captured_at"
        )
        self._articles = bulk.sheet(
            Article,
            "id publisher_id capture_id title byline published_on language url text text_sha256 notes conflicts"
            " taken_in_at",
        )
        self._disclaimers = bulk.sheet(Disclaimer, "id article_id start end words kind scope who rule learned_from_id")
        self._reports = bulk.sheet(Report, "id source_id title url address created_at")
        self._marks = bulk.sheet(ArticleMark, "article_id mark")
        self._log = Appender(session, bulk)
        self._tickets = TicketRows(bulk, self._log, cast, self._random)
        self._bulk = bulk

    def fill(self, tickets: int) -> Iterator[int]:
        """Write so many tickets; yields how many were written with each original. Close the log after the last."""
        left, number = tickets, 0
        step = YEARS / max(1, tickets // 16)
        while left:
            made: list[tuple[InventedArticle, Voice, datetime]] = []
            while left and len(made) < AT_ONCE:
                outlet = self._random.choice(self._cast.outlets)
                article = invent(self._random, number + 1, outlet.name, self._cast.voices, left)
                at = min(self._until - YEARS + number * step, self._until - timedelta(hours=1))
                made.append((article, outlet, at))
                number, left = number + 1, left - len(article.claims)
            self._original([one for one, _, _ in made], number, made[0][2])
            yield sum(self._article(*one, capture_id=number) for one in made)
            self._bulk.write()
        self._log.close()

    @property
    def entries(self) -> int:
        """How many entries the log has now."""
        return self._log.size

    def _original(self, articles: list[InventedArticle], number: int, at: datetime) -> None:
        lines = (json.dumps({"title": one.title, "text": one.text}, ensure_ascii=False) for one in articles)
        raw = "\n".join(lines).encode()
        sha256, kind, method = self._keep(raw), "application/jsonl", CaptureMethod.COMMAND
        self._captures.add(number, sha256, len(raw), kind, method, "", "", f"load-{number}.jsonl", {}, at)
        state = {"sha256": sha256, "size": len(raw), "media_type": kind, "method": method}
        self._note("capture:keep", Subject("capture", number, 1, state), at, {"sha256": sha256})

    def _note(self, action: str, subject: Subject, at: datetime, detail: dict[str, str] | None = None) -> None:
        self._log.record(action=action, subject=subject, actor_id=None, now=at, detail=detail or {})

    def _article(self, one: InventedArticle, outlet: Voice, at: datetime, *, capture_id: int) -> int:
        self._counts.article += 1
        id_, url = self._counts.article, f"https://outlet{outlet.source_id}.example/{self._counts.article}"
        digest = text_digest(one.text)
        row = (id_, outlet.source_id, capture_id, one.title, "", at.date(), one.language, url, one.text, digest)
        self._articles.add(*row, [], [], at)
        state = {
            "publisher": outlet.source_id, "capture": capture_id, "title": one.title, "text_sha256": digest, "url": url,
        }  # fmt: skip
        self._note("article:take_in", Subject("article", id_, 1, state), at)
        if one.disclaimer:
            self._counts.disclaimer += 1
            start, end = one.disclaimer
            kind, scope = DisclaimerKind.PUBLISHER_NO_VERIFICATION, DisclaimerScope.ARTICLE
            words = one.text[start:end]
            self._disclaimers.add(self._counts.disclaimer, id_, start, end, words, kind, scope, outlet.name, RULE, None)
        for mark in marks(one.text[: one.disclaimer[0]] if one.disclaimer else one.text):
            self._marks.add(id_, mark)
        self._claims(one, outlet, Article(
            id=id_, publisher_id=outlet.source_id, title=one.title, url=url, text_sha256=digest, text=one.text
        ), at)  # fmt: skip
        return len(one.claims)

    def _claims(self, one: InventedArticle, outlet: Voice, article: Article, at: datetime) -> None:
        reports: dict[tuple[int, Medium], int] = {}

        def report_of(source_id: int, medium: Medium) -> int:
            key = (source_id, medium)
            if key not in reports:
                reports[key] = self._report(source_id, article, medium, at)
            return reports[key]

        wanted = histories.states(self._random, len(one.claims))
        for place, (claim, state) in enumerate(zip(one.claims, wanted, strict=True)):
            moment = at + timedelta(seconds=10 * place)
            chain = [Voice(outlet.source_id, outlet.name, outlet.naming), *_others(claim, outlet)]
            media = [Medium.ARTICLE, *(Medium.OTHER for _ in chain[1:])]
            filed = [report_of(voice.source_id, medium) for voice, medium in zip(chain, media, strict=True)]
            self._tickets.add(
                article, claim, anchor(article.text, claim.start, claim.end), state,
                chain=tuple(zip(chain, media, filed, strict=True)), at=moment, until=self._until,
            )  # fmt: skip

    def _report(self, source_id: int, article: Article, medium: Medium, at: datetime) -> int:
        self._counts.report += 1
        own = medium is Medium.ARTICLE
        title, url = (article.title, article.url) if own else ("", "")
        address = address_key(url)
        self._reports.add(self._counts.report, source_id, title, url, address, at)
        state = {"source": source_id, "title": title, "url": url}
        self._note("report:add", Subject("report", self._counts.report, 1, state), at)
        return self._counts.report


def _others(claim: InventedClaim, outlet: Voice) -> list[Voice]:
    return [voice for voice in claim.voices if voice.source_id != outlet.source_id]
