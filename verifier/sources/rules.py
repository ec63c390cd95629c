"""What a source's name is, and how names are looked up."""

import re
import unicodedata
from collections.abc import Iterable

from verifier.kernel.errors import RuleBroken
from verifier.sources.types import SourceFields, SourceKind

LONGEST_DESCRIPTION = 300
LONGEST_NOTE = 10_000
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


def check_fields(fields: SourceFields, other_names: Iterable[str] = ()) -> None:
    """Raise RuleBroken where the words about a source are too long, or would tell readers a protected name."""
    for name, words, longest in (
        ("published_description", fields.published_description, LONGEST_DESCRIPTION),
        ("note", fields.note, LONGEST_NOTE),
    ):
        if len(words) > longest:
            raise RuleBroken(f"{name}_long", f"Write at most {longest:,} characters.", name)
        if "\x00" in words:
            raise RuleBroken(f"{name}_odd", "Write printable characters only.", name)
    if not fields.protected:
        return
    told = f" {fold(fields.published_description)} "
    if any(f" {fold(one)} " in told for one in (fields.name, *other_names)):
        raise RuleBroken(
            "description_tells", "Readers see this description: it must not hold the name.", "published_description"
        )


def check_alias(name: str, kind: SourceKind) -> str:
    """Another name as it is kept. Raises RuleBroken for an odd one, and for a group that nobody named."""
    if kind is SourceKind.UNNAMED_GROUP:
        raise RuleBroken(
            "alias_of_group", "An unnamed group has no other names: the same words elsewhere are other people.", "alias"
        )
    return check_name(name, "alias")


def check_merge(
    *, kind: SourceKind, into_kind: SourceKind, same: bool, protected: bool, into_protected: bool, owned: bool
) -> None:
    """Raise RuleBroken where one source cannot stand for another; ``owned``: one owns or feeds the other.

    No refusal names either of them: one may be protected.
    """
    if same:
        raise RuleBroken("merge_itself", "These are one source already. Choose another one.", "other")
    if SourceKind.UNNAMED_GROUP in {kind, into_kind}:
        raise RuleBroken(
            "merge_group", "An unnamed group is merged with nobody: the same words elsewhere are other people.", "other"
        )
    if protected and not into_protected:
        raise RuleBroken(
            "merge_protected",
            "Protect the source that is to stay first: through this merge a protected name would come out.",
            "other",
        )
    if owned:
        raise RuleBroken(
            "merge_owner",
            "One of them owns the other or carries its feed, so they are two. Change owner and feed first.",
            "other",
        )


def check_unprotecting(*, protects_others: bool) -> None:
    """Raise RuleBroken where taking protection away would bring out the name of a protected source that was merged."""
    if protects_others:
        raise RuleBroken(
            "unprotect_merged",
            "A protected source was merged into this one. Split it off before you take the protection away.",
            "protected",
        )


def fold(name: str) -> str:
    """A name as it is compared: compatibility forms, case, accents, quote marks and a leading article ignored."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    folded = "".join(one for one in folded if unicodedata.category(one) not in {"Mn", "Cf"})
    folded = " ".join(re.sub(r"[^\w\s]+", " ", folded).split())
    return _ARTICLE.sub("", folded) or folded
