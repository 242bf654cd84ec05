"""JSON lines of PLOVER and of Web Annotations, and brat's files: what a reader of these formats relies on."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from communique.export.choosing import make_choice
from communique.records.record import Record, from_json
from tests.export.conftest import export_to
from tests.export.made import TEXT, actor, event, record, statement


def read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_a_plover_line_has_the_compulsory_fields_and_no_null(exported: Path) -> None:
    rows = read(exported / "plover" / "events.jsonl")
    assert rows
    for row in rows:
        assert {"id", "actor", "recipient", "event", "mode", "context", "quad_code", "event_scale"} <= set(row)
        assert None not in row.values()
        assert all("code" in party for party in row["actor"])  # type: ignore[attr-defined]
    assert len({row["id"] for row in rows}) == len(rows)


def test_a_plover_code_is_country_and_chief_sector(tmp_path: Path) -> None:
    people = [actor("oslo", "Norway", ["NOR"], ["MIL", "GOV"]), actor("lima", "villagers", [], ["CVL"])]
    export_to([record(actors=people)], "plover", tmp_path / "out.jsonl")
    row = read(tmp_path / "out.jsonl")[0]
    assert [p["code"] for p in (*row["actor"], *row["recipient"])] == ["NORMIL", "CVL"]  # type: ignore[misc]
    assert (row["event"], row["quad_code"], row["date"]) == (["ACCUSE"], 3, "2024-03-05")


def test_both_selectors_of_an_annotation_point_at_the_same_words(records: Sequence[Record], exported: Path) -> None:
    texts = {r.report.sha256: r.report.text for r in records}
    rows = read(exported / "webannotation" / "annotations.jsonl")
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        targets = row["target"] if isinstance(row["target"], list) else [row["target"]]
        for target in targets:
            position, quote = target["selector"]  # type: ignore[index]
            text = texts[target["state"]["sha256"]]  # type: ignore[index]
            assert text[position["start"] : position["end"]].startswith(quote["exact"])
            assert text[: position["start"]].endswith(quote["prefix"])
            assert quote["suffix"] in text


def test_annotations_count_code_points_not_bytes(tmp_path: Path) -> None:
    text = "🇳🇴 " + TEXT
    shifted = {"sentence": [3, 29], "trigger": [8, 17], "actor": [[3, 7]], "recipient": [[18, 22]]}
    export_to(
        [record(events=[event("e1", evidence=shifted)], actors=[], text=text)], "webannotation", tmp_path / "a.jsonl"
    )
    quote = read(tmp_path / "a.jsonl")[0]["target"]["selector"][1]  # type: ignore[index]
    assert (quote["exact"], quote["prefix"]) == ("condemned", "🇳🇴 Oslo ")


def test_our_lines_without_text_are_still_our_records(records: Sequence[Record], exported: Path) -> None:
    found = [from_json(line) for line in (exported / "jsonl" / "records.jsonl").read_bytes().splitlines()]
    assert [r.report.id for r in found] == [r.report.id for r in records]
    assert [r.events for r in found] == [r.events for r in records]


def test_a_filtered_record_keeps_the_actors_that_it_names(tmp_path: Path) -> None:
    people = [actor("oslo"), actor("lima"), actor("bern"), actor("fleet", members=["bern"])]
    whole = record(
        events=[event("e1"), event("e2", "AID", actor=["fleet"])], actors=people, statements=[statement("s1")]
    )
    from communique.export.exporting import Coded, export
    from communique.export.formats import find_format

    export([Coded(whole)], find_format("jsonl"), tmp_path / "out.jsonl", make_choice(types=["AID"]), with_text=True)
    found = from_json((tmp_path / "out.jsonl").read_bytes())
    assert [e.id for e in found.events] == ["e2"]
    assert [a.id for a in found.actors] == ["lima", "bern", "fleet"]
    assert found.statements == []


@pytest.fixture(scope="module")
def brat(records: Sequence[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("brat") / "out"
    export_to(records, "brat", home, with_text=True)
    return home


def test_brats_offsets_give_its_words(brat: Path) -> None:
    files = sorted(brat.glob("*.ann"))
    assert files
    for path in files:
        text = path.with_suffix(".txt").read_text("utf-8")
        for line in path.read_text("utf-8").splitlines():
            name, about, *words = line.split("\t")
            if name.startswith("T"):
                pieces = [tuple(map(int, piece.split())) for piece in about.split(" ", 1)[1].split(";")]
                assert " ".join(text[a:b] for a, b in pieces) == words[0]
                assert "\n" not in words[0]


def test_brats_lines_refer_to_what_is_there_and_to_known_labels(brat: Path) -> None:
    conf = (brat / "annotation.conf").read_text("utf-8")
    for path in brat.glob("*.ann"):
        lines = path.read_text("utf-8").splitlines()
        names = [line.split("\t")[0] for line in lines]
        assert len(names) == len(set(names))
        for line in lines:
            for reference in re.findall(r":(T\d+)", line.split("\t")[1]):
                assert reference in names
            if line.startswith(("T", "E")):
                assert re.search(rf"^{re.split('[ :]', line.split(chr(9))[1])[0]}\b", conf, re.MULTILINE)


def test_brat_counts_further_actors_of_an_event(tmp_path: Path) -> None:
    people = [actor("oslo"), actor("lima", mentions=[{"span": [15, 19], "kind": "name"}])]
    export_to(
        [record(events=[event("e1", "CONSULT", actor=["oslo", "lima"], recipient=[])], actors=people)],
        "brat",
        tmp_path / "out",
        with_text=True,
    )
    annotations = next((tmp_path / "out").glob("*.ann")).read_text("utf-8")
    assert re.search(r"^E1\tCONSULT:T3 Actor:T1 Actor2:T2$", annotations, re.MULTILINE)
    assert re.search(r"^A1\tStatus E1 actual$", annotations, re.MULTILINE)
