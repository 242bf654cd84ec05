"""The knowledge by which reports become stories: words, pair weights, stages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from communique.codebook import yaml_files
from communique.codebook.schema import stories
from communique.codebook.schema.stories import PairWeights, StageWords, StoryWords
from communique.codebook.tables import Area


class StoryTables(msgspec.Struct):
    """All files of `data/stories`; an overlay's file replaces ours."""

    words: StoryWords
    pairs: PairWeights
    stages: StageWords


def build_stories(roots: Sequence[Path]) -> StoryTables:
    """Read the files of stories."""
    return StoryTables(
        words=yaml_files.read_last(roots, "stories/words.yaml", StoryWords),
        pairs=yaml_files.read_last(roots, "stories/pair_weights.yaml", PairWeights),
        stages=yaml_files.read_last(roots, "stories/stages.yaml", StageWords),
    )


STORIES: Area[StoryTables] = Area("stories", ("stories",), build_stories, StoryTables, (__file__, stories.__file__))
