"""Stories measured: our own labelled ones, others' with their scorer, and cost over synthetic events.

    python benchmarks/stories.py                                   our own stories, by our own scorer
    python benchmarks/stories.py --data DIR --scorer FILE          stories of DIR/NAME/*.json by an outside scorer
    python benchmarks/stories.py --events 100000                   cost and memory over 20 years of events

DIR and FILE may also be given as COMMUNIQUE_STORIES and COMMUNIQUE_STORY_SCORER. Outside stories are run the way a user
would: `communique run` into a store, then `communique stories --json`; the scorer reads records and stories.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import communique
from communique.codebook.yaml_files import parse_yaml
from communique.evaluate.story_scores import StoryScore, score_story
from communique.records.document import Part
from communique.records.record import (
    SCHEMA,
    ActorRecord,
    DateRecord,
    EventEvidence,
    EventRecord,
    MentionRecord,
    Record,
    ReportInfo,
)
from communique.stories.build import StoryBuilder, build_stories

OWN = Path(__file__).parents[1] / "training" / "stories"
TYPES = (
    "CONSULT",
    "AGREE",
    "SUPPORT",
    "ASSAULT",
    "ACCUSE",
    "REQUEST",
    "PROTEST",
    "SANCTION",
    "AID",
    "REJECT",
    "THREATEN",
)
YEARS = 20
A_REPORT = 5
"""Events of one synthetic report."""
_COMMAND = [sys.executable, "-c", "from communique.cli.app import main; main()"]


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default=os.environ.get("COMMUNIQUE_STORIES"), help="folder of story folders")
    parser.add_argument("--scorer", default=os.environ.get("COMMUNIQUE_STORY_SCORER"), help="an outside scorer")
    parser.add_argument("--verbose", action="store_true", help="list what was missed")
    parser.add_argument("--events", type=int, default=0, help="time so many synthetic events, and a quarter of them")
    args = parser.parse_args()
    if args.events:
        return _cost(args.events)
    if args.data and args.scorer:
        return _outside(Path(args.data), Path(args.scorer), args.verbose)
    return _own(args.verbose)


def _own(verbose: bool) -> int:
    """Our own stories by our own scorer."""
    coder, total = communique.load(), StoryScore()
    for path in sorted(OWN.glob("*.yaml")):
        gold = parse_yaml(path.read_bytes(), path.name)
        records = list(coder.code_many(gold["reports"]))
        score = score_story(gold, records, build_stories(records))
        total.add(score)
        if verbose:
            print(path.stem, *score.misses, sep="\n  ")
    print(f"occurrences: linked {total.linked}/{total.mentions}, pairwise F1 of linked {total.pairwise_linked:.2f},")
    print(f"             of all {total.pairwise:.2f}, wrong merges {total.merged}/{total.distinct}")
    print(f"threads:     found {total.found}/{total.threads}, spurious {total.spurious}, stages")
    print(f"             {total.stages_found}/{total.stages}, final {total.final}, disputed {total.disputed},")
    print(f"             claims believed {total.believed}/{total.claims}")
    return 0


def _outside(data: Path, scorer: Path, verbose: bool) -> int:
    """Others' stories, coded and told as a user would, scored by an outside program."""
    with tempfile.TemporaryDirectory(prefix="communique-stories-") as folder:
        out = Path(folder)
        for story in sorted(p.parent for p in data.glob("*/gold.json")):
            reports = [json.loads(p.read_bytes()) for p in sorted(story.glob("*.json")) if p.name != "gold.json"]
            source, store = out / f"{story.name}.in.jsonl", out / f"{story.name}.db"
            source.write_text("".join(json.dumps(r) + "\n" for r in reports), encoding="utf-8")
            subprocess.run([*_COMMAND, "run", str(source), "--store", str(store)], check=True, capture_output=True)
            from communique.store.reading import lines
            from communique.store.store import Store

            with Store.open(store) as opened:
                records = b"".join(line.rstrip(b"\n") + b"\n" for line in lines(opened))
            done = subprocess.run([*_COMMAND, "stories", str(store), "--json"], check=True, capture_output=True)
            (out / f"{story.name}.jsonl").write_bytes(records + done.stdout)
        extra = ["--verbose"] if verbose else []
        return subprocess.run(
            [sys.executable, str(scorer), "--dir", str(data), str(out), *extra], check=False
        ).returncode


def _cost(events: int) -> int:
    """CPU seconds and memory over synthetic events; growth from a quarter of them."""
    seconds = {}
    for number in (events // 4, events):
        started = time.process_time()
        builder = StoryBuilder()
        for record in synthetic(number):
            builder.add(record)
        found = builder.stories()
        seconds[number] = time.process_time() - started
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        made = f"{len(found.occurrences):,} occurrences, peak {memory:.0f} MB"
        print(f"{number:,} events: {seconds[number]:.1f} s CPU, {made}")
    print(f"growth for 4 times the events: {seconds[events] / seconds[events // 4]:.2f}")
    return 0


def synthetic(events: int, seed: int = 1) -> Iterator[Record]:
    """Records over twenty years in which every second event tells a recent happening again."""
    rnd = random.Random(seed)
    states = [a + b + c for a in "ABCDE" for b in "FGHIJ" for c in "KLMNO"][:120]
    words = ["".join(rnd.choice("bcdfgklmnprst") + rnd.choice("aeiou") for _ in range(3)) for _ in range(4000)]
    start = datetime.date(2000, 1, 1)
    happened: list[tuple[str, list[str], str, list[str]]] = []
    for number in range(events // A_REPORT):
        day = start + datetime.timedelta(days=int(number * A_REPORT / events * 365 * YEARS))
        told = []
        for _ in range(A_REPORT):
            if happened and rnd.random() < 0.5:
                told.append(rnd.choice(happened[-40:]))
            else:
                told.append((rnd.choice(TYPES), rnd.sample(states, 2), day.isoformat(), rnd.sample(words, 6)))
                happened.append(told[-1])
        yield _report(number, day.isoformat(), told, rnd)


def _report(number: int, day: str, told: list[tuple[str, list[str], str, list[str]]], rnd: random.Random) -> Record:
    """One synthetic report."""
    text, events, mentions = "", [], {}
    for n, (kind, (one, two), when, about) in enumerate(told):
        first = len(text)
        words = rnd.sample(about, len(about))
        text += f"{one}land acted on {' '.join(words)} with {two}land. "
        for state in (one, two):
            at = text.index(f"{state}land", first)
            mentions.setdefault(state, []).append(MentionRecord((at, at + 7), "name"))
        evidence = EventEvidence((first, len(text) - 1), (first + 8, first + 13), [], [])
        date = DateRecord(when, when, "day", None)
        sides = ([one], [two], "actual", None, None, date, None, None, 0.7, evidence)
        events.append(EventRecord(f"e{n}", kind, [], [], "verbal cooperation", 1.0, None, *sides))
    actors = [ActorRecord(s, f"{s}land", "country", [s], ["GOV"], None, None, m) for s, m in mentions.items()]
    parts = [Part("paragraph", (0, len(text)))]
    name = f"r{number:07d}"
    report = ReportInfo(name, None, day, f"outlet {number % 30}", [], None, "en", text, name, parts)
    return Record(SCHEMA, report, actors, events, [], [])


if __name__ == "__main__":
    sys.exit(main())
