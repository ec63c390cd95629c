"""`make run`: a desk with the sample article, people to sign in as, and the server."""

from dataclasses import dataclass
from pathlib import Path

import click

from verifier.accounts import actions, queries
from verifier.accounts.types import LinkPurpose, Role
from verifier.articles import queries as articles
from verifier.cli.desk import OpenDesk, open_desk
from verifier.cli.importing import Original, take_in
from verifier.cli.serving import serve
from verifier.outside import clock
from verifier.outside.bringing import bring_file
from verifier.provenance import queries as provenance
from verifier.provenance.resting import shown_end

SAMPLE = Path(__file__).parent / "sample" / "harbour.txt"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody of the demo."""

    email: str
    name: str
    role: Role


GUESTS = (
    Guest("reviewer@desk.example", "Rana Reviewer", Role.REVIEWER),
    Guest("editor@desk.example", "Edda Editor", Role.EDITOR),
    Guest("admin@desk.example", "Ada Admin", Role.ADMIN),
)


@click.command("demo", help="A desk to try: takes in the sample article, prints sign-in links, serves.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.pass_context
def demo(context: click.Context, host: str, port: int) -> None:
    """Furnish a desk and serve it."""
    with open_desk() as desk:
        brought = bring_file(SAMPLE.read_bytes(), filename=SAMPLE.name, media_type="text/plain")
        original = Original(SAMPLE.name, brought)
        outcome = take_in(desk, original)
        if outcome.article_id:
            show(desk, outcome.article_id)
        click.echo("\nSign in, each link works once:")
        for guest in GUESTS:
            token = _let_in(desk, guest)
            click.echo(f"  {guest.role.value:<9} http://{host}:{port}/links/{token}")
        click.echo("")
    context.invoke(serve, host=host, port=port)


def _let_in(desk: OpenDesk, guest: Guest) -> str:
    now = clock.now()
    with desk.database.writing() as session:
        account = queries.by_email(session, guest.email)
        if account is None:
            account, _ = actions.invite(session, email=guest.email, name=guest.name, role=guest.role, by=None, now=now)
        return actions.make_link(session, account, purpose=LinkPurpose.SIGN_IN, by=None, now=now)


def show(desk: OpenDesk, article_id: int) -> None:
    """Print an article's claims, each with its chain from the outlet inwards."""
    with desk.database.reading() as session:
        article = articles.by_id(session, article_id)
        claims = articles.claims_of(session, article_id)
        chains = provenance.rows_of(session, [claim.id for claim in claims])
        click.echo(f"“{article.title}”: {len(claims)} claims proposed")
        for claim in claims:
            rows = chains[claim.id]
            names = [rows.sources[row.source_id].public_name() for row in rows.chain()]
            click.echo(f"  - {claim.wording}\n      {' <- '.join(names)} ({shown_end(rows)})")
