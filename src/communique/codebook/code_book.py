"""The code lists that exports are written in: countries in five codings, types, sectors, CAMEO."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

import msgspec

from communique.codebook import project, yaml_files
from communique.codebook.project import first_codebook
from communique.codebook.schema import actors, codes, ontology
from communique.codebook.schema.actors import Country
from communique.codebook.schema.codes import AcledFile, CameoFile, CountriesFile
from communique.codebook.schema.ontology import CodesFile, EventType
from communique.codebook.tables import Area, load_area
from communique.codebook.trigger_book import read_contexts


class CountryCodes(msgspec.Struct, frozen=True):
    """One country: ISO 3166-1 alpha-3 (or ours), alpha-2, numeric, COW, FIPS 10-4 and CAMEO, all text."""

    code: str
    name: str
    iso2: str | None = None
    numeric: str | None = None
    cow: str | None = None
    fips: str | None = None
    cameo: str | None = None


class TypeCodes(msgspec.Struct, frozen=True):
    """One PLOVER type: quad class, score, plain CAMEO code; its modes with meaning and CAMEO code; scores of modes."""

    name: str
    about: str
    quad: str
    score: float
    cameo: str | None
    modes: dict[str, tuple[str, str | None]]
    symmetric: bool = False
    mode_scores: dict[str, float] = {}


class CodeTables(msgspec.Struct):
    """All code lists, compiled."""

    countries: dict[str, CountryCodes]
    types: dict[str, TypeCodes]
    contexts: dict[str, str]
    sectors: dict[str, str]
    bodies: dict[str, str]
    cameo: CameoFile
    acled: AcledFile

    def country(self, code: str) -> CountryCodes:
        """The codings of a country; one that no list has keeps its own code and nothing else."""
        return self.countries.get(code) or CountryCodes(code, code)

    def parties(self, codes: Sequence[str]) -> list[str]:
        """The parties among an actor's codes: states, the United Nations, the European Union; else the first code.

        ["USA", "MNC"] is a firm of one state; ["KEN", "UGA"] are two parties that one phrase names together.
        """
        named = [c for c in codes if c in self.countries or c in ("UNO", "EUR")]
        return named or list(codes[:1])

    def mutual(self, type: str, cameo: str | None) -> bool:
        """Whether all acting parties of an event do it with each other: talks, clashes, agreements, signings."""
        known = self.types.get(type)
        return (known is not None and known.symmetric) or cameo in self.cameo.mutual

    def goldstein(self, cameo: str) -> float | None:
        """The Goldstein score of a CAMEO code, of its base code where the code itself has none."""
        for length in range(len(cameo), 1, -1):
            found = self.cameo.codes.get(cameo[:length])
            if found is not None:
                return found.goldstein
        return None


def build_codes(roots: Sequence[Path]) -> CodeTables:
    """Put the lists together from the files of countries, types and codes."""
    extra = yaml_files.read_last(roots, "codes/countries.yaml", CountriesFile)
    named = yaml_files.read_last(roots, "ontology/codes.yaml", CodesFile)
    contexts = {c.name: c.about for root in roots[first_codebook(roots) :] for c in read_contexts(root)}
    return CodeTables(
        _countries(roots, extra),
        _types(roots),
        contexts,
        named.sectors,
        named.bodies_codes,
        yaml_files.read_last(roots, "codes/cameo.yaml", CameoFile),
        yaml_files.read_last(roots, "codes/acled.yaml", AcledFile),
    )


def _countries(roots: Sequence[Path], extra: CountriesFile) -> dict[str, CountryCodes]:
    """Countries by the code that records carry; a breakaway entity is in its sovereign's."""
    found = {}
    for root in roots:
        for path in sorted((root / "actors" / "countries").glob("*.yaml")):
            c = yaml_files.read_struct(path, Country, path.relative_to(root).as_posix())
            if (c.country or c.code) == c.code:
                found[c.code] = CountryCodes(
                    c.code, c.name, c.iso2, extra.numeric.get(c.code), c.cow, c.fips, c.cameo or c.code
                )
    for t in extra.territories:
        found.setdefault(
            t.code, CountryCodes(t.code, t.name.strip(), t.iso2, extra.numeric.get(t.code), None, t.fips, t.code)
        )
    return dict(sorted(found.items()))


def _types(roots: Sequence[Path]) -> dict[str, TypeCodes]:
    """Event types by name, an overlay's of the same name in place of ours; none of ours below one that stands alone."""
    found = {}
    for root in roots[first_codebook(roots) :]:
        for path in sorted((root / "ontology").glob("*.yaml")):
            if path.stem.isupper():
                t = yaml_files.read_struct(path, EventType, path.relative_to(root).as_posix())
                scores = {m.name: m.score for m in t.modes if m.score is not None}
                modes = {m.name: (m.about, m.cameo) for m in t.modes}
                found[t.name] = TypeCodes(t.name, t.about, t.quad, t.score, t.cameo, modes, t.symmetric, scores)
    return dict(sorted(found.items()))


CODES: Area[CodeTables] = Area(
    name="codes",
    folders=("codes", "ontology", "contexts", "actors/countries"),
    build=build_codes,
    model=CodeTables,
    modules=(__file__, project.__file__, codes.__file__, ontology.__file__, actors.__file__),
)


_OVERLAYS: ContextVar[tuple[Path, ...]] = ContextVar("overlays", default=())


def code_book() -> CodeTables:
    """The code lists, loaded once: the built-in ones with what `lay_over` named laid over them."""
    return _loaded(_OVERLAYS.get())


def lay_over(folders: Sequence[Path]) -> None:
    """Let the code lists of the calling context hold the types of users' folders, as commands with `--project` do.

    Only names and meanings of codes depend on it: choices of the page, columns of exports, types that gold may name.
    """
    _OVERLAYS.set(tuple(folders))


@lru_cache(maxsize=4)
def _loaded(folders: tuple[Path, ...]) -> CodeTables:
    """The lists with some folders laid over ours."""
    return load_area(CODES, folders)
