"""`communique check` names file, line and entry of what is wrong; fifteen kinds of broken files."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.codebook.check import check_data
from communique.codebook.tables import DATA

HOLDERS = """country: PER
verified: test
offices:
  - office: Minister of Fisheries of Peru
    role: {role}
    titles: [fisheries minister]
    holders:
{holders}
persons:
  - {{name: Ada Nobody, gender: f}}
  - {{name: Bruno Nobody, gender: m}}
"""


def holders(rows: str, role: str = "minister") -> str:
    return HOLDERS.format(role=role, holders="\n".join("      - " + row for row in rows.split("|")))


BROKEN = {
    "not YAML": ("actors/bodies/x.yaml", "about: [x\nbodies: []\n", ["x.yaml:2", "not valid YAML"]),
    "not UTF-8": ("actors/bodies/x.yaml", b"about: \xff\n", ["x.yaml", "byte 7"]),
    "unknown key": (
        "actors/bodies/x.yaml",
        "about: x\nbodies:\n  - {name: Blue Front, kind: party, sector: [PTY], colour: blue}\n",
        ["x.yaml:3", "colour", "Blue Front"],
    ),
    "missing key": ("actors/bodies/x.yaml", "about: x\nbodies:\n  - {name: Blue Front, kind: party}\n", ["x.yaml:3", "sector"]),
    "unknown kind": (
        "actors/bodies/x.yaml", "about: x\nbodies:\n  - {name: Blue Front, kind: club, sector: [PTY]}\n", ["x.yaml:3", "club"],
    ),
    "unknown sector": (
        "actors/bodies/x.yaml", "about: x\nbodies:\n  - {name: Blue Front, kind: party, sector: [XYZ]}\n", ["Blue Front", "'XYZ'"],
    ),
    "unknown country": (
        "actors/bodies/x.yaml",
        "about: x\nbodies:\n  - {name: Blue Front, kind: party, country: [QQQ], sector: [PTY]}\n",
        ["Blue Front", "'QQQ'"],
    ),
    "a body twice": (
        "actors/bodies/x.yaml",
        "about: x\nbodies:\n  - {name: Blue Front, kind: party, sector: [PTY]}\n  - {name: Blue Front, kind: party, sector: [PTY]}\n",
        ["Blue Front", "twice"],
    ),
    "a date that is none": (
        "actors/holders/PER.yaml", holders("{name: Ada Nobody, from: '2021-13'}"), ["Fisheries", "2021-13", "no date"],
    ),
    "from after to": (
        "actors/holders/PER.yaml", holders("{name: Ada Nobody, from: '2021', to: '2019'}"), ["from 2021 is after to 2019"],
    ),
    "two at once": (
        "actors/holders/PER.yaml",
        holders("{name: Ada Nobody, from: '2010', to: '2015'}|{name: Bruno Nobody, from: '2012', to: '2018'}"),
        ["Ada Nobody", "overlaps Bruno Nobody"],
    ),
    "a holder without a person": (
        "actors/holders/PER.yaml", holders("{name: Carla Nobody, from: '2010', to: '2015'}"), ["Carla Nobody", "not among the persons"],
    ),
    "an unknown role": (
        "actors/holders/PER.yaml", holders("{name: Ada Nobody}", role="wizard"), ["PER.yaml:5", "wizard", "Fisheries"],
    ),
    "a sense with an unknown mode": (
        "triggers/X.yaml", "type: ACCUSE\nabout: x\nsenses:\n  - {verb: tut, mode: [loudly]}\n", ["'tut'", "loudly"],
    ),
    "a sense with an unknown class": (
        "triggers/X.yaml", 'type: ACCUSE\nabout: x\nsenses:\n  - {verb: tut, obj: ["@nothing"]}\n', ["'tut'", "@nothing"],
    ),
    "a sense with two words": (
        "triggers/X.yaml", "type: ACCUSE\nabout: x\nsenses:\n  - {verb: tut, noun: tut}\n", ["exactly one"],
    ),
    "a sense of an unknown type": ("triggers/X.yaml", "type: GRUMBLE\nabout: x\nsenses:\n  - {verb: tut}\n", ["GRUMBLE"]),
}  # fmt: skip


def test_the_built_in_data_are_sound() -> None:
    assert check_data() == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named(name: str, tmp_path: Path) -> None:
    path, content, words = BROKEN[name]
    target = tmp_path / path
    target.parent.mkdir(parents=True)
    target.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems = check_data([tmp_path])
    assert problems, "nothing was found"
    told = "\n".join(problems)
    for word in words:
        assert word in told


def test_data_files_are_inside_the_package() -> None:
    assert (DATA / "ontology" / "CONSULT.yaml").exists()
