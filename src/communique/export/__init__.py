"""Records in the formats that others read: pure functions over records, one format a file."""
