"""The coder: a loaded model and codebook that turn reports into records."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from communique.coding.annotated import Annotated
from communique.coding.collect import Collector
from communique.coding.learned import Corrections, load_corrections
from communique.coding.steps import PARTS, Books, run_steps
from communique.errors import CommuniqueError
from communique.ingest.build import Meta
from communique.ingest.decode import clean_controls
from communique.ingest.inputs import read_text
from communique.ingest.jsonl import read_object
from communique.ingest.plain import from_text
from communique.records.document import Document, Part
from communique.records.record import Record
from communique.segment.nlp import DEFAULT_MODEL, load_model
from communique.segment.read import parse_document, start_reading
from communique.segment.reading import Reading

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MOST_WORDS = 20_000
"""New words that a coder learns for good, about 25 MB."""


class Coder:
    """Codes reports with one spaCy model and one codebook.

    Example:
        >>> coder = communique.load()                                        # doctest: +SKIP
        >>> record = coder.code("Oslo condemned the raid.", date="2024-11-05")   # doctest: +SKIP
    """

    def __init__(
        self,
        nlp: Language,
        books: Books,
        only: Sequence[str] = PARTS,
        explain: bool = False,
        corrections: Corrections | None = None,
    ) -> None:
        unknown = [name for name in only if name not in PARTS]
        if unknown:
            raise CommuniqueError(f"unknown part {unknown[0]!r}; choose from {', '.join(PARTS)}")
        self.nlp = nlp
        self._words_at_start = len(nlp.vocab.strings)
        self.books = books
        self.explain = explain
        self.corrections = corrections
        self.skip = frozenset(
            name
            for part, names in (("events", ("events", "links")), ("statements", ()))
            if part not in only
            for name in names
        )
        self.only = tuple(only)

    def code(
        self,
        text: str,
        *,
        date: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
        id: str | None = None,
    ) -> Annotated:
        """Code one report given as text or HTML.

        Args:
            text: the report, plain text with paragraphs or an HTML page.
            date: publication date, YYYY-MM-DD; without it relative days stay null unless the
                text tells its date.
            title, publisher, url, id: what is known beside the text.

        Returns:
            The record, which in a notebook shows the annotated report.

        Raises:
            ReadError: the text holds nothing that can be coded.
        """
        cleaned, notes = clean_controls(text)
        meta = Meta(id=id, title=title, publisher=publisher, url=url, notes=notes)
        return self.code_document(read_text(cleaned, meta, "text", date))

    def code_many(self, reports: Iterable[str | dict[str, object] | Document]) -> Iterator[Annotated]:
        """Code reports one after the other, in order; dicts have the keys of a JSONL line."""
        for number, report in enumerate(reports, 1):
            if isinstance(report, str):
                yield self.code(report)
            elif isinstance(report, Document):
                yield self.code_document(report)
            else:
                yield self.code_document(read_object(dict(report), f"report {number}"))

    def code_document(self, document: Document) -> Annotated:
        """Code a document that was read before."""
        reading = self.read(document)
        record = Collector(reading, self.books.triggers, self.explain).record()
        if self.corrections is not None:
            record = self.corrections.apply(record)
        return Annotated.of(self._selected(record))

    def read(self, document: Document) -> Reading:
        """Run all steps and return the reading, for tests and for other programs."""
        with self._zone():
            doc = parse_document(self.nlp, document)
            reading = start_reading(doc, document)
            del doc
        run_steps(reading, self.books, self.skip)
        return reading

    def _zone(self) -> AbstractContextManager[object]:
        """Where a report's new words are kept: for good while few are known, then until it is read.

        spaCy's tokenizer remembers nothing within a memory zone, so that the frequent words are learnt outside one.
        """
        few = len(self.nlp.vocab.strings) < self._words_at_start + MOST_WORDS
        zone: AbstractContextManager[object] = nullcontext() if few else self.nlp.memory_zone()
        return zone

    def _selected(self, record: Record) -> Record:
        """The record with only the parts that were asked for."""
        if "statements" not in self.only:
            record = structs.replace(
                record, statements=[], events=[structs.replace(e, statement=None) for e in record.events]
            )
        return record


def record_of_doc(doc: Doc, books: Books, date: str | None, explain: bool) -> Annotated:
    """Code a doc that some other pipeline parsed; its text is read as a report with paragraphs.

    The text is taken as it is, HTML and odd line ends included, so that spans are those of the doc.
    """
    document = from_text(doc.text, Meta(), date)
    if document.text != doc.text:
        paragraphs = [Part("paragraph", m.span()) for m in re.finditer(r"\S[^\r\n]*", doc.text)]
        document = structs.replace(document, text=doc.text, parts=paragraphs)
    reading = start_reading(doc, document)
    run_steps(reading, books)
    return Annotated.of(Collector(reading, books.triggers, explain).record())


def load(
    model: str = DEFAULT_MODEL,
    *,
    overlays: Sequence[str | Path] = (),
    only: Sequence[str] = PARTS,
    explain: bool = False,
    lasting: bool = False,
    heads: str | Path | None = None,
) -> Coder:
    """Load a coder: about half a second, once.

    Args:
        model: a spaCy English model with tagger, parser and lemmatizer.
        overlays: folders of your own data files, laid over the built-in ones.
        only: what to write: "actors", "events", "statements".
        explain: add to each record which rule fired, on which words.
        lasting: the coder lives as long as the process, as in a command or a worker: what is loaded is left out of
            the garbage collector's rounds, which saves about a sixth of our own work.
        heads: a folder with what `communique train` learnt from your judgements.

    Raises:
        ModelError: the model is not installed or unfit.
        CodebookError: a data file or a learnt head is broken.
    """
    corrections = None if heads is None else load_corrections(Path(heads))
    collecting = gc.isenabled()
    gc.disable()
    try:
        coder = Coder(load_model(model), Books.load([Path(p) for p in overlays]), only, explain, corrections)
    finally:
        if collecting:
            gc.enable()
    if lasting:
        gc.freeze()
    return coder
