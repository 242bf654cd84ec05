"""spaCy's named entities found a report at a time instead of a token at a time.

The recogniser walks over the tokens; at each it scores every action (begin, inside, last, unit of a
label, or outside) from the current token's vector and, inside an entity, the vectors of the entity's
first token and of the token before. Outside an entity the scores depend on the current token alone, so
they are worked out for all tokens in one multiplication; entities that may begin at a token
are followed in rounds, all at once. Then the walk only hops from entity to entity. The rules about
which action is allowed are those of spaCy's transition system for docs without preset entities.

A recogniser of another layout, one with a beam, or a doc that holds entities already goes the stock way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray
from spacy.attrs import ENT_IOB, ENT_TYPE, IS_SPACE, SENT_START
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

from communique.segment.token_vectors import Floats, TokenVectors, compile_vectors

Flags = NDArray[numpy.bool_]
Indices = NDArray[numpy.int64]


@dataclass(frozen=True, repr=False)
class _Actions:
    """The recogniser's actions by class number.

    Attributes:
        free: classes that may follow outside an entity: begin, unit, outside.
        is_begin, is_unit: which of `free` are.
        labels: label of each class of `free`, as spaCy's number.
        inside, last: classes of "inside" and "last" by label.
    """

    free: Indices
    is_begin: Flags
    is_unit: Flags
    labels: list[int]
    inside: dict[int, int]
    last: dict[int, int]


@dataclass(frozen=True, repr=False)
class EntityScan:
    """Takes the recogniser's place in the pipeline.

    Attributes:
        recogniser: the stock component.
        vectors: the vectors of its tokens.
        lower: weights, shape (inputs, features * pieces * width), one piece after the other.
        absent: what a feature without token adds, shape (features, pieces * width).
        bias: shape (pieces * width).
        upper: weights (width, classes) and bias.
    """

    recogniser: Any
    vectors: TokenVectors
    lower: Floats
    absent: Floats
    bias: Floats
    upper: tuple[Floats, Floats]
    actions: _Actions

    def __call__(self, doc: Doc) -> Doc:
        """Set the doc's entities as the recogniser would."""
        if not len(doc):
            return doc
        iob, kinds, spaces, starts = doc.to_array([ENT_IOB, ENT_TYPE, IS_SPACE, SENT_START]).T
        if iob.any() or kinds.any():
            stock: Doc = self.recogniser(doc)
            return stock
        found = self._entities(doc, spaces.astype(bool), starts == 1)
        doc.set_ents([Span(doc, first, last, label=label) for first, last, label in found])
        return doc

    def _entities(self, doc: Doc, spaces: Flags, starts: Flags) -> list[tuple[int, int, int]]:
        """First token, end and label of each entity."""
        hidden = self.vectors(doc) @ self.lower
        features = hidden.reshape(len(doc), len(self.absent), -1)
        goes_on = numpy.append(~starts[1:], False)
        chosen = self._outside(features, spaces, goes_on)
        begins = self.actions.is_begin[chosen]
        ends = self._follow(features, numpy.flatnonzero(begins), chosen, goes_on)
        found = []
        at = 0
        for first in numpy.flatnonzero(begins | self.actions.is_unit[chosen]).tolist():
            if first >= at:
                at = ends.get(first, first + 1)
                found.append((first, at, self.actions.labels[chosen[first]]))
        return found

    def _outside(self, features: Floats, spaces: Flags, goes_on: Flags) -> Indices:
        """For each token the best action (index into `free`) where no entity is open."""
        sums = features[:, 0] + self.absent[1]
        sums += self.absent[2]
        scores = self._scores(sums)[:, self.actions.free]
        scores[(spaces | ~goes_on)[:, None] & self.actions.is_begin] = -numpy.inf
        scores[spaces[:, None] & self.actions.is_unit] = -numpy.inf
        best: Indices = scores.argmax(axis=1)
        return best

    def _follow(self, features: Floats, begins: Indices, chosen: Indices, goes_on: Flags) -> dict[int, int]:
        """End of the entity that begins at each token of `begins`."""
        ends: dict[int, int] = {}
        labels = [self.actions.labels[number] for number in chosen[begins].tolist()]
        inside = numpy.array([self.actions.inside[label] for label in labels], dtype="int64")
        last = numpy.array([self.actions.last[label] for label in labels], dtype="int64")
        first, at = begins, begins + 1
        while len(first):
            sums = features[at, 0] + features[first, 1]
            sums += features[at - 1, 2]
            scores = self._scores(sums)
            rows = numpy.arange(len(first))
            into, out = scores[rows, inside], scores[rows, last]
            on = goes_on[at] & ((into > out) | ((into == out) & (inside < last)))
            ends.update(zip(first[~on].tolist(), (at[~on] + 1).tolist(), strict=True))
            first, at, inside, last = first[on], at[on] + 1, inside[on], last[on]
        return ends

    def _scores(self, sums: Floats) -> Floats:
        """Scores of all classes from summed features, shape (rows, classes)."""
        sums += self.bias
        width = len(self.upper[0])
        best = sums[:, :width]
        for piece in range(width, sums.shape[1], width):
            best = numpy.maximum(best, sums[:, piece : piece + width])
        scores: Floats = best @ self.upper[0]
        scores += self.upper[1]
        return scores


def compile_entities(recogniser: Any) -> EntityScan | None:
    """The scan of a recogniser; None where it is of another layout."""
    if type(recogniser) is not EntityRecognizer or recogniser.cfg.get("beam_width") != 1:
        return None
    model = recogniser.model
    if model.name != "parser_model" or model.attrs.get("unseen_classes") or not model.attrs.get("has_upper"):
        return None
    lower, upper = model.get_ref("lower"), model.get_ref("upper")
    vectors = compile_vectors(model.get_ref("tok2vec"))
    actions = _actions(recogniser)
    if vectors is None or actions is None or lower.get_dim("nF") != 3 or recogniser.postprocesses:
        return None
    weights, padding = lower.get_param("W"), lower.get_param("pad")
    features, width, pieces, inputs = weights.shape
    return EntityScan(
        recogniser=recogniser,
        vectors=vectors,
        lower=numpy.ascontiguousarray(weights.transpose(0, 2, 1, 3).reshape(-1, inputs).T),
        absent=padding[0].transpose(0, 2, 1).reshape(features, pieces * width).copy(),
        bias=lower.get_param("b").T.reshape(-1).copy(),
        upper=(numpy.ascontiguousarray(upper.get_param("W").T), upper.get_param("b")),
        actions=actions,
    )


def _actions(recogniser: Any) -> _Actions | None:
    """The actions by class; None where one is not of the five kinds or a label lacks one."""
    moves = recogniser.moves
    names = [moves.get_class_name(number) for number in range(moves.n_moves)]
    strings = recogniser.vocab.strings
    free: list[int] = []
    labels: list[int] = []
    inside: dict[int, int] = {}
    last: dict[int, int] = {}
    for number, name in enumerate(names):
        kind, _, text = name.partition("-")
        label = strings[text] if text else 0
        if kind == "O" or (kind in "BU" and label):
            free.append(number)
            labels.append(label)
        elif kind in "IL":
            (inside if kind == "I" else last)[label] = number
        elif kind not in "BU":
            return None
    kinds = [names[number][0] for number in free]
    begun = {label for label, kind in zip(labels, kinds, strict=True) if kind == "B"}
    if "O" not in kinds or not begun <= inside.keys() & last.keys():
        return None
    return _Actions(
        free=numpy.array(free),
        is_begin=numpy.array([kind == "B" for kind in kinds]),
        is_unit=numpy.array([kind == "U" for kind in kinds]),
        labels=labels,
        inside=inside,
        last=last,
    )
