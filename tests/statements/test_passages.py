"""The passages of `tests/examples/statements/*.md`, one phenomenon a group.

A passage is a line that opens with `- `; `¶` stands for a new paragraph. Below it stands each
statement as `= speaker | cue | content | kind`, then optional `name=value` fields, in text
order; `= none` where there is none. Pieces of a content are joined by ` + `.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from communique.records.document import Document, Part
from communique.segment.read import parse_document, start_reading
from communique.segment.reading import Reading, StatementDraft
from communique.statements.attribute import attribute
from communique.statements.cuebook import CueBook, load_cues

if TYPE_CHECKING:
    from spacy.language import Language

FOLDER = Path(__file__).parent.parent / "examples" / "statements"
FEWEST = 500


def passages() -> Iterator[tuple[str, str, list[str]]]:
    """Each passage with its name and the statements that are expected."""
    for path in sorted(FOLDER.glob("*.md")):
        group, name, text = "", "", ""
        expected: list[str] = []
        for line in [*path.read_text(encoding="utf-8").splitlines(), "- "]:
            if line.startswith("## "):
                group = line[3:]
            elif line.startswith("- "):
                if text:
                    yield f"{path.stem}: {name}: {text[:40]}", text, expected
                name, text, expected = group, line[2:], []
            elif line.strip().startswith("= "):
                expected.append(line.strip()[2:])


PASSAGES = list(passages())


@pytest.fixture(scope="module")
def cues() -> CueBook:
    """The packaged cue book."""
    return load_cues()


def read(nlp: Language, cues: CueBook, passage: str) -> Reading:
    """Attribute the statements of a passage."""
    text = passage.replace("¶", "\n\n")
    parts = [Part("paragraph", m.span()) for m in re.finditer(r"[^\n]+", text)]
    document = Document(id="passage", text=text, parts=parts)
    reading = start_reading(parse_document(nlp, document), document)
    attribute(reading, cues)
    return reading


def told(reading: Reading, made: StatementDraft) -> str:
    """A statement as a line of the tables."""
    word = reading.parse.word
    content = " + ".join(reading.words(piece) for piece in made.content).replace("\n\n", "¶")
    fields = [
        reading.words(made.speaker) if made.speaker else "-",
        reading.words(made.cue) if made.cue else "-",
        content,
        made.kind,
    ]
    if made.cue_class != "speech":
        fields.append(f"class={made.cue_class}")
    if made.medium:
        fields.append(f"medium={made.medium}")
    if made.outlet:
        fields.append(f"outlet={reading.words(made.outlet)}")
    if made.addressee_head is not None:
        fields.append(f"to={word[made.addressee_head]}")
    if made.polarity:
        fields.append(f"polarity={made.polarity}")
    if made.stance:
        fields.append(f"stance={reading.words(made.stance)}")
    if made.co_heads:
        fields.append(f"with={','.join(word[c] for c in made.co_heads)}")
    if made.parent is not None:
        outer = reading.statements[made.parent].cue
        fields.append(f"in={reading.words(outer) if outer else '?'}")
    return " | ".join(fields)


@pytest.mark.parametrize(("passage", "expected"), [pytest.param(t, e, id=n) for n, t, e in PASSAGES])
def test_passage(nlp: Language, cues: CueBook, passage: str, expected: list[str]) -> None:
    """A passage gives the statements of its table, no more and no fewer."""
    reading = read(nlp, cues, passage)
    got = [told(reading, made) for made in reading.statements]
    assert (got or ["none"]) == expected


def test_there_are_enough_passages() -> None:
    """The tables hold at least as many passages as the stage promises."""
    assert len(PASSAGES) >= FEWEST
