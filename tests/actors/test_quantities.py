"""Numbers of people in noun phrases, on parses written by hand."""

from __future__ import annotations

import pytest

from communique.actors.quantities import number_before
from communique.segment.parse import Parse


def parse_of(words: list[str], numbers: set[str]) -> Parse:
    text = " ".join(words)
    start, at = [], 0
    for word in words:
        start.append(at)
        at += len(word) + 1
    tags = ["CD" if w in numbers else "NN" for w in words]
    n = len(words)
    return Parse(
        text=text,
        start=start,
        end=[s + len(w) for s, w in zip(start, words, strict=True)],
        word=words,
        lower=[w.lower() for w in words],
        lemma=[w.lower() for w in words],
        pos=["NUM" if w in numbers else "NOUN" for w in words],
        tag=tags,
        dep=[""] * n,
        ent=[""] * n,
        head=[n - 1] * n,
        sents=[(0, n)],
    )


@pytest.mark.parametrize(
    ("phrase", "numbers", "value", "rough"),
    [
        ("ministers", "", None, False),
        ("40 ministers", "40", 40, False),
        ("at least 40 ministers", "40", 40, True),
        ("1,200 soldiers", "1,200", 1200, False),
        ("some 3 thousand refugees", "3 thousand", 3000, True),
        ("twelve judges", "twelve", 12, False),
        ("nearly two hundred marchers", "two hundred", 200, True),
    ],
)
def test_numbers_before_a_noun(phrase: str, numbers: str, value: int | None, rough: bool) -> None:
    words = phrase.split()
    found, approximate, _ = number_before(parse_of(words, set(numbers.split())), 0, len(words) - 1)
    assert (found, approximate) == (value, rough)
