"""How fast the page answers over a large store: generates one, asks each page many times, prints p95.

    python benchmarks/web.py                      # 1,000,000 events, kept in build/web-bench.db
    python benchmarks/web.py --events 50000 --times 10

The store holds generated records (no text is coded): eight events a report, twelve years, 120 countries.
The target is 300 ms at the 95th percentile for the first response of every page.
"""

from __future__ import annotations

import argparse
import datetime
import random
import sys
import threading
import time
from pathlib import Path
from typing import Any

import httpx

from communique.codebook.code_book import code_book
from communique.records.document import Part
from communique.records.record import (
    SCHEMA,
    ActorRecord,
    DateRecord,
    EventEvidence,
    EventRecord,
    MentionRecord,
    PlaceRecord,
    Record,
    ReportInfo,
    StatementEvidence,
    StatementRecord,
)
from communique.store.store import Store
from communique.store.writer import Writer
from communique.web.server import make_server
from communique.web.settings import Settings

EVENTS_A_REPORT = 8
TARGET = 300.0
PAGES = {
    "reports": "/?page={page}",
    "reports, searched": "/?q={word}",
    "reports, country and type": "/?country={country}&type={type}",
    "reports, outlet and dates": "/?outlet=Outlet+{outlet}&from={day}&to=2023-12-31",
    "reports, least confident": "/?order=doubtful&review=machine",
    "next in the queue": "/queue?order=doubtful&after={report}",
    "report": "/report?id={report}",
    "events of a month": "/events?from={day}&to={later}",
    "events of a dyad": "/events?actor={country}&recipient={other}",
    "events of a place": "/events?place=Town+{place}",
    "timeline": "/timeline",
    "timeline, by type and day": "/timeline?by=type&unit=day&from={day}&to={later}",
    "timeline of a country": "/timeline?country={country}",
    "timeline, most frequent": "/timeline?country={often}",
    "the same by day, data": "/timeline.json?country={often}&unit=day",
    "the same by week and type": "/timeline?country={often}&unit=week&by=type",
    "timeline, data": "/timeline.json?unit=week",
    "dyads": "/dyads",
    "dyad": "/dyads?a={country}&b={other}",
    "network": "/network?top=80",
    "network of a year": "/network?from=2019-01-01&to=2019-12-31",
    "map": "/map",
    "map of a type": "/map?type={type}",
    "actors": "/actors",
    "actors, searched": "/actors?q={word}",
    "actor": "/actor?id=actor-{actor}",
    "threads": "/threads",
    "agreement": "/agreement",
    "paste": "/paste",
}
STATUSES = ("actual", "actual", "actual", "future", "negated")
WORDS = (
    *("accord", "border", "harbour", "minister", "summit", "tariff"),
    *("ceasefire", "envoy", "fishery", "pipeline", "river", "treaty"),
)


def main() -> int:
    """Generate, measure, print; 1 where a page is too slow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=20, help="requests of each page")
    parser.add_argument("--store", type=Path, default=Path("build/web-bench.db"))
    parser.add_argument("--only", default="", help="pages whose name holds this")
    options = parser.parse_args()
    options.store.parent.mkdir(parents=True, exist_ok=True)
    if not options.store.exists():
        started = time.process_time()
        generate(options.store, options.events // EVENTS_A_REPORT)
        print(f"generated {options.events:,} events in {time.process_time() - started:.0f} CPU seconds")
    print(f"store: {options.store.stat().st_size / 1e9:.2f} GB")
    slow = measure(options.store, options.times, options.only)
    print(f"pages over {TARGET:.0f} ms at p95: {', '.join(slow) or 'none'}")
    return 1 if slow else 0


def generate(path: Path, reports: int) -> None:
    """Write generated records through the store's own writer."""
    chance = random.Random(7)
    countries = sorted(code_book().countries)[:120]
    with Store.open(path, "create") as store:
        store.execute("PRAGMA synchronous=OFF")
        writer = Writer(store, coder="generated")
        for first in range(0, reports, 2_000):
            with writer.batch():
                for n in range(first, min(first + 2_000, reports)):
                    writer.put_report(record(n, chance, countries))
        store.execute("ANALYZE")
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def record(n: int, chance: random.Random, countries: list[str]) -> Record:
    """One generated record."""
    day = (datetime.date(2012, 1, 1) + datetime.timedelta(days=chance.randrange(4_380))).isoformat()
    words = [chance.choice(WORDS) for _ in range(60)]
    text = f"{n} " + " ".join(words) + "."
    skewed = [countries[min(int(chance.expovariate(1 / 22)), 119)] for _ in range(4)]
    actors = [_state(code) for code in dict.fromkeys(skewed)]
    number = chance.randrange(20_000)
    actors.append(_person(number, actors[0].country))
    ids = [a.id for a in actors]
    types = sorted(code_book().types)
    events = [_event(n, k, day, chance, ids, types) for k in range(EVENTS_A_REPORT)]
    said = StatementRecord(
        f"s-{n}", "indirect", ids[-1], (0, 1), None, [(2, 9)], None, None, None, None, StatementEvidence((0, 20))
    )
    title = f"Report {n} on {words[0]} and {words[1]}"
    outlet = f"Outlet {chance.randrange(200)}"
    info = ReportInfo(
        f"r-{n}", title, day, outlet, [], None, "en", text, f"{n:064x}", [Part("paragraph", (0, len(text)))]
    )
    return Record(SCHEMA, info, actors, events, [said], [])


def _state(code: str) -> ActorRecord:
    return ActorRecord(code.lower(), code, "country", [code], ["GOV"], None, None, [MentionRecord((0, 1), "name")])


def _person(number: int, country: list[str]) -> ActorRecord:
    mentions = [MentionRecord((0, 1), "name")]
    return ActorRecord(f"actor-{number}", f"Person {number}", "person", country, ["GOV"], "Minister", None, mentions)


def _event(n: int, k: int, day: str, chance: random.Random, ids: list[str], types: list[str]) -> EventRecord:
    type_ = chance.choice(types)
    known = code_book().types[type_]
    town = min(int(chance.expovariate(1 / 400)), 4_000)
    place = PlaceRecord(f"Town {town}", "KEN", town % 60 - 30.0, town % 120 - 60.0, town, None, "city")
    actor, recipient = chance.sample(ids, 2)
    return EventRecord(
        f"e-{n}-{k}", type_, [], [], known.quad, known.score, known.cameo, [actor], [recipient],
        chance.choice(STATUSES), None, None, DateRecord(day, day, "day", None),
        place if chance.random() < 0.5 else None, None, round(chance.uniform(0.3, 0.95), 2),
        EventEvidence((0, 20), (2 + k, 6 + k), [], []),
    )  # fmt: skip


def measure(path: Path, times: int, only: str = "") -> list[str]:
    """Ask each page; returns the pages that are too slow."""
    chance = random.Random(11)
    server = make_server(Settings(path, port=8799))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    slow = []
    with httpx.Client(base_url="http://127.0.0.1:8799", timeout=60) as client:
        client.get("/")
        for name, pattern in ((n, p) for n, p in PAGES.items() if only in n):
            taken = sorted(_ask(client, pattern, chance) for _ in range(times))
            p95 = taken[min(len(taken) - 1, int(0.95 * len(taken)))]
            print(f"{name:<28} median {taken[len(taken) // 2]:7.1f} ms   p95 {p95:7.1f} ms", flush=True)
            slow += [name] if p95 > TARGET else []
    server.should_exit = True
    thread.join(10)
    return slow


def _ask(client: httpx.Client, pattern: str, chance: random.Random) -> float:
    """Milliseconds of one request with values drawn by chance."""
    codes = sorted(code_book().countries)[:40]
    values: dict[str, Any] = {
        "page": chance.randrange(1, 40),
        "word": chance.choice(WORDS),
        "country": chance.choice(codes),
        "often": sorted(code_book().countries)[0],
        "other": chance.choice(codes),
        "type": chance.choice(sorted(code_book().types)),
        "outlet": chance.randrange(200),
        "report": f"r-{chance.randrange(1_000)}",
        "day": f"{chance.randrange(2012, 2022)}-03-01",
        "later": "2022-03-31",
        "place": chance.randrange(300),
        "actor": chance.randrange(2_000),
    }
    started = time.perf_counter()
    answer = client.get(pattern.format(**values))
    taken = (time.perf_counter() - started) * 1000
    assert answer.status_code in (200, 303, 404), (answer.status_code, pattern, answer.text[:300])
    return taken


if __name__ == "__main__":
    sys.exit(main())
