"""Events of our own material that the coder has right, as features for `communique train`; deterministic.

    python scripts/build_anchors.py

Codes `training/reports/*.yaml` and the lexicon's examples and writes `src/communique/learning/anchors.msgpack.zst`. An
event of a report stands in it where our coding of the report has its trigger with the same type and status; an event of
an example where the example's word tells the type of its sense.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import communique
from communique.codebook.schema.triggers import SenseFile
from communique.codebook.trigger_book import sense_word
from communique.codebook.yaml_files import parse_yaml, read_struct
from communique.coding.event_features import event_features
from communique.coding.examples import trigger_files
from communique.ingest.build import Meta
from communique.ingest.inputs import read_text
from communique.ingest.plain import from_text
from communique.learning.examples import ANCHORS, Example, packed
from communique.records.record import EventRecord, Record

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Build and write."""
    coder = communique.load()
    found = [*reports(coder), *examples(coder)]
    ANCHORS.write_bytes(packed(found))
    print(f"{len(found)} events, {ANCHORS.stat().st_size:,} bytes")


def reports(coder: communique.Coder) -> Iterator[Example]:
    """Events of the coded reports."""
    for path in sorted((ROOT / "training" / "reports").glob("*.yaml")):
        gold = parse_yaml(path.read_bytes(), path.name)
        meta = Meta(title=gold.get("title"), publisher=gold.get("publisher"))
        record = coder.code_document(read_text(gold["text"], meta, path.name, gold["date"]))
        text = record.report.text
        right = set()
        for row in gold["events"]:
            near = text.find(row["near"])
            if near >= 0:
                start = near + row["near"].index(row["trigger"])
                right.update((k, row["type"], row["status"]) for k in range(start, start + len(row["trigger"])))
        for e in record.events:
            if (e.evidence.trigger[0], e.type, e.status) in right:
                yield anchor(record, e)


def examples(coder: communique.Coder) -> Iterator[Example]:
    """Events of the lexicon's examples."""
    for path in trigger_files():
        file = read_struct(path, SenseFile, path.name)
        for sense in file.senses:
            if not sense.yes:
                continue
            word = sense_word(sense)[1].replace("-", " ").split()[0][:4]
            record = coder.code_document(from_text(sense.yes, Meta(), "2024-06-12"))
            text = record.report.text.lower()
            for e in record.events:
                if e.type == (sense.type or file.type) and word in text[slice(*e.evidence.trigger)]:
                    yield anchor(record, e)


def anchor(record: Record, e: EventRecord) -> Example:
    """An event that is right as it is."""
    features = event_features(record, e, e.type, e.status)
    return Example("", "", features, e.type, e.status, e.type, e.status)


if __name__ == "__main__":
    main()
