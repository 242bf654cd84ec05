"""Who said what: cues, content, speakers, media."""
