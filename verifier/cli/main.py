"""Every command, and how they are called."""

from collections.abc import Mapping
from importlib import import_module
from typing import Final, NoReturn

import click

from verifier.config import SettingRefused
from verifier.kernel.errors import NotFound, RuleBroken

COMMANDS: Final[Mapping[str, str]] = {
    "serve": "serving:serve",
    "demo": "demo:demo",
    "read": "reading:read",
    "import": "importing:import_articles",
    "import-factchecks": "checks:import_factchecks",
    "match": "checks:match",
    "users": "users:users",
    "dump": "records:dump",
    "verify-audit": "records:verify_audit",
    "checkpoint": "records:checkpoint",
    "scrub": "records:scrub",
    "witness": "witness:witness",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "reindex": "indexing:reindex_command",
    "work": "serving:work",
    "docs": "docs:docs",
    "load-test-data": "loading.command:load_test_data",
    "bench": "bench:bench",
}


def command(name: str) -> click.Command:
    """The command of this name. Only its own module is imported: whoever lists people does not wait for the reader."""
    module, _, attribute = COMMANDS[name].partition(":")
    found: click.Command = getattr(import_module(f"verifier.cli.{module}"), attribute)
    return found


class Desk(click.Group):
    """All commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        return command(cmd_name) if cmd_name in COMMANDS else None


@click.group(
    cls=Desk,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Verifier, the source-verification desk. Without a command: migrate and serve.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--behind-proxy", is_flag=True, help="A proxy of yours ends TLS and passes requests on.")
@click.pass_context
def group(context: click.Context, host: str, port: int, behind_proxy: bool) -> None:
    """All commands."""
    if context.invoked_subcommand is None:
        context.invoke(command("serve"), host=host, port=port, behind_proxy=behind_proxy)


def main() -> NoReturn:
    """Run a command; what is refused is said in one line, without a trace."""
    try:
        group(standalone_mode=False)
    except click.exceptions.Abort:
        raise SystemExit(130) from None
    except click.ClickException as error:
        error.show()
        raise SystemExit(error.exit_code) from None
    except (SettingRefused, RuleBroken, NotFound) as error:
        click.echo(str(error), err=True)
        raise SystemExit(1) from None
    raise SystemExit(0)
