"""What is asked of somebody who takes in an article or marks a claim in one."""

from datetime import date

from flask_wtf.file import FileField
from wtforms import DateField, HiddenField, StringField, TextAreaField, URLField
from wtforms.validators import Optional

from verifier.articles.types import Recognised
from verifier.kernel.errors import RuleBroken
from verifier.web.forms import DeskForm

NO_WAY = "Give the article one way: its address, its text, or a file."
TWO_WAYS = "Give the article one way only: empty the others. Choose the file again if it is the one."


class DayField(DateField):
    """A day; an odd one is refused in our words and shown again as it was written."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError with the sentence that is shown at the field."""
        try:
            self.data = date.fromisoformat(valuelist[0].strip()) if valuelist and valuelist[0].strip() else None
        except ValueError:
            self.data = None
            raise ValueError("Write the day as year-month-day, such as 2024-05-31, or leave it empty.") from None


class IntakeForm(DeskForm):
    """An article by its address, its text or a file: exactly one of them."""

    url = URLField("Address of the article")
    text = TextAreaField("Text of the article")
    file = FileField("File with the article")
    unfetched = HiddenField()

    def way(self) -> str:
        """The name of the field that was used. Raises RuleBroken for none and for several.

        An address that could not be fetched stays in its field while the text is pasted: then it says where the text
        stands, and the text is the way.
        """
        used = [name for name in ("url", "text", "file") if self._is_given(name)]
        if used == ["url", "text"] and self.address() == (self.unfetched.data or "").strip():
            return "text"
        if len(used) != 1:
            raise RuleBroken("ways", TWO_WAYS if used else NO_WAY, used[0] if used else "url")
        return used[0]

    def address(self) -> str:
        """The address as it was written, without white space around it."""
        return (self.url.data or "").strip()

    def _is_given(self, name: str) -> bool:
        value = self[name].data
        return bool(value.filename) if name == "file" and value else bool(value and value.strip())


class DraftForm(DeskForm):
    """What the article is, before it is kept."""

    title = StringField("Headline")
    publisher = StringField("Publisher")
    byline = StringField("Author, as the article names them")
    published_on = DayField("Published on", validators=[Optional()])
    language = StringField("Language")
    url = StringField("Address")

    def recognised(self) -> Recognised:
        """The fields as the room knows them."""
        words = {name: (self[name].data or "").strip() for name in ("title", "publisher", "byline", "language", "url")}
        return Recognised(published_on=self.published_on.data, **words)


class MarkForm(DeskForm):
    """A claim or a disclaimer that a person marks in the text."""

    quote = TextAreaField("Words of the text")
