"""What is asked of somebody about themselves."""

from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired

from verifier.web.forms import DeskForm
from verifier.web.proving import ProvingForm


class SignInForm(DeskForm):
    """Who are you?"""

    email = EmailField("E-mail address", validators=[InputRequired("Write your e-mail address.")])
    password = PasswordField("Password", validators=[InputRequired("Write your password.")])
    next = HiddenField()


class NewPasswordForm(DeskForm):
    """A password for an invitation or a password link."""

    password = PasswordField("New password", validators=[InputRequired("Choose a password.")])


class CodeForm(DeskForm):
    """The code of a second factor."""

    code = StringField("Code", validators=[InputRequired("Write the code.")])
    next = HiddenField()


class SecondForm(CodeForm):
    """The second thing asked at sign-in: a code, or what a passkey signed."""

    passkey = HiddenField()


class PasskeySignInForm(DeskForm):
    """What a passkey signed, in place of address and password."""

    passkey = HiddenField()
    next = HiddenField()


class NewPasskeyForm(DeskForm):
    """A passkey that was just made."""

    name = StringField("Name of the passkey")
    passkey = HiddenField()


class PasskeyNameForm(DeskForm):
    """Another name for a passkey; it stands beside others, so a page gives it an id of its own."""

    name = StringField("Name")


class FactorForm(ProvingForm):
    """Something about one's second factor that must be proved."""


class RemoveFactorForm(ProvingForm):
    """Doing without a second factor, one's own or somebody's; it stands beside other forms, so its ids are its own."""

    password = PasswordField("Your password", id="remove-password")
    code = StringField("Code of your second factor", id="remove-code")


class ChangePasswordForm(ProvingForm):
    """Another password for oneself."""

    old = PasswordField("Present password")
    password = PasswordField("New password", validators=[InputRequired("Choose a password.")])
