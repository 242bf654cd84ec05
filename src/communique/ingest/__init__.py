"""From bytes to documents: formats, encodings, parts, dates."""
