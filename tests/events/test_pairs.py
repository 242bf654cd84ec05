"""Two marked parties: the way between them, the verb that counts, the features and the head."""

from __future__ import annotations

import msgspec
import pytest

from communique.coding.coder import Coder
from communique.coding.relate import NOWHERE, ranked_events, relate, sentence_of, spans_of
from communique.errors import CodebookError
from communique.events import head
from communique.events.head import load_head
from communique.events.pair import Pair, tone, verbs_of
from communique.events.pair_features import pair_features

RELATED = [
    # text with {actor} and [recipient], type in PLV's reading
    ("{Latvia} condemned [the raid] on Thursday, a spokesman in Riga said.", "ACCUSE"),
    ("{Brazil} said on Monday it would send [Haiti] field hospitals and two hundred nurses.", "AGREE"),
    ("[Three Chadian envoys] were expelled by {Gabon} on Tuesday in a quarrel over visas.", "SANCTION"),
    ("{Gunmen} opened fire on [a bus] near Kidal, killing two passengers.", "ASSAULT"),
    ("{Nepal's foreign minister} met [his Bhutanese counterpart] in Thimphu on Sunday.", "CONSULT"),
    ("{Students} marched through Quito to protest against [the government] and its fuel prices.", "PROTEST"),
    ("{Angola} urged [Zambia] to reopen the border to lorries.", "REQUEST"),
    ("{Iceland} rejected [a Faroese proposal] to share the mackerel catch.", "REJECT"),
]  # fmt: skip
CHAINS = [
    ("Iran said on Monday that it would not agree to lift the ban.", "Iran", ["say", "agree", "lift"]),
    ("Peru wants to join the pact.", "Peru", ["want", "join"]),
    ("Oman said Qatar had left the talks.", "Oman", ["say"]),
]


def marked(text: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """The bare text and the spans of actor and recipient."""
    at, plain = {}, ""
    for c in text:
        if c in "{}[]":
            at[c] = len(plain)
        else:
            plain += c
    return plain, (at["{"], at["}"]), (at["["], at["]"])


@pytest.mark.parametrize(("text", "kind"), RELATED)
def test_relates(coder: Coder, text: str, kind: str) -> None:
    answer = relate(coder, *marked(text))
    assert answer["type"] == kind
    assert 0 < answer["confidence"] <= 1


@pytest.mark.parametrize(("text", "subject", "verbs"), CHAINS)
def test_verb_that_counts(coder: Coder, text: str, subject: str, verbs: list[str]) -> None:
    parse = coder.read(sentence_of(text)).parse
    assert [parse.lemma[v] for v in verbs_of(parse, parse.word.index(subject))] == verbs


def test_tone(coder: Coder) -> None:
    parse = coder.read(sentence_of("Cuba would not sign the accord.")).parse
    assert tone(parse, parse.word.index("sign")) == "neg+would"


def test_way_and_gap(coder: Coder) -> None:
    plain, actor, recipient = marked("{Kenya} closed its border with [Somalia] on Friday.")
    reading = coder.read(sentence_of(plain))
    one, two = spans_of(reading, actor, recipient)
    pair = Pair(reading, coder.books.triggers, {}, one, two, found=[], ranked=[], said=None)
    words = [pair.parse.word[i] for i in pair.way]
    assert (words[0], words[-1]) == ("Kenya", "Somalia")
    assert "closed" in words
    assert pair.gap == (1, 5)
    assert pair.edges == (0, 6)
    alone = Pair(reading, coder.books.triggers, {}, one, NOWHERE, found=[], ranked=[], said=None)
    assert alone.second is None
    assert alone.meet is None
    assert alone.way[:2] == [0, 1]


def test_one_party_alone(coder: Coder) -> None:
    plain, actor, _ = marked("{Thousands of nurses} went on strike [over] pay on Monday.")
    assert relate(coder, plain, actor, None)["type"] == "PROTEST"
    assert relate(coder, plain, None, None)["type"] is not None


def test_features_repeat_and_hold_the_rules_answer(coder: Coder) -> None:
    plain, actor, recipient = marked("{Ghana} accused [Togo] of stealing cocoa.")
    reading = coder.read(sentence_of(plain))
    spans = spans_of(reading, actor, recipient)
    ranked = ranked_events(reading, *spans)
    names = pair_features(reading, coder.books.triggers, {}, spans, ranked, "ACCUSE")
    assert names == pair_features(reading, coder.books.triggers, {}, spans, ranked, "ACCUSE")
    assert {"said=ACCUSE", "sE=accuse", "T0=ACCUSE", "ord=True"} <= set(names)


def test_unknown_features_say_nothing() -> None:
    known = load_head()
    assert known is not None
    assert known.probabilities(["no such feature"]) == known.probabilities([])
    assert sum(known.probabilities([]).values()) == pytest.approx(1.0)


def test_damaged_head(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "head.msgpack"
    path.write_bytes(msgspec.msgpack.encode(["no", "head"]))
    monkeypatch.setattr(head, "WEIGHTS", path)
    load_head.cache_clear()
    with pytest.raises(CodebookError, match="train it anew"):
        load_head()
    path.unlink()
    load_head.cache_clear()
    assert load_head() is None
    load_head.cache_clear()
