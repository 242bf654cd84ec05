"""Who acts: mentions of persons, states, bodies and groups, and which actor each means."""
