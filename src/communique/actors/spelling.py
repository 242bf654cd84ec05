"""Whether two names are one name spelt differently: "Merkle" and "Merkel"."""

from __future__ import annotations


def alike(one: str, other: str) -> bool:
    """Whether two folded names differ by a slip only.

    Names of several words need the same number of words, or one to be the other's last word;
    a word may differ by one slip, or by two where it has seven letters or more.
    """
    a, b = one.replace("-", " ").split(), other.replace("-", " ").split()
    if not a or not b:
        return False
    if len(a) == 1 or len(b) == 1:
        return _close(a[-1], b[-1])
    if len(a) != len(b):
        a, b = [a[0], a[-1]], [b[0], b[-1]]
    return all(_close(x, y) for x, y in zip(a, b, strict=True))


def _close(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < 4 or one[0] != other[0]:
        return False
    allowed = 2 if min(len(one), len(other)) >= 7 else 1
    return slips(one, other, allowed) <= allowed


def slips(one: str, other: str, most: int) -> int:
    """Letters added, dropped, changed or swapped between two words; `most + 1` where more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        new = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        before, row = row, new
    return row[-1]
