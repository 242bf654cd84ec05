"""What counts as found, what as right, and how a user's own lines are read."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from communique.cli.app import app
from communique.evaluate.codings import CodedEvent, Coding, read_lines, side_keys
from communique.evaluate.matching import match
from communique.evaluate.scores import LEVELS, evaluate
from communique.records.record import to_json
from tests.export.conftest import judge, make_store
from tests.export.made import event, record


def ev(
    type: str = "ACCUSE",
    sentence: tuple[int, int] | None = (0, 26),
    actor: str = "NOR",
    recipient: str = "PER",
    status: str = "actual",
) -> CodedEvent:
    return CodedEvent(type, sentence, None, frozenset([actor]), frozenset([recipient]), status)


def figures(gold: list[CodedEvent], coded: list[CodedEvent]) -> dict[str, int]:
    found = evaluate(Coding({"r": gold}), Coding({"r": coded}))
    return {name.split()[-1]: score.both for name, score in found.levels.items()}


CASES: list[Any] = [
    pytest.param([], [ev()], (0, 0, 0, 0, 0), id="one too many"),
    pytest.param([ev()], [], (0, 0, 0, 0, 0), id="missed"),
    pytest.param([ev()], [ev(sentence=(26, 40))], (0, 0, 0, 0, 0), id="the next sentence"),
    pytest.param([ev()], [ev("AID")], (1, 0, 0, 0, 0), id="another type"),
    pytest.param([ev()], [ev(actor="CHE")], (1, 1, 0, 1, 0), id="another actor"),
    pytest.param([ev()], [ev(recipient="CHE")], (1, 1, 1, 0, 0), id="another recipient"),
    pytest.param([ev()], [ev(status="negated")], (1, 1, 1, 1, 0), id="it did not happen"),
    pytest.param([ev()], [ev(), ev()], (1, 1, 1, 1, 1), id="told twice, found once"),
    pytest.param([ev()], [ev(sentence=(20, 60))], (1, 1, 1, 1, 1), id="sentences cut otherwise"),
    pytest.param([ev(sentence=None)], [ev(sentence=(90, 99))], (1, 1, 1, 1, 1), id="gold does not say where"),
    pytest.param([ev("AID"), ev()], [ev(), ev("AID")], (2, 2, 2, 2, 2), id="two in one sentence, the other way round"),
    pytest.param([ev(actor="CHE"), ev()], [ev(), ev(actor="CHE")], (2, 2, 2, 2, 2), id="partners are those that agree"),
    pytest.param([CodedEvent("ACCUSE", (0, 9))], [ev()], (1, 1, 1, 1, 1), id="gold says only the type"),
]


@pytest.mark.parametrize(("gold", "coded", "both"), CASES)
def test_levels(gold: list[CodedEvent], coded: list[CodedEvent], both: tuple[int, ...]) -> None:
    assert tuple(figures(gold, coded).values()) == both


def test_as_many_as_possible_are_matched() -> None:
    long, first, second = ev(sentence=(0, 50)), ev(sentence=(0, 20)), ev(sentence=(30, 50))
    pairs = match([long, first], [first, second])
    assert all(m.same_type for m in pairs)
    assert len(pairs) == 2


def test_the_order_of_events_changes_no_number() -> None:
    events = [ev(), ev("AID"), ev(actor="CHE"), ev(sentence=(30, 50)), ev(sentence=None)]
    expected = figures(events[:4], events[1:])
    for order in itertools.permutations(events[1:]):
        assert figures(events[:4], list(order)) == expected


def test_rates() -> None:
    score = evaluate(
        Coding({"r": [ev(), ev("AID")]}), Coding({"r": [ev(), ev("REJECT"), ev("REJECT", (70, 80))]})
    ).levels["type"]
    assert (score.gold, score.coded, score.both) == (2, 3, 1)
    assert (score.precision, score.recall, score.f1) == (pytest.approx(1 / 3), 0.5, 0.4)


def test_nothing_at_all_has_no_rate() -> None:
    score = evaluate(Coding({"r": []}), Coding({"r": []})).levels["type"]
    assert (score.precision, score.recall, score.f1) == (None, None, None)


def test_reports_that_one_coding_lacks() -> None:
    found = evaluate(Coding({"a": [ev()], "b": [ev()]}), Coding({"b": [ev()], "c": [ev()]}))
    assert (found.only_gold, found.only_coded) == (["a"], 1)
    assert (found.levels["type"].gold, found.levels["type"].coded) == (2, 1)


def test_an_interval_needs_ten_reports_and_repeats() -> None:
    def both(n: int) -> tuple[Coding, Coding]:
        gold = {str(i): [ev(), ev("AID")] for i in range(n)}
        return Coding(gold), Coding({k: v[: 1 + int(k) % 2] for k, v in gold.items()})

    assert evaluate(*both(9)).levels["type"].interval is None
    interval = evaluate(*both(20)).levels["type"].interval
    score = evaluate(*both(20)).levels["type"]
    assert interval == score.interval
    assert interval is not None
    assert score.f1 is not None
    assert interval[0] < score.f1 < interval[1]


def test_confusions_and_agreement() -> None:
    gold = [ev("AID", (i, i + 1)) for i in range(0, 40, 2)]
    coded = [ev("AID" if i < 30 else "AGREE", (i, i + 1), status="actual") for i in range(0, 38, 2)]
    found = evaluate(Coding({"r": gold}), Coding({"r": coded}))
    assert found.confusion == [("AID", "AGREE", 4), ("AID", "none", 1)]
    assert found.agreement["type"].units == 20
    assert found.agreement["type"].raw == 0.75
    assert found.agreement["status"].raw == 1.0


KEYS: list[Any] = [
    pytest.param([], set(), id="nobody"),
    pytest.param(["NOR"], {"NOR"}, id="a code"),
    pytest.param(["NOR GOV", "PERMIL"], {"NOR", "PER"}, id="codes with sectors"),
    pytest.param(["Norway"], {"NOR"}, id="a country's name"),
    pytest.param(["Amnesty", "ETA"], {"amnesty", "eta"}, id="names that are no countries"),
    pytest.param([{"name": "Oslo's envoy", "country": ["NOR"]}], {"NOR"}, id="an object with a country"),
    pytest.param([{"name": "The Élysée"}], {"the elysee"}, id="an object without"),
    pytest.param([{"code": "UNO"}], {"UNO"}, id="PLOVER's object"),
]


@pytest.mark.parametrize(("values", "keys"), KEYS)
def test_what_sides_are_compared_by(values: list[Any], keys: set[str]) -> None:
    assert side_keys(values) == keys


REFUSED: list[Any] = [
    ('{"type": "AID"}', "`report` must name"),
    ('{"report": "r", "type": "WAR"}', "the type 'WAR' is unknown"),
    ('{"report": "r", "type": "AID", "sentence": [1]}', r"\[start, end\)"),
    ("[]", "expected an object"),
    ("{", "2: "),
]


@pytest.mark.parametrize(("line", "words"), REFUSED)
def test_a_line_that_is_wrong_is_named_and_the_rest_is_read(line: str, words: str) -> None:
    import re

    coding = read_lines([b'{"report": "a"}', line.encode(), b'{"report": "b", "type": "AID"}'], "gold.jsonl")
    assert list(coding.events) == ["a", *(["r"] if '"r"' in line else []), "b"]
    assert len(coding.problems) == 1
    assert re.search(words, coding.problems[0])
    assert coding.problems[0].startswith("gold.jsonl:2: ")


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Gold as simple lines, with sentences as text; coded as records and as a store in which one event is rejected."""
    gold = [
        {
            "report": "r1",
            "type": "ACCUSE",
            "sentence": "Oslo condemned Lima again.",
            "actor": ["Norway"],
            "recipient": ["PER"],
        },
        {"report": "r1", "type": "REJECT", "sentence": "It had no answer.", "actor": "Peru"},
        {"report": "r2"},
    ]
    coded = [record("r1", [event("e1"), event("e2", "AID")]), record("r2", [event("e1")]), record("r3")]
    paths = {name: tmp_path / name for name in ("gold.jsonl", "records.jsonl", "corpus.db")}
    paths["gold.jsonl"].write_text("".join(json.dumps(g) + "\n" for g in gold))
    paths["records.jsonl"].write_bytes(b"".join(to_json(r) + b"\n" for r in coded))
    make_store(paths["corpus.db"], coded)
    judge(paths["corpus.db"], "r2", "e1", "reject")
    return paths


def run(*words: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["evaluate", *map(str, words)])
    return done.exit_code, done.stdout, done.stderr


def test_the_command_on_simple_lines(files: dict[str, Path]) -> None:
    status, out, _ = run(files["gold.jsonl"], files["records.jsonl"], "--json")
    found = json.loads(out)
    assert status == 0
    assert found["unlocated"] == 0
    assert found["levels"]["type"] == {
        "gold": 2, "coded": 3, "both": 1, "interval": None, "precision": 1 / 3, "recall": 0.5, "f1": 0.4
    }  # fmt: skip
    assert set(found["levels"]) == set(LEVELS)


def test_a_store_counts_what_people_decided_unless_the_machine_is_asked_for(files: dict[str, Path]) -> None:
    coded = [
        json.loads(run(files["gold.jsonl"], files["corpus.db"], "--json", *more)[1])["levels"]["type"]["coded"]
        for more in ([], ["--machine"])
    ]
    assert coded == [2, 3]


def test_on_the_terminal(files: dict[str, Path]) -> None:
    _, out, _ = run(files["gold.jsonl"], files["records.jsonl"])
    for words in (
        "2 reports compared",
        "1 reports of PRED are not in GOLD",
        "precision",
        "ACCUSE",
        "kappa",
        "REJECT as none 1",
    ):
        assert words in out


def test_wrong_lines_make_the_status_1(files: dict[str, Path]) -> None:
    files["gold.jsonl"].write_text('{"report": "r1", "type": "WAR"}\n')
    status, _, told = run(files["gold.jsonl"], files["records.jsonl"])
    assert status == 1
    assert "gold.jsonl:1: the type 'WAR' is unknown" in told
