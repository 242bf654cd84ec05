"""What an event is about: contexts from the words of its sentence and of the report.

Words of the codebook's `contexts.yaml` count in full in the event's own sentence and in part
in the rest of its paragraph; a context is given when enough of them stand there.
"""

from __future__ import annotations

from collections import Counter

from communique.codebook.trigger_book import TriggerBook
from communique.segment.parse import Parse
from communique.segment.reading import Reading

STRONG, WEAK, NEEDED = 1.0, 0.5, 1.0
REPORT_SHARE = 0.3
"""Weight of a word that stands elsewhere in the report, once however often."""
MOST = 4


class ContextIndex:
    """Words to contexts, with weights; built once a book."""

    def __init__(self, book: TriggerBook) -> None:
        self.single: dict[str, list[tuple[str, float]]] = {}
        self.double: dict[tuple[str, str], list[tuple[str, float]]] = {}
        for context in book.contexts:
            for words, weight in ((context.words, STRONG), (context.weak, WEAK)):
                for word in words:
                    parts = word.split()
                    if len(parts) == 1:
                        self.single.setdefault(word, []).append((context.name, weight))
                    else:
                        self.double.setdefault((parts[0], parts[1]), []).append((context.name, weight))
        self.openers = frozenset(first for first, _ in self.double)

    def weigh(self, parse: Parse, first: int, last: int) -> Counter[str]:
        """Weights of contexts in a token range."""
        total: Counter[str] = Counter()
        lemmas = parse.lemma[first:last]
        for i, lemma in enumerate(lemmas, 1):
            for name, weight in self.single.get(lemma, ()):
                total[name] += weight  # type: ignore[assignment]
            if lemma in self.openers and i < len(lemmas):
                for name, weight in self.double.get((lemma, lemmas[i]), ()):
                    total[name] += weight  # type: ignore[assignment]
        return total


def add_contexts(reading: Reading, index: ContextIndex) -> None:
    """Give every event its contexts, those of its sense first."""
    if not reading.events:
        return
    whole = index.weigh(reading.parse, 0, len(reading.parse))
    sentences: dict[int, Counter[str]] = {}
    for event in reading.events:
        if event.sentence not in sentences:
            sentences[event.sentence] = index.weigh(reading.parse, *reading.parse.sents[event.sentence])
        near = sentences[event.sentence]
        scores = {name: near[name] + (REPORT_SHARE if whole[name] >= 2 and near[name] else 0) for name in near}
        ranked = sorted((name for name, s in scores.items() if s >= NEEDED), key=lambda n: (-scores[n], n))
        event.context = list(dict.fromkeys([*event.context, *ranked]))[:MOST]
