"""Two coders compared: which records both judged, on which fields they agree, beyond chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from communique.evaluate.agreement import cohen_kappa, krippendorff_alpha
from communique.records.record import Record
from communique.store.judgements import Judgement
from communique.store.opinions import Opinion, of_coder
from communique.web import fields

KEPT = "kept"
"""The field that says whether a coder holds a record to be one at all."""


@dataclass(slots=True)
class Unit:
    """One field of one record as two coders have it; values as JSON text.

    Attributes:
        report, record: ids.
        name: the field, or `KEPT`.
        one, other: the coders' values.
        machine: the machine's value, empty for an added record.
        settled_by: who settled it, empty where nobody did.
    """

    report: str
    record: str
    kind: str
    name: str
    one: str
    other: str
    machine: str
    quote: str = ""
    settled_by: str = ""


@dataclass(slots=True)
class Agreement:
    """Agreement on one field: number of records, raw share, kappa, alpha."""

    name: str
    pairs: list[tuple[str, str]] = field(default_factory=list)

    @property
    def raw(self) -> float:
        """Share of equal answers."""
        return sum(a == b for a, b in self.pairs) / len(self.pairs)

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa."""
        return cohen_kappa(self.pairs)

    @property
    def alpha(self) -> float | None:
        """Krippendorff's alpha, nominal."""
        return krippendorff_alpha(self.pairs)


def units(record: Record, rows: Sequence[Judgement], one: str, other: str) -> Iterator[Unit]:
    """The fields of a report's records that both coders have an answer for.

    A record that one coder added and the other, who judged the report too, did not is kept by one only.
    Fields are compared only where both keep the record.
    """
    ones, others = of_coder(rows, one), of_coder(rows, other)
    if not _judged(ones) or not _judged(others):
        return
    finals = {(j.record_id, j.field or KEPT): j.coder for j in rows if j.final and j.verdict != "undo"}
    added = [key for key, o in {**ones, **others}.items() if fields.find(record, key) is None and o.kind]
    for key in [*(r.id for r in fields.items(record)), *added]:
        a, b = ones.get(key, Opinion()), others.get(key, Opinion())
        machine = fields.find(record, key)
        if machine is None and not (a.verdict or b.verdict):
            continue
        if machine is not None and not (a.verdict and b.verdict):
            continue
        for unit in _of_record(record, key, a, b):
            unit.settled_by = finals.get((key, unit.name), "")
            yield unit


def _of_record(record: Record, key: str, a: Opinion, b: Opinion) -> Iterator[Unit]:
    """The fields of one record."""
    machine = fields.find(record, key)
    held = {} if machine is None else fields.values_of(machine)
    kind = (a if a.verdict else b).kind if machine is None else fields.kind_of(machine)
    quote = a.quote or b.quote
    one, other = _keeps(a), _keeps(b)
    yield Unit(record.report.id, key, kind, KEPT, one, other, "yes" if held else "", quote)
    if (one, other) != ("yes", "yes"):
        return
    for name in fields.fields_of(kind):
        one, other = (_text({**held, **o.values}.get(name)) for o in (a, b))
        yield Unit(record.report.id, key, kind, name, one, other, _text(held.get(name)) if held else "", quote)


def _keeps(opinion: Opinion) -> str:
    """Whether a coder keeps a record."""
    return "yes" if opinion.verdict in ("accepted", "corrected", "added") else "no"


def _judged(held: dict[str, Opinion]) -> bool:
    """Whether a coder has judged anything in the report."""
    return any(o.verdict for o in held.values())


def _text(value: Any) -> str:
    """A value as text that can be compared; order of parties and evidence do not count."""
    if isinstance(value, list):
        value = sorted(value)
    if isinstance(value, dict):
        value = {k: v for k, v in value.items() if k in ("start", "end", "name")}
    return msgspec.json.encode(value, order="sorted").decode()


def agreement(found: Iterable[Unit]) -> list[Agreement]:
    """Agreement by field, `KEPT` first."""
    by: dict[str, Agreement] = {n: Agreement(n) for n in (KEPT, *fields.EVENT, *fields.STATEMENT)}
    for unit in found:
        by[unit.name].pairs.append((unit.one, unit.other))
    return [a for a in by.values() if a.pairs]
