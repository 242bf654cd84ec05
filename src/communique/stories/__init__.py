"""Over reports: which events are one happening, and where each negotiation, deal or dispute stands."""
