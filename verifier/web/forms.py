"""What every form of the desk has: its shape is checked here, its meaning by the rooms' rules."""

from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField

from verifier.kernel.errors import RuleBroken


class DeskForm(FlaskForm):
    """A form that can show a rule's refusal at the field it concerns."""

    def refuse(self, error: RuleBroken) -> None:
        """Put the refusal at its field, or above the form where it has none here."""
        field = getattr(self, error.field or "", None)
        if isinstance(field, Field) and not isinstance(field, HiddenField):
            field.errors = [*field.errors, error.message]
        else:
            self.form_errors.append(error.message)


def choices_of(words: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Choices of a select field: value and label of each, in this order."""
    return dict(words)


def version_of(field: HiddenField) -> int:
    """The version that a form was filled in over; -1, which no row ever has, where the field holds no number."""
    words = str(field.data or "")
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else -1
