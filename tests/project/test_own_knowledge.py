"""A user's own knowledge: what may be overridden, and that `code`, `run` and the page honour it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import communique
from communique.cli.app import app
from communique.codebook.check import check_data
from communique.coding.coder import Coder
from communique.records.record import from_json

RUNNER = CliRunner()
LABOUR = Path(__file__).parents[2] / "examples" / "labour"

VERB = """type: ACCUSE
about: In this project hailing is irony.
senses:
  - {verb: hail, instead: true, mode: [disapprove], recipient: [obj]}
"""
HOLDER = """country: PRT
verified: invented for a test
offices:
  - office: Prime Minister of Portugal
    role: head_of_government
    titles: [prime minister]
    also: true
    holders:
      - {name: Ada Nobody, from: 2031-03-01, open: true}
persons:
  - {name: Ada Nobody, gender: f}
"""
TEXT = "Norway hailed Sweden on Monday. The Portuguese prime minister met the Norwegian foreign minister in Oslo."


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that overrides one verb and one office-holder."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "triggers").mkdir()
    (folder / "triggers" / "ACCUSE_irony.yaml").write_text(VERB)
    (folder / "actors" / "holders").mkdir(parents=True)
    (folder / "actors" / "holders" / "PRT.yaml").write_text(HOLDER)
    return folder


@pytest.fixture(scope="module")
def labour() -> Coder:
    """A coder with the labour disputes' codebook in place of PLOVER's."""
    return communique.load(overlays=[LABOUR])


def test_without_the_folder_nothing_is_overridden(coder: Coder) -> None:
    record = coder.code(TEXT, date="2031-06-04")
    assert "ACCUSE" not in {e.type for e in record.events}
    assert "Ada Nobody" not in {a.name for a in record.actors}


def test_code_honours_one_verb_and_one_holder(own: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    words = ["code", str(tmp_path / "a.txt"), "--date", "2031-06-04", "--project", str(own), "-o", str(tmp_path / "o")]
    assert RUNNER.invoke(app, words).exit_code == 0
    record = from_json((tmp_path / "o").read_bytes())
    assert record.events[0].type == "ACCUSE"
    assert "Ada Nobody" in {a.name for a in record.actors}


def test_a_run_takes_the_folder_into_its_coder(own: Path) -> None:
    from communique.corpus.engine import CoderSpec

    spec = CoderSpec(options={"overlays": [str(own)]})
    assert spec.identity() != CoderSpec().identity()


def test_the_page_codes_with_the_folder(own: Path, tmp_path: Path) -> None:
    from communique.ingest.build import Meta
    from communique.ingest.plain import from_text
    from communique.web.coding import PageCoder
    from communique.web.settings import Settings

    page = PageCoder(Settings(tmp_path / "s.db", projects=(own,)))
    assert page.code(from_text(TEXT, Meta(), "2031-06-04")).events[0].type == "ACCUSE"


def test_an_added_holder_ends_the_one_before_and_keeps_the_history(own: Path) -> None:
    done = RUNNER.invoke(app, ["actors", "who", "Prime Minister of Portugal", "--overlay", str(own)])
    assert "Ada Nobody" in done.output
    assert "António Costa" in done.output
    assert sum(line.endswith("to now") for line in done.output.splitlines()) == 1


def test_a_later_folder_goes_before_an_earlier(own: Path, tmp_path: Path) -> None:
    (tmp_path / "triggers").mkdir()
    (tmp_path / "triggers" / "SUPPORT_x.yaml").write_text(
        "type: SUPPORT\nabout: x\nsenses:\n  - {verb: hail, recipient: [obj]}\n"
    )
    record = communique.load(overlays=[own, tmp_path]).code("Norway hailed Sweden.")
    assert [e.type for e in record.events] == ["SUPPORT"]


def test_a_dropped_word_tells_nothing_whatever_was_learned(tmp_path: Path) -> None:
    (tmp_path / "triggers").mkdir()
    (tmp_path / "triggers" / "x.yaml").write_text("type: SUPPORT\nabout: x\ndrop: ['verb:hail', 'verb:praise']\n")
    assert communique.load(overlays=[tmp_path]).code("Norway praised Sweden. Norway hailed Sweden.").events == []


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        pytest.param("triggers/x.yaml", "type: NOSUCH\nabout: x\nsenses: [{verb: hum}]\n", "unknown type", id="type"),
        pytest.param("triggers/x.yaml", "type: AID\nabout: x\ndrop: ['verb:hum']\n", "verb:hum", id="drop"),
        pytest.param("project.yaml", "name: x\ncodebook: above\n", "project.yaml:2", id="mode"),
        pytest.param(
            "ontology/HUM.yaml", "name: HUM\nquad: verbal conflict\nabout: x\nfuture: NOSUCH\n", "NOSUCH", id="fold"
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text)
    assert any(told in line for line in check_data([tmp_path]))


def test_a_new_project_is_sound_with_its_examples(tmp_path: Path) -> None:
    assert RUNNER.invoke(app, ["init", str(tmp_path / "p")]).exit_code == 0
    done = RUNNER.invoke(app, ["check", str(tmp_path / "p"), "--examples"])
    assert done.exit_code == 0, done.output
    assert RUNNER.invoke(app, ["init", str(tmp_path / "p")]).exit_code != 0


def test_try_says_what_fired_and_what_did_not() -> None:
    done = RUNNER.invoke(app, ["try", "Norway hailed Sweden."])
    assert done.exit_code == 0, done.output
    assert "SUPPORT" in done.output
    assert "verb:hail" in done.output


def test_the_labour_codebook_passes_its_own_examples(labour: Coder) -> None:
    from communique.coding.project_examples import run_project_examples

    tried, failures = run_project_examples(labour, LABOUR)
    assert failures == []
    assert tried > 130


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nurses in Cork did not strike.", ("STRIKE", "negated")),
        ("Nurses in Cork may strike.", ("STRIKE", "hypothetical")),
        ("The union threatened to strike.", ("STRIKE_CALLED", "actual")),
        ("The union in Cork announced a strike for Friday.", ("STRIKE_CALLED", "actual")),
        ("The union in Cork called off the strike.", ("STRIKE", "negated")),
        ("The bus company in Cork refused to negotiate with the union.", ("NEGOTIATION", "negated")),
        ("The union in Cork demanded talks with the bus company.", ("NEGOTIATION", "hypothetical")),
    ],
)
def test_folds_of_a_type_of_ones_own(labour: Coder, text: str, expected: tuple[str, str]) -> None:
    assert [(e.type, e.status) for e in labour.code(text).events] == [expected]


def test_plover_is_gone_where_a_codebook_stands_instead(labour: Coder) -> None:
    assert not labour.books.triggers.plover
    assert labour.code("Norway condemned Sweden.").events == []
