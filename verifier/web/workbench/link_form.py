"""What is asked about a hop between two statements of a ticket."""

from collections.abc import Mapping

from wtforms import SelectField, StringField

from verifier.kernel.errors import RuleBroken
from verifier.provenance.rules import HopFields, LinkFields
from verifier.provenance.types import Naming, Relation
from verifier.sources.types import SourceKind
from verifier.web.workbench.forms import KINDS, NAMINGS, RELATIONS, TicketForm, chosen, number_in, one_of

NOBODY_KNOWS = "unknown"


class LinkForm(TicketForm):
    """Who took it from whom: both on the ticket, or from somebody new, or from nobody knows whom."""

    downstream = SelectField("Who took it", validate_choice=False)
    upstream = SelectField("From whom", validate_choice=False)
    source = StringField("Or from somebody who is not on the list yet")
    source_kind = SelectField("What they are", choices=chosen(KINDS), default="organisation", validate_choice=False)
    naming = SelectField("How they are named", choices=chosen(NAMINGS), validate_choice=False)
    relation = SelectField("How they took it", choices=chosen(RELATIONS), default="reported", validate_choice=False)
    cue = StringField("The words that show it")

    def offer(self, statements: Mapping[int, str]) -> None:
        """The statements to choose from; a source nobody knows can only be what something was taken from."""
        told = {str(key): name for key, name in statements.items()}
        self.downstream.choices = told
        self.upstream.choices = {"": "Choose", **told, NOBODY_KNOWS: "Nobody knows from whom"}

    def downstream_id(self) -> int:
        """The statement that was taken from another, 0 for none."""
        return number_in(self.downstream.data)

    def taker_id(self) -> int:
        """The same. Raises RuleBroken where none is chosen."""
        found = self.downstream_id()
        if not found:
            raise RuleBroken("downstream_missing", "Choose who took it from somebody.", "downstream")
        return found

    def upstream_id(self) -> int:
        """The statement that it was taken from. Raises RuleBroken where none is chosen."""
        found = number_in(self.upstream.data)
        if not found:
            raise RuleBroken("upstream_missing", "Choose from whom, or write who it was.", "upstream")
        return found

    def is_somebody_new(self) -> bool:
        """Whether it was taken from somebody who is not on the ticket. Raises RuleBroken where one is chosen too."""
        written = bool((self.source.data or "").strip())
        if written and self.upstream.data:
            raise RuleBroken("upstream_twice", "Choose one from the list or write a new one, not both.", "source")
        return written

    def is_from_nobody_knows_whom(self) -> bool:
        """Whether all that is known is that it was taken from somebody."""
        return str(self.upstream.data) == NOBODY_KNOWS

    def fields(self) -> LinkFields:
        """How it was taken. Raises RuleBroken for a value that is on no list."""
        return LinkFields(one_of(Relation, self.relation.data, "relation"), self.cue.data or "")

    def new_source(self) -> HopFields:
        """Who it was taken from and how. Raises RuleBroken for a value that is on no list."""
        return HopFields(
            source=self.source.data or "",
            source_kind=one_of(SourceKind, self.source_kind.data, "source_kind").value,
            naming=one_of(Naming, self.naming.data or Naming.NAMED, "naming"),
            relation=one_of(Relation, self.relation.data, "relation"),
            cue=self.cue.data or "",
        )
