"""Cluster English words by their static vectors, once; writes `src/communique/events/clusters.msgpack`.

    python scripts/build_clusters.py

Vectors are WordLlama's (MIT), which pip installs; they are needed here only. Words are those of its
vocabulary and of our own texts and lexicon. K-means with a fixed seed, 500 fine and 120 coarse groups.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path

import msgspec
import wordllama
from sklearn.cluster import KMeans

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "communique" / "events" / "clusters.msgpack"
TOKENIZER = "l2_supercat_tokenizer_config.json"
SIZES = (500, 120)


def main() -> None:
    """Build the file."""
    package = Path(wordllama.__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "tokenizers").mkdir()
        shutil.copy(package / "tokenizers" / TOKENIZER, Path(folder) / "tokenizers")
        model = wordllama.WordLlama.load(cache_dir=Path(folder), disable_download=True)
    words = sorted(_vocabulary(package / "tokenizers" / TOKENIZER) | _own_words())
    vectors = model.embed(words, norm=True)
    groups = [KMeans(k, n_init=1, random_state=0, max_iter=40).fit(vectors).labels_ for k in SIZES]
    table = {w: (int(a), int(b)) for w, a, b in zip(words, *groups, strict=True)}
    TARGET.write_bytes(msgspec.msgpack.encode(table))
    print(f"{len(table)} words, {TARGET.stat().st_size:,} bytes")


def _vocabulary(path: Path) -> set[str]:
    """Whole words of the model's vocabulary."""
    tokens = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    return {t[1:] for t in tokens if t.startswith("▁") and re.fullmatch(r"[a-z]{3,}", t[1:])}


def _own_words() -> set[str]:
    """Words of our own texts and lexicon."""
    data = ROOT / "src" / "communique" / "codebook" / "data"
    files = [*sorted((ROOT / "training").rglob("*.*")), *sorted((data / "triggers").rglob("*.yaml"))]
    return {w for path in files for w in re.findall(r"\b[a-z]{3,}\b", path.read_text(encoding="utf-8"))}


if __name__ == "__main__":
    main()
