"""From what a user names to files: folders, patterns, links, and files that are none.

Nothing is opened here. A pipe, a device or a socket would wait for ever, so they are refused by what the
file system says they are. Folders are walked by name; a link to a folder is not followed, so no loop can
hold us.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Sequence

from communique.ingest.forms import OTHER_SUFFIXES
from communique.ingest.items import Failed, Input, Skipped, absolute, file_id, printable
from communique.ingest.options import ReadOptions

DEEPEST = 200
"""Folders within folders; deeper ones are reported and not entered."""


def walk(inputs: Sequence[str], options: ReadOptions) -> Iterator[Input]:
    """The files of the inputs in order, each once."""
    seen: set[str] = set()
    for given in inputs:
        for found in _of_one(given, options):
            if found.key not in seen:
                seen.add(found.key)
                yield found


def _of_one(given: str, options: ReadOptions) -> Iterator[Input]:
    """The files of one input."""
    if given == "-":
        yield Input(path="-", key="-", id="-", options=options)
    elif "\0" in given:
        yield _refused(given, "missing", "no file can have this name", options)
    elif not os.path.lexists(given) and glob.has_magic(given):
        names = sorted(glob.glob(given, recursive=True, include_hidden=False))
        if not names:
            yield _refused(given, "missing", "no file fits the pattern", options)
        for name in names:
            if not os.path.isdir(name) or "**" not in given:
                yield from _of_path(name, options)
    else:
        yield from _of_path(given, options)


def _of_path(path: str, options: ReadOptions) -> Iterator[Input]:
    """A file, or the files of a folder."""
    if not os.path.isdir(path):
        yield _file(path, None, options)
        return
    any_file = False
    for found in _folder(path, path, options, 0):
        any_file = any_file or found.outcome is None
        yield found
    if not any_file:
        reason = "the folder holds no file that can be read as reports; name files of other kinds one by one"
        yield _refused(path, "no-files", reason, options)


def _folder(folder: str, top: str, options: ReadOptions, depth: int) -> Iterator[Input]:
    """The files below a folder, by name."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError as error:
        yield _refused(folder, "unreadable", f"the folder cannot be read: {error.strerror}", options)
        return
    for name in names:
        path = os.path.join(folder, name)
        if name.startswith("."):
            yield _skipped(path, "hidden", "hidden files and folders are passed over; name it to read it", options)
        elif not os.path.isdir(path):
            yield _file(path, top, options)
        elif os.path.islink(path):
            yield _skipped(path, "link", "links to folders are not followed; name it to read it", options)
        elif depth >= DEEPEST:
            yield _refused(path, "too-deep", f"folders lie more than {DEEPEST} deep; name it to read it", options)
        else:
            yield from _folder(path, top, options, depth + 1)


def _file(path: str, top: str | None, options: ReadOptions) -> Input:
    """One file by what the file system says; `top` is the folder it was found under."""
    try:
        status = os.stat(path)
    except OSError as error:
        if os.path.islink(path):
            return _refused(path, "missing", "the link leads nowhere or in a circle", options)
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            return _refused(path, "missing", "there is no such file", options)
        return _refused(path, "unreadable", f"cannot be read: {error.strerror}", options)
    except ValueError:
        return _refused(path, "missing", "no file can have this name", options)
    if not stat.S_ISREG(status.st_mode):
        reason = "this is a pipe, socket or device, not a file; pipe its content to communique and name -"
        return _refused(path, "not-a-file", reason, options)
    if top is not None and os.path.splitext(path)[1].lower() in OTHER_SUFFIXES and options.form is None:
        return _skipped(path, "other-form", "no form of report; convert it, or name it by itself", options)
    return Input(
        path=path,
        key=absolute(path),
        id=file_id(path, top),
        fingerprint=f"{status.st_size}-{status.st_mtime_ns}",
        options=options,
    )


def _refused(path: str, code: str, reason: str, options: ReadOptions) -> Input:
    """An input that cannot be read."""
    where = printable(path)
    return Input(path=path, key=absolute(path), id=where, outcome=Failed(code, reason, where), options=options)


def _skipped(path: str, code: str, reason: str, options: ReadOptions) -> Input:
    """An input that is passed over by no fault."""
    where = printable(path)
    return Input(path=path, key=absolute(path), id=where, outcome=Skipped(code, reason, where), options=options)
