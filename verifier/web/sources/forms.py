"""What is asked about a source."""

from wtforms import BooleanField, DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from verifier.provenance.actions_retracting import RetractionFields
from verifier.sources.types import SourceFields, SourceKind
from verifier.web.forms import DeskForm, choices_of

KINDS = choices_of((kind.value, kind.value.replace("_", " ").capitalize()) for kind in SourceKind)


class SourceForm(DeskForm):
    """What is known of a source."""

    name = StringField("Name")
    kind = SelectField("Kind", choices=KINDS)
    owner = StringField("Owner")
    feed = StringField("Feed it carries")
    protected = BooleanField("Protect this source")
    published_description = StringField("What readers are told instead of the name")
    note = TextAreaField("Note for the desk")
    version = HiddenField()

    def fields(self) -> SourceFields:
        """What was written."""
        return SourceFields(
            name=self.name.data or "",
            kind=SourceKind(self.kind.data),
            owner=self.owner.data or "",
            feed=self.feed.data or "",
            protected=bool(self.protected.data),
            published_description=self.published_description.data or "",
            note=self.note.data or "",
        )


class AliasForm(DeskForm):
    """Another name under which a source is known."""

    alias = StringField("Another name")


class OtherForm(DeskForm):
    """Which other source is the same?"""

    other = StringField("Name of the other source")


class MergeForm(DeskForm):
    """The merge as it was shown: by the versions of both sources."""

    seen = HiddenField()


class RetractionForm(DeskForm):
    """What was taken back, when, and where that can be read."""

    reason = TextAreaField("What was taken back, and why")
    retracted_on = DateField("On", validators=[Optional()])
    url = StringField("Address of the retraction")

    def fields(self) -> RetractionFields:
        """What was written."""
        return RetractionFields(self.reason.data or "", self.url.data or "", self.retracted_on.data)
