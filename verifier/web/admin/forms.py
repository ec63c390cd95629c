"""What an admin is asked. Everything here that gives somebody power is proved with a password when not fresh."""

from wtforms import BooleanField, EmailField, HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired

from verifier.accounts.types import Role
from verifier.web.forms import choices_of
from verifier.web.proving import ProvingForm

ROLES = choices_of((role.value, role.value.capitalize()) for role in Role)


class InviteForm(ProvingForm):
    """Who comes to the desk, and as what?"""

    email = EmailField("E-mail address", validators=[InputRequired("Write their e-mail address.")])
    name = StringField("Name", validators=[InputRequired("Write the person’s name.")])
    role = SelectField("Role", choices=ROLES, default=Role.REVIEWER.value)


class RoleForm(ProvingForm):
    """Another role for somebody."""

    role = SelectField("Role", choices=ROLES)
    version = HiddenField()


class LinkForm(ProvingForm):
    """A new password link; it stands beside the role form, so its field has an id of its own."""

    password = PasswordField("Your password", id="link-password")


class NewsroomForm(ProvingForm):
    """What the newsroom decides for itself."""

    name = StringField("Name of the desk", validators=[InputRequired("Write the desk’s name.")])
    auto_publish = BooleanField("Publish a verdict as soon as it is signed")
    single_sign_off = BooleanField("Allow one editor to sign their own work")
    version = HiddenField()
