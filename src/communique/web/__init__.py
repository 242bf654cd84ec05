"""The local page: read reports with their coding, check and correct it, explore a corpus."""
