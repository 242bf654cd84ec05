"""Labels by which annotation tools hold our records: what exports write and imports read back.

An event's label is its type; of one that is not `actual`, type and state: `ACCUSE/negated`. A party's label is its
kind, or, where a person annotated it, a code: `NOR` or `NOR GOV`.
"""

from __future__ import annotations

from typing import get_args

from communique.records.record import Status

STATUSES: tuple[str, ...] = get_args(Status)
PARTIES = {"person": "Person", "country": "Country", "organisation": "Organisation", "group": "Group"}
STATEMENT = "Statement"
ACTOR, RECIPIENT, SAID_BY = "Actor", "Recipient", "Said_by"

UIMA = "webanno.custom"
"""Package of our UIMA types, as INCEpTION names layers of a project's own."""


def event_label(type: str, status: str) -> str:
    """The label of an event in tools that have no attributes."""
    return type if status == "actual" else f"{type}/{status}"


def split_label(label: str) -> tuple[str, str]:
    """Type and state from a label; a type alone is `actual`."""
    type_, _, status = label.partition("/")
    return type_.strip().upper(), status.strip().lower() or "actual"
