"""A place in an input: what its items are called and where they lie."""

from __future__ import annotations

from dataclasses import dataclass, replace

from communique.ingest.items import Failed, Form, Item, Skipped, Unit, place_name, printable
from communique.ingest.options import ReadOptions


@dataclass(frozen=True, slots=True)
class Place:
    """A file or a member of an archive, whose items are being made.

    Attributes:
        path: the file, to open it by.
        member: the name inside an archive.
        id: the id of a report that is the whole place.
        key: the place's own key; items add their record or line.
        fingerprint: of the file.
        options: how to read.
        held: the bytes are in memory, there is no file to open later.
    """

    path: str
    member: str | None
    id: str
    key: str
    fingerprint: str | None
    options: ReadOptions
    held: bool = False

    @property
    def where(self) -> str:
        """The place for people."""
        return place_name(self.path, self.member, None, None)

    def inside(self, member: str, id: str, index: int | None = None) -> Place:
        """The place of an archive's member; `index` tells members of one name apart."""
        mark = f"#{printable(member)}" + (f"@{index}" if index is not None else "")
        return replace(self, member=member, id=id, key=self.key + mark)

    def item(
        self,
        data: bytes | None = None,
        *,
        form: Form = "report",
        number: int | None = None,
        unit: Unit = "record",
        offset: int | None = None,
        known: dict[str, str] | None = None,
        outcome: Skipped | Failed | None = None,
    ) -> Item:
        """An item of this place: the whole of it, or one record or line."""
        mark = ""
        if number is not None:
            mark = f"#{unit}-{number}"
        elif offset is not None:
            mark = f"#byte-{offset}"
        return Item(
            key=self.key + mark,
            path=self.path,
            member=self.member,
            number=number,
            unit=unit,
            offset=offset,
            fingerprint=self.fingerprint,
            form=form,
            data=data,
            known=known or {},
            outcome=outcome,
            options=self.options,
        )

    def failed(
        self,
        code: str,
        reason: str,
        *,
        number: int | None = None,
        unit: Unit = "record",
        offset: int | None = None,
        whole: bool = False,
    ) -> Item:
        """An item that says why there is no report; `whole`: it is the whole place that has none."""
        where = place_name(self.path, self.member, number, offset, unit)
        found = self.item(number=number, unit=unit, offset=offset, outcome=Failed(code, reason, where))
        if whole:
            found.key = self.key
        return found

    def skipped(
        self, code: str, reason: str, *, number: int | None = None, unit: Unit = "record", offset: int | None = None
    ) -> Item:
        """An item that is passed over by no fault."""
        where = place_name(self.path, self.member, number, offset, unit)
        return self.item(number=number, unit=unit, offset=offset, outcome=Skipped(code, reason, where))
