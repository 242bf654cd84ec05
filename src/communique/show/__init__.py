"""How records are shown to people: on a terminal and as a page."""
