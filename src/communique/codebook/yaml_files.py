"""Reading data files: YAML into typed structs, with errors that name file, line and entry."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec
import yaml

from communique.errors import CodebookError

T = TypeVar("T")

_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class PlainLoader(_SafeLoader):  # type: ignore[misc]
    """YAML in which dates stay text and only `true` and `false` are booleans.

    YAML 1.1 reads `no` as false, which would lose Norway's code, and turns dates into objects.
    """


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, rx) for tag, rx in rules if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, rules in _SafeLoader.yaml_implicit_resolvers.items()
}
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))

_STEP = re.compile(r"\.?([A-Za-z_][\w-]*)|\[(\d+|\.\.\.)\]")


def parse_yaml(data: bytes, where: str) -> Any:
    """Parse YAML bytes; `where` names the file in errors.

    Raises:
        CodebookError: the file is not UTF-8 or not YAML.
    """
    try:
        return yaml.load(data.decode("utf-8"), Loader=PlainLoader)  # noqa: S506 (a safe loader)
    except UnicodeDecodeError as error:
        raise CodebookError(f"{where}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise CodebookError(f"{where}:{line}: not valid YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise CodebookError(f"{where}: not valid YAML: {error}") from error


def read_struct(path: Path, model: type[T], name: str | None = None) -> T:
    """Read one data file as `model`.

    Raises:
        CodebookError: with file, line and entry, where the file breaks the schema.
    """
    where = name or path.name
    try:
        stamp = path.stat().st_mtime_ns
    except OSError as error:
        raise CodebookError(f"{where}: cannot be read: {error.strerror}") from error
    found: T = _read_stamped(path, stamp, cast(Hashable, model), where)
    return found


def read_last(roots: Sequence[Path], name: str, model: type[T]) -> T:
    """Read the file `name` below the last root that has it: an overlay's file replaces ours.

    Raises:
        CodebookError: no root has such a file, or it breaks the schema.
    """
    for root in reversed(roots):
        if (root / name).exists():
            return read_struct(root / name, model, name)
    raise CodebookError(f"{name} is missing")


@lru_cache(maxsize=2000)
def _read_stamped(path: Path, stamp: int, model: Hashable, where: str) -> Any:
    """Read a file once for each time it was changed; the structs are frozen and can be shared."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CodebookError(f"{where}: cannot be read: {error.strerror}") from error
    raw = parse_yaml(data, where)
    try:
        return msgspec.convert(raw, model)
    except msgspec.ValidationError as error:
        raise CodebookError(_located(data, where, raw, str(error))) from error


def _located(data: bytes, where: str, raw: Any, message: str) -> str:
    """Put line and entry into a validation message that ends in a path like `$.offices[3]`."""
    text, _, path = message.partition(" - at `$")
    steps = [(key or None, number or None) for key, number in _STEP.findall(path.rstrip("`"))]
    node = yaml.compose(data.decode("utf-8"), Loader=PlainLoader)
    value, entry = raw, ""
    for key, number in steps:
        node, value = _step(node, value, key, number)
        entry = _entry_name(value) or entry
        if node is None:
            break
    line = node.start_mark.line + 1 if node is not None else 1
    shown = f" in entry {entry!r}" if entry else ""
    return f"{where}:{line}: {text}{shown}"


def _step(node: Any, value: Any, key: str | None, number: str | None) -> tuple[Any, Any]:
    """Go one step down the path in the YAML tree and in the plain value."""
    if key is not None and isinstance(value, dict):
        for name, child in node.value:
            if name.value == key:
                return child, value.get(key)
        return node, value
    if number is not None and isinstance(value, list) and number.isdigit():
        return node.value[int(number)], value[int(number)]
    return node, value


def _entry_name(value: Any) -> str:
    """What a reader would call an entry: its name, office, verb or noun."""
    if isinstance(value, dict):
        for key in ("name", "office", "verb", "noun", "adj", "lemma", "cue", "code", "title"):
            if isinstance(value.get(key), str):
                return str(value[key])
    return ""
