"""Learning from what people corrected: heads trained on judgements, and entries proposed for the lexicon."""
