"""What happened: triggers, sides, status, date, place, numbers, contexts."""
