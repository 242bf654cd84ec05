"""Fetch the page's libraries from npm into the package, or check the files that are there.

    python scripts/vendor_web.py            # fetch with `npm pack`, verify, write files and manifest
    python scripts/vendor_web.py --check    # no network: every file has the hash in its manifest

The page loads nothing from outside, so its libraries ship with it: minified files as published, each
with licence and hash in `manifest.json`. axe-core is for the tests alone and stays beside them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "src" / "communique" / "web" / "static" / "vendor"
TESTS = ROOT / "tests" / "web" / "vendor"


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package: what is taken from it and under which licence it is."""

    name: str
    version: str
    licence: str
    files: dict[str, str]  # path in the package: name here
    folder: Path = PAGE


PACKAGES = (
    Package("htmx.org", "2.0.11", "0BSD", {"dist/htmx.min.js": "htmx.min.js"}),
    Package("d3", "7.9.2", "ISC", {"dist/d3.min.js": "d3.min.js"}),
    Package("topojson-client", "3.1.0", "ISC", {"dist/topojson-client.min.js": "topojson-client.min.js"}),
    Package("world-atlas", "2.0.2", "ISC", {"countries-110m.json": "countries-110m.json"}),
    Package("@observablehq/plot", "0.6.17", "ISC", {"dist/plot.umd.min.js": "plot.umd.min.js"}),
    Package("cytoscape", "3.34.4", "MIT", {"dist/cytoscape.min.js": "cytoscape.min.js"}),
    Package("axe-core", "4.14.1", "MPL-2.0", {"axe.min.js": "axe.min.js"}, TESTS),
)


def main() -> int:
    """Fetch or check; 0 where all is well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="check the files against their manifests")
    if parser.parse_args().check:
        wrong = [w for folder in (PAGE, TESTS) for w in check(folder)]
        print("\n".join(wrong) or "all files have the hashes of their manifests")
        return 1 if wrong else 0
    for folder in (PAGE, TESTS):
        folder.mkdir(parents=True, exist_ok=True)
        entries = [fetch(p) for p in PACKAGES if p.folder == folder]
        text = json.dumps(entries, indent=1, ensure_ascii=False) + "\n"
        (folder / "manifest.json").write_text(text, encoding="utf-8")
    return 0


def fetch(package: Package) -> dict[str, object]:
    """Pack one package, keep its files and licence, and describe them."""
    with tempfile.TemporaryDirectory() as folder:
        spec = f"{package.name}@{package.version}"
        done = subprocess.run(["npm", "pack", "--json", spec], cwd=folder, check=True, capture_output=True, text=True)
        packed = json.loads(done.stdout)[0]
        archive = Path(folder) / packed["filename"].replace("@", "").replace("/", "-")
        digest = hashlib.sha512(archive.read_bytes()).digest().hex()
        files = {}
        with tarfile.open(archive) as tar:
            for inside, name in {**package.files, "LICENSE": _licence_name(package)}.items():
                member = tar.extractfile(f"package/{inside}")
                if member is None:
                    raise SystemExit(f"{spec}: {inside} is not in the package; look at its new layout")
                data = member.read()
                (package.folder / name).write_bytes(data)
                files[name] = hashlib.sha256(data).hexdigest()
    print(f"{spec}: {', '.join(files)}")
    return {
        "package": package.name,
        "version": package.version,
        "licence": package.licence,
        "archive_sha512": digest,
        "files": files,
    }


def check(folder: Path) -> list[str]:
    """What is missing, changed or not in the manifest of a folder."""
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    known = {name: digest for e in entries for name, digest in e["files"].items()}
    wrong = [
        f"{folder / name}: not the file of the manifest"
        for name, digest in known.items()
        if not (folder / name).is_file() or hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest
    ]
    strange = {p.name for p in folder.iterdir()} - set(known) - {"manifest.json"}
    return wrong + [f"{folder / name}: not in the manifest" for name in sorted(strange)]


def _licence_name(package: Package) -> str:
    """The name under which a licence is kept: `LICENSE-d3.txt`."""
    return f"LICENSE-{package.name.strip('@').replace('/', '-')}.txt"


if __name__ == "__main__":
    sys.exit(main())
