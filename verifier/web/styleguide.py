"""The living page of the visual language: every component with sample values, about an invented story."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from flask.typing import ResponseReturnValue
from wtforms import Form
from wtforms.fields import (
    BooleanField,
    DateField,
    FileField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import InputRequired, Length

from verifier.policy import Permission
from verifier.web.door import Door, render

door = Door("styleguide")

STATES = (
    "proposed",
    "open",
    "in_progress",
    "help_needed",
    "in_review",
    "signed_off",
    "published",
    "correcting",
    "withdrawn",
    "closed",
)
ATTRIBUTION_RATINGS = (
    "attributed",
    "attributed_secondhand",
    "misattributed",
    "altered_quote",
    "untraceable",
    "not_applicable",
)
CONTENT_RATINGS = (
    "true",
    "mostly_true",
    "mixed",
    "mostly_false",
    "false",
    "misleading",
    "missing_context",
    "unproven",
    "unverifiable",
    "satire",
    "altered",
    "outdated",
)
COLOURS = (
    "paper",
    "sheet",
    "wash",
    "ink",
    "ink-soft",
    "hairline",
    "line",
    "pencil",
    "pencil-wash",
    "good",
    "warn",
    "bad",
)


class SourceForm(Form):
    """A sample of every kind of field."""

    address = URLField("Web address", [InputRequired("Give the address where you found it.")])
    speaker = StringField("Who says it")
    quote = TextAreaField("Their words", [Length(max=40, message="Keep the quotation under 40 characters.")])
    medium = SelectField(
        "Where it was said", choices=[SelectChoice(word.lower(), word) for word in ("Report", "Interview", "Document")]
    )
    told_on = DateField("Said on")
    stance = RadioField(
        "What it does to the claim",
        choices=[SelectChoice(word.lower(), word) for word in ("Supports", "Refutes", "Context")],
        default="refutes",
    )
    original = FileField("The original")
    protected = BooleanField("Protect this source")


def sample_form() -> SourceForm:
    """The sample form as it looks after a refused attempt."""
    form = SourceForm(
        data={
            "address": "",
            "speaker": "Selwa Port Authority",
            "quote": "بقيت الصومعة الشرقية ممتلئة حتى صباح الرابع من مارس، ولم يغادرها أي قمح.",
            "medium": "document",
            "stance": "refutes",
        }
    )
    form.validate()
    return form


@dataclass(frozen=True, slots=True)
class StyleguidePage:
    """What templates/styleguide/index.html shows."""

    form: SourceForm = field(default_factory=sample_form)
    states: tuple[str, ...] = STATES
    attribution_ratings: tuple[str, ...] = ATTRIBUTION_RATINGS
    content_ratings: tuple[str, ...] = CONTENT_RATINGS
    colours: tuple[str, ...] = COLOURS
    claim: str = "The east silo at Port Selwa lost 4,200 tonnes of wheat in a single night"
    claim_ar: str = "فقدت الصومعة الشرقية في ميناء سلوى 4200 طن من القمح في ليلة واحدة"
    before: str = "Trucks queued along the breakwater until dawn. “"
    after: str = ",” a dockers’ newsletter said, without giving a source for the figure."
    disclaimer: str = "This story was edited by The Harbour Post, which has not verified what it says."
    moment: datetime = datetime(2026, 3, 9, 14, 5, tzinfo=UTC)
    day: date = date(2026, 3, 4)


def context() -> dict[str, object]:
    """Sample values for the living page; the layout's own values come from the application."""
    return {"page": StyleguidePage()}


@door.page("/styleguide", permission=Permission.ARTICLE_READ)
def living_page() -> ResponseReturnValue:
    """Every component with sample values, as this version of the product draws it."""
    return render("styleguide/index.html", StyleguidePage())
