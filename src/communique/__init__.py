"""communique reads news reports and writes events, statements, actors and places with evidence.

>>> import communique
>>> coder = communique.load()                                   # doctest: +SKIP
>>> record = coder.code("Oslo condemned the raid on its consulate.", date="2024-11-05")  # doctest: +SKIP
>>> record.events[0].type                                       # doctest: +SKIP
'ACCUSE'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from communique.records.version import __version__

__all__ = ["Coder", "CommuniqueError", "Corpus", "Record", "__version__", "load"]

if TYPE_CHECKING:
    from communique.coding.coder import Coder, load
    from communique.corpus.opened import Corpus
    from communique.corpus.opened import open as open  # noqa: A004 (communique.open reads as it should)
    from communique.errors import CommuniqueError
    from communique.records.record import Record

_WHERE = {
    "load": "communique.coding.coder",
    "Coder": "communique.coding.coder",
    "open": "communique.corpus.opened",
    "Corpus": "communique.corpus.opened",
    "CommuniqueError": "communique.errors",
    "Record": "communique.records.record",
}


def __getattr__(name: str) -> Any:
    """Import the public names when they are first asked for, so that importing costs nothing."""
    if name in _WHERE:
        from importlib import import_module

        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'communique' has no attribute {name!r}")
