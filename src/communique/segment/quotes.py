"""Quotations: which stretches stand between marks, with local recovery."""

from __future__ import annotations

from communique.segment.parse import Parse
from communique.segment.reading import PartTokens, Quote


def find_quotes(parse: Parse, parts: list[PartTokens]) -> list[Quote]:
    """Find the stretches between quotation marks, part by part."""
    return []
