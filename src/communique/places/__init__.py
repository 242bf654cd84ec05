"""Where things lie: place names, what they were resolved to, and why."""
