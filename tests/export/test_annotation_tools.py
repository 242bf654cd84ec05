"""doccano, Prodigy and INCEpTION: what these tools rely on in the files that we write for them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from communique.records.record import Record
from tests.export.conftest import export_to
from tests.export.made import TEXT, actor, event, record, statement

XMI_ID = "{http://www.omg.org/XMI}id"
LIMA = actor("lima", "Peru", ["PER"], mentions=[{"span": [15, 19], "kind": "name"}])


def lines(records: Sequence[Record], name: str, home: Path) -> list[dict[str, Any]]:
    export_to(records, name, home / f"{name}.jsonl", with_text=True)
    return [json.loads(line) for line in (home / f"{name}.jsonl").read_bytes().splitlines()]


def cas(one: Record, home: Path) -> Any:
    export_to([one], "inception", home / "cas", with_text=True)
    return etree.parse(next((home / "cas").glob("*.xmi"))).getroot()


def named(root: Any, name: str) -> list[Any]:
    return [e for e in root if etree.QName(e).localname == name]


def test_doccanos_entities_and_relations(tmp_path: Path) -> None:
    [line] = lines([record(actors=[actor("oslo", "Norway", ["NOR"]), LIMA])], "doccano", tmp_path)
    words = [(TEXT[e["start_offset"] : e["end_offset"]], e["label"]) for e in line["entities"]]
    assert words == [("Oslo", "Country"), ("condemned", "ACCUSE"), ("Lima", "Country")]
    assert [(r["from_id"], r["type"], r["to_id"]) for r in line["relations"]] == [(1, "Actor", 0), (1, "Recipient", 2)]
    assert line["parties"][0] == {"start": 0, "end": 4, "label": "Country", "name": "Norway", "codes": ["NOR", "GOV"]}
    assert (line["text"], line["report"]) == (TEXT, "r1")


def test_what_did_not_happen_says_so_in_its_label(tmp_path: Path) -> None:
    [line] = lines([record(events=[event("e1", status="negated")])], "doccano", tmp_path)
    assert [e["label"] for e in line["entities"] if e["start_offset"] == 5] == ["ACCUSE/negated"]


def test_a_statement_leads_to_its_speaker(tmp_path: Path) -> None:
    [line] = lines([record(events=[], statements=[statement("s1")])], "doccano", tmp_path)
    [said] = line["relations"]
    marks = {e["id"]: e["label"] for e in line["entities"]}
    assert (marks[said["from_id"]], said["type"], marks[said["to_id"]]) == ("Statement", "Said_by", "Country")


def test_a_side_is_linked_at_its_nearest_mention(tmp_path: Path) -> None:
    far = actor("oslo", mentions=[{"span": [0, 4], "kind": "name"}, {"span": [27, 29], "kind": "pronoun"}])
    late = event("e1", recipient=[], evidence={"sentence": [27, 44], "trigger": [30, 33], "actor": [], "recipient": []})
    [line] = lines([record(events=[late], actors=[far])], "doccano", tmp_path)
    [link] = line["relations"]
    assert [e["start_offset"] for e in line["entities"] if e["id"] == link["to_id"]] == [27]


def test_prodigys_spans_begin_and_end_with_its_tokens(records: Sequence[Record], tmp_path: Path) -> None:
    for line in lines(records, "prodigy", tmp_path):
        tokens = line["tokens"]
        assert [t["id"] for t in tokens] == list(range(len(tokens)))
        assert all(t["text"] == line["text"][t["start"] : t["end"]] for t in tokens)
        assert all(a["end"] <= b["start"] for a, b in pairwise(tokens))
        for span in (*line["spans"], *(r[side] for r in line["relations"] for side in ("head_span", "child_span"))):
            assert tokens[span["token_start"]]["start"] == span["start"]
            assert tokens[span["token_end"]]["end"] == span["end"]
        places = [(s["start"], s["end"], s["label"]) for s in line["spans"]]
        assert len(places) == len(set(places))


def test_prodigy_counts_what_it_cannot_hold(tmp_path: Path) -> None:
    found = export_to([record(events=[event("e1"), event("e2")])], "prodigy", tmp_path / "p.jsonl", with_text=True)
    assert found.left["events whose words, type and state are another's"] == 1


def test_a_side_that_the_text_does_not_name_is_counted(tmp_path: Path) -> None:
    people = [actor("oslo", mentions=[]), LIMA]
    for name in ("brat", "doccano", "prodigy", "inception"):
        found = export_to([record(actors=people)], name, tmp_path / name, with_text=True)
        assert sum(n for why, n in found.left.items() if "does not name" in why) == 1, name


def test_inceptions_features_are_those_of_its_type_system(records: Sequence[Record], tmp_path: Path) -> None:
    export_to(records, "inception", tmp_path, with_text=True)
    space = "{http://uima.apache.org/resourceSpecifier}"
    types = {
        t.findtext(f"{space}name").rpartition(".")[2]: {f.findtext(f"{space}name") for f in t.iter(f"{space}featureDescription")}
        for t in etree.parse(tmp_path / "TypeSystem.xml").iter(f"{space}typeDescription")
    }  # fmt: skip
    for path in tmp_path.glob("*.xmi"):
        root = etree.parse(path).getroot()
        ids = {e.get(XMI_ID) for e in root}
        [view] = named(root, "View")
        assert set(view.get("members").split()) <= ids
        for element in root:
            kind = etree.QName(element).localname
            if kind not in ("NULL", "Sofa", "View"):
                own = {k for k in element.attrib if k not in (XMI_ID, "sofa", "begin", "end", "language")}
                assert own <= types[kind]
            for key in ("target", "actor", "recipient", "speaker"):
                assert set((element.get(key) or "").split()) <= ids


def test_every_sentence_and_token_of_inceptions_lies_in_one(records: Sequence[Record], tmp_path: Path) -> None:
    root = cas(records[0], tmp_path)
    text = named(root, "Sofa")[0].get("sofaString")
    assert text == records[0].report.text
    spans = [(int(e.get("begin")), int(e.get("end"))) for e in named(root, "Sentence")]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert {e.evidence.sentence for e in records[0].events} <= set(spans)
    for token in named(root, "Token"):
        begin, end = int(token.get("begin")), int(token.get("end"))
        assert sum(a <= begin and end <= b for a, b in spans) == 1


def test_uimas_offsets_are_in_utf_16(tmp_path: Path) -> None:
    flags = record(text="🇳🇴 Oslo condemned Lima.", events=[
        event("e1", evidence={"sentence": [0, 22], "trigger": [8, 17], "actor": [], "recipient": []})])  # fmt: skip
    [found] = named(cas(flags, tmp_path), "Event")
    assert (found.get("begin"), found.get("end")) == ("10", "19")


def test_what_xml_cannot_hold_is_replaced_one_for_one(tmp_path: Path) -> None:
    root = cas(record(text="Oslo\x0ccondemned\nLima\ud83e.\r\n", publisher="A\x00B"), tmp_path)
    assert named(root, "Sofa")[0].get("sofaString") == "Oslo\ufffdcondemned\nLima\ufffd.\r\n"
    assert named(root, "Report")[0].get("publisher") == "A\ufffdB"


@pytest.mark.parametrize("name", ["doccano", "prodigy", "inception"])
def test_a_strange_record_is_written(name: str, tmp_path: Path) -> None:
    odd = record(
        text="a", events=[event("e1", actor=["gone", "oslo", "oslo"])], statements=[statement("s1", speaker=None)]
    )
    assert export_to([odd], name, tmp_path / "out", with_text=True).reports == 1
