"""Ray and Spark beside the local pool: start-up and throughput as ratios, and the same bytes whatever is killed.

    python benchmarks/engines.py                                   # ratios over 160 reports
    python benchmarks/engines.py --kill --reports 5000 --paragraphs 1 --files 50 --folder build/engines

Each engine codes the same Parquet files with two workers in a process of its own, first two reports (its start, with
one load of the coder a worker), then all. With `--kill` nothing is timed: each loses a worker after an eighth of the
files and its driver after a half, and is started again. All datasets must equal that of the local pool undisturbed,
byte for byte. With `--folder`, what is there of corpus and of the undisturbed dataset is used again.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from tests.corpus.driving import NotStartedError, run_to_end, survive_kills  # noqa: E402

from communique.corpus.engine import CoderSpec  # noqa: E402

NEEDS = {"ray": ("ray", None), "spark": ("pyspark", "java")}
WORKERS = 2


def main() -> int:
    """Measure and print; 1 where a dataset differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=160)
    parser.add_argument("--paragraphs", type=int, default=3, help="of each report")
    parser.add_argument("--files", type=int, default=16, help="one shard each")
    parser.add_argument("--only", default="ray,spark")
    parser.add_argument("--kill", action="store_true", help="also kill a worker and the driver")
    parser.add_argument("--folder", type=Path, help="where to work, and to leave everything")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return measure(folder, options)
    finally:
        if options.folder is None:
            shutil.rmtree(folder, ignore_errors=True)


def measure(folder: Path, options: argparse.Namespace) -> int:
    """All engines over one corpus."""
    engines = [name for name in options.only.split(",") if present(name)]
    words = make_files(folder / "all", options.reports, options.paragraphs, options.files)
    print(f"{options.reports} reports of {words:.0f} words in {options.files} files, {WORKERS} workers", flush=True)
    if options.kill:
        run_to_end("local", folder / "all", folder / "local-all", CoderSpec(), WORKERS)
        expected = contents(folder / "local-all")
        return 1 if [d for e in ("local", *engines) for d in killed(e, folder, expected)] else 0
    make_files(folder / "two", 2, options.paragraphs, 2)
    local = timed("local", folder, options.reports)
    expected = contents(folder / "local-all")
    differ = []
    for engine in engines:
        try:
            start, rate = timed(engine, folder, options.reports)
        except NotStartedError as error:
            print(f"{engine}: left out, {error}", flush=True)
            continue
        print(f"{engine + ' / local, start (seconds)':<62} {start / local[0]:>10.2f}")
        print(f"{engine + ' / local, reports a second after the start':<62} {rate / local[1]:>10.2f}", flush=True)
        differ += same(engine, folder / f"{engine}-all", expected)
    print(f"{'load of the machine meanwhile':<62} {os.getloadavg()[0]:>10.2f}")
    return 1 if differ else 0


def present(engine: str) -> bool:
    """Whether an engine can be run here; says what is missing."""
    library, program = NEEDS[engine]
    if find_spec(library) is None:
        print(f"{engine}: left out, {library} is not installed; pip install 'communique[{engine}]'")
        return False
    if program and shutil.which(program) is None:
        print(f"{engine}: left out, {program} is not installed")
        return False
    return True


def make_files(folder: Path, reports: int, paragraphs: int, files: int) -> float:
    """Generated reports as so many Parquet files; gives the words of one."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    from corpus import generate

    lines = folder.with_suffix(".jsonl")
    if not folder.is_dir():
        folder.mkdir()
        generate(lines, reports, paragraphs, seed=9)
        rows = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
        for number in range(files):
            parquet.write_table(pa.Table.from_pylist(rows[number::files]), folder / f"part-{number:04d}.parquet")
    counts = [len(json.loads(line)["text"].split()) for line in lines.read_text(encoding="utf-8").splitlines()]
    return sum(counts) / len(counts)


def timed(engine: str, folder: Path, reports: int) -> tuple[float, float]:
    """Seconds of a run over two reports, and reports a second of one over all after such a start."""
    taken = []
    for name in ("two", "all"):
        out = folder / f"{engine}-{name}"
        shutil.rmtree(out, ignore_errors=True)
        began = time.perf_counter()
        run_to_end(engine, folder / name, out, CoderSpec(), WORKERS)
        taken.append(time.perf_counter() - began)
    rate = reports / max(0.001, taken[1] - taken[0])
    print(f"{engine}: start {taken[0]:.1f} s, all {taken[1]:.1f} s, {rate:.2f} reports a second", flush=True)
    return taken[0], rate


def killed(engine: str, folder: Path, expected: dict[str, bytes]) -> list[str]:
    """A run that loses a worker and its driver."""
    out = folder / f"{engine}-killed"
    shutil.rmtree(out, ignore_errors=True)
    early, late = survive_kills(engine, folder / "all", out, CoderSpec())
    print(f"{engine}: a worker was killed after {early} files, the driver after {late}; started again", flush=True)
    return same(f"{engine}, killed", out, expected)


def contents(out: Path) -> dict[str, bytes]:
    """All files of a dataset."""
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def same(what: str, out: Path, expected: dict[str, bytes]) -> list[str]:
    """Say whether a dataset is the expected one, byte for byte."""
    found = contents(out)
    wrong = sorted(n for n in found.keys() | expected.keys() if found.get(n) != expected.get(n))
    size = sum(len(d) for d in found.values())
    told = f"{len(wrong)} files DIFFER, as {wrong[:3]}" if wrong else "the same bytes as the local pool's"
    print(f"{what}: {len(found)} files, {size:,} bytes: {told}", flush=True)
    return [what] if wrong else []


if __name__ == "__main__":
    sys.exit(main())
