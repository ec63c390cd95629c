"""What is asked where something a ticket rests on has changed."""

from collections.abc import Iterable

from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from verifier.provenance.actions_retracting import RetractionFields
from verifier.web.workbench.forms import TicketForm


class LookForm(TicketForm):
    """Why does it stand?"""

    words = TextAreaField("Why it stands")


class RetractForm(TicketForm):
    """Who took back what they said, when, and where that can be read?"""

    statement = SelectField("Who took it back", coerce=int, validate_choice=False)
    reason = TextAreaField("What was taken back, and why")
    retracted_on = DateField("On", validators=[Optional()])
    url = StringField("Address of the retraction")

    def offer(self, statements: Iterable[tuple[int, str]]) -> None:
        """The statements to choose from."""
        self.statement.choices = {str(key): name for key, name in statements}

    def fields(self) -> RetractionFields:
        """What was written."""
        return RetractionFields(self.reason.data or "", self.url.data or "", self.retracted_on.data)
