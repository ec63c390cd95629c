"""The witness as people run it: the commands, the settings, and what verify-audit says of it."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from verifier.audit.cosigning import COSIGNATURE
from verifier.audit.notes import Signer
from verifier.cli.desk import open_desk
from verifier.cli.main import group
from verifier.cli.serving import sending_of
from verifier.config import SettingRefused, from_environment
from verifier.outside import clock
from verifier.outside.mail import Mailer
from verifier.outside.witness import Course, write_course
from verifier.worker.cosigning import send_on

ROOT = Path(__file__).resolve().parents[3]
KEY = str(Signer.new("witness.example/w1", COSIGNATURE).key)


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run a command over this test's database, in an empty folder."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("VERIFIER_DATA", str(tmp_path / "data"))

    def command(*words: str) -> Result:
        return CliRunner().invoke(group, words)

    return command


def test_a_desk_and_a_witness_on_one_machine(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_key = re.search(r"Key: (\S+)", run("checkpoint").stderr)
    assert log_key is not None
    words = ["witness", "--serve", str(tmp_path / "second"), "--port", "0", "--key", log_key[1]]
    with subprocess.Popen(
        [sys.executable, str(ROOT / "app.py"), *words],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as witness:  # fmt: skip
        try:
            assert witness.stdout is not None
            monkeypatch.setenv("WITNESS_KEY", witness.stdout.readline().strip().removeprefix("WITNESS_KEY="))
            monkeypatch.setenv("WITNESS_URL", witness.stdout.readline().split()[2])
            with open_desk() as desk:
                assert send_on(sending_of(desk, Mailer.open(None)), clock.now()).trouble == ""
        finally:
            witness.terminate()
    held = run("verify-audit")
    assert held.exit_code == 0, held.stderr
    assert "1 checkpoints hold, 1 cosigned by witness, last at" in held.stderr
    folder = tmp_path / "data" / "log"
    write_course(folder, Course(conflict="The first 3 entries differ."))
    loud = run("verify-audit")
    assert loud.exit_code == 1
    assert "The witness contradicts this log. The first 3 entries differ." in loud.stderr
    write_course(folder, Course(cosigned_size=999))
    missed = run("verify-audit")
    assert missed.exit_code == 1
    assert "The witness cosigned 999 entries, of which no checkpoint is kept any more." in missed.stderr


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"WITNESS_URL": "https://w.example"}, "belong together"),
        ({"WITNESS_KEY": KEY}, "belong together"),
        ({"WITNESS_URL": "http://w.example", "WITNESS_KEY": KEY}, "must begin with https://"),
        ({"WITNESS_URL": "ftp://127.0.0.1", "WITNESS_KEY": KEY}, "must begin with https://"),
        ({"WITNESS_MAIL": "a@b.example"}, "needs a mail server"),
        ({"WITNESS_MAIL": "a@b.example, c@d.example", "SMTP_URL": "smtp://mail.example"}, "one address"),
    ],
)
def test_a_wrong_setting_stops_the_start(tmp_path: Path, given: dict[str, str], told: str) -> None:
    with pytest.raises(SettingRefused, match=told):
        from_environment({"VERIFIER_DATA": str(tmp_path), **given})


def test_a_key_that_is_none_stops_the_start(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WITNESS_URL", "https://w.example")
    monkeypatch.setenv("WITNESS_KEY", KEY.replace("+", "-"))
    refused = run("verify-audit")
    assert isinstance(refused.exception, SettingRefused)
    assert "WITNESS_KEY must be one line" in str(refused.exception)
