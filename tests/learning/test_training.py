"""What training must do: mend one error, leave all else, write only where it helps, keep the old head."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from typer.testing import CliRunner

import communique
from communique.cli.app import app
from communique.coding.learned import FILE, Corrections, load_corrections
from communique.errors import CodebookError, StoreError
from communique.learning.examples import ANCHORS, Example, gather, read_examples
from communique.learning.fit import fit
from communique.learning.suggest import as_yaml, suggest
from communique.learning.train import answer, one_sided, report, train
from communique.records.record import Record
from communique.store import judgements
from communique.store.store import Store
from communique.web.coding import PageCoder, document_of
from communique.web.settings import Settings
from tests.learning.made import OTHERS, corpus, judge, physical, verbal

if TYPE_CHECKING:
    from communique.coding.coder import Coder


@pytest.fixture(scope="module")
def judged(coder: Coder, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Record]]:
    """300 corrections of ASSAULT to ACCUSE, 60 blows accepted; 36 and 80 sentences not judged."""
    path = tmp_path_factory.mktemp("learning") / "corpus.db"
    with Store.open(path, "create") as store:
        records = corpus(coder, store, verbal(), "ASSAULT")[:336]
        assert len(records) == 336
        records[300:300] = corpus(coder, store, physical()[:60])
        records += corpus(coder, store, physical()[60:])
        for record in records[:300]:
            judge(store, record, "edit", {"type": "ACCUSE", "mode": ["disapprove"]})
        for record in records[300:360]:
            judge(store, record, "accept")
    return path, records


@pytest.fixture(scope="module")
def heads(judged: tuple[Path, list[Record]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with what was learnt from them."""
    out = tmp_path_factory.mktemp("heads")
    with Store.open(judged[0]) as store:
        found, written = train(store, out)
    assert written
    assert found.corrected.before == 0
    assert found.corrected.after >= 0.9 * found.corrected.events
    assert found.accepted.after >= 0.99 * found.accepted.before
    assert found.own.after >= 0.99 * found.own.before
    return out


def test_the_error_goes_on_sentences_that_nobody_judged(judged: tuple[Path, list[Record]], heads: Path) -> None:
    head = load_corrections(heads)
    fresh = [r for r in judged[1][360:396] if r.events]
    right = [head.apply(r).events[0].type == "ACCUSE" for r in fresh]
    assert len(fresh) == 36
    assert sum(right) >= 0.9 * len(right)


def test_the_same_word_for_blows_stays(judged: tuple[Path, list[Record]], heads: Path) -> None:
    head = load_corrections(heads)
    changed = [r.report.text for r in judged[1][396:] if r.events and head.apply(r) != r]
    assert len(changed) <= 0.01 * 80, changed


def test_events_without_anything_corrected_in_them_stay(coder: Coder, heads: Path) -> None:
    head = load_corrections(heads)
    for text in OTHERS:
        record = coder.code(text, date="2024-05-06")
        assert record.events, text
        assert head.apply(record) == record


def test_a_corrected_event_says_what_it_was_and_follows_its_type(
    judged: tuple[Path, list[Record]], heads: Path
) -> None:
    before = judged[1][0]
    event = load_corrections(heads).apply(before).events[0]
    assert (event.type, event.quad, event.mode) == ("ACCUSE", "verbal conflict", ["disapprove"])
    assert event.why == {"learned_from": {"type": "ASSAULT"}}
    assert event.id == before.events[0].id, "judgements hang on the id"


def test_the_same_judgements_give_the_same_bytes(
    judged: tuple[Path, list[Record]], heads: Path, tmp_path: Path
) -> None:
    with Store.open(judged[0]) as store:
        train(store, tmp_path)
    assert (tmp_path / FILE).read_bytes() == (heads / FILE).read_bytes()


def test_an_earlier_head_is_kept_under_a_number(judged: tuple[Path, list[Record]], tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"old")
    with Store.open(judged[0]) as store:
        train(store, tmp_path)
    assert (tmp_path / f"{FILE}.1").read_bytes() == b"old"
    assert load_corrections(tmp_path).examples == 360


def test_no_head_is_written_where_judgements_agree_with_the_coder(tmp_path: Path, coder: Coder) -> None:
    with Store.open(tmp_path / "s.db", "create") as store:
        for record in corpus(coder, store, physical()[:20]):
            judge(store, record, "accept")
        found, written = train(store, tmp_path / "heads")
    assert not written
    assert not found.better
    assert not (tmp_path / "heads").exists()


def test_too_few_judgements_are_refused(tmp_path: Path, coder: Coder) -> None:
    with Store.open(tmp_path / "s.db", "create") as store:
        judge(store, corpus(coder, store, physical()[:1])[0], "accept")
        with pytest.raises(StoreError, match="1 judged events, at least 10"):
            train(store, tmp_path / "heads")


def example(n: int, right: str, word: str = "fizz") -> Example:
    """A made example."""
    return Example(f"r{n}", "e", [f"w={word}", f"wm={word}/ASSAULT"], "ASSAULT", "actual", right, "actual")


def test_rejected_events_are_left_out_and_links_mended(coder: Coder) -> None:
    head = fit([example(n, "-", "pound") for n in range(40)])
    record = coder.code("Turkish warplanes pounded Peru at dawn.", date="2024-05-06")
    gone = head.apply(record)
    assert gone.events == []
    assert [n.code for n in gone.notes][-1] == "learned-out"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "ASSAULT"),
        ([example(1, "ACCUSE")], "ASSAULT"),  # one correction is no rule
        ([example(n, "ACCUSE" if n % 2 else "ASSAULT") for n in range(40)], "ASSAULT"),  # people disagree
        ([example(n, "ACCUSE") for n in range(40)], "ACCUSE"),
    ],
)
def test_what_it_takes_to_change_an_answer(rows: list[Example], expected: str) -> None:
    assert answer(fit(rows), example(99, "?"))[0] == expected


def test_words_without_an_accepted_use_are_named() -> None:
    """Where nobody accepted a right use, these change too, and held-back judgements cannot show it: it must be said."""
    wrong = [msgspec.structs.replace(example(n, "ACCUSE"), trigger="pound") for n in range(3)]
    right = msgspec.structs.replace(example(9, "ASSAULT"), trigger="pound")
    assert one_sided(wrong) == ["pound (ASSAULT)"]
    assert one_sided(wrong[:2]) == one_sided([*wrong, right]) == []


def test_own_reports_stand_beside_the_judgements() -> None:
    anchors = read_examples(ANCHORS)
    assert len(anchors) > 2000
    assert not any(a.corrected for a in anchors)
    assert not report([example(n, "ACCUSE") for n in range(12)], anchors[:200]).own.after < 198


def test_what_was_learnt_is_unlearnt_when_judgements_are_taken_back(tmp_path: Path, coder: Coder) -> None:
    with Store.open(tmp_path / "s.db", "create") as store:
        record = corpus(coder, store, verbal()[:1])[0]
        judge(store, record, "edit", {"type": "ACCUSE"})
        assert len(gather(store).examples) == 1
        judgements.undo(store, record.report.id, "ada")
        again = gather(store)
    assert again.examples == []
    assert again.seen == {(record.report.id, record.events[0].id)}


def test_a_damaged_or_missing_head_is_said(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="communique train"):
        load_corrections(tmp_path)
    (tmp_path / FILE).write_bytes(b"\x00")
    with pytest.raises(CodebookError, match="no learnt head"):
        load_corrections(tmp_path)


def test_heads_in_code_and_in_the_coders_name(heads: Path) -> None:
    from communique.corpus.engine import CoderSpec

    plain, learnt = CoderSpec(options={}), CoderSpec(options={"heads": str(heads)})
    assert plain.identity() != learnt.identity()
    record = communique.load(heads=heads).code("Greece pounded Chile over the tariff.", date="2024-05-06")
    assert [e.type for e in record.events] == ["ACCUSE"]


def test_the_commands(judged: tuple[Path, list[Record]], tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["train", "--from", str(judged[0]), "--out", str(tmp_path / "h")])
    assert done.exit_code == 0, done.output
    assert "ASSAULT -> ACCUSE" in done.output
    done = CliRunner().invoke(app, ["suggest", str(judged[0])])
    assert done.exit_code == 0, done.output
    assert "300 corrections in 300 reports by 1 people; 60 left as they were" in done.output
    assert "verb: pound" in done.output


def test_suggestions_are_entries_of_our_schemas(tmp_path: Path, coder: Coder) -> None:
    from communique.codebook.schema.triggers import SenseFile

    with Store.open(tmp_path / "s.db", "create") as store:
        records = corpus(coder, store, [*verbal()[:4], *physical()[:4]])
        for record in records[:4]:
            judge(store, record, "edit", {"type": "ACCUSE", "recipient": ["Dockers of Oran"]})
        for record in records[4:]:
            judge(store, record, "reject")
        found = suggest(store, lambda sentence, span: ("verb", "pound"), least=3)
        assert suggest(store, lambda sentence, span: ("verb", "pound"), least=5) == []
    assert {p.kind for p in found} == {"trigger", "drop", "actor"}
    for p in found:
        if p.kind != "actor":
            msgspec.yaml.decode(p.entry, type=SenseFile)
        assert p.count == 4
        assert len(p.evidence) == 3
    assert as_yaml(found).count("# file: ") == 3


def test_the_head_is_plain_data(heads: Path) -> None:
    head = msgspec.msgpack.decode((heads / FILE).read_bytes(), type=Corrections)
    assert set(head.type.labels) == {"ACCUSE", "ASSAULT"}
    assert head.status.labels == []


def test_a_few_accepted_uses_hold_a_word(coder: Coder, tmp_path: Path) -> None:
    """Six accepted blows beside 100 corrected insults: other blows stay."""
    with Store.open(tmp_path / "s.db", "create") as store:
        words = corpus(coder, store, verbal(), "ASSAULT")[:100]
        blows = corpus(coder, store, random.Random(2).sample(physical(), 40))
        for record in words:
            judge(store, record, "edit", {"type": "ACCUSE"})
        for record in blows[:6]:
            judge(store, record, "accept")
        _, written = train(store, tmp_path / "heads")
    assert written
    head = load_corrections(tmp_path / "heads")
    assert [r.report.text for r in blows[6:] if head.apply(r) != r] == []


def test_heads_in_the_page(heads: Path, tmp_path: Path) -> None:
    page = PageCoder(Settings(tmp_path / "s.db", heads=heads))
    text = "Greece pounded Chile over the tariff."
    record = communique.load(heads=heads).code(text, date="2024-05-06")
    assert [e.type for e in page.code(document_of(record)).events] == ["ACCUSE"]
    missing = CliRunner().invoke(app, ["serve", str(tmp_path / "s.db"), "--heads", str(tmp_path / "none")])
    assert missing.exit_code != 0
    assert "none" in missing.output + str(missing.exception)
