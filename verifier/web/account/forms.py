"""What is asked of somebody about themselves."""

from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import InputRequired

from verifier.web.forms import DeskForm


class SignInForm(DeskForm):
    """Who are you?"""

    email = EmailField("E-mail address", validators=[InputRequired("Write your e-mail address.")])
    password = PasswordField("Password", validators=[InputRequired("Write your password.")])
    next = HiddenField()


class NewPasswordForm(DeskForm):
    """A password for an invitation or a password link."""

    password = PasswordField("New password", validators=[InputRequired("Choose a password.")])


class ChangePasswordForm(DeskForm):
    """Another password for oneself."""

    old = PasswordField("Present password")
    password = PasswordField("New password", validators=[InputRequired("Choose a password.")])
