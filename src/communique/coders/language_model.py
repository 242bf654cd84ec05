"""A language model as a coder: asked with our codebook, believed only where the text proves it."""

from __future__ import annotations

import hashlib
import re

import msgspec

from communique.codebook.code_book import code_book
from communique.coders.endpoint import Endpoint
from communique.coders.errors import CoderError
from communique.coders.found import Found, json_schema
from communique.coders.prompt import system_prompt
from communique.coders.proving import CoderRecord, Prover
from communique.records.document import Document, Span

PIECE = 6000
"""Characters of a report that are asked about at once; cut between paragraphs."""
_FENCE = re.compile(r"\A\s*```(?:json)?\s*(.*?)\s*```\s*\Z", re.DOTALL)


class LanguageModelCoder:
    """Codes documents through an endpoint.

    Attributes:
        id: `llm:MODEL-DIGEST`; the digest is of prompt and schema, so that another codebook is another coder.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        book = code_book()
        self.endpoint = endpoint
        self.prompt, self.schema = system_prompt(book), json_schema(book)
        told = hashlib.blake2b(self.prompt.encode() + msgspec.json.encode(self.schema), digest_size=4).hexdigest()
        self.id = f"llm:{endpoint.model}-{told}"

    def code_document(self, document: Document) -> CoderRecord:
        """The record of a document.

        Raises:
            CoderError: no usable answer came, twice.
        """
        prover = Prover(document, self.id)
        for span in pieces(document.text):
            prover.add(self._ask(document, span), span)
        return prover.record()

    def _ask(self, document: Document, span: Span) -> Found:
        """What the model finds in a piece; asked once more where the answer cannot be read."""
        words = f"Published: {document.date or 'unknown'}\nText:\n{document.text[span[0] : span[1]]}"
        messages = [{"role": "system", "content": self.prompt}, {"role": "user", "content": words}]
        problem = ""
        for _ in range(2):
            answer = self.endpoint.ask(messages, self.schema, lambda text: isinstance(read(text), Found))
            found = read(answer)
            if isinstance(found, Found):
                return found
            problem = found
            messages = [
                *messages[:2],
                {"role": "assistant", "content": answer},
                {"role": "user", "content": f"That cannot be read: {problem}. Answer with the JSON object only."},
            ]
        raise CoderError(f"{document.id}: {self.endpoint.model} gave no readable answer, twice: {problem}")


def read(answer: str) -> Found | str:
    """The answer, or what is wrong with it; a fence around it is taken off."""
    fenced = _FENCE.match(answer)
    try:
        return msgspec.json.decode(fenced.group(1) if fenced else answer, type=Found)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        return str(error)


def pieces(text: str, most: int = PIECE) -> list[Span]:
    """Stretches of at most `most` characters, cut after paragraphs, else after words, else anywhere."""
    out, start = [], 0
    while start < len(text):
        end = min(len(text), start + most)
        if end < len(text):
            cut = max(text.rfind("\n\n", start, end), text.rfind("\n", start, end))
            cut = cut if cut > start + most // 3 else text.rfind(" ", start, end)
            end = cut + 1 if cut > start else end
        if text[start:end].strip():
            out.append((start, end))
        start = end
    return out
