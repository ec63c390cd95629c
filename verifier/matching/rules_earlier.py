"""May this fact-check be kept."""

from typing import Final

from verifier.kernel.errors import RuleBroken
from verifier.matching.types_earlier import CheckFields

LONGEST_ID: Final = 500
LONGEST_LINE: Final = 2_000
LONGEST_TEXT: Final = 20_000


def check_fields(fields: CheckFields) -> None:
    """Raise RuleBroken for a fact-check without an id or a claim, or with what cannot be stored or led to."""
    if not fields.external_id:
        raise RuleBroken("check_id", "it has no id and no url", "external_id")
    if not fields.claim:
        raise RuleBroken("check_claim", "it has no claim and no title", "claim")
    if len(fields.external_id) > LONGEST_ID:
        raise RuleBroken("check_id_long", f"its id has more than {LONGEST_ID} characters", "external_id")
    if fields.url and not fields.url.lower().startswith(("http://", "https://")):
        raise RuleBroken("check_url", "its url does not begin with http:// or https://", "url")
    for name in ("external_id", "claim", "title", "publisher", "speaker", "verdict", "url", "summary", "language"):
        words = getattr(fields, name)
        if "\x00" in words or any("\ud800" <= one <= "\udfff" for one in words):
            raise RuleBroken("check_binary", f"its {name} is not plain text", name)
        longest = LONGEST_TEXT if name in {"claim", "summary"} else LONGEST_LINE
        if len(words) > longest:
            raise RuleBroken("check_long", f"its {name} has more than {longest:,} characters", name)
