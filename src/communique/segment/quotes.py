"""Quotations: which stretches stand between marks, with recovery local to the paragraph.

News mixes straight, curly, doubled single and single marks and guillemets, loses marks when it
is scraped, and uses one sign for the apostrophe and the closing mark. Each mark is read by what
stands beside it; a mark that finds no partner spoils nothing beyond its paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from communique.segment.parse import Parse
from communique.segment.reading import PartTokens, Quote

_MARKS = re.compile(r"''|``|[\"“”„‟«»‘’‚‹›']")
_ANY_MARK = re.compile(r"[\"“”„‟«»‘‹›']|``")
_BEFORE_OPENING = frozenset(" \t\n\r\u00a0\u2009\u200b([{-—–―/…")
_AFTER_CLOSING = frozenset(" \t\n\r\u00a0\u2009\u200b)]}-—–―/….,;:?!")
_STARTS_QUOTE = re.compile(r"\s*(?:[\"“„«‘‹]|''|``|'(?=\w))")
_ELISIONS = frozenset(["em", "tis", "twas", "til", "cause", "round", "bout", "n", "nuff", "cos"])
_UNITS = re.compile(r"\d['’]\s?\d{1,2}$")
_REPORTING = re.compile(
    r"[,?!]\s+(?:(?:he|she|they|it|(?:[Tt]he|an?|one) \w+(?: \w+)?|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}) "
    r"(?:said|says|told|added|wrote|asked|continued)\b|(?:said|says|added|asked|wrote) [A-Za-z])"
)
_NAMING = frozenset(
    [
        "so-called",
        "called",
        "dubbed",
        "nicknamed",
        "named",
        "titled",
        "entitled",
        "termed",
        "word",
        "words",
        "term",
        "phrase",
        "slogan",
        "hashtag",
        "labelled",
        "labeled",
        "film",
        "movie",
        "book",
        "novel",
        "song",
        "album",
        "show",
        "series",
        "programme",
        "program",
        "essay",
        "column",
    ]
)
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "for",
        "and",
        "or",
        "to",
        "at",
        "by",
        "with",
        "from",
        "as",
        "but",
        "nor",
        "is",
    ]
)
_WORD = re.compile(r"\w+(?:[.'’-]\w+)*")
_SENTENCE_END = frozenset(".?!…")
_KIND = {"''": '"', "``": '"', "“": '"', "”": '"', "„": '"', "‟": '"', '"': '"', "«": "«", "»": "«"}


@dataclass(slots=True)
class _Open:
    """An opening mark that waits for its partner."""

    start: int
    end: int
    mark: str
    family: str


@dataclass(slots=True)
class _Found:
    """A quotation in characters."""

    start: int
    inner_start: int
    inner_end: int
    end: int
    mark: str
    depth: int
    closed: bool = True
    runs_on: bool = False


@dataclass(slots=True)
class _Scan:
    """Reading of one part's marks: the stack of open ones and what was found."""

    text: str
    first: int
    last: int
    sentence_starts: list[int]
    stack: list[_Open] = field(default_factory=list)
    found: list[_Found] = field(default_factory=list)
    closers: list[int] = field(default_factory=list)

    def open(self, start: int, end: int) -> None:
        """Put an opening mark on the stack."""
        mark = self.text[start:end]
        self.stack.append(_Open(start, end, mark, _KIND.get(mark, "'")))

    def close(self, start: int, end: int, family: str) -> bool:
        """Close the innermost open mark of the family; open marks inside it are dropped."""
        for k in range(len(self.stack) - 1, -1, -1):
            if self.stack[k].family == family:
                opened = self.stack[k]
                del self.stack[k:]
                self.found.append(_Found(opened.start, opened.end, start, end, opened.mark, k))
                return True
        return False

    def holds(self, family: str) -> bool:
        """Whether a mark of the family is open."""
        return any(o.family == family for o in self.stack)


def find_quotes(parse: Parse, parts: list[PartTokens]) -> list[Quote]:
    """Find the stretches between quotation marks, part by part.

    A mark left open ends with its paragraph; where the next paragraph opens with a mark the
    quotation runs on into it. A closing mark without an opening one takes its sentence. Short
    stretches that are names, titles or words held at arm's length are marked `scare`.

    Args:
        parse: the parse of the report.
        parts: its parts in tokens, in text order.

    Returns:
        Quotations in text order, outer before inner; ranges are in tokens. In `He said: "The
        'plan' is dead"` the second has depth 1.
    """
    quotes: list[Quote] = []
    bodies = [p for p in parts if p.kind not in ("dateline", "credit", "link")]
    for k, part in enumerate(bodies):
        first, last = parse.span(*part.tokens)
        if not _ANY_MARK.search(parse.text, first, last):
            if not re.search("[”’]", parse.text[first:last]):
                continue
        follows = bodies[k + 1] if k + 1 < len(bodies) else None
        opens_next = bool(follows and _STARTS_QUOTE.match(parse.text, parse.start[follows.tokens[0]]))
        for found in _scan_part(parse, part, first, last, opens_next):
            quote = _in_tokens(parse, found, part)
            if quote:
                quotes.append(quote)
    quotes.sort(key=lambda q: (q.outer[0], -q.outer[1]))
    return quotes


def _scan_part(parse: Parse, part: PartTokens, first: int, last: int, opens_next: bool) -> list[_Found]:
    """Pair the marks of one part."""
    text = parse.text
    starts = [parse.start[s] for s, _ in parse.sents if part.tokens[0] <= s < part.tokens[1]]
    scan = _Scan(text, first, last, starts or [first])
    marks = [m.span() for m in _MARKS.finditer(text, first, last)]
    scan.closers = [a for a, b in marks if b - a == 1 and text[a] in "'’›" and _can_close(scan, a, b)]
    for a, b in marks:
        family = _KIND.get(text[a:b], "'")
        if family == "'":
            _single(scan, a, b)
        elif family == "«":
            _guillemet(scan, a, b)
        else:
            _double(scan, a, b, marks)
    _leftover(scan, opens_next)
    return scan.found


def _before(scan: _Scan, a: int) -> str:
    return scan.text[a - 1] if a > scan.first else " "


def _after(scan: _Scan, b: int) -> str:
    return scan.text[b] if b < scan.last else " "


def _opens_here(scan: _Scan, a: int, b: int) -> bool:
    """Whether the place looks like one for an opening mark: white space before, a word after."""
    before, after = _before(scan, a), _after(scan, b)
    return (before in _BEFORE_OPENING or before in "“\"‘'«") and after not in " \t\n\u00a0.,;:?!)"


def _can_close(scan: _Scan, a: int, b: int) -> bool:
    """Whether the place looks like one for a closing mark: a word before, none after."""
    before, after = _before(scan, a), _after(scan, b)
    return not before.isspace() and before not in "([{" and not after.isalnum()


def _double(scan: _Scan, a: int, b: int, marks: list[tuple[int, int]]) -> None:
    """Read a double mark."""
    mark, holds = scan.text[a:b], scan.holds('"')
    if _UNITS.search(scan.text[max(scan.first, a - 5) : a]):
        return
    opens, closes = _opens_here(scan, a, b), _can_close(scan, a, b)
    if mark in "“„``" and not (holds and closes and not opens):
        if holds and not _nested(scan, a, marks):
            _break_off(scan, a)
        scan.open(a, b)
    elif holds and (closes or not opens):
        scan.close(a, b, '"')
    elif opens or (not closes and mark != "”"):
        if holds:
            _break_off(scan, a)
        scan.open(a, b)
    elif closes:
        _stray(scan, a, b)


def _nested(scan: _Scan, a: int, marks: list[tuple[int, int]]) -> bool:
    """Whether a second opening curly mark lies inside the first: two closing marks follow."""
    rest = [scan.text[x:y] for x, y in marks if x > a]
    return rest.count("”") - rest.count("“") >= 2


def _single(scan: _Scan, a: int, b: int) -> None:
    """Read a single mark, which may be an apostrophe."""
    mark = scan.text[a:b]
    if mark in "‘‚‹" or (mark == "'" and _opens_here(scan, a, b)):
        after = _WORD.match(scan.text, b)
        word = after.group().lower() if after else ""
        if not word and _after(scan, b) not in '"“[$£€':
            return
        if mark == "'" and (word in _ELISIONS or re.match(r"\d\ds?$", word)):
            return
        at_start = not scan.text[scan.first : a].strip()
        if not scan.holds("'") and (any(c > a for c in scan.closers) or (mark == "‘" and at_start)):
            scan.open(a, b)
    elif scan.holds("'") and a in scan.closers and not _possessive(scan, a, b):
        scan.close(a, b, "'")


def _possessive(scan: _Scan, a: int, b: int) -> bool:
    """Whether the mark after an s is a plural's apostrophe: a better closing mark follows."""
    rest = scan.text[b : b + 2]
    if _before(scan, a) not in "sS" or not (rest[:1] == " " and rest[1:].isalpha()):
        return False
    later = [c for c in scan.closers if c > a]
    opener = re.search(r"(?:^|[\s(—-])['‘](?=\w)", scan.text[b : scan.last])
    return bool(later) and not (opener and b + opener.start() < later[0])


def _guillemet(scan: _Scan, a: int, b: int) -> None:
    """Read a guillemet; «these» and »these« both occur."""
    if scan.holds("«"):
        scan.close(a, b, "«")
    else:
        scan.open(a, b)


def _break_off(scan: _Scan, at: int) -> None:
    """End an open double quotation whose closing mark is missing before `at`."""
    for k in range(len(scan.stack) - 1, -1, -1):
        if scan.stack[k].family == '"':
            opened = scan.stack[k]
            del scan.stack[k:]
            _end_open(scan, opened, at, k)
            return


def _end_open(scan: _Scan, opened: _Open, at: int, depth: int) -> None:
    """Record a quotation without a closing mark: to its reporting clause, or to `at`."""
    reporting = _REPORTING.search(scan.text, opened.end, at)
    end = reporting.start() + 1 if reporting else at
    end = opened.end + len(scan.text[opened.end : end].rstrip())
    if end > opened.end:
        scan.found.append(_Found(opened.start, opened.end, end, end, opened.mark, depth, closed=False))


def _stray(scan: _Scan, a: int, b: int) -> None:
    """A closing mark whose opening one is missing: the quotation is its sentence so far."""
    if _before(scan, a) not in ".,?!…":
        return
    start = max((s for s in scan.sentence_starts if s < a), default=scan.first)
    start = max([start, *(f.end for f in scan.found if f.end <= a)])
    start += len(scan.text[start:a]) - len(scan.text[start:a].lstrip(" \t\n\u00a0.,;:"))
    if start < a:
        scan.found.append(_Found(start, start, a, b, scan.text[a:b], 0, closed=False))


def _leftover(scan: _Scan, opens_next: bool) -> None:
    """What is still open at the part's end: it runs on, or ends here."""
    for depth, opened in enumerate(scan.stack):
        if opened.family == "'" and not opens_next:
            continue
        if opens_next:
            end = opened.end + len(scan.text[opened.end : scan.last].rstrip())
            if end > opened.end:
                found = _Found(opened.start, opened.end, end, end, opened.mark, depth, closed=False, runs_on=True)
                scan.found.append(found)
        else:
            _end_open(scan, opened, scan.last, depth)
    scan.stack.clear()


def _in_tokens(parse: Parse, found: _Found, part: PartTokens) -> Quote | None:
    """The quotation in tokens, None where it holds none."""
    first, last = part.tokens
    outer = parse.tokens_in((found.start, found.end))
    inner_first, inner_last = parse.tokens_in((found.inner_start, max(found.inner_end, found.inner_start + 1)))
    outer = (max(outer[0], first), min(outer[1], last))
    inner = (max(inner_first, outer[0]), min(inner_last, outer[1]))
    if inner[1] <= inner[0] or not _WORD.search(parse.text, found.inner_start, found.inner_end):
        return None
    scare = not found.runs_on and _is_scare(parse, found, outer, inner, part)
    return Quote(outer, inner, found.mark, found.closed, found.runs_on, found.depth, scare)


def _is_scare(parse: Parse, found: _Found, outer: tuple[int, int], inner: tuple[int, int], part: PartTokens) -> bool:
    """Whether the stretch is a name or a word held at arm's length: the "hockey mom" vote."""
    words = _WORD.findall(parse.text, found.inner_start, found.inner_end)
    text = parse.text[found.inner_start : found.inner_end].rstrip()
    ends = text[-1:] in _SENTENCE_END
    before = parse.lower[outer[0] - 1] if outer[0] > part.tokens[0] else ""
    if before == "," and outer[0] - 2 > part.tokens[0] and parse.lower[outer[0] - 2] in _NAMING and _titled(words):
        return True
    if len(words) > 8 or (before in (",", ":") and len(words) > 1):
        return False
    if _titled(words) and len(words) > 1 and not (ends and _sentence_start(parse, outer)) and part.kind != "headline":
        return True
    if before in _NAMING and not ends:
        return True
    if len(words) > 3 or ends or before in (",", ":"):
        return False
    return not (text.endswith(",") or parse.word[outer[1] : outer[1] + 1] == [","]) or not _sentence_start(parse, outer)


def _titled(words: list[str]) -> bool:
    """Whether the words are written as a title: each but the small ones with a capital."""
    return all(w[0].isupper() or w[0].isdigit() or (k and w in _SMALL) for k, w in enumerate(words))


def _sentence_start(parse: Parse, outer: tuple[int, int]) -> bool:
    """Whether the quotation opens its sentence."""
    return parse.sents[parse.sent[outer[0]]][0] >= outer[0]
