"""What a block of a report is: headline, paragraph, caption, credit or link line.

A block is a run of text between line breaks or HTML elements. A caption is coded, because it
tells who met whom; its credit is not: "The two ministers shake hands in Lima, May 4. Photo:
Ana Ruiz/Agency" is a caption and a credit.
"""

from __future__ import annotations

import re

from communique.codebook.line_book import LineBook, line_book
from communique.records.document import Part, PartKind, Span

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DASH = r"(?:--|[-–—])"
DATELINE = re.compile(
    rf"(?P<place>(?:[A-Z][A-Z.'’\-]+|[A-Z]\.)(?:[ /][A-Z][A-Z.'’\-]*)*"
    rf"(?:,\s*[A-Z][A-Za-z.'’\- ]{{1,30}}?)?)"
    rf"(?P<date>,?\s+(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})(?:,?\s+\d{{4}})?)?"
    rf"(?P<agency>\s*,?\s*[(\[][^()\[\]]{{2,40}}[)\]])?\s*(?:{_DASH}|:)\s+"
)
_MIXED_DATELINE = re.compile(
    rf"(?P<place>[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){{0,2}}(?:, [A-Z][\w.'’\- ]{{1,30}}?)?)"
    rf"(?P<date>,?\s+(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})(?:,?\s+\d{{4}})?)?"
    rf"(?P<agency>\s*,?\s*[(\[][^()\[\]]{{2,40}}[)\]])\s*{_DASH}\s+"
)
_TRAILING_CREDIT = re.compile(
    r"(?:(?<=[.!?…”\"])|(?<=\)))\s+(?P<credit>(?:Photo(?:graph)?s?|Image|Picture|Credit|Pic)(?:\s+by|\s*credit)?\s*[:/|]?\s.{2,80}"
    r"|[(\[][^()\[\]]{2,60}[)\]]|[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){0,3}\s?/\s?[A-Z].{1,60})$",
    re.DOTALL,
)
_CAPS_LINK = re.compile(r"[A-Z0-9][A-Z0-9 ,.'’‘“”\"&:;\-–—?!$%/()]{6,}$")
_TERMINAL = re.compile(r"[.!?…:][\"”’')\]]*$")
_SLASH_CREDIT = re.compile(r"(?:\(?[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){0,4}\s?/\s?[A-Z][\w./ ’'\-]{1,40}\)?)$")
_BYLINE = re.compile(r"By [A-Z][\w.'’\-]+(?:,? (?:and |[A-Z])[\w.'’\-]*){0,8}$")


def block_parts(text: str, span: Span, first: bool, title: str | None, caption: bool = False) -> list[Part]:
    """Parts of one block: usually one, two for a caption with its credit.

    Args:
        text: the whole report.
        span: the block's characters.
        first: nothing but headlines came before.
        title: the title from metadata, to know the headline by.
        caption: the page marked the block as a caption.
    """
    block = text[span[0] : span[1]]
    kind = block_kind(block, first, title, caption)
    if kind == "caption":
        return _split_credit(block, span)
    parts = [Part(kind, span)]
    if kind == "paragraph":
        found = find_dateline(block)
        if found is not None:
            parts.insert(0, Part("dateline", (span[0], span[0] + found.end())))
    return parts


def block_kind(block: str, first: bool, title: str | None, caption: bool) -> PartKind:
    """Kind of a block by its words and its place."""
    book = line_book()
    line = block.strip()
    if title and _same(line, title):
        return "headline"
    if _is_credit(line, book):
        return "credit"
    if caption or _is_caption(line, book):
        return "caption"
    if _is_link(line, book):
        return "link"
    if first and len(line) < 200 and not find_dateline(line) and ("\n" in line or not _TERMINAL.search(line)):
        return "headline"
    if len(line) < 90 and not _TERMINAL.search(line) and line[:1].isupper() and len(line.split()) < 14:
        return "headline"
    return "paragraph"


def _same(line: str, title: str) -> bool:
    """Whether two lines are the same words."""
    return re.sub(r"\W+", "", line).lower() == re.sub(r"\W+", "", title).lower()


def _is_credit(line: str, book: LineBook) -> bool:
    """Whether a line only names who took the picture or wrote the report."""
    if len(line) < 400 and any(word in line.lower() for word in book.credit_words):
        return True
    if len(line) > 160:
        return False
    if book.credit.match(line) or _BYLINE.match(line):
        return True
    return bool(book.agency_only.fullmatch(line) or _SLASH_CREDIT.fullmatch(line))


def _is_caption(line: str, book: LineBook) -> bool:
    """Whether a line describes a picture."""
    if book.caption.match(line):
        return True
    lower = line.lower()
    if len(line) < 300 and any(word in lower for word in book.caption_words):
        return True
    return bool(len(line) < 300 and (found := _TRAILING_CREDIT.search(line)) and _names_credit(found["credit"], book))


def _names_credit(words: str, book: LineBook) -> bool:
    """Whether bracketed or trailing words are a picture credit and not an aside."""
    return bool(book.credit.match(words.strip("([ ")) or book.agency.search(words)) or "/" in words


def _is_link(line: str, book: LineBook) -> bool:
    """Whether a line only leads elsewhere: "READ MORE: ...", a headline all in capitals."""
    if len(line) < 400 and any(word in line.lower() for word in book.link_words):
        return True
    if len(line) > 200:
        return False
    if book.link.match(line) and (len(line) < 120 or ":" in line[:20]):
        return True
    return bool(_CAPS_LINK.match(line)) and (len(line.split()) > 3 or line.endswith("."))


def _split_credit(block: str, span: Span) -> list[Part]:
    """A caption, and the credit at its end where there is one."""
    found = _TRAILING_CREDIT.search(block)
    if found is None or not _names_credit(found["credit"], line_book()):
        return [Part("caption", span)]
    cut = span[0] + found.start("credit")
    end = span[0] + found.start()
    return [Part("caption", (span[0], end)), Part("credit", (cut, span[1]))]


def find_dateline(block: str) -> re.Match[str] | None:
    """The dateline at the head of a paragraph: "NAIROBI, May 6 (Agency) - "."""
    head = block[:120]
    found = DATELINE.match(head)
    if found and (found["date"] or found["agency"] or len(found["place"]) > 3):
        return found
    found = _MIXED_DATELINE.match(head)
    if found and (found["date"] or line_book().agency.search(found["agency"] or "")):
        return found
    return None
