"""What the rules of this stage see of a reading: parse, quotations and parts by token."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from communique.segment.parse import Parse
from communique.segment.reading import Quote, Range, Reading, StatementDraft
from communique.statements.cuebook import Cue, CueBook

SKIPPED_PARTS = frozenset({"dateline", "credit", "link"})
EDGE = frozenset(
    {
        ",",
        ".",
        ";",
        ":",
        "-",
        "--",
        "—",
        "–",
        "―",
        "'",
        "‘",
        "’",
        '"',
        "“",
        "”",
        "''",
        "``",
        "„",
        "«",
        "»",
        "…",
        "...",
        " ",
    }
)
PAUSE = frozenset({",", ";", ":", "-", "--", "—", "–", "―", "(", ")"})
STOP = frozenset({".", "?", "!", ";", "..."})


@dataclass(slots=True)
class Hit:
    """A cue in the text: the head token, all its tokens, and the entry it fires.

    `subject` is the head token of the speaker's mention where the syntax gives one.
    """

    head: int
    tokens: Range
    cue: Cue
    subject: int | None = None
    passive: bool = False
    agent: int | None = None


@dataclass(slots=True)
class View:
    """A reading as the statement rules see it.

    Attributes:
        quote_of: for each token the index of the outermost quotation that holds it, marks
            included, or -1; stretches marked `scare` count as none.
        opens, closes: first and last token of a quotation, marks included, to its index.
        mark: whether a token is a quotation mark of a known quotation.
        quoted: whether a token stands in any quotation, scare-quoted stretches too.
        partner: opening mark of each quotation to its closing mark, and back.
        any_opens: first token of each outermost quotation, scare-quoted ones too, to its end.
        part_of: index of the part that holds the token, -1 for parts never coded.
        hits: verbal cues in text order.
        drafts: statements found so far.
    """

    reading: Reading
    book: CueBook
    parse: Parse
    quotes: list[Quote]
    quote_of: list[int]
    opens: dict[int, int]
    closes: dict[int, int]
    mark: bytearray
    part_of: list[int]
    quoted: bytearray
    partner: dict[int, int] = field(default_factory=dict)
    any_opens: dict[int, int] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    drafts: list[StatementDraft] = field(default_factory=list)
    _heads: list[int] = field(default_factory=list)

    def hits_in(self, first: int, last: int) -> list[Hit]:
        """The cues whose heads lie in `[first, last)`."""
        if len(self._heads) != len(self.hits):
            self._heads = [hit.head for hit in self.hits]
        return self.hits[bisect_left(self._heads, first) : bisect_left(self._heads, last)]

    def sentence(self, token: int) -> Range:
        """Token range of the token's sentence."""
        return self.parse.sents[self.parse.sent[token]]

    def part(self, token: int) -> Range:
        """Token range of the token's part; the sentence where it lies in none."""
        number = self.part_of[token]
        return self.reading.parts[number].tokens if number >= 0 else self.sentence(token)

    def trim(self, first: int, last: int, keep_stop: bool = False) -> Range:
        """Drop pauses, white space and marks at both edges of `[first, last)`.

        A mark stays where its partner stands inside: `the plan was "a bad joke"`.
        """
        while first < last:
            if self._drops(first, keep_stop=False):
                first += 1
            elif self._drops(last - 1, keep_stop):
                last -= 1
            elif self.mark[first] and self.partner.get(first, last) >= last - 1:
                last -= self.partner.get(first) == last - 1
                first += 1
            elif self.mark[last - 1] and self.partner.get(last - 1, -1) < first:
                last -= 1
            else:
                break
        return (first, max(first, last))

    def _drops(self, token: int, keep_stop: bool) -> bool:
        """Whether the token is no mark of a quotation and means nothing at an edge."""
        text = self.parse.word[token]
        if self.mark[token] or (keep_stop and text in STOP):
            return False
        return text in EDGE or text.isspace()


def make_view(reading: Reading, book: CueBook) -> View:
    """Index a reading by token."""
    parse = reading.parse
    n = len(parse)
    quote_of, mark, part_of, quoted = [-1] * n, bytearray(n), [-1] * n, bytearray(n)
    opens: dict[int, int] = {}
    closes: dict[int, int] = {}
    for number, part in enumerate(reading.parts):
        if part.kind not in SKIPPED_PARTS:
            first, last = part.tokens
            part_of[first:last] = [number] * (last - first)
    for part in reading.parts:
        if part.kind in SKIPPED_PARTS:
            part_of[part.tokens[0] : part.tokens[1]] = [-1] * (part.tokens[1] - part.tokens[0])
    for k, quote in enumerate(reading.quotes):
        first, last = quote.outer
        mark[first : quote.inner[0]] = b"\x01" * (quote.inner[0] - first)
        mark[quote.inner[1] : last] = b"\x01" * (last - quote.inner[1])
        quoted[first:last] = b"\x01" * (last - first)
        if quote.scare or quote.depth:
            continue
        quote_of[first:last] = [k] * (last - first)
        opens[first], closes[last - 1] = k, k
    view = View(reading, book, parse, reading.quotes, quote_of, opens, closes, mark, part_of, quoted)
    for quote in reading.quotes:
        first, last = quote.outer
        if first < quote.inner[0] and quote.inner[1] < last:
            view.partner[first], view.partner[last - 1] = last - 1, first
    view.any_opens = {q.outer[0]: q.outer[1] for q in reading.quotes if not q.depth}
    return view
