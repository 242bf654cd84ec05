"""`codebook.json` and `datapackage.json`: what stands in an export, column by column and code by code."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from communique.codebook.code_book import code_book
from communique.export.choosing import STATUSES, Choice
from communique.export.columns import Column, Format
from communique.export.polecat import coder_version

ATTRIBUTION = (
    "Names of types, modes, contexts and sectors: PLOVER, Open Event Data Alliance, CC BY-SA 4.0.",
    "Places: GeoNames, CC BY 4.0, https://www.geonames.org.",
    "CAMEO codes and scores: P. Schrodt and others.",
)
_MEDIA_TYPES = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "parquet": "application/vnd.apache.parquet",
    "lines": "application/jsonl",
    "files": "text/plain",
}
_FRICTIONLESS = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean", "date": "date"}


def code_lists(names: set[str]) -> dict[str, Any]:
    """The code lists of the given names: code to meaning."""
    lists = {**_record_lists(), **_type_lists(), **_country_lists(), **_cameo_lists()}
    return {name: lists[name] for name in sorted(names)}


_MEANINGS = (
    "told as happened",
    "background of another time",
    "foretold by the outlet",
    "possible only",
    "said not to have happened",
)


def _record_lists() -> dict[str, Any]:
    """Lists that are part of the record's form."""
    return {
        "statuses": dict(zip(STATUSES, _MEANINGS, strict=True)),
        "granularity": ["day", "week", "month", "year"],
        "sides": ["actor", "recipient"],
        "reviews": {
            "machine": "nobody has looked",
            "checked": "accepted by a person",
            "corrected": "changed by a person",
            "rejected": "refused by a person",
        },
        "actor_kinds": ["person", "country", "organisation", "group"],
        "mention_kinds": ["name", "title", "pronoun", "metonym", "nominal"],
        "statement_kinds": ["direct", "mixed", "indirect"],
    }


def _type_lists() -> dict[str, Any]:
    """PLOVER's types, modes, contexts, sectors."""
    book = code_book()
    types = book.types.values()
    return {
        "types": {t.name: {"about": t.about, "quad": t.quad, "score": t.score, "cameo": t.cameo} for t in types},
        "modes": {t.name: {m: {"about": a, "cameo": c} for m, (a, c) in t.modes.items()} for t in types if t.modes},
        "contexts": book.contexts,
        "quads": ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"],
        "sectors": book.sectors,
        "sector_words": sorted(book.sectors.values()),
    }


def _country_lists() -> dict[str, Any]:
    """Countries in their codings, and kinds of places."""
    book = code_book()
    countries = book.countries.values()
    return {
        "countries": {**{c.code: c.name for c in countries}, **book.bodies},
        "country_names": sorted({c.name for c in countries} | set(book.bodies.values())),
        "cameo_countries": {c.cameo: c.code for c in countries if c.cameo},
        "fips": {c.fips: c.code for c in countries if c.fips},
        "cow": {c.code: c.cow for c in countries if c.cow},
        "gdelt_geo_types": {"0": "none", "1": "country", "4": "town, sea, region or site", "5": "division"},
        "features": {"PPL": "town", "ADM1": "first-order division", "PCLI": "country"},
    }


def _cameo_lists() -> dict[str, Any]:
    """CAMEO's codes and roles, and what we make of ACLED's."""
    book = code_book()
    bodies = book.cameo.bodies
    return {
        "cameo": {c: {"means": x.means, "goldstein": x.goldstein} for c, x in book.cameo.codes.items()},
        "cameo_bodies": {x.group: code for code, x in bodies.items() if x.group},
        "cameo_types": {"by sector": book.cameo.types, "by body": {c: x.type for c, x in bodies.items()}},
        "acled_rules": msgspec.to_builtins(book.acled.rules),
        "acled_inter": book.acled.inter,
    }


def codebook(fmt: Format, choice: Choice, with_text: bool, rows: Mapping[str, int], left: Mapping[str, int]) -> bytes:
    """`codebook.json`: format, filters, what was left out, tables with columns, code lists."""
    lists = {c.codes for t in fmt.tables for c in t.columns if c.codes}
    found = {
        "format": fmt.name,
        "about": fmt.about,
        "created_by": coder_version(),
        "filters": {
            k: v for k, v in msgspec.to_builtins(choice).items() if v and k not in ("retold", "copies", "refused")
        },
        "with_text": with_text,
        "left_out": {k: n for k, n in sorted(left.items()) if n},
        "notes": [*_notes(fmt), *fmt.notes],
        "tables": [
            {
                "name": t.name,
                "about": t.about,
                "rows": rows.get(t.name, 0),
                "key": list(t.key),
                "columns": [_column(c) for c in t.columns],
            }
            for t in fmt.tables
        ],
        "code_lists": code_lists(lists),
        "attribution": list(ATTRIBUTION),
    }
    return _json(found)


def _column(c: Column[Any]) -> dict[str, Any]:
    """One column in the codebook."""
    found = {"name": c.name, "type": c.kind, "meaning": c.about, "codes": c.codes, "derived": c.derived}
    return {k: v for k, v in found.items() if v is not None}


def _notes(fmt: Format) -> list[str]:
    """Remarks that hold for all formats of a medium."""
    notes = ["Spans are [start, end) in Unicode code points of the report's clean text, whose sha256 is given."]
    if fmt.medium in ("csv", "tsv"):
        notes.append(
            "UTF-8; a blank is not known; codes and ids are text. A text cell that begins with = + - or @ has an "
            "apostrophe before it, so that no spreadsheet runs it."
        )
    if fmt.medium == "tsv":
        notes.append(
            "Tab-separated without quoting; tabs and line ends in cells are spaces, double quotes apostrophes."
        )
    if fmt.facts:
        notes.append(
            "The format has no column for what did not happen: unless other states are asked for, only `actual` "
            "events are here, each happening of a report once, without copies of reports and without what a person "
            "rejected. Rows may rest on somebody's claim."
        )
    return notes


def datapackage(fmt: Format, name: str, files: Mapping[str, list[Path]]) -> bytes:
    """`datapackage.json` after Frictionless: a resource for each table with its fields, size and hash."""
    resources = [
        _resource(fmt, t.name, number, files[t.name]) for number, t in enumerate(fmt.tables) if files.get(t.name)
    ]
    found = {
        "profile": "data-package",
        "name": name,
        "title": f"Political events coded from news reports: {fmt.about}",
        "created_by": coder_version(),
        "sources": [{"title": line} for line in ATTRIBUTION],
        "resources": resources,
    }
    return _json(found)


def _resource(fmt: Format, name: str, number: int, paths: list[Path]) -> dict[str, Any]:
    """One table in the package."""
    table = fmt.tables[number]
    found: dict[str, Any] = {
        "name": name,
        "path": paths[0].name if len(paths) == 1 else [p.name for p in paths],
        "description": table.about,
        "format": {"lines": "jsonl", "files": fmt.name}.get(fmt.medium, fmt.medium),
        "mediatype": _MEDIA_TYPES[fmt.medium],
        "encoding": "utf-8",
        "bytes": sum(p.stat().st_size for p in paths),
    }
    if len(paths) == 1:
        found["hash"] = "sha256:" + _sha256(paths[0])
    if fmt.medium in ("csv", "tsv", "parquet"):
        fields = [{"name": c.name, "type": _FRICTIONLESS[c.kind], "description": c.about} for c in table.columns]
        found["profile"] = "tabular-data-resource"
        found["schema"] = {"fields": fields, "primaryKey": list(table.key), "missingValues": [""]}
    if fmt.medium in ("csv", "tsv"):
        found["dialect"] = {
            "delimiter": "," if fmt.medium == "csv" else "\t",
            "header": fmt.header,
            "quoteChar": '"',
            "doubleQuote": True,
            "lineTerminator": "\n",
        }
    return found


def _sha256(path: Path) -> str:
    """Hash of a file, in pieces."""
    total = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            total.update(piece)
    return total.hexdigest()


def _json(value: Any) -> bytes:
    """Indented JSON with a line's end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
