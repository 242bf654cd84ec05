"""Quotations are paired by what stands beside each mark, paragraph by paragraph."""

from __future__ import annotations

import pytest

from communique.segment.parse import Parse
from communique.segment.quotes import find_quotes
from communique.segment.reading import PartTokens, Quote


def parsed(text: str) -> tuple[Parse, list[PartTokens]]:
    """A parse by hand: words and marks as tokens, one sentence a stop, one part a line."""
    import re

    spans = [m.span() for m in re.finditer(r"''|``|\w+(?:['’]\w+)*|[^\w\s]", text)]
    n = len(spans)
    words = [text[a:b] for a, b in spans]
    sents, first = [], 0
    for i, word in enumerate(words):
        line_ends = i + 1 == n or "\n" in text[spans[i][1] : spans[i + 1][0]]
        if line_ends or (word in (".", "?", "!") and not re.match(r"''|[\"”’']", words[i + 1])):
            sents.append((first, i + 1))
            first = i + 1
    parse = Parse(
        text=text,
        start=[a for a, _ in spans],
        end=[b for _, b in spans],
        word=words,
        lower=[w.lower() for w in words],
        lemma=[w.lower() for w in words],
        pos=["X"] * n,
        tag=["X"] * n,
        dep=["dep"] * n,
        ent=[""] * n,
        head=list(range(n)),
        sents=sents,
    )
    parts = []
    for line in re.finditer(r"[^\n]+", text):
        parts.append(PartTokens("paragraph", parse.tokens_in(line.span())))
    return parse, parts


def quotes(text: str) -> list[tuple[str, Quote]]:
    """The quotations of a text with their words."""
    parse, parts = parsed(text)
    found = find_quotes(parse, parts)
    return [(text[slice(*parse.span(*q.inner))], q) for q in found]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('"We stay," she said.', ["We stay,"]),
        ("“We stay,” she said.", ["We stay,"]),
        ("''We stay,'' she said.", ["We stay,"]),
        ("``We stay,'' she said.", ["We stay,"]),
        ("'We stay,' she said.", ["We stay,"]),
        ("‘We stay,’ she said.", ["We stay,"]),
        ("«We stay», she said.", ["We stay"]),
        ("„We stay“, she said.", ["We stay"]),
        ('"We stay,” she said.', ["We stay,"]),
        ('“We stay," she said.', ["We stay,"]),
        ('"We stay," she said. "We must."', ["We stay,", "We must."]),
        ('She said,"We stay."', ["We stay."]),
    ],
)
def test_marks_of_all_kinds(text: str, inner: list[str]) -> None:
    """Straight, curly, doubled single, single marks and guillemets, alone and mixed."""
    assert [words for words, _ in quotes(text)] == inner


@pytest.mark.parametrize(
    "text",
    [
        "The voters' list and the dockers' strike.",
        "It's the '90s again.",
        "Give 'em bread.",
        "He is 6'2\" tall.",
        'The pipe is 12" wide.',
        "The boys’ bus left; the girls’ bus stayed.",
    ],
)
def test_apostrophes_and_inches_open_nothing(text: str) -> None:
    """An apostrophe, an elision and a measure are no quotation marks."""
    assert quotes(text) == []


def test_a_plural_possessive_does_not_close_a_single_quotation() -> None:
    """'The voters' anger will grow,' has one quotation."""
    assert [w for w, _ in quotes("'The voters' anger will grow,' he said.")] == ["The voters' anger will grow,"]


def test_nested_quotations_have_a_depth() -> None:
    """A quotation inside a quotation lies one deeper."""
    found = quotes("“They shouted ‘go home’ at us,” he said.")
    assert [(w, q.depth) for w, q in found] == [("They shouted ‘go home’ at us,", 0), ("go home", 1)]


def test_a_quotation_runs_on_where_the_next_paragraph_opens_with_a_mark() -> None:
    """Only the last paragraph of a run has a closing mark."""
    found = quotes("“We opened the road.\n“Then we closed it.”")
    assert [(q.closed, q.runs_on) for _, q in found] == [(False, True), (True, False)]


def test_a_missing_closing_mark_spoils_only_its_paragraph() -> None:
    """The reporting clause ends the open quotation; the next paragraph is whole."""
    found = quotes("“We stay, the envoy said.\nThe “old” road is shut, “for now,” she said.")
    assert found[0][0] == "We stay,"
    assert not found[0][1].closed
    assert [w for w, _ in found[1:]] == ["old", "for now,"]


def test_a_missing_opening_mark_takes_the_sentence() -> None:
    """The words since the sentence began are the quotation."""
    assert [w for w, _ in quotes("It rained. We stay,” the envoy said.")] == ["We stay,"]


@pytest.mark.parametrize(
    ("text", "scare"),
    [
        ('The so-called "peace train" left.', True),
        ('A storm dubbed "Greta" came.', True),
        ('He read "The Long Winter" at sea.', True),
        ('She was on "Face the Morning," he said.', True),
        ('The "free" tests cost a lot.', True),
        ('She said: "Never."', False),
        ('"No," she said.', False),
        ('He called it "too little and too late for the camps".', False),
    ],
)
def test_names_titles_and_held_words_are_scare(text: str, scare: bool) -> None:
    """Short stretches that are names or words at arm's length are marked."""
    assert [q.scare for _, q in quotes(text)] == [scare]


def test_nothing_is_found_in_credits() -> None:
    """Credits and link lines are never read."""
    parse, parts = parsed('"We stay," she said.')
    parts[0].kind = "credit"
    assert find_quotes(parse, parts) == []
