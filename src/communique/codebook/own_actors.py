"""A user's own actors as files of our schema, in a folder laid over ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import yaml

from communique.codebook import yaml_files
from communique.codebook.legacy import LegacyEntry, LegacyFile
from communique.codebook.schema.actors import BodiesFile, HoldersFile
from communique.errors import CodebookError


def add_holder(
    folder: Path,
    country: str,
    name: str,
    office: str,
    role: str,
    titles: list[str],
    *,
    gender: str | None,
    start: str | None,
    end: str | None,
    sector: list[str],
) -> Path:
    """Add a person's time in an office to `actors/holders/COUNTRY.yaml` of a user's folder.

    Raises:
        CodebookError: the entry breaks the schema; nothing is written then.
    """
    path = folder / "actors" / "holders" / f"{country}.yaml"
    raw: dict[str, Any] = {"country": country, "verified": "added by the user", "offices": [], "persons": []}
    if path.exists():
        raw = yaml_files.parse_yaml(path.read_bytes(), path.name)
    if not any(p["name"] == name for p in raw["persons"]):
        raw["persons"].append({"name": name, **({"gender": gender} if gender else {})})
    found = next((o for o in raw["offices"] if o["office"] == office), None)
    if found is None:
        found = {"office": office, "role": role, "titles": titles, "sector": sector, "also": True, "holders": []}
        raw["offices"].append(found)
    holder = {"name": name, **({"from": start} if start else {}), **({"to": end} if end else {"open": True})}
    found["holders"].append(holder)
    _write(path, raw, HoldersFile)
    return path


def add_alias(folder: Path, name: str, alias: str, kind: str, country: list[str], sector: list[str]) -> Path:
    """Add another name of an actor to a user's folder: a person's to `holders/`, a body's to `bodies/own.yaml`.

    Raises:
        CodebookError: the entry breaks the schema; nothing is written then.
    """
    if kind == "person":
        path = folder / "actors" / "holders" / f"{country[0]}.yaml"
        empty = {"country": country[0], "verified": "added by the user", "offices": [], "persons": []}
        raw: dict[str, Any] = yaml_files.parse_yaml(path.read_bytes(), path.name) if path.exists() else empty
        entry = next((p for p in raw["persons"] if p["name"] == name), None)
        if entry is None:
            entry = {"name": name}
            raw["persons"].append(entry)
    else:
        path = folder / "actors" / "bodies" / "own.yaml"
        raw = yaml_files.parse_yaml(path.read_bytes(), path.name) if path.exists() else {"about": "added", "bodies": []}
        entry = next((b for b in raw["bodies"] if b["name"] == name), None)
        if entry is None:
            entry = {"name": name, "kind": "other", "country": country, "sector": sector or ["UNK"], "also": True}
            raw["bodies"].append(entry)
    entry["aliases"] = list(dict.fromkeys([*entry.get("aliases", []), alias]))
    _write(path, raw, HoldersFile if kind == "person" else BodiesFile)
    return path


def write_legacy(folder: Path, file: LegacyFile, name: str) -> list[Path]:
    """Write an imported dictionary as bodies, dated holders and nouns; returns the files."""
    bodies = [_body(e) for e in file.entries if not e.agent and e.terms and not _dated(e)]
    written = []
    if bodies:
        path = folder / "actors" / "bodies" / f"{name}.yaml"
        _write(path, {"about": f"imported from {name}", "bodies": _merged(bodies)}, BodiesFile)
        written.append(path)
    for country, raw in _holders(file, name).items():
        path = folder / "actors" / "holders" / f"{country}.yaml"
        _write(path, raw, HoldersFile)
        written.append(path)
    nouns = _nouns(file)
    if nouns:
        path = folder / "actors" / "nouns" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_dump({"about": f"imported from {name}", "classes": nouns}), encoding="utf-8")
        written.append(path)
    return written


def _dated(entry: LegacyEntry) -> bool:
    """Whether some code of an entry holds for a time only."""
    return any(t.start or t.end for t in entry.terms)


def _body(entry: LegacyEntry) -> dict[str, Any]:
    """An undated entry as a body with its aliases."""
    term = entry.terms[0]
    sector = term.sector or (["GOV"] if term.country else ["UNK"])
    return {"name": entry.name, "kind": "other", "country": term.country, "sector": sector, "aliases": entry.aliases}


def _merged(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries of one name become one."""
    by_name: dict[str, dict[str, Any]] = {}
    for body in bodies:
        known = by_name.setdefault(body["name"], body)
        if known is not body:
            known["aliases"] = list(dict.fromkeys([*known["aliases"], *body["aliases"]]))
    return list(by_name.values())


def _holders(file: LegacyFile, name: str) -> dict[str, dict[str, Any]]:
    """Dated entries as shared offices, one a country and sector."""
    files: dict[str, dict[str, Any]] = {}
    for entry in (e for e in file.entries if not e.agent and _dated(e)):
        for term in entry.terms:
            if not term.country:
                file.problems.append(f"{name}: {entry.name}: a dated code without a country was left out")
                continue
            raw = files.setdefault(
                term.country[0],
                {"country": term.country[0], "verified": f"imported from {name}", "offices": [], "persons": []},
            )
            if not any(p["name"] == entry.name for p in raw["persons"]):
                raw["persons"].append({"name": entry.name, "aliases": entry.aliases})
            sector = term.sector or ["GOV"]
            office = f"{' '.join(sector)} of {term.country[0]} (imported)"
            found = next((o for o in raw["offices"] if o["office"] == office), None)
            if found is None:
                found = {
                    "office": office,
                    "role": "other",
                    "titles": [],
                    "sector": sector,
                    "shared": True,
                    "holders": [],
                }
                raw["offices"].append(found)
            dates = {"from": term.start, "to": term.end, "open": term.end is None}
            found["holders"].append({"name": entry.name, **{k: v for k, v in dates.items() if v}})
    return files


def _nouns(file: LegacyFile) -> list[dict[str, Any]]:
    """Agents as classes of nouns, one a sector."""
    classes: dict[tuple[str, ...], list[str]] = {}
    for entry in (e for e in file.entries if e.agent and e.terms):
        words = [w.lower() for w in [entry.name, *entry.aliases]]
        classes.setdefault(tuple(entry.terms[0].sector), []).extend(words)
    return [{"kind": "person", "sector": list(sector), "words": words} for sector, words in sorted(classes.items())]


def _write(path: Path, raw: dict[str, Any], model: type[Any]) -> None:
    """Check against the schema, then write."""
    try:
        msgspec.convert(raw, model)
    except msgspec.ValidationError as error:
        raise CodebookError(f"{path}: {error}") from error
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_dump(raw), encoding="utf-8")


def _dump(raw: dict[str, Any]) -> str:
    """YAML text; dates are quoted, so that they stay text."""
    return yaml.safe_dump(raw, allow_unicode=True, sort_keys=False, width=120)
