"""The records that communique writes: plain frozen data, no spaCy, no I/O."""
