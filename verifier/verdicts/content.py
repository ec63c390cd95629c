"""The content that a signature covers, in a canonical form that a stranger can recompute.

SHA-256 over the canonical JSON of :func:`verifier.audit.canonical.canonical` of exactly the object made here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from verifier.articles.models import Article, Claim
from verifier.audit.canonical import digest
from verifier.provenance.actions import content_of
from verifier.provenance.models import Derivation, Statement
from verifier.verdicts.models import Verdict

FORM = 1


def signed_content(
    *,
    verdict: Verdict,
    claim: Claim,
    article: Article,
    statements: Sequence[Statement],
    derivations: Sequence[Derivation],
    evidence: Mapping[int, str],
) -> dict[str, Any]:
    """The object a signature covers; ``evidence`` maps a capture's id to the SHA-256 of its bytes."""
    return {
        "form": FORM,
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
            {**content_of(row), "evidence": evidence.get(row.capture_id or 0)}
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
        },
    }


def content_digest(content: Mapping[str, Any]) -> str:
    """The digest that is proposed, shown to the editor, and signed."""
    return digest(content)
