"""Kappa and alpha on cases worked by hand."""

from __future__ import annotations

import pytest

from communique.evaluate.agreement import cohen_kappa, krippendorff_alpha

CASES = [
    pytest.param([("a", "b"), ("b", "a")], -1.0, -0.5, id="always the other"),
    pytest.param([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.0, 0.125, id="chance"),
    pytest.param([("a", "a")] * 5, 1.0, 1.0, id="one label only"),
    pytest.param([("a", "a"), ("b", "b"), ("c", "c")], 1.0, 1.0, id="full agreement"),
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: agreed .7, chance .5
    pytest.param(
        [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15, 0.4, 0.4, id="a textbook table"
    ),
]


@pytest.mark.parametrize(("pairs", "kappa", "alpha"), CASES)
def test_figures(pairs: list[tuple[str, str]], kappa: float, alpha: float) -> None:
    assert cohen_kappa(pairs) == pytest.approx(kappa)
    assert krippendorff_alpha(pairs) == pytest.approx(alpha, abs=0.005)


def test_nothing_to_agree_on() -> None:
    assert cohen_kappa([]) is None
    assert krippendorff_alpha([]) is None
