"""Our equivalents of spaCy's components give what spaCy's give, token for token."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import spacy
import yaml
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, ORTH, POS, SENT_START, TAG
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from communique.segment.attribute_table import AttributeTable, compile_ruler
from communique.segment.entity_scan import EntityScan, compile_entities
from communique.segment.lemma_table import LemmaTable, remember_lemmas
from communique.segment.nlp import load_model
from communique.segment.token_vectors import DocTensor, compile_tensors

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).resolve().parents[2]
READ = [ORTH, TAG, POS, MORPH, LEMMA, DEP, HEAD, SENT_START, ENT_IOB, ENT_TYPE]

ODD = """
I'm gonna go, he ain't. Ain't it so? Y'all got ta see; let's c'mon. Nothin' doin', the ol' man said 'em.

You've been told it: there's nothing, and there are those who do have what she'd had.  Two  spaces,\ttabs

"I can't, you sha n't, we wo n't," it said. It is him whom I told. That that is, is. He did what he did.
It has got better; he gets it. This is that. Something 's up. Mine is yours. Help yourself, ourselves, 'nuff.

\u00a0 \u2003 — «Né à Genève» 東京 🙂 … O'Brien-Smith's http://a.example/?q=1 3.5% $1bn (((( ))))
""".strip()


def own_texts() -> Iterator[str]:
    """All of the project's reports and sentences, and what is odd."""
    yield ODD
    yield from ("", " ", "\n\n", "x", "New York")
    for path in sorted((ROOT / "training" / "reports").glob("*.yaml")):
        yield yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["text"]
    for path in sorted((ROOT / "training" / "pairs").glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        yield "\n\n".join(row["text"] for row in rows)
    for path in sorted((ROOT / "examples" / "reports").iterdir()):
        yield path.read_text(encoding="utf-8")


def run(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(text)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def different(a: Doc, b: Doc) -> list[str]:
    rows = (a.to_array(READ) != b.to_array(READ)).any(axis=1).nonzero()[0].tolist() if len(a) else []
    return [a[i].text for i in rows]


@pytest.fixture(scope="module")
def stock() -> Language:
    return load_model(stock=True)


def test_every_dear_component_of_the_default_model_is_replaced(nlp: Language) -> None:
    kinds = {name: type(component) for name, component in nlp.pipeline}
    assert kinds["attribute_ruler"] is AttributeTable
    assert kinds["lemmatizer"] is LemmaTable
    assert kinds["ner"] is EntityScan
    assert kinds["tok2vec"] is DocTensor


def test_attributes_and_lemmas_equal_on_all_own_texts(nlp: Language, stock: Language) -> None:
    ours, theirs = dict(nlp.pipeline), dict(stock.pipeline)
    wrong = []
    for text in own_texts():
        doc = nlp.make_doc(text)
        for name in ("tok2vec", "tagger", "communique_boundaries", "parser"):
            doc = ours[name](doc)
        copy = doc.copy()
        for name in ("attribute_ruler", "lemmatizer"):
            doc, copy = ours[name](doc), theirs[name](copy)
        wrong += different(doc, copy)
    assert wrong == []


def test_the_whole_parse_equals_on_an_eighth_of_own_texts(nlp: Language, stock: Language) -> None:
    texts = [ODD, "", "x", *list(own_texts())[6::8]]
    assert [found for text in texts if (found := different(run(nlp, text), run(stock, text)))] == []


def test_a_report_is_parsed_alike_whatever_was_read_before(nlp: Language) -> None:
    texts = list(own_texts())[6:9]
    first = [run(nlp, text).to_array(READ).tolist() for text in texts]
    again = [run(nlp, text).to_array(READ).tolist() for text in reversed(texts)]
    assert first == again[::-1]


def test_forgetting_changes_nothing(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    before = run(nlp, ODD).to_array(READ).tolist()
    monkeypatch.setattr("communique.segment.attribute_table._MOST_KEPT", 3)
    monkeypatch.setattr("communique.segment.lemma_table._MOST_KEPT", 3)
    run(nlp, "Other words first.")
    assert run(nlp, ODD).to_array(READ).tolist() == before


def test_entities_set_before_are_kept_the_stock_way(nlp: Language, stock: Language) -> None:
    docs = []
    for model in (nlp, stock):
        doc = model.make_doc("Acme Widgets of Oslo sued Norway.")
        doc.set_ents([doc.char_span(0, 12, label="ORG")], default="missing")
        for _, component in model.pipeline:
            doc = component(doc)
        docs.append([(e.text, e.label_) for e in doc.ents])
    assert docs[0] == docs[1]
    assert docs[0][0] == ("Acme Widgets", "ORG")


UNKNOWN: list[tuple[str, Any, dict[str, str]]] = [
    ("an operator", [{"LOWER": "very", "OP": "+"}], {"POS": "ADV"}),
    ("a word as written", [{"ORTH": "May"}], {"POS": "PROPN"}),
    ("an attribute of one's own", [{"_": {"mine": True}}], {"POS": "X"}),
    ("fuzzy words", [{"LOWER": {"FUZZY": "definitely"}}], {"POS": "ADV"}),
    ("a length", [{"LENGTH": {">=": 10}}], {"POS": "NOUN"}),
    ("sets what is not known", [{"LOWER": "x"}], {"NORM": "y"}),
]


@pytest.mark.parametrize(("what", "pattern", "attrs"), UNKNOWN, ids=[row[0] for row in UNKNOWN])
def test_a_ruler_of_another_shape_stays(what: str, pattern: Any, attrs: dict[str, str]) -> None:
    Doc.set_extension("mine", default=None, force=True)
    ruler = AttributeRuler(spacy.blank("en").vocab)
    ruler.add([[{"LOWER": "the"}]], {"POS": "DET"})
    assert compile_ruler(ruler) is not None
    ruler.add([pattern], attrs)
    assert compile_ruler(ruler) is None


def test_other_components_stay() -> None:
    blank = spacy.blank("en")
    other = [blank.add_pipe("sentencizer"), blank.add_pipe("lemmatizer", config={"mode": "lookup"}), object()]
    makers = (compile_ruler, remember_lemmas, compile_entities, compile_tensors)
    assert [make(component) for component in other for make in makers] == [None] * 12


RULES: list[tuple[Any, dict[str, str], int]] = [
    ([{"LOWER": {"IN": ["oslo", "bergen"]}}], {"POS": "PROPN"}, 0),
    ([{"LOWER": {"NOT_IN": ["oslo", "signed"]}}], {"POS": "X"}, 0),
    ([{"LOWER": {"REGEX": "^sign"}}], {"POS": "VERB", "LEMMA": "sign"}, 0),
    ([{"LOWER": "oslo"}, {}, {"LOWER": "deal"}], {"LEMMA": "DEAL"}, -1),
    ([{"IS_SPACE": True}], {"POS": "SPACE", "TAG": "_SP"}, 0),
    ([{"LOWER": {"REGEX": "^sign"}}, {"LOWER": "deal"}], {"MORPH": "Tense=Past"}, 0),
    ([{"TAG": ""}], {"DEP": "dep"}, 0),
]


def test_rules_of_ones_own_equal() -> None:
    vocab = spacy.blank("en").vocab
    ruler = AttributeRuler(vocab)
    for pattern, attrs, index in RULES:
        ruler.add([pattern], attrs, index=index)
    table = compile_ruler(ruler)
    assert table is not None
    for words in (["Oslo", "signed", "deal"], ["deal", "\n", "signs", "Bergen"], ["Oslo", "Oslo", "deal", "deal"]):
        a, b = Doc(vocab, words=words), Doc(vocab, words=words)
        assert different(table(a), ruler(b)) == []
