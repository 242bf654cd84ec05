"""Gold from doccano's and Prodigy's JSON lines: spans with labels, relations between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from communique.codebook.code_book import code_book
from communique.evaluate.annotations.gold import GoldEvent, GoldReport, Imported, Party, is_party, party_codes
from communique.evaluate.codings import GoldError
from communique.records.annotation import ACTOR, RECIPIENT, SAID_BY, STATEMENT, STATUSES, split_label
from communique.records.document import Span

_SIDES = (ACTOR.lower(), RECIPIENT.lower())


@dataclass(slots=True)
class _Sheet:
    """One report: labelled spans by some key, links between keys, and who parties are, by place."""

    text: str
    spans: dict[Any, tuple[Span, str]] = field(default_factory=dict)
    links: list[tuple[Any, str, Any]] = field(default_factory=list)
    parties: dict[tuple[Span, str], Party] = field(default_factory=dict)

    def events(self, imported: Imported) -> list[GoldEvent]:
        """The events; what is neither event nor party is counted."""
        sides = self._sides(imported)
        found = []
        for key, (span, label) in self.spans.items():
            type_, status = split_label(label)
            if type_ in code_book().types and status in STATUSES:
                actor, recipient = (
                    [p for name, p in sides.get(key, ()) if name == side] for side in ("actor", "recipient")
                )
                found.append(GoldEvent(type_, span, actor, recipient, status))
            elif label == STATEMENT:
                imported.left["statements (events are compared)"] += 1
            elif not is_party(label):
                imported.left[f"spans labelled {label!r}, which is no type, state or party"] += 1
        return found

    def _sides(self, imported: Imported) -> dict[Any, list[tuple[str, Party]]]:
        """Parties by event; a relation drawn from party to event is taken as well."""
        found: dict[Any, list[tuple[str, Party]]] = {}
        for a, label, b in self.links:
            name = label.lower()
            if name not in _SIDES or a not in self.spans or b not in self.spans:
                if label != SAID_BY:
                    imported.left[f"relations labelled {label!r} that lead from no event to a party"] += 1
                continue
            event, party = (b, a) if is_party(self.spans[a][1]) else (a, b)
            found.setdefault(event, []).append((name, self._party(*self.spans[party])))
        return found

    def _party(self, span: Span, label: str) -> Party:
        """Who a mention is: by its label's codes, else by what the export said of this place, else by its words."""
        words = " ".join(self.text[span[0] : span[1]].split())
        codes = party_codes(label.split())
        if codes:
            return Party(words, None, codes)
        return self.parties.get((span, label)) or Party(words)


def read_doccano(path: Path) -> Imported:
    """Read a file that doccano exported, or ours."""
    return _read(path, _doccano)


def read_prodigy(path: Path) -> Imported:
    """Read what `prodigy db-out` wrote, or our file; what was rejected or ignored is counted."""
    return _read(path, _prodigy)


def _read(path: Path, sheet_of: Any) -> Imported:
    """Read a file line by line; a line that is none of the format's is a problem, the others are read."""
    imported = Imported()
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            where = f"{path}:{number}"
            try:
                raw = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
                if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
                    raise GoldError("expected an object with `text`")
                if raw.get("answer") in ("reject", "ignore"):
                    imported.left[f"reports whose answer is {raw['answer']}"] += 1
                    continue
                sheet: _Sheet = sheet_of(raw)
                _check(sheet)
                _who(raw, sheet)
                imported.add(GoldReport(_report_id(raw, number), sheet.text, sheet.events(imported)), where)
            except (msgspec.DecodeError, GoldError, UnicodeDecodeError) as error:
                imported.problems.append(f"{where}: {error}")
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                imported.problems.append(f"{where}: a span or relation is not as the format has it ({error!r})")
    return imported


def _doccano(raw: Mapping[str, Any]) -> _Sheet:
    """Entities and relations; or the older lists of start, end and label."""
    sheet = _Sheet(raw["text"])
    for number, entity in enumerate(raw.get("entities") or raw.get("label") or raw.get("labels") or []):
        if isinstance(entity, dict):
            sheet.spans[entity["id"]] = (int(entity["start_offset"]), int(entity["end_offset"])), str(entity["label"])
        else:
            start, end, label = entity
            sheet.spans[-1 - number] = (int(start), int(end)), str(label)
    sheet.links = [(r["from_id"], str(r["type"]), r["to_id"]) for r in raw.get("relations") or []]
    return sheet


def _prodigy(raw: Mapping[str, Any]) -> _Sheet:
    """Spans and relations; a span is known by its place and label."""
    sheet = _Sheet(raw["text"])
    for span in _prodigy_spans(raw):
        place, label = (int(span["start"]), int(span["end"])), str(span["label"])
        sheet.spans[place, label] = place, label
    for relation in raw.get("relations") or []:
        ends = [relation["head_span"], relation["child_span"]]
        head, child = (((int(s["start"]), int(s["end"])), str(s.get("label"))) for s in ends)
        sheet.links.append((head, str(relation["label"]), child))
    return sheet


def _prodigy_spans(raw: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The spans of a task, those of relations included, which stand only there in some recipes."""
    yield from raw.get("spans") or []
    for relation in raw.get("relations") or []:
        yield from (s for s in (relation["head_span"], relation["child_span"]) if s.get("label"))


def _check(sheet: _Sheet) -> None:
    """Refuse spans outside of the text: then offsets are not in characters of this text."""
    for (start, end), label in sheet.spans.values():
        if not 0 <= start < end <= len(sheet.text):
            raise GoldError(f"the span [{start}, {end}) labelled {label!r} lies outside of the text")


def _who(raw: Mapping[str, Any], sheet: _Sheet) -> None:
    """What our export said of who the marked parties are; tools keep it beside the text or in `meta`."""
    for p in _kept(raw, "parties") or []:
        place = (int(p["start"]), int(p["end"]))
        words = " ".join(sheet.text[place[0] : place[1]].split())
        sheet.parties.setdefault((place, p["label"]), Party(words, p["name"], tuple(p["codes"])))


def _report_id(raw: Mapping[str, Any], number: int) -> str:
    """The report's id as we exported it, else the tool's own, else the number of the line."""
    return str(_kept(raw, "report") or _kept(raw, "id") or number)


def _kept(raw: Mapping[str, Any], key: str) -> Any:
    """A field that stands at the top or in `meta`."""
    meta = raw.get("meta")
    held = meta.get(key) if isinstance(meta, dict) else None
    return raw.get(key) if held is None else held
