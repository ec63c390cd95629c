"""Two versions of the same words, side by side."""

from difflib import SequenceMatcher
from re import findall

from wtforms import BooleanField, FileField, HiddenField, PasswordField, RadioField, SelectField

from verifier.verdicts.types import VerdictFields
from verifier.web.workbench.forms import TicketForm
from verifier.web.workbench.phrases import RATINGS

Side = str | tuple[tuple[str, str], ...]
DiffRow = tuple[str, Side, Side]
MOST_WORDS = 4_000  # beyond this the pieces are not told apart: comparing grows with the square of their number


def row(label: str, left: str, right: str) -> DiffRow:
    """One field in both versions; where they differ, cut into what is the same, what went out and what came in."""
    if left == right or not left or not right:
        return label, left, right
    before, after = findall(r"\s*\S+|\s+", left), findall(r"\s*\S+|\s+", right)
    if len(before) + len(after) > MOST_WORDS:
        return label, left, right
    old: list[tuple[str, str]] = []
    new: list[tuple[str, str]] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        same = kind == "equal"
        if i < j:
            old.append(("same" if same else "out", "".join(before[i:j])))
        if k < m:
            new.append(("same" if same else "in", "".join(after[k:m])))
    return label, tuple(old), tuple(new)


def of_verdicts(left: VerdictFields, right: VerdictFields) -> tuple[DiffRow, ...]:
    """Two versions of a verdict, field by field; the public note only where there is one."""
    rows: list[DiffRow] = [
        (label, RATINGS.get(getattr(left, name), ""), RATINGS.get(getattr(right, name), ""))
        for label, name in (("Did they say it?", "attribution"), ("Is it so?", "content"))
    ]
    rows.append(row("Why", left.rationale, right.rationale))
    rows.append(row("Who was asked", left.asked, right.asked))
    if left.public_note or right.public_note:
        rows.append(row("Public note", left.public_note, right.public_note))
    reasons = [{one.rule: f"{one.breach} {one.reason}" for one in side.overrides} for side in (left, right)]
    ruled = sorted({*reasons[0], *reasons[1]})
    rows.extend(row("Against a rule", reasons[0].get(rule, ""), reasons[1].get(rule, "")) for rule in ruled)
    return tuple(rows)


def of_forms(stored: TicketForm, typed: TicketForm) -> tuple[DiffRow, ...]:
    """What is stored now and what was typed, for every field that a person sees."""
    hidden = (HiddenField, FileField, PasswordField, BooleanField)
    before, after = ({field.name: field for field in form} for form in (stored, typed))
    return tuple(
        row(field.label.text, _shown(before.get(name)), _shown(after.get(name)))
        for name, field in {**after, **before}.items()
        if not isinstance(field, hidden)
    )


def _shown(field: object) -> str:
    data = getattr(field, "data", None)
    if data is None:
        return ""
    if isinstance(field, SelectField | RadioField):
        return {str(one.value): str(one.label) for one in field.iter_choices()}.get(str(data), str(data))
    return str(data).strip()
