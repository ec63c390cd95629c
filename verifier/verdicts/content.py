"""The content that a signature covers, in a canonical form that a stranger can recompute.

SHA-256 over the canonical JSON of :func:`verifier.audit.canonical.canonical` of exactly the object made here. The form
is kept with each verdict, and an old one is always recomputed under its own: form 1 knew no grades and no rules of the
desk. docs/security.md spells both forms out.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from verifier.articles.models import Article, Claim
from verifier.audit.canonical import digest
from verifier.provenance.actions import content_of
from verifier.provenance.models import Derivation, Grade, Statement
from verifier.verdicts.models import Verdict

FORM = 2
GRADED_AND_RULED = 2
"""From this form on, grades, the version of the rules and the rules set aside are covered."""


def signed_content(
    *,
    verdict: Verdict,
    claim: Claim,
    article: Article,
    statements: Sequence[Statement],
    derivations: Sequence[Derivation],
    evidence: Mapping[int, str],
    grades: Mapping[int, Grade],
    form: int,
) -> dict[str, Any]:
    """The object a signature covers, in the form that is kept with the verdict.

    ``evidence`` maps a capture's id to the SHA-256 of its bytes, ``grades`` a statement's id to the grade that holds.
    """
    whole = form >= GRADED_AND_RULED
    return {
        "form": form,
        "ticket": verdict.ticket_id,
        "claim": {
            "article_text_sha256": article.text_sha256,
            "publisher": article.publisher_id,
            "start": claim.start,
            "end": claim.end,
            "exact": claim.exact,
            "wording": claim.wording,
        },
        "statements": [
            {
                **content_of(row),
                "evidence": evidence.get(row.capture_id or 0),
                **({"grade": _grade(grades.get(row.id))} if whole else {}),
            }
            for row in sorted(statements, key=lambda one: one.id)
        ],
        "derivations": [
            {
                "downstream": hop.downstream_id,
                "upstream": hop.upstream_id,
                "relation": hop.relation,
                "cue": hop.cue,
                "status": hop.status,
            }
            for hop in sorted(derivations, key=lambda one: (one.downstream_id, one.upstream_id))
        ],
        "verdict": {
            "scale": verdict.scale,
            "scale_version": verdict.scale_version,
            "attribution": verdict.attribution,
            "content": verdict.content,
            "rationale": verdict.rationale,
            "asked": verdict.asked,
            "public_note": verdict.public_note,
            **({"rules_version": verdict.rules_version, "overrides": list(verdict.overrides)} if whole else {}),
        },
    }


def _grade(row: Grade | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {"reliability": row.reliability, "credibility": row.credibility, "reason": row.reason}


def content_digest(content: Mapping[str, Any]) -> str:
    """The digest that is proposed, shown to the editor, and signed."""
    return digest(content)
