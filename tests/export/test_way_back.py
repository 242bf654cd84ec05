"""Gold from brat, doccano, Prodigy and INCEpTION: our exports come back whole, and what people made there is understood."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from communique.cli.app import app
from communique.errors import CommuniqueError, ReadError
from communique.evaluate.annotations.gold import Imported, gold_lines, sentence_about
from communique.evaluate.annotations.reading import FORMATS, read_annotations
from communique.evaluate.codings import Coding, add_record, read_lines
from communique.evaluate.scores import evaluate
from communique.records.record import Record
from tests.export.conftest import export_to
from tests.export.made import actor, event, record, statement

TEXT = "Oslo condemned Lima. Mr. Koch met Ruiz in Bern."


def back(made: Sequence[Record], format: str, home: Path) -> Imported:
    """Records exported for a tool and imported again."""
    single = format in ("doccano", "prodigy")
    target = home / (f"{format}.jsonl" if single else format)
    export_to(made, format, target, with_text=True)
    return read_annotations(target, format)


def gold(imported: Imported) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gold_lines(imported)]


@pytest.mark.parametrize("format", FORMATS)
def test_what_we_coded_comes_back_whole(format: str, records: Sequence[Record], tmp_path: Path) -> None:
    imported = back(records, format, tmp_path)
    coded = Coding()
    for one in records:
        add_record(coded, one)
    found = evaluate(read_lines(gold_lines(imported), "gold"), coded)
    assert imported.problems == []
    assert found.reports == len(records)
    assert {s.both for s in found.levels.values()} == {sum(len(r.events) for r in records)}
    assert [s.precision for s in found.levels.values()] == [s.recall for s in found.levels.values()] == [1.0] * 5


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "report",
    [
        pytest.param({"text": "🇳🇴 Oslo condemned Lima again. So it goes."}, id="letters outside of 16 bits"),
        pytest.param({"text": "Oslo condemned\r\nLima again.\r\nSo it goes."}, id="line ends of Windows"),
        pytest.param({"id": "a/b ü:1\t#"}, id="an id that is no file name"),
    ],
)
def test_odd_reports_come_back(format: str, report: dict[str, Any], tmp_path: Path) -> None:
    at = 3 if report.get("text", "").startswith("🇳🇴") else 0
    people = [actor("oslo", "Norway", ["NOR"], mentions=[{"span": [at, at + 4], "kind": "name"}])]
    whole = record(
        events=[
            event(
                "e1",
                status="future",
                recipient=[],
                evidence={"sentence": [0, 26], "trigger": [at + 5, at + 14], "actor": [], "recipient": []},
            )
        ],
        actors=people,
        statements=[statement("s1")],
        **{"id": "r1", **report},
    )
    imported = back([whole], format, tmp_path)
    [line] = gold(imported)
    assert line["report"] == whole.report.id
    assert (line["type"], line["status"]) == ("ACCUSE", "future")
    assert line["actor"] == [{"country": ["NOR"], "name": "Norway"}]
    assert imported.reports[0].events[0].trigger == (at + 5, at + 14)
    assert imported.reports[0].text == whole.report.text
    assert imported.left["statements (events are compared)"] == 1


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_without_events_is_named(format: str, tmp_path: Path) -> None:
    assert gold(back([record(events=[])], format, tmp_path)) == [{"report": "r1"}]


def doccano(entities: list[Any], relations: list[Any], **more: Any) -> dict[str, Any]:
    named = [{"id": n, "start_offset": a, "end_offset": b, "label": label} for n, (a, b, label) in enumerate(entities)]
    drawn = [{"id": n, "from_id": a, "to_id": b, "type": label} for n, (a, label, b) in enumerate(relations)]
    return {"id": 7, "text": TEXT, "entities": named, "relations": drawn, **more}


def span(start: int, end: int, label: str) -> dict[str, Any]:
    return {"start": start, "end": end, "label": label}


ACCUSE = [(5, 14, "ACCUSE"), (0, 4, "NOR GOV"), (15, 19, "Country")]
SIDES = [(0, "Actor", 1), (0, "Recipient", 2)]
LINE = {
    "report": "7",
    "type": "ACCUSE",
    "sentence": [0, 20],
    "actor": [{"country": ["NOR"], "name": "Oslo"}],
    "recipient": ["Lima"],
    "status": "actual",
}

MADE: list[Any] = [
    pytest.param("doccano", doccano([], []), [{"report": "7"}], id="nothing marked"),
    pytest.param("doccano", doccano([(0, 4, "LOC")], []), [{"report": "7"}], id="a stranger's label"),
    pytest.param("doccano", doccano([(5, 14, "ACCUSE/never")], []), [{"report": "7"}], id="a state that is none"),
    pytest.param("doccano", doccano(ACCUSE, SIDES), [LINE], id="sides by code and by words"),
    pytest.param("doccano", doccano(ACCUSE, [(1, "actor", 0), (2, "recipient", 0)]), [LINE], id="drawn the other way"),
    pytest.param("doccano", doccano(ACCUSE, SIDES, report="r9"), [{**LINE, "report": "r9"}], id="our id"),
    pytest.param("doccano", doccano(ACCUSE, SIDES, meta={"report": "r9"}), [{**LINE, "report": "r9"}], id="id in meta"),
    pytest.param(
        "doccano",
        {"id": 7, "text": TEXT, "label": [[5, 14, "ACCUSE/negated"]]},
        [{**LINE, "actor": [], "recipient": [], "status": "negated"}],
        id="the older form",
    ),
    pytest.param("prodigy", {"text": TEXT, "spans": [span(5, 14, "ACCUSE")], "answer": "reject"}, [], id="rejected"),
    pytest.param(
        "prodigy",
        {
            "text": TEXT,
            "id": 7,
            "spans": [span(0, 4, "NOR")],
            "relations": [
                {
                    "head": 1,
                    "child": 0,
                    "head_span": span(5, 14, "ACCUSE"),
                    "child_span": span(0, 4, "NOR"),
                    "label": "Actor",
                }
            ],
            "answer": "accept",
        },
        [{**LINE, "recipient": []}],
        id="a relation's own spans",
    ),
]


@pytest.mark.parametrize(("format", "line", "lines"), MADE)
def test_what_people_marked(format: str, line: dict[str, Any], lines: list[Any], tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text("\ufeff" + json.dumps(line) + "\n\n", "utf-8")
    imported = read_annotations(path, format)
    assert imported.problems == []
    assert gold(imported) == lines


WRONG_LINES: list[Any] = [
    pytest.param("{", "truncated", id="no JSON"),
    pytest.param('["text"]', "expected an object", id="no object"),
    pytest.param('{"text": "a", "spans": [{"start": 0, "end": 9, "label": "AID"}]}', "outside", id="beyond the text"),
    pytest.param('{"text": "a", "spans": [{"start": 0}]}', "not as the format has it", id="half a span"),
    pytest.param('{"text": "a", "meta": {"report": "one"}}', "stands there twice", id="a report twice"),
]


@pytest.mark.parametrize(("line", "said"), WRONG_LINES)
def test_a_wrong_line_is_named_and_the_rest_is_read(line: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(
        '{"text": "a", "meta": {"report": "one"}}\n' + line + '\n{"text": "b", "meta": {"report": "two"}}\n'
    )
    imported = read_annotations(path, "prodigy")
    [problem] = imported.problems
    assert said in problem
    assert problem.startswith(f"{path}:2: ")
    assert [r.id for r in imported.reports] == ["one", "two"]


BRAT: list[Any] = [
    pytest.param("T1\tCountry 0 4\tOslo\n", [], id="no event"),
    pytest.param("T1\tMeet 5 14\tcondemned\nE1\tMeet:T1\n", [], id="a type of others"),
    pytest.param("T1\tACCUSE 5 14\tcondemned\nE1\tACCUSE:T1\n", [([], [], None)], id="no sides, no state"),
    pytest.param(
        "T1\tACCUSE 5 14\tcondemned\nT2\tCountry 0 4\tOslo\nE1\tACCUSE:T1 Actor:T2\nA1\tStatus E1 negated\n",
        [(["Oslo"], [], "negated")],
        id="words for a side",
    ),
    pytest.param(
        "T1\tACCUSE 5 14\tc\nT2\tCountry 0 4\tOslo\nT3\tCountry 15 19\tLima\nE1\tACCUSE:T1 Actor:T2 Actor2:T3\n"
        "#1\tAnnotatorNotes T2\tNorway [NOR GOV]\n#2\tAnnotatorNotes T3\tPER\n",
        [([{"country": ["NOR"], "name": "Norway"}, {"country": ["PER"], "name": "Lima"}], [], None)],
        id="notes with codes",
    ),
    pytest.param(
        "T1\tACCUSE 0 4;5 14\tOslo condemned\r\nE1\tACCUSE:T1\r\nR1\tSaid_by Arg1:T1 Arg2:T1\n*\tEquiv T1 T1\n",
        [([], [], None)],
        id="fragments and other lines",
    ),
]


@pytest.mark.parametrize(("annotations", "events"), BRAT)
def test_brats_lines(annotations: str, events: list[Any], tmp_path: Path) -> None:
    (tmp_path / "r1.txt").write_text(TEXT, "utf-8")
    (tmp_path / "r1.ann").write_text(annotations, "utf-8")
    imported = read_annotations(tmp_path, "brat")
    assert imported.problems == []
    found = [(x["actor"], x["recipient"], x.get("status")) for x in gold(imported) if "type" in x]
    assert found == events
    assert imported.reports[0].id == "r1"


@pytest.mark.parametrize("annotations", ["T1\tACCUSE 5\n", "T1\tACCUSE 5 99\tx\n", "E1\tACCUSE:T9\n", "E1\tACCUSE\n"])
def test_brat_that_is_none_is_named(annotations: str, tmp_path: Path) -> None:
    (tmp_path / "r1.txt").write_text(TEXT, "utf-8")
    (tmp_path / "r1.ann").write_text(annotations, "utf-8")
    imported = read_annotations(tmp_path / "r1.ann", "brat")
    assert len(imported.problems) == 1
    assert imported.reports == []


def test_an_archive_of_inception_is_read_and_a_stranger_in_it_is_named(tmp_path: Path) -> None:
    export_to([record()], "inception", tmp_path / "cas", with_text=True)
    with zipfile.ZipFile(tmp_path / "admin.zip", "w") as archive:
        for path in sorted((tmp_path / "cas").iterdir()):
            archive.write(path, path.name)
        archive.writestr("other.xmi", "<a/>")
        archive.writestr("bomb.xmi", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>')
    imported = read_annotations(tmp_path / "admin.zip", "inception")
    assert [line["type"] for line in gold(imported)] == ["ACCUSE"]
    assert [("no CAS" in p) for p in imported.problems] == [True, True]


def test_uimas_arrays_may_stand_apart(tmp_path: Path) -> None:
    export_to([record()], "inception", tmp_path / "cas", with_text=True)
    [path] = (tmp_path / "cas").glob("*.xmi")
    text = path.read_text("utf-8")
    start = text.index('actor="') + 7
    link = text[start : text.index('"', start)]
    apart = text.replace(f'actor="{link}"', 'actor="999"').replace(
        "<cas:View", f'<cas:FSArray xmi:id="999" elements="{link}"/><cas:View'
    )
    path.write_text(apart, "utf-8")
    [line] = gold(read_annotations(path, "inception"))
    assert line["actor"] == [{"country": ["NOR"], "name": "Norway"}]


@pytest.mark.parametrize(
    ("span", "words"),
    [((5, 14), "Oslo condemned Lima."), ((30, 33), "Koch met Ruiz in Bern."), ((42, 47), "Koch met Ruiz in Bern.")],
)
def test_the_sentence_about_a_trigger(span: tuple[int, int], words: str) -> None:
    start, end = sentence_about(TEXT, span)
    assert TEXT[start:end] == words


def test_the_command(tmp_path: Path) -> None:
    export_to([record()], "doccano", tmp_path / "in.jsonl", with_text=True)
    run = CliRunner().invoke(
        app, ["import", str(tmp_path / "in.jsonl"), "-f", "doccano", "-o", str(tmp_path / "gold.jsonl")]
    )
    assert (run.exit_code, run.stderr) == (0, "communique: 1 events of 1 reports\n")
    export_to([record()], "jsonl", tmp_path / "coded.jsonl", with_text=True)
    run = CliRunner().invoke(app, ["evaluate", str(tmp_path / "gold.jsonl"), str(tmp_path / "coded.jsonl"), "--json"])
    assert json.loads(run.stdout)["levels"]["type"]["f1"] == 1.0
    (tmp_path / "in.jsonl").write_text("{", "utf-8")
    run = CliRunner().invoke(app, ["import", str(tmp_path / "in.jsonl"), "-f", "doccano", "-o", "-"])
    assert run.exit_code == 1


def test_what_is_not_there_or_unknown_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommuniqueError, match="choose of: brat, doccano, prodigy, inception"):
        read_annotations(tmp_path, "conll")
    with pytest.raises(CommuniqueError, match="a folder; name the file"):
        read_annotations(tmp_path, "doccano")
    with pytest.raises(ReadError, match="no such file"):
        read_annotations(tmp_path / "none", "brat")
