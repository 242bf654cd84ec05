"""HTML pages to documents, through trafilatura, with metadata and captions kept."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from communique.errors import ReadError
from communique.ingest.build import Block, Meta, from_blocks
from communique.ingest.report_date import parse_given
from communique.records.document import Document, Note

DEEPEST = 400
"""Nesting of elements beyond which a page is flattened first; news pages stay below 60."""
_CAPTION_MARK = "CaptionOfPicture: "
_TAG = re.compile(r"<[^<>]{0,2000}>")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


def looks_like_html(text: str) -> bool:
    """Whether a text is a page and not plain text."""
    head = text[:2000].lstrip().lower()
    return (
        head.startswith(("<!doctype html", "<html", "<?xml"))
        or ("<html" in head or "<body" in head)
        or (head.startswith("<") and bool(re.search(r"<(?:p|div|article|head|h1)[\s>]", head)))
    )


def from_html(page: str, meta: Meta, where: str, given_date: str | None = None) -> Document:
    """A document from a page: title, authors, date, publisher, address and body.

    Raises:
        ReadError: `no-article` where no running text is found.
    """
    import trafilatura
    from lxml import etree
    from lxml import html as lxml_html

    page, notes = _flattened(page)
    try:
        tree = lxml_html.fromstring(page.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except etree.ParserError as error:
        raise ReadError("no-article", "the page has no elements; save the page's text instead", where) from error
    found = _metadata(tree)
    _mark_captions(tree)
    body: Any = trafilatura.bare_extraction(
        tree, with_metadata=True, include_comments=False, include_tables=False, deduplicate=False
    )
    blocks = _blocks(body.body) if body is not None and body.body is not None else []
    _check_loss(blocks, page, where)
    extracted: dict[str, Any] = body.as_dict() if body is not None else {}
    meta = Meta(
        id=meta.id,
        title=meta.title or found.title or extracted.get("title"),
        date=meta.date or found.date or extracted.get("date"),
        publisher=meta.publisher or found.publisher or extracted.get("sitename"),
        authors=meta.authors or _authors(extracted.get("author")) or found.authors,
        url=meta.url or found.url or extracted.get("url"),
        language=meta.language or found.language,
        notes=[*meta.notes, *notes],
    )
    return from_blocks(blocks, meta, given_date)


def _check_loss(blocks: list[Block], page: str, where: str) -> None:
    """Refuse a page in which no article was found."""
    if sum(len(b.text) for b in blocks) >= 80:
        return
    raise ReadError(
        "no-article", f"no article was found in {len(page):,} characters of HTML; save the page's text instead", where
    )


def _flattened(page: str) -> tuple[str, list[Note]]:
    """A page nested beyond reason without its containers, which parsers give up on silently."""
    depth = deepest = 0
    for tag in re.finditer(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)", page):
        if tag[2].lower() in _VOID or tag[2].lower() in ("p", "li", "td", "tr", "option"):
            continue
        depth = max(0, depth + (-1 if tag[1] else 1))
        deepest = max(deepest, depth)
        if deepest > DEEPEST:
            break
    if deepest <= DEEPEST:
        return page, []
    flat = re.sub(
        r"</?(?:div|span|section|article|main|table|tbody|tr|td|ul|ol|li|font|b|i|em|strong|center)\b[^>]{0,500}>",
        " ",
        page,
    )
    return flat, [Note("flattened", f"elements are nested more than {DEEPEST} deep; containers were removed")]


def _metadata(tree: Any) -> Meta:
    """Title, date, publisher, address and authors as the page declares them."""
    meta = Meta()
    linked = _linked_data(tree)
    headline = linked.get("headline")
    og_title = _content(tree, "og:title")
    meta.title = _clean(str(headline)) if isinstance(headline, str) and headline.strip() else og_title
    published = [parse_given(v) for k in ("datePublished", "dateCreated") if isinstance(v := linked.get(k), str)]
    dates = [d for d in published if d]
    given = _content(tree, "article:published_time")
    meta.date = max(dates) if dates else (parse_given(given) if given else None)
    meta.publisher = _content(tree, "og:site_name")
    meta.url = _content(tree, "og:url") or next((str(h) for h in tree.xpath('//link[@rel="canonical"]/@href')), None)
    language = str(next(iter(tree.xpath("//html/@lang")), ""))
    meta.language = language[:2].lower() or None
    meta.authors = _linked_authors(linked)
    return meta


def _content(tree: Any, name: str) -> str | None:
    """Content of a meta element."""
    found = tree.xpath("//meta[@property=$n or @name=$n]/@content", n=name)
    return _clean(str(found[0])) if found and found[0].strip() else None


def _clean(value: str) -> str:
    """Entities resolved, white space levelled."""
    return " ".join(unescape(str(value)).split())


def _linked_data(tree: Any) -> dict[str, Any]:
    """The article object of the page's JSON-LD, an empty one where there is none."""
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        try:
            data = json.loads(script.text_content())
        except (ValueError, RecursionError):
            continue
        found = _article_in(data, 0)
        if found:
            return found
    return {}


def _article_in(data: Any, depth: int) -> dict[str, Any] | None:
    """The first object with a headline and a date in nested JSON-LD."""
    if depth > 6:
        return None
    if isinstance(data, dict):
        kind = str(data.get("@type", ""))
        if "headline" in data and ("Article" in kind or "Posting" in kind or "datePublished" in data):
            return data
        for value in data.values():
            found = _article_in(value, depth + 1) if isinstance(value, dict | list) else None
            if found:
                return found
    if isinstance(data, list):
        for item in data[:50]:
            found = _article_in(item, depth + 1)
            if found:
                return found
    return None


def _linked_authors(linked: dict[str, Any]) -> list[str]:
    """Author names of a JSON-LD article."""
    value = linked.get("author")
    people = value if isinstance(value, list) else [value]
    names = [p.get("name") if isinstance(p, dict) else p for p in people]
    return [_clean(n) for n in names if isinstance(n, str) and n.strip() and not n.startswith("http")]


def _authors(value: Any) -> list[str]:
    """Authors as trafilatura gives them, one string with semicolons."""
    return [a.strip() for a in str(value).split(";") if a.strip()] if value else []


def _mark_captions(tree: Any) -> None:
    """Turn picture captions into paragraphs with a mark, so that extraction keeps them in place."""
    from lxml import etree

    for caption in tree.xpath("//article//figcaption | //main//figcaption"):
        words = " ".join(caption.text_content().split())
        figure = next((a for a in caption.iterancestors("figure")), None)
        if figure is None or figure.getparent() is None or not 5 <= len(words.split()) <= 120:
            continue
        paragraph = etree.Element("p")
        paragraph.text = _CAPTION_MARK + words
        figure.addprevious(paragraph)


def _blocks(body: Any) -> list[Block]:
    """Blocks of the extracted body in order."""
    blocks: list[Block] = []
    for element in body.iter():
        if element.tag in ("p", "head", "item", "quote", "ab", "code") and not _inside_block(element):
            text = " ".join("".join(element.itertext(with_tail=False)).split())
            _add_block(blocks, text)
    return blocks


def _inside_block(element: Any) -> bool:
    """Whether an element's text belongs to a block above it."""
    return any(a.tag in ("p", "head", "item", "ab", "code") for a in element.iterancestors()) or (
        element.tag == "quote" and any(c.tag in ("p", "head", "item") for c in element.iter())
    )


def _add_block(blocks: list[Block], text: str) -> None:
    """Add a block, once; a marked caption as one."""
    caption = text.startswith(_CAPTION_MARK)
    text = text.removeprefix(_CAPTION_MARK).strip()
    if text and all(text != b.text for b in blocks[-6:]):
        blocks.append(Block(text, caption))
