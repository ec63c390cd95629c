"""From what readers may know to what a page shows: frozen pages, in words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from markupsafe import Markup

from verifier.newsroom.types import Newsroom
from verifier.provenance.types import Access, Medium
from verifier.publishing.claimreview import as_script
from verifier.publishing.disclosure import PublicChain, PublicEvidence
from verifier.publishing.dossier import ArticleDossier, Context, Dossier, Grounds, Kept, PublicArticle, PublicVersion
from verifier.publishing.queries_public import Amendment, ListedArticle
from verifier.publishing.reviews import claim_url, opening, review_of
from verifier.publishing.shares import PublicRest
from verifier.publishing.standing import spell_date, withheld_line
from verifier.publishing.types import Desk, Standing, StandingKind
from verifier.verdicts.demands import spell
from verifier.verdicts.scales import ATTRIBUTION, CONTENT, Rating
from verifier.verdicts.types import RuleSet

_MEDIA: Final = {
    Medium.ARTICLE.value: "Article",
    Medium.REPORT.value: "Report",
    Medium.DOCUMENT.value: "Document",
    Medium.INTERVIEW.value: "Interview",
    Medium.SPEECH.value: "Speech",
    Medium.SOCIAL.value: "Social media",
    Medium.BROADCAST.value: "Broadcast",
}
_ACCESS: Final = {
    Access.FIRST_HAND.value: "first-hand",
    Access.SECOND_HAND.value: "second-hand",
    Access.HEARSAY.value: "hearsay",
}
_GROUNDS: Final = {
    Grounds.UNSIGNED: "What a verdict rests on is shown here once an editor has signed it.",
    Grounds.REVISED: "The sources are being revised. They are shown again when the correction is signed.",
}
CUT: Final = "The trail goes on, but this desk may not show where."
ONE_PERSON: Final = "At this desk one person may both propose and sign a verdict."
TWO_PEOPLE: Final = "One person proposes a verdict, a second one signs it."
OWN_WORD: Final = "The publisher gives no source but itself."


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a public page says to those who link to it."""

    title: str
    description: str
    canonical: str


@dataclass(frozen=True, slots=True)
class ArticleShown:
    """One article of the list; ``withheld`` says in place of everything that it is on legal hold."""

    article: ListedArticle
    title: str
    withheld: str


@dataclass(frozen=True, slots=True)
class ArticlesPage:
    """Articles with public claims, newest first."""

    head: Head
    articles: tuple[ArticleShown, ...]
    older_href: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class LineShown:
    """One claim of an article with its public line."""

    href: str
    words: str
    standing: Standing
    is_held: bool


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article: what it is, how its publisher disowns it, its claims, and on whom the checked ones rest."""

    head: Head
    article: PublicArticle
    kept: Kept
    lines: tuple[LineShown, ...]
    rests: tuple[PublicRest, ...]
    checked: int


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """One statement on a claim, with short facts in words."""

    told: PublicEvidence
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One claim: its line, why, the trail, what others say, and its versions."""

    head: Head
    words: str
    article: PublicArticle
    context: Context
    standing: Standing
    shown: PublicVersion | None
    earlier: tuple[PublicVersion, ...]
    corrections: tuple[PublicVersion, ...]
    chain: PublicChain
    chain_words: str
    evidence: tuple[EvidenceShown, ...]
    grounds: str
    duplicate_href: str
    review: Markup | None
    claim_id: int
    proved: bool


@dataclass(frozen=True, slots=True)
class TermsPage:
    """What the words of a verdict mean: each rating's label and meaning, and how many people it takes."""

    head: Head
    signing: str
    rules: tuple[str, ...]
    who_reads: str
    attribution: tuple[Rating, ...]
    content: tuple[Rating, ...]
    key: str


@dataclass(frozen=True, slots=True)
class AmendmentShown:
    """A correction or a withdrawal, in words."""

    href: str
    wording: str
    language: str
    what: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """Everything readers were told before and are told otherwise now, newest first."""

    head: Head
    amendments: tuple[AmendmentShown, ...]
    older_href: str


def articles_page(
    found: tuple[ListedArticle, ...], *, desk: Desk, public_url: str, older_href: str, is_first: bool
) -> ArticlesPage:
    """The list of articles."""
    description = f"Articles whose claims {desk.name} checks: who said it to whom, and whether it is so."
    shown = tuple(
        ArticleShown(
            one,
            one.title or f"An article in {one.publisher}",
            withheld_line(one.held_since) if one.held_since else "",
        )
        for one in found
    )
    return ArticlesPage(Head("Articles", description, f"{public_url}/public"), shown, older_href, is_first)


def article_page(found: ArticleDossier, *, public_url: str) -> ArticlePage:
    """An article's page."""
    article = found.article
    canonical = f"{public_url}/public/articles/{article.id}"
    description = f"What is known about {_claims(len(found.lines))} of this article in {article.publisher}."
    lines = tuple(
        LineShown(f"/public/claims/{one.claim_id}", one.words, one.standing, one.standing.kind is StandingKind.ON_HOLD)
        for one in found.lines
    )
    checked = sum(one.claims for one in found.rests)
    title = article.title or f"An article in {article.publisher}"
    return ArticlePage(Head(title, description, canonical), article, found.kept, lines, found.rests, checked)


def _claims(count: int) -> str:
    return "1 claim" if count == 1 else f"{count} claims"


def claim_page(found: Dossier, *, desk: Desk, public_url: str, proved: bool) -> ClaimPage:
    """A claim's page. Its head says what its standing says: a shared link must not hide it.

    ``proved``: whether the proof of its signature can be had.
    """
    standing = found.standing
    review = review_of(found, desk, public_url)
    described = opening(found.shown.rationale) if found.shown else f"{standing.publisher_line} {standing.desk_line}"
    head = Head(found.words, f"{standing.headline}. {described}", claim_url(public_url, found.claim_id))
    return ClaimPage(
        head=head,
        words=found.words,
        article=found.article,
        context=found.context,
        standing=standing,
        shown=found.shown,
        earlier=found.versions[-2::-1],
        corrections=found.versions[:0:-1],
        chain=found.chain,
        chain_words=_chain_words(found.chain),
        evidence=tuple(EvidenceShown(one, _facts(one)) for one in found.evidence),
        grounds=_GROUNDS.get(found.grounds, ""),
        duplicate_href=f"/public/claims/{found.duplicate_of}" if found.duplicate_of else "",
        review=Markup(as_script(review)) if review else None,  # noqa: S704  (as_script escapes for this very place)
        claim_id=found.claim_id,
        proved=proved,
    )


def _chain_words(chain: PublicChain) -> str:
    if chain.cut:
        return CUT
    return OWN_WORD if len(chain.steps) == 1 and chain.end == "named" else ""


def _facts(told: PublicEvidence) -> tuple[str, ...]:
    facts = (_MEDIA.get(told.medium, ""), _day(told.said_on), _ACCESS.get(told.access, ""))
    return tuple(fact for fact in facts if fact)


def _day(day: date | None) -> str:
    return spell_date(day) if day else ""


def corrections_page(found: tuple[Amendment, ...], *, desk: Desk, public_url: str, older_href: str) -> CorrectionsPage:
    """The list of corrections."""
    description = f"Every verdict that {desk.name} has corrected or withdrawn, with the reason."
    return CorrectionsPage(
        Head("Corrections", description, f"{public_url}/public/corrections"),
        tuple(
            AmendmentShown(
                href=f"/public/claims/{one.claim_id}",
                wording=withheld_line(one.held_since) if one.held_since else one.wording,
                language=one.language,
                what=f"Corrected, now version {one.number}" if one.number else "Withdrawn",
                note=one.note,
                at=one.at,
            )
            for one in found
        ),
        older_href,
    )


def terms_page(*, newsroom: Newsroom, rules: RuleSet, public_url: str, key: str) -> TermsPage:
    """The page of terms; ``key`` is the one with which this desk signs its log."""
    description = f"The words in which {newsroom.name} says what it found."
    return TermsPage(
        head=Head("What the ratings mean", description, f"{public_url}/public/terms"),
        signing=ONE_PERSON if newsroom.single_sign_off else TWO_PEOPLE,
        rules=tuple(spell(rule) for rule in rules.rules if rule.active),
        who_reads="is part of what is signed" if newsroom.single_sign_off else "the editor reads before signing",
        attribution=ATTRIBUTION,
        content=CONTENT.ratings,
        key=key,
    )
