"""INCEpTION's files: UIMA CAS as XMI, one a report, with the type system beside them.

Offsets of UIMA are in UTF-16 units; characters that XML 1.0 cannot hold are replaced one for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from communique.export.brat import file_stem
from communique.export.columns import Chosen, Column, Format, Left, Table
from communique.export.marks import Mark, Marks, marks_of, sentences, tokens
from communique.records.annotation import UIMA
from communique.records.document import Span
from communique.records.record import ActorRecord, EventRecord, StatementRecord

_XMI = "http://www.omg.org/XMI"
_CAS = "http:///uima/cas.ecore"
_CUSTOM = "http:///webanno/custom.ecore"
_SEGMENT = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
_META = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type"
_SPACES = {
    "xmi": _XMI,
    "cas": _CAS,
    "custom": _CUSTOM,
    "type": f"http:///{_SEGMENT.replace('.', '/')}.ecore",
    "meta": f"http:///{_META.replace('.', '/')}.ecore",
}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_ANNOTATION, _STRING, _LINKS = "uima.tcas.Annotation", "uima.cas.String", "uima.cas.FSArray"
_TYPES: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (f"{UIMA}.Report", "uima.cas.AnnotationBase", (("reportId", _STRING), ("date", _STRING), ("publisher", _STRING))),
    (
        f"{UIMA}.Party",
        _ANNOTATION,
        (("kind", _STRING), ("name", _STRING), ("country", _STRING), ("sector", _STRING)),
    ),
    (
        f"{UIMA}.Event",
        _ANNOTATION,
        (
            ("eventType", _STRING),
            ("status", _STRING),
            ("mode", _STRING),
            ("context", _STRING),
            ("claimed", "uima.cas.Boolean"),
            ("actor", _LINKS),
            ("recipient", _LINKS),
        ),
    ),
    (f"{UIMA}.EventActorLink", "uima.cas.TOP", (("role", _STRING), ("target", f"{UIMA}.Party"))),
    (f"{UIMA}.EventRecipientLink", "uima.cas.TOP", (("role", _STRING), ("target", f"{UIMA}.Party"))),
    (f"{UIMA}.Statement", _ANNOTATION, (("kind", _STRING), ("speaker", f"{UIMA}.Party"))),
    (f"{_SEGMENT}.Sentence", _ANNOTATION, ()),
    (f"{_SEGMENT}.Token", _ANNOTATION, ()),
    (
        f"{_META}.DocumentMetaData",
        "uima.tcas.DocumentAnnotation",
        (("documentTitle", _STRING), ("documentId", _STRING)),
    ),
)


class _Cas:
    """One report's CAS while its feature structures are numbered."""

    def __init__(self, text: str) -> None:
        self.root = etree.Element(f"{{{_XMI}}}XMI", nsmap=_SPACES)
        self.root.set(f"{{{_XMI}}}version", "2.0")
        etree.SubElement(self.root, f"{{{_CAS}}}NULL").set(f"{{{_XMI}}}id", "0")
        self.text = _NOT_XML.sub("\ufffd", text)
        self.members: list[str] = []
        self.ids = 1
        wide = [n for n, c in enumerate(self.text) if ord(c) > 0xFFFF]
        self.offsets = [0] if wide else None
        if self.offsets:
            for c in self.text:
                self.offsets.append(self.offsets[-1] + (2 if ord(c) > 0xFFFF else 1))

    def add(
        self, kind: str, span: Span | None = None, features: Mapping[str, str | None] | None = None, member: bool = True
    ) -> str:
        """Add a feature structure; its id."""
        self.ids += 1
        prefix, _, local = kind.partition(":")
        made = etree.SubElement(self.root, f"{{{_SPACES[prefix]}}}{local}")
        made.set(f"{{{_XMI}}}id", str(self.ids))
        if member:
            made.set("sofa", "1")
            self.members.append(str(self.ids))
        if span is not None:
            begin, end = (self.offsets[edge] if self.offsets else edge for edge in span)
            made.set("begin", str(begin))
            made.set("end", str(end))
        for key, value in (features or {}).items():
            if value:
                made.set(key, _NOT_XML.sub("\ufffd", value))
        return str(self.ids)

    def bytes(self) -> bytes:
        """The whole file."""
        sofa = etree.SubElement(self.root, f"{{{_CAS}}}Sofa")
        sofa.set(f"{{{_XMI}}}id", "1")
        for key, value in (("sofaNum", "1"), ("sofaID", "_InitialView"), ("mimeType", "text")):
            sofa.set(key, value)
        sofa.set("sofaString", self.text)
        view = etree.SubElement(self.root, f"{{{_CAS}}}View")
        view.set("sofa", "1")
        view.set("members", " ".join(self.members))
        written: bytes = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")
        return written + b"\n"


def _files(chosen: Chosen, left: Left) -> Iterator[tuple[str, bytes]]:
    """`NAME.xmi`."""
    stem = file_stem(chosen.record.report.id)
    yield f"{stem}.xmi", _cas(chosen, marks_of(chosen, left), stem).bytes()


def _cas(chosen: Chosen, sheet: Marks, stem: str) -> _Cas:
    """The CAS of a report."""
    report = chosen.record.report
    cas = _Cas(sheet.text)
    about = {"language": "en", "documentTitle": stem, "documentId": stem}
    cas.add("meta:DocumentMetaData", (0, len(sheet.text)), about)
    named = {"reportId": report.id, "date": report.date, "publisher": report.publisher}
    cas.add("custom:Report", None, named)
    for span in sentences(sheet):
        cas.add("type:Sentence", span)
    for span in tokens(sheet):
        if sheet.text[span[0]] != "\n":
            cas.add("type:Token", span)
    parties = {n: _party(cas, m, m.of) for n, m in enumerate(sheet.marks) if isinstance(m.of, ActorRecord)}
    for number, mark in enumerate(sheet.marks):
        links = [(label, parties[b]) for a, label, b in sheet.links if a == number]
        if isinstance(mark.of, EventRecord):
            _event(cas, mark, mark.of, links)
        elif isinstance(mark.of, StatementRecord):
            speaker = links[0][1] if links else None
            cas.add("custom:Statement", mark.span, {"kind": mark.of.kind, "speaker": speaker})
    return cas


def _party(cas: _Cas, mark: Mark, actor: ActorRecord) -> str:
    """A mention of a party."""
    country, sector = " ".join(actor.country), " ".join(actor.sector)
    features = {"kind": mark.label, "name": actor.name, "country": country, "sector": sector}
    return cas.add("custom:Party", mark.span, features)


def _event(cas: _Cas, mark: Mark, event: EventRecord, links: list[tuple[str, str]]) -> None:
    """An event with its slots."""
    slots: dict[str, list[str]] = {"Actor": [], "Recipient": []}
    for label, target in links:
        link = {"role": label.lower(), "target": target}
        slots[label].append(cas.add(f"custom:Event{label}Link", None, link, member=False))
    features = {
        "eventType": event.type,
        "status": event.status,
        "mode": " ".join(event.mode),
        "context": " ".join(event.context),
        "claimed": "true" if event.statement is not None else "false",
        "actor": " ".join(slots["Actor"]),
        "recipient": " ".join(slots["Recipient"]),
    }
    cas.add("custom:Event", mark.span, features)


def _type_system() -> Mapping[str, bytes]:
    """`TypeSystem.xml`, the layers as UIMA describes them."""
    space = "http://uima.apache.org/resourceSpecifier"
    root = etree.Element("typeSystemDescription", nsmap={None: space})
    types = _under(root, "types")
    for name, above, features in _TYPES:
        described = _under(types, "typeDescription", name=name, description="", supertypeName=above)
        held = _under(described, "features") if features else None
        for feature, range_ in features:
            more = {"elementType": f"{UIMA}.Event{feature.title()}Link"} if range_ == _LINKS else {}
            _under(held, "featureDescription", name=feature, description="", rangeTypeName=range_, **more)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return {"TypeSystem.xml": written}


def _under(parent: Any, tag: str, **children: str) -> Any:
    """An element with children that hold text."""
    made = etree.SubElement(parent, tag)
    for name, value in children.items():
        etree.SubElement(made, name).text = value
    return made


_FIELDS: tuple[Column[Chosen], ...] = (
    Column(
        "NAME.xmi",
        "string",
        "the text with Party, Event (slots actor, recipient), Statement, Sentence, Token, and Report with its id",
        lambda c: None,
        None,
        "NAME is the report id made safe, with a digest; offsets in UTF-16 units",
    ),
    Column("TypeSystem.xml", "string", "the layers", lambda c: None),
)

INCEPTION = Format(
    "inception",
    "UIMA CAS XMI with its type system, for INCEpTION; needs --with-text",
    "files",
    (Table("reports", "reports", "one report", ("NAME.xmi",), _FIELDS, lambda c, left: ()),),
    needs_text=True,
    files=_files,
    once=_type_system,
)
