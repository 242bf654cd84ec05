"""Gold from annotation tools: brat, doccano, Prodigy, INCEpTION."""
