"""Gold from INCEpTION: UIMA CAS as XMI, alone, in a folder, or in the archives that INCEpTION exports."""

from __future__ import annotations

import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from lxml import etree

from communique.codebook.code_book import code_book
from communique.evaluate.annotations.gold import (
    GoldEvent,
    GoldReport,
    Imported,
    Party,
    known_status,
    modes_of,
    party_codes,
)
from communique.evaluate.codings import GoldError
from communique.records.document import Span

_ID = "{http://www.omg.org/XMI}id"
_NAMES = (("Report", "reportId"), ("DocumentMetaData", "documentId"), ("DocumentMetaData", "documentTitle"))
MOST_BYTES = 100_000_000
"""Largest file that is read: INCEpTION's files of single reports are a thousandth of it."""


class _Cas:
    """One CAS: its elements by id and by name, and its offsets in characters."""

    def __init__(self, data: bytes) -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise GoldError(f"no XMI: {error}") from None
        self.elements: list[tuple[str, Any]] = [(etree.QName(e).localname, e) for e in root if isinstance(e.tag, str)]
        self.by_id = {e.get(_ID): e for _, e in self.elements}
        sofas = self.named("Sofa")
        if not sofas:
            raise GoldError("no CAS: it holds no text (cas:Sofa)")
        self.text: str = sofas[0].get("sofaString") or ""
        self._ends = list(accumulate(2 if ord(c) > 0xFFFF else 1 for c in self.text))

    def named(self, name: str) -> list[Any]:
        """The elements of a type."""
        return [e for kind, e in self.elements if kind == name]

    def span(self, element: Any) -> Span:
        """An annotation's place; UIMA counts UTF-16 units."""
        start, end = (bisect_right(self._ends, int(element.get(key, 0))) for key in ("begin", "end"))
        if not 0 <= start < end <= len(self.text):
            raise GoldError(f"an annotation [{element.get('begin')}, {element.get('end')}) lies outside of the text")
        return start, end

    def linked(self, element: Any, feature: str) -> list[Any]:
        """What a feature with several values leads to, through links and arrays."""
        names = [*(element.get(feature) or "").split(), *(c.text or "" for c in element.findall(feature))]
        found = []
        for name in names:
            target = self.by_id.get(name)
            if target is not None and etree.QName(target).localname == "FSArray":
                found += [self.by_id[i] for i in (target.get("elements") or "").split() if i in self.by_id]
            elif target is not None:
                found.append(target)
        ends = [self.by_id.get(e.get("target")) if e.get("target") else e for e in found]
        return [e for e in ends if e is not None]


def read_inception(path: Path) -> Imported:
    """Read an `.xmi` file, an archive, or all of a folder."""
    imported = Imported()
    for where, stem, read in _sources(path, imported):
        try:
            cas = _Cas(read())
            imported.add(GoldReport(_report_id(cas, stem), cas.text, _events(cas, imported)), where)
        except (OSError, GoldError, ValueError, zipfile.BadZipFile) as error:
            imported.problems.append(f"{where}: {error}")
    return imported


def _sources(path: Path, imported: Imported) -> Iterator[tuple[str, str, Any]]:
    """Where each CAS stands, the name it goes by, and a function that reads it."""
    files = sorted(f for f in path.rglob("*") if f.suffix in (".xmi", ".zip")) if path.is_dir() else [path]
    for file in files:
        if file.suffix == ".zip":
            yield from _packed(file, imported)
        elif file.stat().st_size > MOST_BYTES:
            imported.problems.append(f"{file}: larger than {MOST_BYTES:,} bytes")
        else:
            yield str(file), file.stem, file.read_bytes


def _packed(file: Path, imported: Imported) -> Iterator[tuple[str, str, Any]]:
    """The `.xmi` members of an archive."""
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        imported.problems.append(f"{file}: {error}")
        return
    with archive:
        for member in archive.infolist():
            if not member.filename.endswith(".xmi"):
                continue
            if member.file_size > MOST_BYTES:
                imported.problems.append(f"{file}!{member.filename}: larger than {MOST_BYTES:,} bytes")
            else:
                yield f"{file}!{member.filename}", Path(member.filename).stem, lambda m=member: archive.read(m)


def _report_id(cas: _Cas, stem: str) -> str:
    """The id in our layer Report, else the document's, else the file's name."""
    for kind, feature in (
        ("Report", "reportId"),
        ("DocumentMetaData", "documentId"),
        ("DocumentMetaData", "documentTitle"),
    ):
        for element in cas.named(kind):
            if element.get(feature):
                return str(element.get(feature))
    return stem


def _events(cas: _Cas, imported: Imported) -> list[GoldEvent]:
    """The events; those of no type of ours are counted."""
    found = []
    imported.left["statements (events are compared)"] += len(cas.named("Statement"))
    for element in cas.named("Event"):
        label = element.get("eventType") or ""
        type_ = label.upper()
        if type_ not in code_book().types:
            imported.left[f"events of type {label!r}, which is none"] += 1
            continue
        actor, recipient = ([_party(cas, p) for p in cas.linked(element, side)] for side in ("actor", "recipient"))
        mode = modes_of(type_, (element.get("mode") or "").split())
        found.append(GoldEvent(type_, cas.span(element), actor, recipient, known_status(element.get("status")), mode))
    return found


def _party(cas: _Cas, element: Any) -> Party:
    """A mention of a party."""
    start, end = cas.span(element)
    codes = f"{element.get('country') or ''} {element.get('sector') or ''}".split()
    return Party(" ".join(cas.text[start:end].split()), element.get("name"), party_codes(codes))
