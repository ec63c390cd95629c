"""Forms of legal holds."""

from wtforms import TextAreaField

from verifier.web.proving import ProvingForm


class HoldForm(ProvingForm):
    """Why is it withheld, or why is that over?"""

    reason = TextAreaField("Reason")
