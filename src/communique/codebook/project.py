"""A user's own knowledge: a folder with `project.yaml` and files laid over ours.

`codebook: beside` adds types, senses and contexts to the built-in ones; `codebook: instead` puts a codebook of the
user's own in their place. What is known of the language (operators, word classes, cues, dates) and of the world
(actors, places) stays in both cases, and may be overridden entry by entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from communique.codebook import yaml_files
from communique.codebook.tables import PROJECT_FILE
from communique.errors import CodebookError

FOLDERS = ("actors", "cues", "contexts", "dates", "ontology", "places", "triggers")
"""Folders of knowledge that a project may hold."""


class Project(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`project.yaml`.

    Attributes:
        name: what the project is called.
        about: what it codes, in a sentence.
        codebook: `beside` PLOVER's types, or `instead` of them.
    """

    name: str
    about: str = ""
    codebook: Literal["beside", "instead"] = "beside"


def read_project(root: Path) -> Project | None:
    """What a folder says of itself; None for a folder without `project.yaml`, which is laid beside ours.

    Raises:
        CodebookError: the file breaks its schema.
    """
    path = root / PROJECT_FILE
    return yaml_files.read_struct(path, Project, f"{root.name}/{PROJECT_FILE}") if path.is_file() else None


def first_codebook(roots: Sequence[Path]) -> int:
    """Number of the root from which on types, senses and contexts count: 0, or the last that stands alone."""
    alone = [n for n, root in enumerate(roots) if (p := read_project(root)) is not None and p.codebook == "instead"]
    return alone[-1] if alone else 0


def check_folder(folder: Path) -> list[str]:
    """What is wrong with a folder itself: no knowledge in it, folders or files that nothing reads."""
    if not folder.is_dir():
        return [f"{folder} is no folder; `communique init {folder}` makes one"]
    problems = []
    if not any((folder / name).is_dir() for name in FOLDERS):
        problems.append(f"{folder} holds none of the folders {', '.join(FOLDERS)}")
    for path in sorted(folder.rglob("*.yml")):
        problems.append(f"{path.relative_to(folder).as_posix()}: nothing reads .yml files; call it {path.stem}.yaml")
    for path in sorted((folder / "ontology").glob("*.yaml")):
        if not path.stem.isupper() and path.stem not in ("contexts", "codes", "readings"):
            name = path.relative_to(folder).as_posix()
            problems.append(f"{name}: a type's file has the type's name in capitals: {path.stem.upper()}.yaml")
    return problems


def check_overlays(folders: Sequence[Path]) -> None:
    """Refuse folders that cannot be laid over ours.

    Raises:
        CodebookError: a folder is not there or its `project.yaml` is wrong.
    """
    for folder in folders:
        if not folder.is_dir():
            raise CodebookError(f"{folder} is no folder; `communique init {folder}` makes one")
        read_project(folder)
