"""What is asked on the workbench. Meaning is checked by the rooms' rules; here only the shape."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Any, TypeVar

from flask import request
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.form import BaseForm
from wtforms.validators import Optional

from verifier.kernel.errors import RuleBroken, Stale
from verifier.provenance.actions_overlap import Taken
from verifier.provenance.grades import CREDIBILITY, RELIABILITY, GradeFields
from verifier.provenance.rules import HopFields, StatementFields
from verifier.provenance.types import Access, GroundRules, Medium, Naming, Relation, Reliability, Stance
from verifier.sources.types import SourceKind
from verifier.tickets.rules import NO_DUE_DATE
from verifier.tickets.types import ClosedReason, Priority
from verifier.verdicts.rules import override_field
from verifier.verdicts.scales import ATTRIBUTION, CONTENT
from verifier.verdicts.types import Breach, Override, VerdictFields
from verifier.web.forms import DeskForm, version_of
from verifier.web.proving import ProvingForm

Word = TypeVar("Word", bound=StrEnum)
LARGEST_NUMBER = 2**53
BROKEN_OTHERWISE = "This rule is broken in another way now. Read it again; does your reason still hold?"

KINDS = {
    SourceKind.PERSON: "A person",
    SourceKind.ORGANISATION: "An organisation",
    SourceKind.STATE_BODY: "A state body",
    SourceKind.OUTLET: "An outlet",
    SourceKind.AGENCY: "A news agency",
    SourceKind.DOCUMENT: "A document",
    SourceKind.UNNAMED_GROUP: "People nobody names",
}
NAMINGS = {
    Naming.NAMED: "By name",
    Naming.DESCRIBED: "Described, not named",
    Naming.UNNAMED: "Not named",
    Naming.ANONYMOUS_TO_US: "Not known to us either",
}
RELATIONS = {
    Relation.QUOTED: "quoted them",
    Relation.PARAPHRASED: "paraphrased them",
    Relation.REPORTED: "reported what they said",
    Relation.TOLD: "was told by them",
    Relation.TRANSLATED: "translated them",
    Relation.REPUBLISHED: "republished them",
    Relation.EDITED_COPY: "edited a copy of theirs",
    Relation.ASSERTED: "asserts that they say it",
    Relation.IMPLICIT: "implies that they say it",
    Relation.UNKNOWN: "took it from them, we do not know how",
}
STANCES = {Stance.SUPPORTS: "Supports", Stance.REFUTES: "Refutes", Stance.CONTEXT: "Context"}
ACCESSES = {
    Access.UNKNOWN: "Not known",
    Access.FIRST_HAND: "Saw or did it themselves",
    Access.SECOND_HAND: "Was told by somebody who did",
    Access.HEARSAY: "Hearsay",
}
MEDIA = {
    Medium.ARTICLE: "Article",
    Medium.REPORT: "Report",
    Medium.DOCUMENT: "Document",
    Medium.INTERVIEW: "Interview by us",
    Medium.SPEECH: "Speech or press conference",
    Medium.SOCIAL: "Social media",
    Medium.BROADCAST: "Broadcast",
    Medium.OTHER: "Something else",
}
GROUNDS = {
    GroundRules.UNKNOWN: "Not agreed",
    GroundRules.ON_RECORD: "On the record",
    GroundRules.BACKGROUND: "Background: not by name",
    GroundRules.DEEP_BACKGROUND: "Deep background: not as a source",
    GroundRules.OFF_RECORD: "Off the record",
}
PRIORITIES = {Priority.URGENT: "Urgent", Priority.HIGH: "High", Priority.NORMAL: "Normal", Priority.LOW: "Low"}
REASONS = {
    ClosedReason.NOT_CHECKABLE: "It cannot be checked",
    ClosedReason.OUT_OF_SCOPE: "It is outside what this desk checks",
    ClosedReason.DUPLICATE: "Another ticket has the same claim",
    ClosedReason.NO_PUBLIC_INTEREST: "Checking it would not serve the public",
}


def chosen(words: Mapping[Any, str]) -> dict[str, str]:
    """Words of a vocabulary as the choices of a field."""
    return {str(key.value): label for key, label in words.items()}


class TicketForm(DeskForm):
    """A form of the workbench. ``at`` is its place on the page: it makes the ids of its fields unique there."""

    version = HiddenField()

    def __init__(self, at: str, *, sent: bool = False, given: Mapping[str, Any] | None = None) -> None:
        if sent:
            super().__init__(data=given)
        else:
            super().__init__(formdata=None, data=given)
        self.stand_at(at)

    def stand_at(self, at: str) -> None:
        """Give the form its place on the page."""
        self.at = at
        for field in self:
            field.id = field.label.field_id = f"{at}-{field.name}"

    def seen_version(self) -> int:
        """The version of the ticket that the form was filled in over. Raises Stale for a form that names none."""
        kept = version_of(self.version)
        if kept < 0:
            raise Stale
        return kept


class CommentForm(TicketForm):
    """A comment for a colleague."""

    comment = TextAreaField("Comment")


class ReasonForm(TicketForm):
    """Why?"""

    reason = TextAreaField("Reason")


class AssignForm(TicketForm):
    """Who shall have the ticket?"""

    person = SelectField("Reviewer", coerce=int, validate_choice=False)

    def offer(self, people: Iterable[tuple[int, str]]) -> None:
        """The people to choose from."""
        self.person.choices = {str(key): name for key, name in people}


class CloseForm(TicketForm):
    """Why is this claim not checked?"""

    closed_reason = RadioField("Why is it not checked?", choices=chosen(REASONS), validate_choice=False)
    duplicate_of = StringField("Number of the other ticket")
    note = TextAreaField("Note")

    def reason(self) -> ClosedReason | None:
        """The reason chosen, None for none or an unknown one."""
        return _member(ClosedReason, self.closed_reason.data)

    def original_id(self) -> int | None:
        """The number of the other ticket; its address may be pasted too."""
        found = re.search(r"(\d{1,15})\s*$", self.duplicate_of.data or "")
        return int(found.group(1)) if found else None


class SignForm(TicketForm, ProvingForm):
    """A signature over exactly what was seen."""

    seen = HiddenField()


class UrgencyForm(TicketForm):
    """How urgent is it?"""

    priority = SelectField("Priority", choices=chosen(PRIORITIES), validate_choice=False)
    due_on = DateField("Due on", validators=[Optional()])

    def chosen_priority(self) -> Priority:
        """The priority. Raises RuleBroken for none of the four."""
        if self.priority.data not in {str(one.value) for one in Priority}:
            raise RuleBroken("priority_unknown", "Choose a priority from the list.", "priority")
        return Priority(int(self.priority.data))

    def due_at(self) -> datetime:
        """The last moment of the day it is due; far ahead where no date was given."""
        if self.due_on.data is None:
            return NO_DUE_DATE
        return datetime.combine(self.due_on.data, time(23, 59, 59), tzinfo=UTC)


class WordingForm(TicketForm):
    """The claim so that it stands alone."""

    wording = TextAreaField("The claim, so that it can be understood by itself")


class VerdictForm(TicketForm):
    """Did they say it, is it so, why, and who was asked? With a field for each rule that is gone against."""

    attribution = RadioField(
        "Did they say it?", choices={one.key: one.label for one in ATTRIBUTION}, validate_choice=False
    )
    content = RadioField("Is it so?", choices={one.key: one.label for one in CONTENT.ratings}, validate_choice=False)
    rationale = TextAreaField("Why")
    asked = TextAreaField("Who was asked")
    public_note = TextAreaField("Public note")

    def __init__(self, at: str, *, sent: bool = False, given: Mapping[str, Any] | None = None) -> None:
        super().__init__(at, sent=sent, given=given)
        self.written: tuple[Override, ...] = _sent_overrides() if sent else tuple((given or {}).get("overrides", ()))
        for one in self.written if sent else ():
            self._ask(one.rule, one.reason)

    def ask(self, breaches: Iterable[Breach]) -> None:
        """Put a field for a reason behind every rule that is broken, with what was written for it before."""
        before = {one.rule: one for one in self.written}
        for breach in breaches:
            known = before.get(breach.rule)
            field = self._ask(breach.rule, known.reason if known else "")
            if known is not None and known.reason.strip() and known.breach != breach.message:
                field.errors = [*field.errors, BROKEN_OTHERWISE]

    def _ask(self, rule: int, reason: str) -> TextAreaField:
        name = override_field(rule)
        if name not in self:
            BaseForm.__setitem__(self, name, TextAreaField("Reason to go against this rule"))
            self[name].process(None, reason)
            self[name].id = self[name].label.field_id = f"{self.at}-{name}"
            setattr(self, name, self[name])
        field: TextAreaField = self[name]
        return field

    def fields(self) -> VerdictFields:
        """What was written."""
        return VerdictFields(
            attribution=self.attribution.data or "",
            content=self.content.data or "",
            rationale=self.rationale.data or "",
            asked=self.asked.data or "",
            public_note=self.public_note.data or "",
            overrides=self.written,
        )


def _sent_overrides() -> tuple[Override, ...]:
    """The reasons against rules in the form that was sent, each with the breach over which it was written."""
    found = []
    for name, words in request.form.items():
        number = name.removeprefix("override-")
        if name.startswith("override-") and number.isascii() and number.isdecimal() and len(number) < 10:
            found.append(Override(int(number), request.form.get(f"breach-{number}", ""), words))
    return tuple(found)


class GradeForm(TicketForm):
    """How far can this source be relied on here, how credible is what it says, and why?"""

    reliability = SelectField(
        "The source",
        choices={one.value: f"{one.value}: {label}; {why}" for one, (label, why) in RELIABILITY.items()},
        validate_choice=False,
    )
    credibility = SelectField(
        "What it says",
        choices={str(one): f"{one}: {label}; {why}" for one, (label, why) in CREDIBILITY.items()},
        validate_choice=False,
    )
    reason = TextAreaField("Why this grade")

    def fields(self) -> GradeFields:
        """What was chosen; None for what is on no list."""
        number = str(self.credibility.data or "")
        return GradeFields(
            reliability=_member(Reliability, self.reliability.data),
            credibility=int(number) if number in {str(one) for one in CREDIBILITY} else None,
            reason=self.reason.data or "",
        )


class StatementForm(TicketForm):
    """A source beside the chain."""

    stance = RadioField("What it does to the claim", choices=chosen(STANCES), default="supports", validate_choice=False)
    source = StringField("Source")
    source_kind = SelectField("What they are", choices=chosen(KINDS), default="organisation", validate_choice=False)
    url = StringField("Address")
    keep_copy = BooleanField("Keep a copy of the page")
    original = FileField("Document")
    quote = TextAreaField("Quoted words")
    said_on = DateField("Said on", validators=[Optional()])
    medium = SelectField("Medium", choices=chosen(MEDIA), validate_choice=False)
    access = SelectField("How near they were", choices=chosen(ACCESSES), validate_choice=False)
    naming = SelectField("How they are named", choices=chosen(NAMINGS), validate_choice=False)
    ground_rules = SelectField("Ground rules", choices=chosen(GROUNDS), validate_choice=False)
    note = TextAreaField("Note for the desk")
    capture = HiddenField()
    without_copy = HiddenField()
    separate = HiddenField()
    also = BooleanField("Make the same change on the other open tickets of this report")

    def fields(self) -> StatementFields:
        """What was written. Raises RuleBroken for a value that is on no list."""
        return StatementFields(
            source=self.source.data or "",
            source_kind=one_of(SourceKind, self.source_kind.data, "source_kind").value,
            stance=one_of(Stance, self.stance.data, "stance"),
            naming=one_of(Naming, self.naming.data or Naming.NAMED, "naming"),
            access=one_of(Access, self.access.data or Access.UNKNOWN, "access"),
            medium=one_of(Medium, self.medium.data or Medium.ARTICLE, "medium"),
            ground_rules=one_of(GroundRules, self.ground_rules.data or GroundRules.UNKNOWN, "ground_rules"),
            url=self.url.data or "",
            quote=self.quote.data or "",
            said_on=self.said_on.data,
            note=self.note.data or "",
        )


class HopForm(TicketForm):
    """A hop of the chain."""

    source = StringField("Who says it")
    source_kind = SelectField("What they are", choices=chosen(KINDS), default="organisation", validate_choice=False)
    naming = SelectField("How the text names them", choices=chosen(NAMINGS), validate_choice=False)
    relation = SelectField("The teller before", choices=chosen(RELATIONS), default="reported", validate_choice=False)
    cue = StringField("The words that show it")
    access = SelectField("How near they were", choices=chosen(ACCESSES), validate_choice=False)
    after = HiddenField()
    also = BooleanField("Make the same change on the other open tickets of this report")

    def fields(self) -> HopFields:
        """What was written. Raises RuleBroken for a value that is on no list."""
        return HopFields(
            source=self.source.data or "",
            source_kind=one_of(SourceKind, self.source_kind.data, "source_kind").value,
            naming=one_of(Naming, self.naming.data or Naming.NAMED, "naming"),
            relation=one_of(Relation, self.relation.data, "relation"),
            cue=self.cue.data or "",
            access=_member(Access, self.access.data),
        )

    def after_id(self) -> int:
        """The statement behind which the hop is put, 0 for none."""
        return number_in(self.after.data)


class AgainForm(TicketForm):
    """What does a report that is known already do to this claim?"""

    stance = HiddenField()

    def chosen_stance(self) -> Stance:
        """The stance; context, which counts for neither side, where none was chosen."""
        return _member(Stance, self.stance.data) or Stance.CONTEXT


class TakenForm(TicketForm):
    """Which of two texts was taken from the other?"""

    taken = HiddenField()

    def chosen(self) -> Taken:
        """The answer. Raises RuleBroken for none."""
        return one_of(Taken, self.taken.data, "taken")


class MoveForm(TicketForm):
    """Which way?"""

    direction = HiddenField()

    def step(self) -> int:
        """One place inwards (+1) or outwards (-1)."""
        return -1 if self.direction.data == "outwards" else 1


def number_in(value: object) -> int:
    """The number of a row that a field holds, 0 for none."""
    kept = str(value or "")
    return int(kept) if kept.isascii() and kept.isdecimal() and int(kept) < LARGEST_NUMBER else 0


def _member(words: type[Word], value: str | None) -> Word | None:
    return words(value) if value in {one.value for one in words} else None


def one_of(words: type[Word], value: str | None, field: str) -> Word:
    """The word of a vocabulary with this value. Raises RuleBroken, at this field, for none."""
    found = _member(words, value)
    if found is None:
        raise RuleBroken(f"{field}_unknown", "Choose one from the list.", field)
    return found
