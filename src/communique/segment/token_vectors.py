"""spaCy's token vectors worked out with less: the same layers, fewer steps.

A small English model reads each token's norm, prefix, suffix and shape through hashed tables,
mixes them, and then four times mixes each token with its neighbours. Three things make that dear:
the tables and the first mixing are worked out for each token though half of a report's tokens
are words seen before in it; each layer copies its input several times; and thinc's matrix
multiplication knows no kernels for some processors, where numpy's does (four times as fast on an AMD EPYC, the same
on an Intel Xeon). `compile_vectors` recognises that layout and returns the same computation without these
costs. Each report is worked out alone, so results depend on nothing that was read before.

The result equals the stock one but for the last bits of rounding. A model of another layout
(static vectors, transformers) is left as it is: `compile_vectors` returns None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray
from spacy.pipeline import Tok2Vec
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

Floats = NDArray[numpy.float32]
Layer = Any
"""A thinc model; its parameters are arrays of several shapes, which its types cannot say."""


class _UnknownLayoutError(Exception):
    """The model is not of the layout known here."""


@dataclass(frozen=True, repr=False)
class _Table:
    """One hashed table: a column of the features, a seed and the vectors."""

    column: int
    seed: int
    vectors: Floats

    def rows(self, features: NDArray[numpy.uint64], ops: NumpyOps) -> Floats:
        """Sum of the four vectors of each feature."""
        ids = numpy.ascontiguousarray(features[:, self.column])
        found: Floats = ops.gather_add(self.vectors, ops.hash(ids, self.seed) % self.vectors.shape[0])
        return found


@dataclass(frozen=True, repr=False)
class _Mix:
    """A maxout layer and the normalisation after it.

    Attributes:
        weights: shape (inputs, pieces * width), one piece after the other.
        bias: shape (pieces * width).
        gain, shift: of the normalisation, shape (width).
    """

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    def __call__(self, inputs: Floats) -> Floats:
        """Rows of `inputs` mixed: shape (rows, width)."""
        width = len(self.gain)
        sums = inputs @ self.weights
        sums += self.bias
        best = sums[:, :width]
        for piece in range(width, sums.shape[1], width):
            best = numpy.maximum(best, sums[:, piece : piece + width], out=best)
        scale = numpy.float32(width)
        centred = best - best.sum(axis=1, keepdims=True) / scale
        spread = (centred * centred).sum(axis=1, keepdims=True) / scale
        spread += numpy.float32(1e-08)
        centred *= spread ** numpy.float32(-0.5)
        centred *= self.gain
        centred += self.shift
        mixed: Floats = centred
        return mixed


@dataclass(frozen=True, repr=False)
class TokenVectors:
    """The vectors of a report's tokens.

    Attributes:
        columns: names of the features read from the doc.
        tables: hashed tables over the features.
        first: mixes the tables' vectors of one token.
        layers: each mixes a token's vector with those of its two neighbours.
        pad: rows of zeros before and after the report.
        last: weights and bias of a linear layer at the end, where there is one.
    """

    columns: list[int | str]
    tables: list[_Table]
    first: _Mix
    layers: list[_Mix]
    pad: int
    last: tuple[Floats, Floats] | None
    ops: NumpyOps

    def __call__(self, doc: Doc) -> Floats:
        """Vectors of shape (tokens, width)."""
        features = doc.to_array(self.columns)
        number: dict[tuple[int, ...], int] = {}
        which = [number.setdefault(row, len(number)) for row in zip(*features.T.tolist(), strict=True)]
        different = numpy.array(list(number), dtype="uint64")
        mixed = self.first(numpy.hstack([table.rows(different, self.ops) for table in self.tables]))
        vectors = self._among_neighbours(mixed[which])
        if self.last:
            vectors = vectors @ self.last[0]
            vectors += self.last[1]
        return vectors

    def _among_neighbours(self, vectors: Floats) -> Floats:
        """Run the layers that look at neighbours; zeros stand where there is none."""
        count, width = vectors.shape
        rows = count + 2 * self.pad
        inner = numpy.zeros((rows + 2, width), dtype="float32")
        inner[self.pad + 1 : self.pad + 1 + count] = vectors
        windows = numpy.empty((rows, 3 * width), dtype="float32")
        for layer in self.layers:
            windows[:, :width] = inner[:-2]
            windows[:, width : 2 * width] = inner[1:-1]
            windows[:, 2 * width :] = inner[2:]
            inner[1:-1] += layer(windows)
        return inner[self.pad + 1 : self.pad + 1 + count].copy()


@dataclass(frozen=True, repr=False)
class DocTensor:
    """Takes the place of the pipeline's shared token vectors."""

    component: Tok2Vec
    vectors: TokenVectors

    def __call__(self, doc: Doc) -> Doc:
        """Set the doc's tensor, which tagger and parser read."""
        if len(doc):
            doc.tensor = self.vectors(doc)  # type: ignore[assignment]
        return doc


def compile_tensors(component: object) -> DocTensor | None:
    """The cheaper equal of the component that sets the doc's tensor; None where it is of another layout."""
    if type(component) is not Tok2Vec:
        return None
    vectors = compile_vectors(component.model)
    return DocTensor(component, vectors) if vectors else None


def use_numpy(component: object) -> None:
    """Let a component's layers multiply matrices through numpy (see above)."""
    model = getattr(component, "model", None)
    if isinstance(model, Model):
        ops = NumpyOps(use_blis=False)
        for node in model.walk():
            if type(node.ops) is NumpyOps:
                node.ops = ops


def compile_vectors(model: Layer) -> TokenVectors | None:
    """The computation of a model from docs to token vectors; None where its layout is another."""
    try:
        return _compile(model)
    except (_UnknownLayoutError, KeyError, ValueError, AttributeError):
        return None


def _compile(model: Layer) -> TokenVectors:
    steps = list(_flat(model))
    names = [_kind(step) for step in steps]
    known = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list", "with_array"]
    if names not in (known, [*known, "list2array", "linear"]) or type(model.ops) is not NumpyOps:
        raise _UnknownLayoutError
    extract, _, embed, mix, _, encode = steps[:6]
    last = None
    if len(steps) > 6:
        last = (numpy.ascontiguousarray(steps[7].get_param("W").T), steps[7].get_param("b"))
    return TokenVectors(
        columns=list(extract.attrs["columns"]),
        tables=[_table(part) for part in embed.layers[0].layers],
        first=_mix(list(_flat(mix.layers[0]))),
        layers=[_neighbours(part) for part in _flat(encode.layers[0])],
        pad=int(encode.attrs["pad"]),
        last=last,
        ops=model.ops,
    )


def _flat(model: Layer) -> Iterator[Layer]:
    """Steps of a chain, chains inside it opened."""
    if _kind(model) == "chain":
        for layer in model.layers:
            yield from _flat(layer)
    else:
        yield model


def _kind(model: Layer) -> str:
    """What a layer does: the name of the module of its forward function."""
    kind = model._func.__module__.rsplit(".", 1)[-1]
    return "extract_features" if kind == "featureextractor" else kind


def _expect(steps: list[Layer], *names: str) -> None:
    """Raise where the steps are not these."""
    if [_kind(step) for step in steps] != list(names):
        raise _UnknownLayoutError


def _table(part: Layer) -> _Table:
    steps = list(_flat(part))
    _expect(steps, "array_getitem", "hashembed")
    return _Table(int(steps[1].attrs["column"]), int(steps[1].attrs["seed"]), steps[1].get_param("E"))


def _mix(steps: list[Layer]) -> _Mix:
    """A maxout layer whose rows are put in the order of pieces."""
    _expect(steps, "maxout", "layernorm", "dropout")
    weights, bias = steps[0].get_param("W"), steps[0].get_param("b")
    pieces = weights.shape[0] * weights.shape[1]
    return _Mix(
        weights=numpy.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces, weights.shape[2]).T),
        bias=bias.T.reshape(pieces).copy(),
        gain=steps[1].get_param("G"),
        shift=steps[1].get_param("b"),
    )


def _neighbours(part: Layer) -> _Mix:
    """One residual layer over windows of three tokens."""
    if _kind(part) != "residual":
        raise _UnknownLayoutError
    steps = list(_flat(part.layers[0]))
    _expect(steps[:1], "expand_window")
    if steps[0].attrs["window_size"] != 1:
        raise _UnknownLayoutError
    return _mix(steps[1:])
