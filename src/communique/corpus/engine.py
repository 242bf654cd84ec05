"""The coder that workers load, and the name by which its records are known.

A coder is named by a module with two functions: `identity(options)`, cheap, called by the run, and
`make(options)`, called once in each worker. This module is the built-in one.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
from pathlib import Path
from typing import Any, Protocol

import msgspec

from communique.records.document import Document
from communique.records.record import Record


class Codes(Protocol):
    """Anything that codes documents."""

    def code_document(self, document: Document) -> Record:
        """The record of a document."""
        ...


class CoderSpec(msgspec.Struct, frozen=True):
    """Which coder a run uses.

    Attributes:
        module: dotted name of the module that makes it.
        options: what the module is given: `model`, `overlays`, `explain`, `heads` for the built-in one.
    """

    module: str = "communique.corpus.engine"
    options: dict[str, Any] = {}

    def identity(self) -> str:
        """The coder's id: version, model and knowledge; another id means that reports are coded anew."""
        return str(importlib.import_module(self.module).identity(self.options))

    def make(self) -> Codes:
        """Load the coder."""
        made: Codes = importlib.import_module(self.module).make(self.options)
        return made


def make(options: dict[str, Any]) -> Codes:
    """Load the built-in coder."""
    from communique.coding.coder import load
    from communique.segment.nlp import DEFAULT_MODEL

    return load(
        options.get("model") or DEFAULT_MODEL,
        overlays=options.get("overlays", ()),
        explain=bool(options.get("explain")),
        lasting=True,
        heads=options.get("heads"),
    )


def identity(options: dict[str, Any]) -> str:
    """Version, model and knowledge of the built-in coder, without loading it."""
    from communique import __version__
    from communique.segment.nlp import DEFAULT_MODEL

    model = options.get("model") or DEFAULT_MODEL
    told = "+why" if options.get("explain") else ""
    knowledge = _knowledge([Path(p) for p in options.get("overlays", ())])
    learned = f" heads-{_heads(Path(options['heads']))}" if options.get("heads") else ""
    return f"communique-{__version__}{told} model-{Path(model).name}-{_model(model)} knowledge-{knowledge}{learned}"


def _heads(folder: Path) -> str:
    """Digest of a user's learnt heads."""
    from communique.coding.learned import FILE

    try:
        return hashlib.blake2b((folder / FILE).read_bytes(), digest_size=6).hexdigest()
    except OSError:
        return "missing"


def _knowledge(overlays: list[Path]) -> str:
    """Digest of all data files, ours and the user's."""
    from communique.codebook.tables import DATA

    total = hashlib.blake2b(digest_size=6)
    for root in (DATA, *overlays):
        for path in sorted(root.rglob("*")):
            if path.suffix in (".yaml", ".yml", ".txt", ".tsv", ".csv") and path.is_file():
                total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def _model(name: str) -> str:
    """Digest of a model's description and of the names and sizes of its files."""
    folder = Path(name)
    if not folder.is_dir():
        found = importlib.util.find_spec(name) if name.isidentifier() else None
        if found is None or found.origin is None:
            return "missing"
        folder = Path(found.origin).parent
    total = hashlib.blake2b(digest_size=6)
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        total.update(f"{path.relative_to(folder).as_posix()} {path.stat().st_size}\n".encode())
        if path.name == "meta.json":
            total.update(path.read_bytes())
    return total.hexdigest()
