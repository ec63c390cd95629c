"""People, from the command line: how the first admin gets in."""

import sys

import click

from verifier.accounts import actions, actions_factors, queries, rules
from verifier.accounts.models import Account
from verifier.accounts.types import LinkPurpose, Role
from verifier.cli.desk import OpenDesk, open_desk
from verifier.kernel.errors import NotFound
from verifier.outside import clock

ROLE = click.Choice([role.value for role in Role])


def link(desk: OpenDesk, token: str) -> str:
    """The address of a one-time link."""
    return f"{desk.settings.public_url}/links/{token}"


@click.group("users", help="People who may sign in.")
def users() -> None:
    """Commands about people."""


@users.command("add", help="Let somebody in; prints a one-time link where no password is given.")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", required=True, type=ROLE)
@click.option("--password-stdin", is_flag=True, help="Read a password from standard input.")
def add(email: str, name: str, role: str, password_stdin: bool) -> None:
    """Add an account."""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else None
    if password is not None:
        rules.check_password(password)
    with open_desk() as desk, desk.database.writing() as session:
        now = clock.now()
        account, token = actions.invite(session, email=email, name=name, role=Role(role), by=None, now=now)
        if password is None:
            click.echo(link(desk, token))
        else:
            actions.set_password(session, account, password=password, now=now)
            click.echo(f"{account.email} can sign in.")


@users.command("list", help="Everybody, with role and whether they may sign in.")
def list_users() -> None:
    """List accounts."""
    with open_desk() as desk, desk.database.reading() as session:
        for row in queries.by_name_order(session):
            click.echo(f"{row.email}\t{row.name}\t{row.role.value}\t{'active' if row.active else 'disabled'}")


def _change(email: str, change: str, role: Role | None = None) -> str:
    with open_desk() as desk, desk.database.writing() as session:
        account: Account | None = queries.by_email(session, email)
        if account is None:
            raise NotFound(f"Nobody here has the address {email}. `users list` shows everybody.")
        now = clock.now()
        if change == "role" and role is not None:
            actions.change_role(session, account, role=role, by=None, now=now)
            return f"{account.email} is {role.value} now; signed in nowhere any more."
        if change == "remove-factor":
            actions_factors.remove_factors(session, account, by=None, now=now)
            return f"{account.email} has no second factor any more; signed in nowhere."
        if change == "link":
            return link(desk, actions.make_link(session, account, purpose=LinkPurpose.PASSWORD, by=None, now=now))
        actions.set_active(session, account, active=change == "enable", by=None, now=now)
        return f"{account.email} is {change}d."


@users.command("disable", help="Shut somebody out at once; their work stays.")
@click.argument("email")
def disable(email: str) -> None:
    """Disable an account."""
    click.echo(_change(email, "disable"))


@users.command("enable", help="Let somebody in again.")
@click.argument("email")
def enable(email: str) -> None:
    """Enable an account."""
    click.echo(_change(email, "enable"))


@users.command("role", help="Give somebody another role.")
@click.argument("email")
@click.argument("role", type=ROLE)
def change_role(email: str, role: str) -> None:
    """Change a role."""
    click.echo(_change(email, "role", Role(role)))


@users.command("link", help="A one-time link with which somebody chooses a new password.")
@click.argument("email")
def new_link(email: str) -> None:
    """Make a password link."""
    click.echo(_change(email, "link"))


@users.command("remove-factor", help="Take away a lost second factor: until another is set up, the password lets in.")
@click.argument("email")
def remove_factor(email: str) -> None:
    """Remove a second factor."""
    click.echo(_change(email, "remove-factor"))
