"""What a source's name is, and how names are looked up."""

import re
import unicodedata

from verifier.kernel.errors import RuleBroken

_ARTICLE = re.compile(r"^(the|le|la|les|el|los|las|der|die|das)\s+")


def check_name(name: str, field: str = "source") -> str:
    """The name as it is kept. Raises RuleBroken for none, too long a one, or control characters."""
    kept = " ".join(name.split())
    if not kept:
        raise RuleBroken(
            "source_missing", "Write who says it. If nobody is named, describe them: “local sources”.", field
        )
    if len(kept) > 200 or any(unicodedata.category(one) in {"Cc", "Cs"} for one in kept):
        raise RuleBroken("source_odd", "Write a name of at most 200 printable characters.", field)
    return kept


def fold(name: str) -> str:
    """A name as it is compared: compatibility forms, case, accents, quote marks and a leading article ignored."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    folded = "".join(one for one in folded if unicodedata.category(one) not in {"Mn", "Cf"})
    folded = " ".join(re.sub(r"[^\w\s]+", " ", folded).split())
    return _ARTICLE.sub("", folded) or folded
