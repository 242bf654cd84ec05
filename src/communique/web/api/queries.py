"""What may be asked: each struct is the only definition of its parameters, checked and described from here."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

Text = Annotated[str, Meta(max_length=200)]
Country = Annotated[str, Meta(pattern="^([A-Z]{3})?$", max_length=3, description="ISO 3166 alpha-3, or UNO, EUR, ...")]
Side = Annotated[
    str, Meta(pattern="^([A-Z]{3}|-)?$", max_length=3, description="a country's code; - for a side without a country")
]
Day = datetime.date | UnsetType
Status = Literal["", "actual", "historical", "future", "hypothetical", "negated"]
Quad = Literal["", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
Limit = Annotated[int, Meta(ge=1, le=200, description="rows at most")]
Offset = Annotated[int, Meta(ge=0, le=1_000_000, description="rows to pass over: `next` of the answer before")]

LONGEST = 400_000
"""Characters of a text that is coded at once; longer ones are for `communique run`."""


class Query(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What every list takes."""

    limit: Limit = 50
    offset: Offset = 0


class Period(Query, kw_only=True):
    """A list over days, both included."""

    start: Day = msgspec.field(name="from", default=UNSET)
    end: Day = msgspec.field(name="to", default=UNSET)

    def days(self) -> tuple[str, str]:
        """The days as the store has them, empty where they are open."""
        start, end = (d.isoformat() if isinstance(d, datetime.date) else "" for d in (self.start, self.end))
        return start, end


class ReportsQuery(Period, kw_only=True):
    """Filters of reports."""

    q: Annotated[str, Meta(max_length=500, description='words that all occur; "quoted words" stand together')] = ""
    outlet: Text = ""
    country: Country = ""
    type: Text = ""
    status: Status = ""
    review: Literal["", "machine", "started", "checked", "corrected"] = ""
    order: Literal["newest", "oldest", "doubtful"] = "newest"


class EventsQuery(Period, kw_only=True):
    """Filters of events; `country` is on either side, `person` an actor's id."""

    type: Text = ""
    status: Status = ""
    quad: Quad = ""
    country: Country = ""
    actor: Side = ""
    recipient: Side = ""
    person: Text = ""
    place: Text = ""


class StatementsQuery(Period, kw_only=True):
    """Filters of statements; `speaker` is an actor's id, `country` the speaker's."""

    speaker: Text = ""
    country: Country = ""
    kind: Literal["", "direct", "mixed", "indirect"] = ""
    report: Text = ""


class ActorsQuery(Query, kw_only=True):
    """Filters of actors; `q` is a part of the name."""

    q: Text = ""
    kind: Literal["", "person", "country", "organisation", "group"] = ""
    country: Country = ""


class OccurrencesQuery(Period, kw_only=True):
    """Filters of occurrences."""

    type: Text = ""
    status: Status = ""
    country: Country = ""


class ThreadsQuery(Query, kw_only=True):
    """Filters of threads; `q` is a part of the title."""

    q: Text = ""
    kind: Literal["", "talks", "agreement", "ceasefire", "aid", "sanctions", "dispute", "conflict", "protest"] = ""
    country: Country = ""
    disputed: bool = False


class RecordQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Which report's record; ids may hold any character."""

    id: Annotated[str, Meta(min_length=1, max_length=2000)]


class NoQuery(msgspec.Struct, forbid_unknown_fields=True):
    """Nothing to ask."""


class CodeRequest(msgspec.Struct, forbid_unknown_fields=True):
    """A report to be coded. Nothing of it is kept."""

    text: Annotated[str, Meta(min_length=1, max_length=LONGEST, description="plain text or HTML")]
    date: Day = UNSET
    title: Annotated[str, Meta(max_length=500)] = ""
    publisher: Annotated[str, Meta(max_length=200)] = ""
    url: Annotated[str, Meta(max_length=2000)] = ""
    id: Annotated[str, Meta(max_length=200)] = ""


Q = TypeVar("Q")


def query_from(params: QueryParams, kind: type[Q]) -> Q:
    """The parameters of a request as their struct.

    Raises:
        HTTPException: an unknown or repeated parameter, or one that is no such value (400).
    """
    given: dict[str, Any] = {}
    for name, value in params.multi_items():
        if name in given:
            raise HTTPException(400, f"the parameter {name!r} was given twice")
        given[name] = value
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        raise HTTPException(400, f"the parameters cannot be understood: {error}") from None


def body_from(body: bytes) -> CodeRequest:
    """The body of a request to code a text.

    Raises:
        HTTPException: it is no such JSON (400).
    """
    try:
        return msgspec.json.decode(body, type=CodeRequest)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise HTTPException(400, f"the body cannot be understood: {error}") from None
