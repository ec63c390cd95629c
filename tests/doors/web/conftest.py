"""What the tests of the web door share."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from flask import Flask

from verifier.factory import Outside
from verifier.outside.wire import Network


@pytest.fixture
def site(app: Flask) -> Iterator[Callable[[str, bytes, str], str]]:
    """A news site on this machine that the desk is told to take for a public one; returns addresses of pages."""
    pages: dict[str, tuple[bytes, str]] = {}

    class Newsstand(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, kind = pages.get(self.path, (b"", ""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind or "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Newsstand)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    present = app.extensions["verifier_outside"]
    open_network = Network(ports=None, admits=lambda _: True)
    app.extensions["verifier_outside"] = Outside(present.evidence, present.mailer, present.logbook, open_network)

    def put(path: str, body: bytes, kind: str = "text/html; charset=utf-8") -> str:
        pages[path] = (body, kind)
        return f"http://127.0.0.1:{server.server_port}{path}"

    yield put
    server.shutdown()
    server.server_close()
    thread.join(2)
