"""What an admin is asked. Everything here that gives somebody power is proved with a password when not fresh."""

from wtforms import BooleanField, EmailField, HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired

from verifier.accounts.types import Role
from verifier.kernel.errors import RuleBroken
from verifier.verdicts.types import RuleKind
from verifier.web.forms import choices_of
from verifier.web.proving import ProvingForm

ROLES = choices_of((role.value, role.value.capitalize()) for role in Role)

RULE_KINDS = {
    RuleKind.RATING_NEEDS: "Independent origins, or a document",
    RuleKind.NO_CONTENT_WHILE_UNKNOWN: "A trail that ends somewhere",
    RuleKind.NEEDS_ORIGINAL: "A captured original",
    RuleKind.NEEDS_REFUTING_SOUGHT: "The other side, too",
}


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
    """A new password link; it stands beside the role form, so its fields have ids of their own."""

    password = PasswordField("Your password", id="link-password")
    code = StringField("Code of your second factor", id="link-code")


class NewsroomForm(ProvingForm):
    """What the newsroom decides for itself."""

    name = StringField("Name of the desk", validators=[InputRequired("Write the desk’s name.")])
    auto_publish = BooleanField("Publish a verdict as soon as it is signed")
    single_sign_off = BooleanField("Allow one editor to sign their own work")
    requires_factor = BooleanField("Require a second factor of editors and admins")
    version = HiddenField()


class RulesForm(ProvingForm):
    """The rules of the desk; the fields of each rule are added to it."""

    version = HiddenField()
    new_kind = SelectField(
        "Another rule",
        choices=choices_of([("", "None"), *((kind.value, words) for kind, words in RULE_KINDS.items())]),
        validate_choice=False,
    )

    def kind(self) -> RuleKind | None:
        """What the rule to be added demands, None where none is to be added. Raises RuleBroken for no kind of ours."""
        if not self.new_kind.data:
            return None
        if self.new_kind.data not in {one.value for one in RuleKind}:
            raise RuleBroken("rule_kind_unknown", "Choose a kind from the list.", "new_kind")
        return RuleKind(self.new_kind.data)
