"""A stand-in for a language model's server: answers from a list, one a request, then the last for ever."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TEXT = "Kenya accused Uganda of smuggling. Police arrested two Ugandan drivers in Busia, the ministry said."


def party(
    quote: str, kind: str = "group", country: tuple[str, ...] = (), sector: tuple[str, ...] = ()
) -> dict[str, Any]:
    return {"quote": quote, "kind": kind, "country": list(country), "sector": list(sector)}


def event(**changed: Any) -> dict[str, Any]:
    """A good event of TEXT, with changes."""
    good = {
        "type": "ACCUSE",
        "sentence": "Kenya accused Uganda of smuggling.",
        "trigger": "accused",
        "actor": [party("Kenya", "country", ("KEN",), ("GOV",))],
        "recipient": [party("Uganda", "country", ("UGA",), ("GOV",))],
        "status": "actual",
        "mode": ["allege"],
    }
    return {**good, **changed}


def answer(*events: dict[str, Any], statements: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """A reply whose words are the given items."""
    return said(json.dumps({"events": list(events), "statements": list(statements)}))


def said(words: str, tokens: int = 100) -> dict[str, Any]:
    return {"choices": [{"message": {"role": "assistant", "content": words}}], "usage": {"total_tokens": tokens}}


class Stub:
    """What was asked, and what is answered: a reply; (status, headers, body); bytes; or seconds to stay silent."""

    def __init__(self, replies: list[Any]) -> None:
        self.replies, self.asked, self.url = replies, [], ""
        self.headers: list[dict[str, str]] = []

    def next(self) -> Any:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def served(*replies: Any) -> Iterator[Stub]:
    """A server on a free port of this machine."""
    stub = Stub(list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            stub.asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            stub.headers.append({k.lower(): v for k, v in self.headers.items()})
            reply, status, headers = stub.next(), 200, {}
            if isinstance(reply, float):
                time.sleep(reply)
                reply = (500, {}, {})
            if isinstance(reply, tuple):
                status, headers, reply = reply
            body = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
            try:
                self.send_response(status)
                for name, value in {**headers, "content-length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # the client gave up, as it should

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
