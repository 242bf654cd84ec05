"""The server under the page: loopback by default, impatient with slow clients."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from communique.web.app import make_app
from communique.web.settings import Settings

CONNECTIONS = 200
"""Requests at once; more are turned away with 503 until some are done."""


class Impatient(H11Protocol):
    """HTTP/1.1 with a bound on how long a request's head may take to come.

    A client that opens a connection and sends its head a byte at a time, or nothing, is dropped.
    """

    patience = 10.0
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Start to wait for the first head."""
        super().connection_made(transport)
        self._waiting = self.loop.call_later(self.patience, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        if self._waiting is not None:
            self._waiting.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Note whether a whole head is there."""
        super().data_received(data)
        if self._begun() and self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _begun(self) -> bool:
        """Whether a request's head has come."""
        cycle: object = self.cycle
        return cycle is not None

    def _give_up(self) -> None:
        """Drop a connection without a head."""
        if not self._begun() and not self.transport.is_closing():
            self.transport.abort()


def serve(settings: Settings, started: Callable[[str], None] | None = None) -> None:
    """Serve the page until it is interrupted.

    Args:
        settings: what to serve, where.
        started: called with the page's address just before requests are taken.

    Raises:
        StoreError: the store cannot be opened.
    """
    server = make_server(settings)
    if started is not None:
        started(f"http://{'127.0.0.1' if settings.host == 'localhost' else settings.host}:{settings.port}/")
    server.run()


def make_server(settings: Settings) -> uvicorn.Server:
    """A server that is ready to run, for tests too."""
    protocol = type("Patient", (Impatient,), {"patience": settings.patience})
    return uvicorn.Server(
        uvicorn.Config(
            make_app(settings),
            host=settings.host,
            port=settings.port,
            http=protocol,
            loop="asyncio",
            ws="none",
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            limit_concurrency=CONNECTIONS,
            timeout_keep_alive=5,
            h11_max_incomplete_event_size=32_768,
        )
    )
