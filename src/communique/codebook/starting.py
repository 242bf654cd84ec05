"""A new project folder: files of every kind with comments, ready to be changed."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from communique.codebook.tables import PROJECT_FILE
from communique.errors import CodebookError


def start_project(folder: Path, *, instead: bool = False) -> list[Path]:
    """Make a project folder; returns its files.

    Args:
        folder: where; it must not hold a project yet. Files that are there are never overwritten.
        instead: a codebook of its own in place of PLOVER's.

    Raises:
        CodebookError: the folder holds a project, or cannot be written.
    """
    if (folder / PROJECT_FILE).exists():
        raise CodebookError(f"{folder} holds a project already; change its files, or name another folder")
    written = []
    try:
        with as_file(files("communique.codebook") / "starter") as starter:
            for path in sorted(starter.rglob("*.yaml")):
                target = folder / path.relative_to(starter)
                if not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_text(_filled(path, folder, instead), encoding="utf-8")
                    written.append(target)
    except OSError as error:
        raise CodebookError(f"{error.filename}: cannot be written: {error.strerror}") from error
    return written


def _filled(path: Path, folder: Path, instead: bool) -> str:
    """A starter file with the project's name and mode."""
    text = path.read_text(encoding="utf-8")
    if path.name == PROJECT_FILE:
        name = folder.absolute().name.replace('"', "")
        text = text.replace("name: NAME", f'name: "{name}"')
        text = text.replace("codebook: beside", "codebook: instead") if instead else text
    return text
