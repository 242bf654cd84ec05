"""Gold by the name of the tool that it is from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from communique.errors import CommuniqueError, ReadError
from communique.evaluate.annotations.brat import read_brat
from communique.evaluate.annotations.gold import Imported
from communique.evaluate.annotations.inception import read_inception
from communique.evaluate.annotations.labelled import read_doccano, read_prodigy

FORMATS: dict[str, Callable[[Path], Imported]] = {
    "brat": read_brat,
    "doccano": read_doccano,
    "prodigy": read_prodigy,
    "inception": read_inception,
}


def read_annotations(path: Path, format: str) -> Imported:
    """Read what people annotated.

    Args:
        path: a file; for brat and INCEpTION also a folder.
        format: `brat`, `doccano`, `prodigy` or `inception`.

    Raises:
        CommuniqueError: the format is unknown, or takes no folder.
        ReadError: there is no such file.
    """
    if format not in FORMATS:
        raise CommuniqueError(f"the format {format!r} is unknown; choose of: {', '.join(FORMATS)}")
    if not path.exists():
        raise ReadError("missing", "there is no such file or folder", str(path))
    if path.is_dir() and format in ("doccano", "prodigy"):
        raise CommuniqueError(f"{path}: a folder; name the file of JSON lines that {format} wrote")
    return FORMATS[format](path)
