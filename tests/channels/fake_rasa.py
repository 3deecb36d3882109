"""Rasa at the wire: a real HTTP server that answers, or fails, as a test wants."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HELLO = [{"recipient_id": "x", "text": "Hello."}]


class FakeRasa:
    """`heard` holds the bodies of every message it was sent, oldest first."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self._status, self._body, self._delay, self._hangs_up = 200, b"", 0.0, False
        self.says(HELLO)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def says(self, items: object) -> None:
        self.sends(json.dumps(items).encode())

    def sends(self, body: bytes, status: int = 200) -> None:
        self._status, self._body, self._delay, self._hangs_up = status, body, 0.0, False

    def takes(self, seconds: float) -> None:
        self._delay = seconds

    def hangs_up(self) -> None:
        self._hangs_up = True

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def last(self) -> dict[str, Any]:
        return self.heard[-1]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                fake.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                time.sleep(fake._delay)
                if not fake._hangs_up:
                    self._send(fake._status, fake._body)

            def do_GET(self) -> None:
                self._send(fake._status, b'{"status": "ok"}')

            def _send(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # who asked may have given up
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler
