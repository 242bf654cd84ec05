"""Two codings of the same reports compared: how well one finds what the other has, and how far they agree."""
