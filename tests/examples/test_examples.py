"""Every example gives exactly the records that were approved."""

from __future__ import annotations

import pytest

from tests.examples.loader import FOLDER, Example, read_examples, rendered

CASES = [
    pytest.param(example, id=f"{path.stem}: {example.title}")
    for path in sorted(FOLDER.glob("*.md"))
    for example in read_examples(path)[1]
]


@pytest.mark.parametrize("example", CASES)
def test_approved(example: Example, coder) -> None:  # type: ignore[no-untyped-def]
    assert rendered(coder, example) == example.expected
