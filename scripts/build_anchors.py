"""Events of our own reports that the coder has right, as features for `communique train`; deterministic.

    python scripts/build_anchors.py

Reads `training/reports/*.yaml`, codes them and writes `src/communique/learning/anchors.msgpack.zst`: an event stands in
it where our coding of the report has its trigger with the same type and status.
"""

from __future__ import annotations

from pathlib import Path

import communique
from communique.codebook.yaml_files import parse_yaml
from communique.coding.event_features import event_features
from communique.ingest.build import Meta
from communique.ingest.inputs import read_text
from communique.learning.examples import ANCHORS, Example, packed

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Build and write."""
    coder = communique.load()
    found = []
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
                features = event_features(record, e, e.type, e.status)
                found.append(Example("", "", features, e.type, e.status, e.type, e.status))
    ANCHORS.write_bytes(packed(found))
    print(f"{len(found)} events, {ANCHORS.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
