"""Agreement of two coders beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two coders' labels; None without pairs.

    1 is full agreement, 0 what chance gives (each coder's own shares of labels), below 0 is worse. Where both
    use one and the same label only, there is no chance to correct for, and agreement is full: 1.
    """
    if not pairs:
        return None
    total = len(pairs)
    agreed = sum(a == b for a, b in pairs) / total
    one, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(one[label] * other[label] for label in one) / total**2
    return 1.0 if chance == 1.0 else (agreed - chance) / (1 - chance)


def krippendorff_alpha(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Krippendorff's alpha for two coders and nominal labels, without missing ones; None without pairs.

    As kappa, but chance is taken from both coders' labels together and small samples are allowed for.
    """
    if not pairs:
        return None
    labels = Counter(label for pair in pairs for label in pair)
    total = sum(labels.values())
    differing = sum(a != b for a, b in pairs) * 2
    expected = sum(n * (total - n) for n in labels.values()) / (total - 1)
    return 1.0 if expected == 0 else 1 - differing / expected
