"""Drivers of datasets as processes of their own, so that they and their workers can be killed.

python -m tests.corpus.driving ENGINE IN OUT WORKERS CODER
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from communique.corpus import shards
from communique.corpus.engine import CoderSpec
from communique.corpus.engines.choice import make_dataset

ROOT = Path(__file__).resolve().parents[2]
WORKERS = {"local": ("spawn_main",), "ray": ("ray::", "Map"), "spark": ("pyspark", "daemon")}
"""Words in the command lines of an engine's workers."""


class NotStartedError(Exception):
    """An engine itself does not start."""


def drive(engine: str, folder: Path, out: Path, coder: CoderSpec, workers: int = 2) -> subprocess.Popen[bytes]:
    """Start a driver; each file of the folder is a shard."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "OMP_NUM_THREADS": "1",
        "PYTHONWARNINGS": "ignore",
        "RAY_DATA_DISABLE_PROGRESS_BARS": "1",
    }
    told = [engine, str(folder), str(out), str(workers), msgspec.json.encode(coder).decode()]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.corpus.driving", *told],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=open(out.with_name(f"{out.name}.log"), "ab"),
        start_new_session=True,
    )


def run_to_end(engine: str, folder: Path, out: Path, coder: CoderSpec, workers: int = 2) -> None:
    """Run until all is done. Ray gives up where its own processes need half a minute to start: then once more."""
    for tries in range(3):
        code = drive(engine, folder, out, coder, workers).wait(timeout=3600)
        if code == 0:
            return
        said = said_by(out)
        assert "timed out during startup" in said, said
        time.sleep(5 * tries)
    raise NotStartedError("Ray needs half a minute for its own processes to start: this machine is too busy")


def said_by(out: Path) -> str:
    """The end of what the drivers said."""
    return out.with_name(f"{out.name}.log").read_text(errors="replace")[-3000:]


def manifests(out: Path) -> int:
    """Shards that are done."""
    return len(list((out / "manifests").glob("*.json")))


def wait_for(out: Path, number: int, running: subprocess.Popen[bytes], seconds: float = 3600) -> None:
    """Wait until so many shards are done."""
    end = time.monotonic() + seconds
    while manifests(out) < number:
        assert time.monotonic() < end, "no shard was done in time"
        assert running.poll() is None, said_by(out)
        time.sleep(0.02)


def workers_of(driver: int, engine: str) -> list[int]:
    """Process ids of a driver's workers, the one that has worked most first."""
    found = []
    for pid in descendants(driver):
        with contextlib.suppress(OSError):
            command = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
            if all(word in command for word in WORKERS[engine]):
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                found.append((int(fields[11]), pid))
    return [pid for _, pid in sorted(found, reverse=True)]


def descendants(pid: int) -> Iterator[int]:
    """All processes below one."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    waiting = [pid]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            yield child
            waiting.append(child)


def survive_kills(engine: str, folder: Path, out: Path, coder: CoderSpec) -> tuple[int, int]:
    """Kill a worker after some shards and the driver after some more, then run to the end.

    Returns:
        Shards that were done when the worker was killed, and when the driver was.
    """
    number = len(list(folder.iterdir()))
    running = begin(engine, folder, out, coder)
    try:
        wait_for(out, max(1, number // 8), running)
        early = manifests(out)
        os.kill(busiest(running, engine), signal.SIGKILL)
        wait_for(out, max(early + 1, number // 2), running)
        left = workers_of(running.pid, engine)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        wait_till_gone(left)
        late = manifests(out)
    finally:
        running.kill()
    run_to_end(engine, folder, out, coder)
    return early, late


def begin(engine: str, folder: Path, out: Path, coder: CoderSpec) -> subprocess.Popen[bytes]:
    """Start a driver, once more where Ray gives up, and wait for its first shard."""
    for _ in range(3):
        running = drive(engine, folder, out, coder)
        try:
            wait_for(out, 1, running)
            return running
        except AssertionError as error:
            running.kill()
            if "timed out during startup" not in str(error):
                raise
    raise NotStartedError("Ray needs half a minute for its own processes to start: this machine is too busy")


def busiest(running: subprocess.Popen[bytes], engine: str) -> int:
    """The worker that has worked most."""
    for _ in range(600):
        if found := workers_of(running.pid, engine):
            return found[0]
        assert running.poll() is None, "the driver has ended"
        time.sleep(0.02)
    raise AssertionError("no worker was found")


def wait_till_gone(pids: list[int], seconds: float = 60) -> None:
    """Workers of a driver that was killed end by themselves."""
    end = time.monotonic() + seconds
    while left := [pid for pid in pids if _runs(pid)]:
        assert time.monotonic() < end, f"still there: {[_command(pid) for pid in left]}"
        time.sleep(0.1)


def _runs(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def _command(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").replace("\0", " ")[:120]
    return "gone"


if __name__ == "__main__":
    shards.MOST_FILES = 1
    make_dataset(
        [sys.argv[2]],
        sys.argv[3],
        engine=sys.argv[1],
        workers=int(sys.argv[4]),
        coder=msgspec.json.decode(sys.argv[5], type=CoderSpec),
    )
