"""Statements: who said what, to whom, through what, from syntax and quotation marks alone."""
