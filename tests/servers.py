"""A PostgreSQL server for the tests: its own folder, a socket and no network, gone with the session."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "autovacuum": "off",
}
ENGLISH = ("--locale-provider=icu", "--icu-locale=en-US")
"""A database that sorts as English does: what the store sorts must not follow it."""


def programs() -> Path | None:
    """The folder of the server's programs, None where it is not installed."""
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).resolve().parent
    folders = [p for p in Path("/usr/lib/postgresql").glob("*/bin") if (p / "initdb").exists()]
    return max(folders, key=lambda p: int(p.parent.name.split(".")[0]), default=None)


def missing(what: str) -> None:
    """Skip with a reason, unless everything must be there."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}; nothing is skipped where CI is set")
    pytest.skip(what)


@contextlib.contextmanager
def postgres_server() -> Iterator[str]:
    """Start a server; gives the address of its database without a schema."""
    home = programs()
    if home is None:
        missing("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="communique-"))
    try:
        server = _Server(home or folder, folder)
        server.start()
        try:
            yield f"postgresql://communique@/postgres?host={folder}"
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Server:
    """One server; root may not run one, so it is another user's then."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home, self.folder, self.data = home, folder, folder / "data"
        self.account: dict[str, object] = {}
        if os.geteuid() == 0:
            names = {entry.pw_name for entry in pwd.getpwall()}
            user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
            os.chown(folder, user.pw_uid, user.pw_gid)
            self.account = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def _run(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.home / program), *words]
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(self.folder)}
        with open(self.folder / "said", "w+", encoding="utf-8") as said:
            done = subprocess.run(
                command, stdout=said, stderr=said, cwd=self.folder, env=environment, check=False, **self.account
            )  # type: ignore[call-overload]
            said.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, said.read())

    def start(self) -> None:
        """Make the database files and start."""
        plain = ("-D", str(self.data), "-U", "communique", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8")
        if self._run("initdb", *plain, *ENGLISH).returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            made = self._run("initdb", *plain)
            if made.returncode:
                missing(f"a PostgreSQL server cannot be made here: {made.stdout[-300:]}")
        told = " ".join(f"-c {name}={value!r}" for name, value in SETTINGS.items())
        told += f" -c unix_socket_directories='{self.folder}'"
        started = self._run("pg_ctl", "-D", str(self.data), "-w", "-l", str(self.folder / "log"), "-o", told, "start")
        if started.returncode:
            missing(f"the PostgreSQL server does not start: {started.stdout[-300:]}")

    def stop(self) -> None:
        """Stop at once."""
        self._run("pg_ctl", "-D", str(self.data), "-w", "-m", "immediate", "stop")
