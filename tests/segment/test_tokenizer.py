"""Long runs are cut before the tokenizer; text and offsets stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.segment.parse import parse_columns


@pytest.mark.parametrize("text", ["(" * 5000, "a " + "." * 5000 + " b", "x" * 3000, "((( a )))", '"' * 999])
def test_the_text_is_kept(text: str, nlp) -> None:  # type: ignore[no-untyped-def]
    assert nlp.make_doc(text).text == text


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_any_text_is_kept_and_offsets_agree(text: str, nlp) -> None:  # type: ignore[no-untyped-def]
    doc = nlp.make_doc(text)
    assert doc.text == text
    parse = parse_columns(doc) if len(doc) else None
    if parse:
        assert all(text[s:e] == w for s, e, w in zip(parse.start, parse.end, parse.word, strict=True))
