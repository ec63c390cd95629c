"""What is asked about a source."""

from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField

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
