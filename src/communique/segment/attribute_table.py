"""spaCy's attribute ruler as a look-up table, with the same result token for token.

The ruler sets part of speech, morphology and some lemmas by patterns over one or two tokens
(tag, lower-case word, dependency label, whether it is white space), through a matcher that costs more
than the parser. What a one-token pattern sets depends on those four values alone, so the
rules that fire on each combination are worked out once and looked up afterwards; the few patterns
of more tokens are tried where their first token fits. All patterns see the doc as it was,
and later rules win, as in the ruler itself.

A ruler with patterns of another shape is left as it is: `compile_ruler` returns None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG
from spacy.pipeline import AttributeRuler
from spacy.strings import get_string_id
from spacy.tokens import Doc

_COLUMNS = {"TAG": 0, "LOWER": 1, "DEP": 2, "IS_SPACE": 3}
"""What patterns may ask for, in the order of a token's values."""
_READ = [TAG, LOWER, DEP, IS_SPACE]
_SET = [TAG, POS, MORPH, LEMMA, DEP]
"""What rules may set."""
_MOST_KEPT = 50_000
"""Words and combinations remembered before the memory is emptied."""

Values = tuple[int, int, int, int]
"""Tag, lower-case word, dependency label and whether it is white space, as spaCy's numbers."""
Test = Callable[[Values], bool]


@dataclass(frozen=True, repr=False)
class _Pattern:
    """One pattern of a rule: a test a token, and which token is set."""

    rule: int
    tests: tuple[Test, ...]
    target: int


@dataclass(frozen=True, repr=False)
class _Words:
    """Lower-case words that patterns tell from others.

    Attributes:
        named: their numbers.
        shapes: regular expressions, each with the numbers of words found to fit it.
    """

    named: set[int] = field(default_factory=set)
    shapes: list[tuple[re.Pattern[str], set[int]]] = field(default_factory=list)

    def classify(self, word: int, text: str) -> int:
        """The word's number where some pattern names it or its shape, else 0."""
        hit = word in self.named
        for shape, fitting in self.shapes:
            if shape.search(text):
                fitting.add(word)
                hit = True
        return word if hit else 0


@dataclass(repr=False)
class AttributeTable:
    """Takes the ruler's place in the pipeline.

    Attributes:
        changes: for each rule the columns of `_SET` it sets, with the values.
        singles, longer: patterns of one token and of more.
    """

    changes: list[list[tuple[int, int]]] = field(default_factory=list)
    singles: list[_Pattern] = field(default_factory=list)
    longer: list[_Pattern] = field(default_factory=list)
    words: _Words = field(default_factory=_Words)
    _known: dict[int, int] = field(default_factory=dict)
    _fires: dict[Values, tuple[tuple[int, ...], tuple[_Pattern, ...]]] = field(default_factory=dict)
    _merged: dict[tuple[int, ...], list[tuple[int, int]]] = field(default_factory=dict)

    def __call__(self, doc: Doc) -> Doc:
        """Set the doc's attributes as the ruler would."""
        if not len(doc):
            return doc
        if max(len(self._known), len(self._fires), len(self._merged)) > _MOST_KEPT:
            self._forget()
        rows = self._rows(doc)
        fires = [self._fires.get(row) or self._look_up(row) for row in rows]
        rules = [found[0] for found in fires]
        for i, (_, starts) in enumerate(fires):
            for pattern in starts:
                _try_longer(pattern, i, rows, rules)
        self._set(doc, rules)
        return doc

    def _forget(self) -> None:
        """Empty what was remembered, so that memory stays bounded over any number of reports."""
        for memory in (self._known, self._fires, self._merged):
            memory.clear()
        for _, fitting in self.words.shapes:
            fitting.clear()

    def _rows(self, doc: Doc) -> list[Values]:
        """Each token's values; words that no pattern names are 0."""
        tags, words, deps, spaces = doc.to_array(_READ).T.tolist()
        known, strings = self._known, doc.vocab.strings
        for word in set(words).difference(known):
            known[word] = self.words.classify(word, strings[word])
        return list(zip(tags, [known[word] for word in words], deps, spaces, strict=True))

    def _look_up(self, row: Values) -> tuple[tuple[int, ...], tuple[_Pattern, ...]]:
        """Rules that fire on such a token, and longer patterns that may start at it."""
        rules = sorted({pattern.rule for pattern in self.singles if pattern.tests[0](row)})
        starts = tuple(pattern for pattern in self.longer if pattern.tests[0](row))
        self._fires[row] = (tuple(rules), starts)
        return self._fires[row]

    def _set(self, doc: Any, rules: list[tuple[int, ...]]) -> None:
        """Write what the rules set."""
        columns: list[list[int]] = doc.to_array(_SET).T.tolist()
        for i, numbers in enumerate(rules):
            for column, value in self._merged.get(numbers) or self._merge(numbers):
                columns[column][i] = value
        doc.from_array(_SET, numpy.array(columns, dtype="uint64").T)

    def _merge(self, rules: tuple[int, ...]) -> list[tuple[int, int]]:
        """What the rules set together; later rules win."""
        merged: dict[int, int] = {}
        for number in rules:
            merged.update(self.changes[number])
        self._merged[rules] = list(merged.items())
        return self._merged[rules]


def _try_longer(pattern: _Pattern, first: int, rows: list[Values], rules: list[tuple[int, ...]]) -> None:
    """Add a pattern of more tokens to the rules of its target where it fits from token `first`."""
    span = rows[first : first + len(pattern.tests)]
    if len(span) == len(pattern.tests) and all(test(row) for test, row in zip(pattern.tests, span, strict=True)):
        target = first + pattern.target
        rules[target] = tuple(sorted({*rules[target], pattern.rule}))


class _UnknownShapeError(Exception):
    """A pattern asks for or sets what the table does not know."""


def compile_ruler(ruler: Any) -> AttributeTable | None:
    """The table of a ruler; None where it is no plain attribute ruler or has a pattern of another shape."""
    if type(ruler) is not AttributeRuler:
        return None
    table = AttributeTable()
    try:
        rules: list[dict[str, Any]] = ruler.patterns
        for number, rule in enumerate(rules):
            table.changes.append(_changes(ruler.attrs[number]))
            for pattern in rule["patterns"]:
                tests = tuple(_token_test(token, table.words) for token in pattern)
                compiled = _Pattern(number, tests, _target(rule["index"], len(tests)))
                (table.singles if len(tests) == 1 else table.longer).append(compiled)
    except _UnknownShapeError:
        return None
    return table


def _changes(attrs: dict[Any, Any]) -> list[tuple[int, int]]:
    """Columns of `_SET` with the values of one rule."""
    if not all(key in _SET and isinstance(value, int) for key, value in attrs.items()):
        raise _UnknownShapeError
    return [(_SET.index(key), value) for key, value in attrs.items()]


def _target(index: int, length: int) -> int:
    """Position of the token that is set; the index may count from the end."""
    if not -length <= index < length:
        raise _UnknownShapeError
    return index % length


def _token_test(token: dict[str, Any], words: _Words) -> Test:
    """The test of one token of a pattern; words and shapes it names are noted."""
    if not set(token) <= set(_COLUMNS):
        raise _UnknownShapeError
    tests = [_value_test(key, wanted, words) for key, wanted in token.items()]
    return tests[0] if len(tests) == 1 else lambda row: all(test(row) for test in tests)


def _value_test(key: str, wanted: Any, words: _Words) -> Test:
    """The test of one value: equal, among, not among, or of a shape."""
    column = _COLUMNS[key]
    if key == "IS_SPACE":
        if not isinstance(wanted, bool):
            raise _UnknownShapeError
        return lambda row: bool(row[column]) == wanted
    if isinstance(wanted, str):
        wanted = {"IN": [wanted]}
    match wanted:
        case {"IN": [*texts]} if len(wanted) == 1 and _all_strings(texts):
            numbers = _numbers(key, texts, words)
            return lambda row: row[column] in numbers
        case {"NOT_IN": [*texts]} if len(wanted) == 1 and _all_strings(texts):
            numbers = _numbers(key, texts, words)
            return lambda row: row[column] not in numbers
        case {"REGEX": str(shape)} if len(wanted) == 1 and key == "LOWER":
            fitting: set[int] = set()
            words.shapes.append((re.compile(shape), fitting))
            return lambda row: row[column] in fitting
    raise _UnknownShapeError


def _all_strings(texts: list[object]) -> bool:
    return all(isinstance(text, str) for text in texts)


def _numbers(key: str, texts: list[Any], words: _Words) -> frozenset[int]:
    """spaCy's numbers of the texts; words are noted as named."""
    numbers = frozenset(get_string_id(text) for text in texts)
    if key == "LOWER":
        words.named.update(numbers)
    return numbers
