"""Every command, and how they are called."""

from typing import NoReturn

import click

from verifier.cli.backup import backup, restore
from verifier.cli.bench import bench
from verifier.cli.demo import demo
from verifier.cli.docs import docs
from verifier.cli.importing import import_articles
from verifier.cli.reading import read
from verifier.cli.records import checkpoint, dump, scrub, verify_audit
from verifier.cli.serving import serve, work
from verifier.cli.users import users
from verifier.config import SettingRefused
from verifier.kernel.errors import NotFound, RuleBroken

COMMANDS: tuple[click.Command, ...] = (
    serve,
    demo,
    read,
    import_articles,
    users,
    dump,
    verify_audit,
    checkpoint,
    scrub,
    backup,
    restore,
    work,
    docs,
    bench,
)


@click.group(
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
        context.invoke(serve, host=host, port=port, behind_proxy=behind_proxy)


for _command in COMMANDS:
    group.add_command(_command)


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
