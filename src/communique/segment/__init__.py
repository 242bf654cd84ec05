"""From a document to a parsed one: sentences, parts, quotations, columns for the rules."""
