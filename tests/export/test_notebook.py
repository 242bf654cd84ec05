"""The notebook in the docs runs as it stands."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

NOTEBOOK = Path(__file__).parents[2] / "docs" / "analysis.ipynb"

RUN = """
import sys, nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
book = nbformat.read(sys.argv[1], as_version=4)
client = NotebookClient(book, timeout=120, startup_timeout=60, kernel_name="python3")
try:
    client.execute()
except CellExecutionError as error:
    sys.exit(f"a cell failed: {error}")
except (DeadKernelError, RuntimeError, OSError) as error:
    print(error, file=sys.stderr)
    sys.exit(3)
shown = [o for c in book.cells if c.cell_type == "code" for o in c.outputs]
print(len(shown), "".join(o.get("data", {}).get("text/html", "") for o in shown))
"""


def test_the_notebook_runs(tmp_path: Path) -> None:
    lacking = _lacking()
    if lacking is not None:
        if os.environ.get("CI"):
            pytest.fail(lacking)
        pytest.skip(lacking)
    environment = {**os.environ, "IPYTHONDIR": str(tmp_path), "JUPYTER_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RUN, str(NOTEBOOK)],
        capture_output=True, text=True, timeout=300, env=environment, check=False,
    )  # fmt: skip
    if done.returncode == 3 and not os.environ.get("CI"):
        pytest.skip(f"no kernel could be started here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    assert "events" in done.stdout
    assert "<table>" in done.stdout


def _lacking() -> str | None:
    """What the notebook needs and is not installed."""
    for name in ("nbclient", "nbformat", "ipykernel", "pandas", "polars"):
        if importlib.util.find_spec(name) is None:
            return f"the notebook needs {name}: pip install {name}"
    return None
