"""A user's own senses as files of our schema, made from an imported dictionary of verbs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import yaml

from communique.codebook import yaml_files
from communique.codebook.code_book import CodeTables
from communique.codebook.legacy_verbs import VerbFile
from communique.codebook.schema.triggers import ClassFile, SenseFile
from communique.errors import CodebookError


def plover_of(cameo: str, book: CodeTables) -> tuple[str, str | None] | None:
    """The type and mode that a CAMEO code stands for: the mode with the longest code that opens it,
    else the root's type. None where no type and no mode has the code's root.
    """
    best: tuple[int, str, str | None] | None = None
    for kind in book.types.values():
        found: list[tuple[int, str | None]] = []
        if kind.cameo is not None and kind.cameo[:2] == cameo[:2]:
            found.append((2, None))
        for mode, (_, code) in kind.modes.items():
            if code is not None and code[:2] == cameo[:2]:
                found.append((len(code), mode) if cameo.startswith(code) else (1, None))
        for length, name in found:
            if best is None or length > best[0]:
                best = (length, kind.name, name)
    return (best[1], best[2]) if best is not None else None


def write_verbs(path: Path, file: VerbFile, name: str, book: CodeTables) -> list[Path]:
    """Write an imported dictionary as a file of senses, its synonym lists into `classes.yaml` beside it.

    Args:
        path: the file to write, in a project's `triggers/`; it must not be there.
        file: what was read; codes that no type has are added to its problems.
        name: what the dictionary is called.
        book: the code lists, ours or with a user's types.

    Raises:
        CodebookError: the file is there, or a sense breaks the schema; nothing is written then.
    """
    if path.exists():
        raise CodebookError(f"{path} is there already; name another file")
    senses: list[dict[str, Any]] = []
    for sense in file.senses:
        found = plover_of(sense["cameo"], book)
        if found is None:
            file.problems.append(f"{name}: {sense['verb']}: no type has the CAMEO code {sense['cameo']}")
            file.carried -= 1
            continue
        kind, mode = found
        senses.append({"type": kind, **sense, **({"mode": [mode]} if mode else {})})
    if not senses:
        return []
    senses = list({repr(sorted(s.items(), key=str)): s for s in senses}.values())
    raw = {"type": senses[0]["type"], "about": f"imported from {name}", "senses": senses}
    written: list[tuple[Path, dict[str, Any], type[Any]]] = [(path, raw, SenseFile)]
    used = {w[1:] for s in senses for w in _words(s) if w.startswith("@")}
    if used:
        classes = path.with_name("classes.yaml")
        held: dict[str, Any] = {"about": "Word classes of this project.", "classes": {}}
        if classes.exists():
            held = yaml_files.parse_yaml(classes.read_bytes(), classes.name)
        held["classes"] |= {c: words for c, words in sorted(file.classes.items()) if c in used}
        written.append((classes, held, ClassFile))
    for target, content, model in written:
        _check(target, content, model)
    for target, content, _ in written:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")
    return [target for target, _, _ in written]


def _words(sense: dict[str, Any]) -> list[str]:
    """The words that a sense asks for."""
    governed = [word for words in sense.get("prep", {}).values() for word in words]
    return [*sense.get("obj", []), *sense.get("subj", []), *governed]


def _check(path: Path, raw: dict[str, Any], model: type[Any]) -> None:
    """Refuse what breaks the schema."""
    try:
        msgspec.convert(raw, model)
    except msgspec.ValidationError as error:
        raise CodebookError(f"{path}: {error}") from error
