"""Data files compiled to one file an area, so that loading them costs milliseconds.

An area ("actors", "triggers", ...) is a folder of YAML files and a function that builds its
tables. The tables carry a digest of the files and of the modules that build them. Where the
digest of the compiled file equals today's, it is read; else the area is compiled anew and, where
a folder can be written, kept. The wheel carries compiled tables; nobody has to compile by hand.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

DATA = Path(__file__).parent / "data"
COMPILED = Path(__file__).parent / "compiled"
PROJECT_FILE = "project.yaml"
"""What a folder of a user's own knowledge says of itself; see `codebook.project`."""

T = TypeVar("T")


@dataclass(frozen=True)
class Area(Generic[T]):
    """One kind of knowledge.

    Attributes:
        name: names the compiled file.
        folders: folders below the data root whose YAML files belong to it.
        build: makes the tables from roots (ours, then users' overlays, later ones win).
        model: type of the tables, a msgspec Struct.
        modules: paths of the modules whose change makes compiled tables stale.
    """

    name: str
    folders: tuple[str, ...]
    build: Callable[[Sequence[Path]], T]
    model: type[T]
    modules: tuple[str, ...]


def area_files(area: Area[Any], root: Path) -> list[Path]:
    """The area's YAML files below one data root, in a fixed order."""
    return sorted(path for folder in area.folders for path in (root / folder).rglob("*.yaml"))


def area_digest(area: Area[Any], roots: Sequence[Path]) -> str:
    """Digest over the names and bytes of all files and building modules of an area."""
    total = hashlib.blake2b(digest_size=16)
    for module in area.modules:
        total.update(Path(module).read_bytes())
    for root in roots:
        with suppress(OSError):
            total.update((root / PROJECT_FILE).read_bytes() + b"\0")
        for path in area_files(area, root):
            total.update(path.relative_to(root).as_posix().encode() + b"\0")
            total.update(path.read_bytes() + b"\0")
    return total.hexdigest()


def load_area(area: Area[T], overlays: Sequence[Path] = ()) -> T:
    """Tables of an area, compiled or from the compiled file.

    Raises:
        CodebookError: a data file breaks its schema or names an unknown code.
    """
    roots = [DATA, *overlays]
    digest = area_digest(area, roots)
    folders = [COMPILED, _cache_folder()] if not overlays else [_cache_folder()]
    for folder in folders:
        found = _read_compiled(folder, area, digest)
        if found is not None:
            return found
    tables = area.build(roots)
    for folder in folders:
        if _write_compiled(folder, area, digest, tables):
            break
    return tables


def _cache_folder() -> Path:
    """Folder for compiled tables outside the package."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "communique"


def _file_name(area: Area[Any], digest: str, folder: Path) -> Path:
    """The package keeps one file an area, the user's cache one a digest."""
    return folder / (f"{area.name}.msgpack" if folder == COMPILED else f"{area.name}-{digest}.msgpack")


def _read_compiled(folder: Path, area: Area[T], digest: str) -> T | None:
    """Read compiled tables if they are those of `digest`."""
    try:
        data = _file_name(area, digest, folder).read_bytes()
    except OSError:
        return None
    if data[:32] != digest.encode():
        return None
    with suppress(msgspec.DecodeError):
        return msgspec.msgpack.decode(memoryview(data)[32:], type=area.model)
    return None


def _write_compiled(folder: Path, area: Area[T], digest: str, tables: T) -> bool:
    """Keep compiled tables; False where the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=area.name)
        with os.fdopen(handle, "wb") as file:
            file.write(digest.encode() + msgspec.msgpack.encode(tables))
        os.replace(temporary, _file_name(area, digest, folder))
    except OSError:
        return False
    return True
