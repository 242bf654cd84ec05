"""Files that are there whole or not at all: an export is made aside, then moved into its place."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from communique.export.formats import ExportError

DATAPACKAGE = "datapackage.json"
CODEBOOK = "codebook.json"


class Delivery:
    """A folder beside the target in which an export is made.

    Args:
        target: the folder, or for a single file the file, to be made or replaced.
        single: the target is one file; codebook and package stand beside it under its name.

    Raises:
        ExportError: the target's folder is missing or cannot be written.
    """

    def __init__(self, target: Path, single: bool) -> None:
        self.target = target
        self.single = single
        if single and target.is_dir():
            raise ExportError(f"{target} is a folder; name a file in it")
        if not single and target.exists() and not target.is_dir():
            raise ExportError(f"{target} is a file; name a folder, for this format writes several files")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            self.folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
        except OSError as error:
            raise ExportError(f"{target}: cannot be written: {error.strerror}") from error

    def beside(self, name: str) -> str:
        """The file name of the codebook or package: `events.codebook.json` beside a single `events.tsv`."""
        return f"{self.target.stem}.{name}" if self.single else name

    def publish(self) -> list[Path]:
        """Move all files to their place, each at once; files of an earlier export that is now gone are removed.

        Raises:
            ExportError: a file cannot be moved.
        """
        try:
            home = self.target.parent if self.single else self.target
            stale = set() if self.single else _earlier_files(self.target / DATAPACKAGE)
            home.mkdir(exist_ok=True)
            made = sorted(p.relative_to(self.folder) for p in self.folder.rglob("*") if p.is_file())
            made.sort(key=lambda p: p.name.endswith((CODEBOOK, DATAPACKAGE)))
            for name in made:
                (home / name).parent.mkdir(parents=True, exist_ok=True)
                _synced(self.folder / name)
                os.replace(self.folder / name, home / name)
            for old in sorted(stale - {p.as_posix() for p in made}):
                with contextlib.suppress(OSError):
                    (home / old).unlink()
        except OSError as error:
            raise ExportError(f"{self.target}: cannot be written: {error.strerror}") from error
        return [home / name for name in made]

    def __enter__(self) -> Delivery:
        """Use it in a `with` statement."""
        return self

    def __exit__(self, *error: object) -> None:
        """Remove what is left aside."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _synced(path: Path) -> None:
    """Make sure that a file's bytes are on the disk before it takes its name."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _earlier_files(package: Path) -> set[str]:
    """Files that an earlier export of ours put into the folder: plain names only, never outside it."""
    try:
        found: Any = json.loads(package.read_bytes())
        if not str(found.get("created_by", "")).startswith("communique"):
            return set()
        names = {
            str(path) for r in found["resources"] for path in ([r["path"]] if isinstance(r["path"], str) else r["path"])
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return set()
    return {n for n in names if "/" not in n and "\\" not in n and n not in ("", ".", "..")}
