"""Reference pages made from the code: every command with its options, every public name of the library."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import msgspec
import typer

from communique.cli.app import app
from docs_markdown import code, page, plain, prose, table

PUBLIC: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Coding", "communique", ("load", "Coder")),
    ("Analysis", "communique", ("open", "Corpus")),
    ("Tables", "communique.corpus.rows", ("Rows",)),
    (
        "Records",
        "communique.records.record",
        (
            "Record",
            "ReportInfo",
            "ActorRecord",
            "MentionRecord",
            "EventRecord",
            "EventEvidence",
            "StatementRecord",
            "StatementEvidence",
            "DateRecord",
            "PlaceRecord",
            "Magnitude",
            "to_json",
            "from_json",
        ),
    ),
    ("Runs", "communique.corpus.run", ("run",)),
    ("Options of a run", "communique.corpus.options", ("RunOptions", "Summary")),
    ("A batch of your own pipeline", "communique.corpus.batch", ("code_batch",)),
    ("Reading inputs", "communique.ingest.items", ("iter_inputs", "iter_items", "Item")),
    ("Options of reading", "communique.ingest.options", ("ReadOptions",)),
    ("Copies", "communique.ingest.duplicates", ("Fingerprint", "find_copies", "similarity")),
    ("Stories", "communique.stories.build", ("build_stories",)),
    ("The store", "communique.store.store", ("Store",)),
    ("Records out of a store", "communique.store.reading", ("records", "record_of", "lines")),
    ("Judgements", "communique.store.judgements", ("Judgement", "make", "add", "undo", "of_report", "now")),
    (
        "Errors",
        "communique.errors",
        ("CommuniqueError", "ReadError", "CodebookError", "EvidenceError", "ModelError", "StoreError"),
    ),
)
"""Heading, module and public names of the library, in the order of the page."""

SECTION = re.compile(r"^(Args|Attributes|Raises|Returns|Yields|Example|Examples):\s*$")


def reference_pages() -> dict[str, str]:
    """The reference pages by name of file."""
    return {"cli.md": cli_page(), "api.md": api_page()}


def commands() -> Iterator[tuple[str, Any]]:
    """Every command that does something, with its words: ("communique actors who", command)."""
    yield from _walk("communique", typer.main.get_command(app))


def _walk(words: str, command: Any) -> Iterator[tuple[str, Any]]:
    """A command, and those below it."""
    yield words, command
    for name, below in sorted(getattr(command, "commands", {}).items()):
        yield from _walk(f"{words} {name}", below)


def cli_page() -> str:
    """Every command, its arguments and its options."""
    blocks = []
    for words, command in commands():
        blocks += [f"## {words}", prose(inspect.cleandoc(command.help or ""))]
        below = sorted(getattr(command, "commands", {}))
        if below:
            links = (f"[{name}](#{words.replace(' ', '-')}-{name})" for name in below)
            blocks.append("Commands: " + ", ".join(links))
        blocks.append(f"```sh\n{_usage(words, command)}\n```")
        rows = [_option(p) for p in command.params if not getattr(p, "hidden", False)]
        if rows:
            blocks.append(table(("", "means", "without it"), rows))
    return page(
        "Command line",
        "Every command and every option, made from the program itself. `--help` after any command shows the same. "
        "Exit status: 0 done, 1 done but some inputs failed, 2 usage or nothing could be done.",
        *blocks,
    )


def _usage(words: str, command: Any) -> str:
    """One line that shows how a command is written."""
    if getattr(command, "commands", {}):
        return f"{words} COMMAND ..."
    named = [_placeholder(p) for p in command.params if p.param_type_name == "argument"]
    needed = [f"{p.opts[0]} {_placeholder(p)}" for p in command.params if p.param_type_name == "option" and p.required]
    return " ".join([words, *named, *needed, "[OPTIONS]"])


def _placeholder(param: Any) -> str:
    """The word that stands for a value; one of several words for an option that takes several."""
    shown = param.metavar or param.name.upper().replace("_", "-")
    shown = shown.split("...")[0].strip("[]")
    if param.param_type_name == "argument":
        shown = f"{shown}..." if param.nargs != 1 else shown
        return shown if param.required else f"[{shown}]"
    return " ".join([shown] * max(param.nargs, 1))


def _option(param: Any) -> tuple[str, str, str]:
    """A row of the table: how it is written, what it means, what holds without it."""
    if param.param_type_name == "argument":
        written = code(_placeholder(param))
    else:
        value = "" if param.is_flag else f" {_placeholder(param)}"
        written = ", ".join(code(name + value) for name in [*param.opts, *param.secondary_opts])
    default = param.default
    if param.required:
        shown = "must be given"
    elif default in (None, False, [], (), "") or callable(default):
        shown = ""
    else:
        words = ", ".join(map(str, default)) if isinstance(default, list | tuple) else str(default)
        shown = "on" if default is True else code(words)
    return written, plain(param.help or ""), shown


def api_page() -> str:
    """Every public name with its signature and docstring."""
    blocks = []
    for heading, module, names in PUBLIC:
        blocks.append(f"## {heading}")
        for name in names:
            blocks += _name(module, name, getattr(import_module(module), name))
    return page(
        "Python",
        "The public names, made from their docstrings. What is not listed here may change between versions without "
        "notice. Names of `communique` itself are imported when they are first used.",
        *blocks,
    )


def _name(module: str, name: str, found: Any) -> list[str]:
    """A heading, a signature, and what the docstring says; for a class its public methods too."""
    blocks = [f"### {name}".replace("_", r"\_"), f"In `{module}`."]
    if inspect.isclass(found) and issubclass(found, msgspec.Struct):
        blocks += [*_docstring(found), _fields(found)]
    else:
        blocks += [_signature(name, found), *_docstring(found)]
    if inspect.isclass(found):
        for method, value in vars(found).items():
            target = getattr(value, "__func__", value)
            if method.startswith("_") or not (inspect.isfunction(target) or isinstance(value, property)):
                continue
            shown = f"**{name}.{method}**".replace("_", r"\_")
            if isinstance(value, property):
                blocks += [shown, *_docstring(value.fget)]
            else:
                blocks += [shown, _signature(method, target), *_docstring(target)]
    return [b for b in blocks if b]


def _signature(name: str, found: Any) -> str:
    """A signature as the code has it, without `self`."""
    try:
        signature = inspect.signature(found)
    except (TypeError, ValueError):
        return ""
    shown, starred = [], False
    for param in signature.parameters.values():
        if param.name in ("self", "cls"):
            continue
        starred = starred or param.kind is param.VAR_POSITIONAL
        if param.kind is param.KEYWORD_ONLY and not starred:
            shown.append("*")
            starred = True
        shown.append(_parameter(param))
    constructed = inspect.isclass(found) or signature.return_annotation is inspect.Signature.empty
    tail = "" if constructed else f" -> {signature.return_annotation}"
    text = f"{name}({', '.join(shown)}){tail}"
    if len(text) > 100:
        text = "\n".join([f"{name}(", *(f"    {s}," for s in shown), f"){tail}"])
    return f"```py\n{text}\n```"


def _parameter(param: inspect.Parameter) -> str:
    """One parameter with its type, and its default where that can be written in a line."""
    stars = {param.VAR_POSITIONAL: "*", param.VAR_KEYWORD: "**"}.get(param.kind, "")
    typed = "" if param.annotation is param.empty else f": {param.annotation}"
    if param.default is param.empty:
        return f"{stars}{param.name}{typed}"
    plain_value = isinstance(param.default, str | int | float | bool | tuple | list | None)
    default = repr(param.default) if plain_value else "..."
    return f"{stars}{param.name}{typed} = {default}"


def _fields(found: type[msgspec.Struct]) -> str:
    """The fields of a struct, as its class has them."""
    written = {
        name: text for parent in reversed(found.__mro__) for name, text in inspect.get_annotations(parent).items()
    }
    names, given = found.__struct_encode_fields__, found.__struct_defaults__
    defaults = (msgspec.NODEFAULT,) * (len(names) - len(given)) + given
    rows = [
        (code(shown), code(str(written[name])), code(_default(default)))
        for name, shown, default in zip(found.__struct_fields__, names, defaults, strict=True)
    ]
    return table(("field", "type", "default"), rows)


def _default(default: Any) -> str:
    """A field's default as it would be written; nothing where the field must be given."""
    if default is msgspec.NODEFAULT:
        return ""
    return f"{default.factory.__name__}()" if hasattr(default, "factory") else repr(default)


def _docstring(found: Any) -> list[str]:
    """A docstring as Markdown: paragraphs, lists for its sections, code for its examples."""
    text = inspect.getdoc(found) or ""
    blocks: list[str] = []
    section, held = "", []
    for line in [*text.splitlines(), "End:"]:
        match = SECTION.match(line)
        if match or line == "End:":
            blocks += _section(section, held)
            section, held = (match.group(1) if match else ""), []
        elif section and line and not line.startswith(" "):
            blocks += _section(section, held)
            section, held = "", [line]
        else:
            held.append(line)
    return blocks


def _section(name: str, lines: list[str]) -> list[str]:
    """One section of a docstring."""
    body = inspect.cleandoc("\n".join(lines))
    if not body:
        return []
    if name in ("Example", "Examples"):
        bare = "\n".join(re.sub(r" *# doctest:.*", "", line) for line in body.splitlines())
        return [f"```pycon\n{bare}\n```"]
    if not name:
        return [f"```text\n{p}\n```" if p.startswith("    ") else prose(p) for p in body.split("\n\n")]
    items: list[str] = []
    for line in body.splitlines():
        if line.startswith(" ") and items:
            items[-1] += " " + line.strip()
        elif line.strip():
            items.append(line.strip())
    shown = [_item(i) for i in items]
    return [f"{name}:", "\n".join(f"- {s}" for s in shown)]


def _item(text: str) -> str:
    """`name: what it is` as a line of a list."""
    names, colon, meaning = text.partition(": ")
    return f"{code(names)}: {prose(meaning)}" if colon and len(names) < 60 else prose(text)
