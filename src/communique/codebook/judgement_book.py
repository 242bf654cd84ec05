"""Words by which speakers judge others: evaluations, feelings about others, claims of wrongdoing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from communique.codebook import yaml_files
from communique.codebook.tables import Area, load_area

Verdict = Literal["bad", "good", "false", "wrong"]


class JudgementGroup(
    msgspec.Struct, forbid_unknown_fields=True, frozen=True, rename={"verdict": "as", "needs": "with"}
):
    """Words that judge alike.

    Attributes:
        verdict (`as`): "bad" and "good" evaluate, "false" denies a claim, "wrong" is a misdeed told by a verb.
        adj, noun, verb: lemmas; nouns may be phrases that end in the head word.
        needs (`with`): nouns one of which must be a verb's object.
        bare: the words judge an act also where the other side is not named.
        only_denied: the words count only under a negation: "is not justified".
        feeling: the words tell how the subject feels about another: "is disappointed with Rome".
        yes, no: examples, run as tests.
    """

    verdict: Verdict
    adj: list[str] = []
    noun: list[str] = []
    verb: list[str] = []
    needs: list[str] = []
    bare: bool = False
    only_denied: bool = False
    feeling: bool = False
    yes: list[str] = []
    no: list[str] = []


class JudgementFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`events/judgements.yaml`.

    Attributes:
        naming: verbs after which an evaluation stands as complement: "called the plan absurd".
        copulas: verbs whose complement says what their subject is.
        holding: verbs of opinion whose negation reaches what is held: "do not think it is fair".
        acts: nouns of acts that may be judged without a named side.
        laid: participles whose agent answers for the thing: "duties on cars announced by Rome".
        observers: people who comment for readers and are no party: "analyst".
        claims: nouns of claims that may be called false.
        agentive: nouns whose "of" names who acts: "the conduct of the army".
        groups: the words.
    """

    about: str
    naming: frozenset[str]
    copulas: frozenset[str]
    holding: frozenset[str]
    acts: frozenset[str]
    laid: frozenset[str]
    observers: frozenset[str]
    claims: frozenset[str]
    agentive: frozenset[str]
    groups: list[JudgementGroup]


def build_judgements(roots: Sequence[Path]) -> JudgementFile:
    """Read the words; an overlay's file replaces ours."""
    return yaml_files.read_last(roots, "events/judgements.yaml", JudgementFile)


JUDGEMENTS: Area[JudgementFile] = Area("judgements", ("events",), build_judgements, JudgementFile, (__file__,))


@lru_cache(maxsize=1)
def judgement_file() -> JudgementFile:
    """The built-in words, loaded once."""
    return load_area(JUDGEMENTS)


@lru_cache(maxsize=1)
def judgement_words() -> dict[str, list[JudgementGroup]]:
    """Groups by the part of speech and head word of their entries: "adj:unfair", "noun:idea", "noun:act"."""
    found: dict[str, list[JudgementGroup]] = {}
    for group in judgement_file().groups:
        for kind, words in (("adj", group.adj), ("noun", group.noun), ("verb", group.verb)):
            for word in words:
                head = word.split(" of ")[0].split(" against ")[0].split(" to ")[0].split()[-1 if kind == "noun" else 0]
                known = found.setdefault(f"{kind}:{head}", [])
                if group not in known:
                    known.append(group)
    return found
