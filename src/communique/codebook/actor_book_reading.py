"""Reading the YAML files of `data/actors/` and compiling them to tables.

Users' folders are laid over ours: a country file with the code of one of ours replaces it, an
office with the name of one of ours in the same country replaces that office, and everything
else is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from communique.codebook import actor_book_tables, yaml_files
from communique.codebook.actor_book_tables import ActorTables, build_actor_tables
from communique.codebook.schema import actors, nouns
from communique.codebook.schema.actors import BodiesFile, Country, HoldersFile
from communique.codebook.schema.nouns import NounsFile
from communique.codebook.tables import Area

T = TypeVar("T")


def read_actor_tables(roots: Sequence[Path]) -> ActorTables:
    """Read all files of all roots and build the tables.

    Raises:
        CodebookError: a file is no YAML or breaks its schema; the message names file, line
            and entry.
    """
    countries: dict[str, Country] = {}
    holders: list[HoldersFile] = []
    for root in roots:
        for country in _files(root, "countries", Country):
            countries[country.code] = country
        holders.extend(_files(root, "holders", HoldersFile))
    bodies = [file for root in reversed(roots) for file in _files(root, "bodies", BodiesFile)]
    words = [file for root in reversed(roots) for file in _files(root, "nouns", NounsFile)]
    return build_actor_tables(countries.values(), _overlaid(holders), bodies, words)


def _files(root: Path, folder: str, model: type[T]) -> list[T]:
    """All files of one folder below a data root."""
    paths = sorted((root / "actors" / folder).glob("*.yaml"))
    return [yaml_files.read_struct(path, model, path.relative_to(root).as_posix()) for path in paths]


def _overlaid(files: Sequence[HoldersFile]) -> list[HoldersFile]:
    """Holders files in which an office told again later stands only where it is told last."""
    last = {(f.country, office.office): n for n, f in enumerate(files) for office in f.offices}
    kept = []
    for number, file in enumerate(files):
        offices = [o for o in file.offices if last[(file.country, o.office)] == number]
        kept.append(HoldersFile(file.country, file.verified, offices, file.persons))
    return kept


ACTORS = Area(
    "actors",
    ("actors/countries", "actors/holders", "actors/bodies", "actors/nouns"),
    read_actor_tables,
    ActorTables,
    (str(actor_book_tables.__file__), str(actors.__file__), str(nouns.__file__), __file__),
)
"""States, holders of offices, bodies and nouns."""
