"""A piece of HTML to blocks: the body of a feed's entry, or a text column that holds mark-up.

Such pieces are the article already, so nothing is searched for or left out but scripts and styles.
"""

from __future__ import annotations

import re
from typing import Any

from communique.ingest.build import Block

_BLOCKS = frozenset(
    [
        *("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "br", "tr", "td", "table"),
        *("section", "article", "pre", "figure", "figcaption", "hr", "dd", "dt", "header", "footer", "body", "html"),
    ]
)
_SILENT = frozenset(["script", "style", "noscript", "template", "iframe", "head", "title"])
_PAGE = re.compile(r"<(?:!doctype html|html|body)\b", re.IGNORECASE)
_MARKUP = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|a|b|i|em|strong|span|blockquote)\b[^<>]{0,500}>", re.IGNORECASE)


def is_page(text: str) -> bool:
    """Whether a text is a whole HTML page, in which the article must be searched for."""
    return bool(_PAGE.search(text[:2000]))


def has_markup(text: str) -> bool:
    """Whether a text holds HTML elements: at least two, so that a report may speak of one."""
    return len(_MARKUP.findall(text[:20_000])) >= 2


def fragment_blocks(fragment: str) -> list[Block]:
    """The blocks of a piece of HTML, in order; white space is levelled."""
    from lxml import etree
    from lxml import html as lxml_html

    try:
        tree = lxml_html.fromstring(
            f"<div>{fragment}</div>".encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, etree.XMLSyntaxError):
        return []
    pieces: list[str] = []
    captions: set[int] = set()
    _collect(tree, pieces, captions)
    blocks: list[Block] = []
    words: list[str] = []
    for number, piece in enumerate([*pieces, "\0"]):
        if piece != "\0":
            words.append(piece)
            continue
        text = " ".join("".join(words).split())
        words.clear()
        if text:
            blocks.append(Block(text, number in captions))
    return blocks


def _collect(tree: Any, pieces: list[str], captions: set[int]) -> None:
    """Texts in order, with a NUL wherever a block begins or ends; without recursion, for deep pages."""
    from lxml import etree

    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _BLOCKS:
                pieces.append("\0")
            if element.text and tag not in _SILENT:
                pieces.append(element.text.replace("\0", " "))
            continue
        if tag in _BLOCKS:
            if tag == "figcaption":
                captions.add(len(pieces))
            pieces.append("\0")
        if element.tail and element is not tree:
            pieces.append(element.tail.replace("\0", " "))
